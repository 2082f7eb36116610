"""A folder becomes evidence: kept write-once, read, linked; never twice, never by halves."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image
from tests.office import INTAKE_KEY, MATCHER_KEY, search_all
from tests.pictures.drawn import drawn, saved

from homeward.custody import Acquired
from homeward.errors import NotAllowed
from homeward.seal.records import SealedRecord, open_record
from homeward.web.access.fields import Part
from homeward.web.access.models import User
from homeward.web.custody import files, ingest
from homeward.web.custody.ingest import Ingest, Outcome
from homeward.web.custody.models import CustodyEvent, ItemOrigin, Original, WorkingCopy
from homeward.web.evidence.actions import add_source
from homeward.web.evidence.models import EvidenceItem, Mention, Source
from homeward.web.matching.pictures import keyed
from homeward.web.matching.server import Matcher
from homeward.web.registry import sealing

HOW = Acquired(method="export of a chat", utc="2024-03-04", tool="Telegram Desktop 4.14")
MESSAGES = [
    {"id": 1, "type": "message", "date": "2024-02-18T10:00:00", "from": "Пошук",
     "text": "Шукаємо: Лосенко Остап Гнатович, 12.04.1991", "photo": "photos/one.jpg"},
    {"id": 2, "type": "message", "date": "2024-02-19T10:00:00", "from": "Пошук",
     "text": "Загинув Бондаренко Юрій Олегович, 1990 р.н., село Вишневе"},
]  # fmt: skip


def keyed_here(digests: Sequence[str]) -> Sequence[bytes]:
    """As the matcher does it."""
    return keyed(MATCHER_KEY.private, digests)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A chat's export with a picture, a list in CP1251, a broken zip and a broken picture."""
    made = tmp_path / "export"
    (made / "photos").mkdir(parents=True)
    (made / "result.json").write_text(json.dumps({"messages": MESSAGES}, ensure_ascii=False))
    exif = Image.Exif()
    exif[0x010E] = "taken at a place that nobody must learn"
    (made / "photos" / "one.jpg").write_bytes(saved(drawn(1), exif=exif))
    (made / "photos" / "two.png").write_bytes(b"\x89PNG no picture")
    (made / "list.txt").write_bytes("Список: Панов Глеб Юрьевич, 1994".encode("cp1251"))
    (made / "archive.wacz").write_bytes(b"PK\x03\x04 cut off")
    return made


def add(folder: Path, source: Source, by: User) -> Outcome:
    return Ingest(folder, source, HOW, by, keyed_here).run()


def test_every_file_is_kept_and_what_holds_text_is_read(
    folder: Path, source: Source, bohdan: User
) -> None:
    """Items with their people, each linked to the file it came from; faults are told by file."""
    outcome = add(folder, source, bohdan)

    assert (outcome.kept, outcome.known, outcome.items) == (5, 0, 3)
    assert sorted(one.origin.path for one in outcome.rejected) == ["archive.wacz", "photos/two.png"]
    assert Mention.objects.count() >= 3
    first = EvidenceItem.objects.get(origins__original__mime="image/jpeg")
    assert first.origins.count() == 2  # the export and the picture that belongs to the post
    assert not Original.objects.exclude(mime__startswith="image").filter(read_whole=False).exists()


def test_the_same_folder_again_adds_nothing(folder: Path, source: Source, bohdan: User) -> None:
    """Renamed files are the same files."""
    add(folder, source, bohdan)
    counts = [model.objects.count() for model in (Original, EvidenceItem, Mention, CustodyEvent)]
    (folder / "list.txt").rename(folder / "renamed.txt")
    again = add(folder, source, bohdan)

    assert (again.kept, again.known, again.items) == (0, 5, 0)
    assert counts == [
        model.objects.count() for model in (Original, EvidenceItem, Mention, CustodyEvent)
    ]


def test_an_original_is_sealed_to_the_office_and_never_changed(
    folder: Path, source: Source, bohdan: User, data: Path
) -> None:
    """Byte for byte, with the office's key; nothing of it stands plain in any file."""
    add(folder, source, bohdan)
    row = Original.objects.get(mime="image/jpeg")
    box = sealing.key_store().get(row.pk.bytes, Part.CONFIDENCE)
    sealed = SealedRecord(files.sealed_file(files.ORIGINALS, row.pk), box)
    context = sealing.context(row.pk, Part.CONFIDENCE)

    original = (folder / "photos" / "one.jpg").read_bytes()
    assert open_record(sealed, INTAKE_KEY.private, context=context) == original
    for path in data.rglob("*"):
        if path.is_file():
            held = path.read_bytes()
            assert b"nobody must learn" not in held, path.name
            assert "Лосенко".encode() not in held, path.name


@pytest.mark.rule("CUS-5")
def test_what_is_looked_at_is_a_copy_without_metadata(
    folder: Path, source: Source, bohdan: User
) -> None:
    """The matcher opens copies alone; the key of originals is not on this machine."""
    add(folder, source, bohdan)
    [copy] = WorkingCopy.objects.all()
    shown = files.open_copy(copy.pk, MATCHER_KEY.private)

    assert shown.startswith(b"\xff\xd8\xff")
    assert b"Exif" not in shown
    assert b"nobody must learn" not in shown


