"""An unfinished request: locked with its code, found again by it, gone after 72 hours."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.office import MATCHER_KEY, TOLD
from tests.web.family.pages import STEPS, ask, begin, in_ukrainian, page, steps
from tests.web.family.things import picture

from homeward.errors import Busy
from homeward.seal.codes import new_code
from homeward.web.access.limits import derivation_slot
from homeward.web.access.models import Office
from homeward.web.matching.records import told_of
from homeward.web.registry import drafts, sealing, uploads
from homeward.web.registry.codes import keys_of, open_case
from homeward.web.registry.management.commands.clock import round_of_the_clock
from homeward.web.registry.models import Upload
from homeward.web.registry.shortlived import VISITS
from homeward.web.registry.sweep import sweep

pytestmark = pytest.mark.django_db
PICTURE = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x00\x00\x00\x00\x00,"
)
Later = Callable[[float], None]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Let hours pass."""
    began = time.time()
    return lambda hours: monkeypatch.setattr("time.time", lambda: began + hours * 3600)


@pytest.mark.rule("WEB-4", "SEI-1")
def test_a_draft_is_readable_nowhere(client: Client, data: Path) -> None:
    """Not in an address, not in the cookie, not in any file; the code is in no file either."""
    code = begin(client)
    client.post("/uk/new/code/", {"second_word": "Калина"})
    responses = [client.post(f"/uk/new/{n}/", STEPS[n - 1]) for n in (1, 2, 3)]

    assert [one["Location"] for one in responses] == [f"/uk/new/{n}/" for n in (2, 3, 4)]
    stored = b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())
    for word in (*TOLD["name"].split(), "mother", "1991", "Калина", code, code.replace(" ", "")):
        marks = (word.encode(), word.encode("utf-16-le"), ascii(word).strip("'").encode())
        assert not [mark for mark in marks if mark in stored]
        assert word not in str(client.cookies["visit"].value)


@pytest.mark.rule("SEI-1")
def test_without_the_code_the_visit_alone_opens_no_draft(client: Client, data: Path) -> None:
    """Whoever has the telephone after the visit, and the disk, has nothing: the keys are gone."""
    begin(client)
    steps(client, until=3)
    kept = client.cookies["visit"].value
    client.get("/uk/leave/")
    client.cookies["visit"] = kept

    assert client.get("/uk/new/2/")["Location"] == "/uk/new/"
    assert (data / "drafts.db").exists()


@pytest.mark.rule("SEI-4")
def test_the_files_have_no_clock_and_no_order(client: Client, data: Path) -> None:
    """The day on which a row dies, a random id, the ciphertext; file times tell of no visit."""
    begin(client)
    steps(client, until=1)
    for name in ("drafts.db", "visits.db"):
        with sqlite3.connect(data / name) as raw:
            columns = [row[1:3] for row in raw.execute("PRAGMA table_info(row)")]
            with pytest.raises(sqlite3.OperationalError):
                raw.execute("SELECT rowid FROM row")
        assert columns == [("id", "BLOB"), ("dies", "TEXT"), ("body", "BLOB")]
        assert (data / name).stat().st_mtime % (24 * 3600) == 0


@pytest.mark.rule("R28")
def test_a_lost_connection_loses_nothing(client: Client, office: Office) -> None:
    """At step 4 the telephone dies; another one, with the code, goes on at step 4.

    Nothing of the steps before is shown there: whoever has the code must not read them.
    """
    code = begin(client)
    steps(client, until=3)
    other = Client()
    other.post("/ru/read/", {"code": code})

    assert other.get("/ru/read/")["Location"] == "/ru/new/on/"
    assert other.get("/ru/new/on/")["Location"] == "/ru/new/4/"
    for number in (1, 2, 3):
        assert other.get(f"/ru/new/{number}/")["Location"] == "/ru/new/4/"
        other.post(f"/ru/new/{number}/", {"name": "Ніхто"})
    assert TOLD["name"] not in page(other, "/ru/new/4/")
    other.post("/ru/new/4/", {})
    other.post("/ru/new/5/", {**STEPS[4], "more": "1"})
    assert TOLD["name"] not in page(other, "/ru/new/more/")
    assert "2024" not in page(other, "/ru/new/more/2/w/")
    other.post("/ru/new/send/")
    assert "follow-up-code" not in page(other, "/ru/new/sent/")  # nobody typed it out again
    other.post("/ru/read/", {"code": code})
    assert 'id="permissions"' in page(other, "/ru/read/")
    person = open_case(code).request.sought.get()
    assert told_of(person.statements.all(), MATCHER_KEY.private)["name"] == TOLD["name"]


