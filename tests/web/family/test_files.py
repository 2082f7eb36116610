"""Photos, screenshots, voice notes: sealed as they came, refused with a sentence."""

from __future__ import annotations

import io
import uuid
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.office import INTAKE_KEY, MATCHER_KEY
from tests.web.family.pages import STEPS, begin, in_ukrainian, page, steps
from tests.web.family.things import FILM, HEIC, VOICE, picture

from homeward.cli.open import command
from homeward.errors import Sealed
from homeward.seal.boxes import key_to_text
from homeward.seal.parcel import file_in, open_parcel
from homeward.web.access.models import Office
from homeward.web.registry import sealing, uploads
from homeward.web.registry.actions import destroy_contact
from homeward.web.registry.codes import open_case
from homeward.web.registry.models import Upload
from homeward.web.registry.unread import Unread

pytestmark = pytest.mark.django_db


def hand_in(client: Client, content: bytes, name: str = "фото мами.jpg", note: str = "") -> str:
    """The page after handing in one file."""
    told = {"files": SimpleUploadedFile(name, content), "note": note}
    return client.post("/uk/new/files/", told, follow=True).content.decode()


def filed(client: Client, code: str) -> Upload:
    """Send the request; its one upload."""
    client.post("/uk/new/5/", STEPS[4])
    return Upload.objects.get(request=open_case(code).request)


@pytest.fixture
def code(client: Client, office: Office) -> str:
    """Everything but the last step is done."""
    code = begin(client)
    steps(client, until=4)
    return code


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        *((picture(kind), "picture") for kind in uploads.PICTURES),
        (HEIC, "picture"),
        (VOICE, "sound"),
        (b"#!AMR\n" + bytes(50), "sound"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt " + bytes(50), "sound"),
        (b"\x00\x00\x00\x20ftypM4A " + bytes(50), "sound"),
        (FILM, "film"),
        (b"\x1aE\xdf\xa3" + bytes(50), "film"),
    ],
)
def test_what_a_file_is_stands_in_it(content: bytes, kind: str) -> None:
    """Never in its name."""
    assert uploads.kind_of(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no picture at all",
        b"\xff\xd8\xff\xe0 only its first bytes",
        b"\x89PNG\r\n\x1a\n" + bytes(40),
        b"<html><script>alert(1)</script>",
        b"PK\x03\x04" + bytes(100),
        b"MZ" + bytes(100),
    ],
)
def test_a_picture_that_is_none_is_refused_with_a_sentence(
    client: Client, code: str, content: bytes
) -> None:
    """In the reader's language, with the note still in its field; nothing typed before is lost."""
    text = hand_in(client, content or b" ", name="a.jpg", note="На ньому він")
    sentence = in_ukrainian("«%(name)s» is no picture, voice note or film that we know.")

    assert sentence % {"name": "a.jpg"} in text
    assert "На ньому він" in text
    assert client.get("/uk/new/on/")["Location"] == "/uk/new/5/"
    assert "1991" in page(client, "/uk/new/1/")
    assert not (settings.HOMEWARD_DATA / "uploads").exists()


@pytest.mark.rule("SEI-1", "SEI-2")
def test_a_file_is_sealed_to_the_office_as_it_came(client: Client, code: str, data: Path) -> None:
    """Byte for byte, with its name and note; neither disk nor the matcher's key gives it away."""
    content = picture(size=120)
    assert "фото мами.jpg" in hand_in(client, content, note="Листопад 2023")
    upload = filed(client, code)
    parcel = uploads.parcel(upload.request.pk, upload.pk)

    opened = file_in(open_parcel(parcel, INTAKE_KEY.private))
    assert opened
    assert opened.content == content
    assert opened.about == {"name": "фото мами.jpg", "kind": "picture", "note": "Листопад 2023"}
    with pytest.raises(Sealed):
        open_parcel(parcel, MATCHER_KEY.private)
    stored = b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())
    assert content[100:140] not in stored
    assert "фото мами".encode() not in stored
    assert uploads.path_of(upload.pk).stat().st_mtime % (24 * 3600) == 0