def test_an_ingest_that_was_ended_goes_on(
    folder: Path, source: Source, bohdan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ended between any two steps: nothing twice, nothing missing."""
    monkeypatch.setattr(ingest, "DOCUMENTS_AT_ONCE", 1)
    steps = 0

    class Ended(Exception):
        pass

    def end(*_: object) -> None:
        raise Ended

    store = Ingest._store
    while True:
        with monkeypatch.context() as patched:
            left = [1]

            def once(*arguments: object, left: list[int] = left) -> None:
                if not left:
                    raise Ended
                left.pop()
                store(*arguments)  # type: ignore[arg-type]

            patched.setattr(Ingest, "_store", once)
            try:
                add(folder, source, bohdan)
            except Ended:
                steps += 1
                continue
        break

    assert steps == 2
    assert EvidenceItem.objects.count() == 3
    assert Original.objects.count() == 5
    assert ItemOrigin.objects.count() == 4


def test_files_whose_rows_were_never_written_are_removed(
    folder: Path, source: Source, bohdan: User, monkeypatch: pytest.MonkeyPatch, data: Path
) -> None:
    """Ended after the files and before the database: the next run starts clean."""

    def ended(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("homeward.web.custody.actions.log.commit", ended)
        with pytest.raises(KeyboardInterrupt):
            add(folder, source, bohdan)
    assert len(files.stored(files.ORIGINALS)) == 5
    assert not Original.objects.exists()

    add(folder, source, bohdan)
    kept = {path.name for path in files.stored(files.ORIGINALS)}
    assert kept == {row.pk.hex for row in Original.objects.all()}


@pytest.mark.rule("E1", "FLO-4")
def test_posts_with_one_picture_go_back_to_one_origin(
    tmp_path: Path, source: Source, bohdan: User, matcher: Matcher
) -> None:
    """Smaller, turned, with other words: one cluster; another picture is another."""
    folder = tmp_path / "reposts"
    (folder / "photos").mkdir(parents=True)
    again = drawn(1).resize((200, 150)).transpose(Image.Transpose.ROTATE_90)
    for name, picture in (("a", drawn(1)), ("b", again), ("c", drawn(2))):
        (folder / "photos" / f"{name}.jpg").write_bytes(saved(picture))
    messages = [
        {"id": number, "type": "message", "text": text, "photo": f"photos/{name}.jpg"}
        for number, (name, text) in enumerate(
            (("a", "Впізнайте людину на фото"), ("b", "Хто це?"), ("c", "Інша світлина зовсім"))
        )
    ]
    (folder / "result.json").write_text(json.dumps({"messages": messages}))
    add(folder, source, bohdan)
    search_all(matcher)

    clusters = list(EvidenceItem.objects.values_list("cluster", flat=True))
    assert (len(clusters), len(set(clusters))) == (3, 2)


def test_a_zip_bomb_and_a_path_that_leads_out_do_no_harm(
    tmp_path: Path, source: Source, bohdan: User
) -> None:
    """Archives are kept as they are and read without unpacking."""
    folder = tmp_path / "bad"
    folder.mkdir()
    with zipfile.ZipFile(folder / "bomb.wacz", "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("archive/data.warc", bytes(70_000_000))
        zipped.writestr("../../../escaped.txt", b"x")
    outcome = add(folder, source, bohdan)

    assert outcome.kept == 1
    assert [one.origin.path for one in outcome.rejected] == ["bomb.wacz"]
    assert not list(tmp_path.rglob("escaped.txt"))


def test_one_megabyte_of_text_is_kept_in_pieces(
    tmp_path: Path, source: Source, bohdan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut between words, in order, nothing lost."""
    monkeypatch.setattr(ingest, "LONGEST_TEXT", 1000)
    folder = tmp_path / "long"
    folder.mkdir()
    text = " ".join(f"слово{number}" for number in range(400))
    (folder / "post.txt").write_text(text)
    outcome = add(folder, source, bohdan)

    assert outcome.items == len(text) // 1000 + 1


def test_who_may_not_add_evidence_may_not_ingest(
    folder: Path, source: Source, office: object
) -> None:
    """Refused before any file is read."""
    stranger = User.objects.create(username="nobody")
    with pytest.raises(NotAllowed):
        add(folder, source, stranger)
    assert not Original.objects.exists()


def test_the_command_takes_a_source_by_its_title_and_tells_what_it_could_not_read(
    folder: Path, source: Source, bohdan: User, running_matcher: Matcher, tmp_path: Path
) -> None:
    """A title that two have names their numbers; a title that nobody has says where to add it."""
    told = {"by": "bohdan", "method": "chat export", "rejected": tmp_path / "rejected.csv"}
    with pytest.raises(CommandError, match="add it at the desk"):
        call_command("ingest", folder, source="no such title", **told)
    call_command("ingest", folder, source=source.title, **told)
    assert EvidenceItem.objects.filter(source=source).count() == 3
    rows = (tmp_path / "rejected.csv").read_text().splitlines()
    assert [row.partition(",")[0] for row in sorted(rows[1:])] == ["archive.wacz", "photos/two.png"]

    twin = add_source("anonymous_post", source.title, by=bohdan)
    with pytest.raises(CommandError, match=str(twin.pk)):
        call_command("ingest", folder, source=source.title, **told)
    call_command("ingest", folder, source=str(source.pk), **told)
    assert EvidenceItem.objects.count() == 3