@pytest.mark.rule("R28")
def test_what_was_added_before_is_not_shown_to_whoever_comes_with_the_code(
    client: Client, office: Office
) -> None:
    """Pages of the list are closed, names of people and of files are not written out."""
    code = begin(client)
    steps(client, {}, {}, {}, {}, {"more": "1"})
    client.post("/uk/new/more/1/b/", {"marks": "Зубокряк"})
    client.post("/uk/new/more/2/w/", {**STEPS[0], **STEPS[1], **STEPS[2], "name": "Хутороград"})
    client.post("/uk/new/files/", {"files": SimpleUploadedFile("Баламут.jpg", picture())})
    other = Client()
    other.post("/uk/read/", {"code": code})
    assert other.get("/uk/new/on/")["Location"] == "/uk/new/more/"
    paths = ("more/", "files/", "more/1/b/", "more/2/w/", "more/2/a/", "more/1/a/")
    text = "".join(other.get(f"/uk/new/{path}", follow=True).content.decode() for path in paths)

    for word in ("Зубокряк", "Хутороград", "Баламут", TOLD["name"]):
        assert word not in text
    other.post("/uk/new/send/")
    assert open_case(code).request.sought.count() == 2


@pytest.mark.rule("R28")
@pytest.mark.parametrize("sent", [{}, {"back": "1"}])
def test_what_was_only_begun_is_not_shown_to_whoever_comes_with_the_code(
    client: Client, office: Office, sent: dict[str, str]
) -> None:
    """A page with a slip, or left by "back", is asked for again: empty, and it loses nothing."""
    code = begin(client)
    client.post("/uk/new/1/", {"name": TOLD["name"]} | sent)
    assert TOLD["name"] in page(client, "/uk/new/1/")
    other = Client()
    other.post("/uk/read/", {"code": code})
    for path in ("/uk/new/1/", "/uk/new/on/", "/uk/new/1/"):
        assert TOLD["name"] not in other.get(path, follow=True).content.decode()
    other.post("/uk/new/1/", {"back": "1"})
    assert TOLD["name"] in page(client, "/uk/new/1/")
    other.post("/uk/new/1/", {"name": "Ярема"})

    assert "Ярема" in page(other, "/uk/new/1/")


@pytest.mark.rule("R28")
@pytest.mark.parametrize("year", ["1990", "1992"])
def test_no_form_tells_a_birth_year_that_was_told_before(
    client: Client, office: Office, year: str
) -> None:
    """ "Before the birth" is said to whoever typed the birth, and to nobody who brings the code."""
    code = begin(client)
    steps(client, {"birth_year": "1991"}, until=1)
    other = Client()
    other.post("/uk/read/", {"code": code})
    typed = {"event_year": year}
    told = client.post("/uk/new/2/", typed)
    guessed = other.post("/uk/new/2/", typed)

    early = in_ukrainian("This is before the birth date that you wrote. Check both.")
    assert (early in page(client, told["Location"])) is (year == "1990")  # the control
    assert guessed["Location"] == "/uk/new/3/"
    other.post("/uk/new/3/", STEPS[2])
    other.post("/uk/new/4/", {})
    assert other.post("/uk/new/5/", STEPS[4])["Location"] == "/uk/new/sent/"
    assert open_case(code).request.sought.count() == 1


@pytest.mark.rule("R28")
def test_no_address_leads_around_it(client: Client, office: Office) -> None:
    """Whoever came with the code and goes to a page by its address reads nothing either."""
    code = begin(client)
    steps(client, {"name": "Хутороград"}, until=3)
    other = Client()
    other.post("/uk/read/", {"code": code})

    for path in ("1/", "2/", "3/", "4/", "code/", "more/", "more/1/b/", "files/", "sent/", ""):
        text = other.get(f"/uk/new/{path}", follow=True).content.decode()
        assert "Хутороград" not in text
        assert "2024" not in text


def test_while_the_draft_is_open_the_same_browser_goes_on(client: Client) -> None:
    """Whoever closes the page comes back to the step that was reached."""
    begin(client)
    steps(client, until=3)
    assert client.get("/uk/new/on/")["Location"] == "/uk/new/4/"
    assert "/uk/new/on/" in page(client, "/uk/new/")


def test_a_draft_ends_after_72_hours(client: Client, data: Path, later: Later) -> None:
    """Then its code opens nothing, and at the end of that day its bytes are gone."""
    code = begin(client)
    steps(client, until=3)
    keys = keys_of(code)
    sealed = draft_bytes(data)
    later(71.9)
    assert drafts.load(keys)
    later(72.1)
    assert drafts.load(keys) is None
    later(72 + 24)
    round_of_the_clock()

    assert not drafts.DRAFTS.holds(keys.lookup_id)
    left = b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())
    assert sealed not in left
    assert keys.lookup_id not in left


def test_a_step_keeps_the_draft_for_another_72_hours(client: Client, later: Later) -> None:
    """Counted from the last step."""
    keys = keys_of(begin(client))
    later(2)
    client.post("/uk/new/1/", STEPS[0])
    later(73)
    assert drafts.load(keys)