def test_the_officer_gets_the_file(client: Client, code: str, tmp_path: Path) -> None:
    """`homeward open` writes it where it is told to, and over nothing."""
    content = picture()
    hand_in(client, content, note="Листопад 2023")
    upload = filed(client, code)
    parcel, key, out = tmp_path / "a.sealed", tmp_path / "key", tmp_path / "out.jpg"
    parcel.write_text(uploads.parcel(upload.request.pk, upload.pk))
    key.write_text(key_to_text(INTAKE_KEY.private))
    told = CliRunner().invoke(command, [str(parcel), "--key", str(key)])
    assert "note: Листопад 2023" in told.output
    assert "--out" in told.output
    asked = [str(parcel), "--key", str(key), "--out", str(out)]

    assert CliRunner().invoke(command, asked).exit_code == 0
    assert out.read_bytes() == content
    assert CliRunner().invoke(command, asked).exit_code


@pytest.mark.rule("R28")
def test_destroying_contacts_and_story_destroys_files(client: Client, code: str) -> None:
    """Key, ciphertext and row; the request stays."""
    hand_in(client, picture())
    upload = filed(client, code)
    path = uploads.path_of(upload.pk)
    assert path.exists()
    destroy_contact(open_case(code))

    assert not path.exists()
    assert not Upload.objects.exists()
    keys = sealing.key_store().of_record(upload.request.pk.bytes)
    assert list(keys) == [sealing.CASE]


def test_a_file_can_be_taken_out_again(client: Client, code: str) -> None:
    """Before the request is sent; it goes with its key."""
    hand_in(client, picture())
    (path,) = (settings.HOMEWARD_DATA / "uploads").iterdir()
    client.post(f"/uk/new/files/drop/{uuid.UUID(path.name)}/")

    assert not path.exists()
    assert "фото" not in page(client, "/uk/new/files/")


def test_a_draft_drops_only_its_own_files(client: Client, code: str) -> None:
    """Another family's browser that names the id changes nothing."""
    hand_in(client, picture())
    (path,) = (settings.HOMEWARD_DATA / "uploads").iterdir()
    other = Client()
    begin(other)
    other.post(f"/uk/new/files/drop/{uuid.UUID(path.name)}/")

    assert path.exists()


@pytest.mark.parametrize("limit", ["MOST_BYTES", "MOST_FILES", "MOST_OF_ALL"])
def test_too_large_or_too_many_is_refused_with_a_sentence(
    client: Client, code: str, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    """What was handed in before stays."""
    hand_in(client, picture(), name="перша.jpg")
    monkeypatch.setattr(uploads, limit, 1)
    text = hand_in(client, picture(), name="друга.jpg")

    assert 'id="errors"' in text
    assert "«друга.jpg»" in text
    assert "друга" not in page(client, "/uk/new/files/")
    assert "перша.jpg" in page(client, "/uk/new/files/")


def test_files_are_taken_from_our_own_form_only(client: Client, code: str) -> None:
    """Another site's form is refused like everywhere, though the size is looked at before."""
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    told = {"files": SimpleUploadedFile("a.jpg", picture())}

    assert strict.post("/uk/new/files/", told).status_code == 403
    assert "a.jpg" not in page(client, "/uk/new/files/")


class Endless(io.RawIOBase):
    """A body that counts what is read of it."""

    def __init__(self) -> None:
        self.given = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        self.given += size
        return bytes(size)


def test_two_gigabytes_are_refused_before_anything_is_read(
    client: Client, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The length is enough to say no; the sentence is there before the body."""
    monkeypatch.setattr("homeward.web.registry.unread.DRAIN_SECONDS", 0)
    body = Endless()
    request = {
        "CONTENT_LENGTH": str(2 * 1024**3),
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "wsgi.input": body,
    }
    response = client.generic("POST", "/uk/new/files/", **request)

    assert response.status_code == 413
    assert body.given == 0
    sentence = in_ukrainian(
        "This is too large: at most %(most)s MB at once. Send the files one by one, or a shorter "
        "one."
    )
    assert sentence % {"most": 20} in response.content.decode()


def test_what_a_browser_still_sends_runs_out_for_a_while_only(
    client: Client, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It reads no answer while it sends: a little is thrown away, then the line is shut."""
    monkeypatch.setattr("homeward.web.registry.unread.DRAIN_SECONDS", 0.05)
    body, shut = Endless(), []

    class Line:
        def shutdown(self, how: int) -> None:
            shut.append(how)

    refused = Unread(b"no")
    refused.unread = type("R", (), {})()  # type: ignore[assignment]
    refused.unread.META = {
        "CONTENT_LENGTH": str(10**15), "wsgi.input": body, "gunicorn.socket": Line(),
    }  # fmt: skip
    refused.close()

    assert 0 < body.given < 10**15
    assert shut