def test_the_scan_for_bytes_would_find_a_draft(client: Client, data: Path, later: Later) -> None:
    """The control: without the clock the bytes are still there."""
    begin(client)
    steps(client, until=1)
    sealed = draft_bytes(data)
    later(200)
    assert sealed in (data / "drafts.db").read_bytes()


def test_visits_end_by_themselves(client: Client, data: Path, later: Later) -> None:
    """After three hours the cookie opens nothing; the row is overwritten when the day is over."""
    begin(client)
    later(3.1)
    assert client.get("/uk/new/2/")["Location"] == "/uk/new/"
    later(3 + 24)
    round_of_the_clock()
    with VISITS.open() as connection:
        assert connection.execute("SELECT count(*) FROM row").fetchone() == (0,)


def test_a_dead_draft_takes_its_files_along(client: Client, data: Path, later: Later) -> None:
    """Ciphertext and key."""
    keys = keys_of(begin(client))
    client.post("/uk/new/files/", {"files": SimpleUploadedFile("a.jpg", picture())})
    (path,) = (data / "uploads").iterdir()
    draft = drafts.load(keys)
    assert draft
    request = bytes.fromhex(draft["request"].replace("-", ""))
    assert sealing.key_store().of_record(request)
    later(72 + 24)
    round_of_the_clock()

    assert not path.exists()
    assert not sealing.key_store().of_record(request)


@pytest.mark.parametrize("swept", [True, False])
def test_a_draft_left_by_a_crash_takes_no_file_of_its_request_along(
    client: Client, office: Office, later: Later, monkeypatch: pytest.MonkeyPatch, *, swept: bool
) -> None:
    """Filed, but the end of the draft was not noted: its files belong to the request."""
    code = begin(client)
    steps(client, until=4)
    client.post("/uk/new/files/", {"files": SimpleUploadedFile("a.jpg", picture())})
    with monkeypatch.context() as crash:
        crash.setattr(drafts, "filed", lambda _: None)
        client.post("/uk/new/5/", STEPS[4])
    if swept:
        sweep()
    later(72 + 24)
    drafts.purge()

    upload = Upload.objects.get(request=open_case(code).request)
    assert uploads.parcel(upload.request.pk, upload.pk)


def test_only_known_inputs_are_kept(client: Client) -> None:
    """What no page asks for is thrown away, however much it is."""
    keys = keys_of(begin(client))
    client.post("/uk/new/1/", {"anything": "х" * 100_000, "name": "Остап"})
    stored = drafts.load(keys)

    assert stored
    assert stored["pages"] == {"1": {"name": "Остап"}}


def test_more_than_a_draft_holds_is_said_and_stays_on_the_page(client: Client) -> None:
    """Nothing typed is lost: the page comes back with it."""
    begin(client)
    steps(client, until=3)
    story = "слово " * 16_000
    typed = dict.fromkeys(("contact", "must_not_learn", "safe_word", "safe_hours"), story)
    response = client.post("/uk/new/4/", typed)

    assert response.status_code == 413
    assert response.content.decode().count(story.strip()) >= 1


def test_a_full_file_lets_nobody_in_and_throws_nobody_out(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit of the file: a waiting page for newcomers; whoever writes goes on."""
    keys = keys_of(begin(client))
    steps(client, until=1)
    newcomer = Client()
    begin(newcomer)
    monkeypatch.setattr(drafts, "DRAFTS", replace(drafts.DRAFTS, most_of_all=1))

    assert newcomer.post("/uk/new/1/", STEPS[0]).status_code == 503
    with pytest.raises(Busy):
        drafts.save(keys_of(new_code()), {})
    assert client.post("/uk/new/2/", STEPS[1])["Location"] == "/uk/new/3/"
    assert drafts.load(keys)


def test_whoever_only_takes_a_code_fills_no_file(client: Client, data: Path) -> None:
    """A draft is stored from the first step on."""
    code = begin(client)
    assert not drafts.DRAFTS.holds(keys_of(code).lookup_id)


def test_after_filing_nothing_is_left_of_the_draft(
    client: Client, office: Office, data: Path
) -> None:
    """The request stands under the code now."""
    code = ask(client)
    assert not drafts.DRAFTS.holds(keys_of(code).lookup_id)


@pytest.mark.rule("FLO-1")
def test_a_third_code_at_a_time_waits(
    client: Client, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A waiting page; nothing is stored, and the next try goes through."""
    monkeypatch.setattr("homeward.web.registry.codes.WAIT_SECONDS", 0.0)
    with derivation_slot(data, wait_seconds=0), derivation_slot(data, wait_seconds=0):
        assert client.post("/uk/new/").status_code == 503
    assert "visit" not in client.cookies
    assert client.post("/uk/new/").status_code == 302


def draft_bytes(data: Path) -> bytes:
    """A piece of the only draft's ciphertext."""
    with sqlite3.connect(data / "drafts.db") as raw:
        ((body,),) = raw.execute("SELECT body FROM row").fetchall()
    return bytes(body[40:80])
