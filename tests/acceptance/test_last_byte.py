"""A withdrawal and an expiry, followed to the last byte: pages, index, exports, copies, files."""

from __future__ import annotations

import base64
import json
import sqlite3
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.test import Client
from tests.office import INTAKE_KEY, MATCHER_KEY, PASSWORD, TOLD, Family, ask, search_all, staff
from tests.web.family.things import picture

from homeward.errors import HomewardError, NotAllowed, Sealed
from homeward.seal import records
from homeward.seal.keystore import KeyStore
from homeward.seal.records import SealedRecord
from homeward.web.access.fields import Part
from homeward.web.access.log import Reason
from homeward.web.access.login import set_one_time_code
from homeward.web.access.models import LogEntry, Office, User
from homeward.web.access.roles import Role
from homeward.web.correspondence.actions import write_to_family, write_to_office
from homeward.web.evidence.models import EvidenceItem
from homeward.web.inquiries.actions import enter_letter
from homeward.web.inquiries.models import Authority
from homeward.web.matching import reading
from homeward.web.matching.models import Pair
from homeward.web.matching.server import Matcher
from homeward.web.registry import backups, erasure, expiry, sealing, weeks
from homeward.web.registry.actions import amend_request, give_consent, withdraw_request
from homeward.web.registry.codes import NoSuchCase, open_case
from homeward.web.registry.management.commands.clock import round_of_the_clock
from homeward.web.registry.models import SoughtPerson, TracingRequest
from homeward.web.registry.purposes import Purpose
from homeward.web.registry.sweep import sweep
from homeward.web.registry.uploads import NewFile
from homeward.web.reports.actions import keep_for_family
from homeward.web.review.models import Candidate
from homeward.web.review.queries import sealed_parts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
STORY, CONTACT, WORD = "Хутороградська оповідь", "+380990007771", "калина"
Ending = Callable[[Family], None]


@pytest.fixture
def move(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Let weeks pass, for every part."""

    def later(by: timedelta) -> None:
        then = weeks.week_of(date.today() + by)  # noqa: DTZ011  # any zone: only weeks count
        for module in (expiry, weeks, backups):
            monkeypatch.setattr(module, "this_week", lambda: then)
        monkeypatch.setattr("homeward.web.registry.actions.this_week", lambda: then)

    return later


@pytest.fixture(params=["withdrawal", "expiry"])
def end(request: pytest.FixtureRequest, move: Callable[[timedelta], None]) -> Ending:
    """Both ways in which a request ends by itself, up to the moment when its keys die."""

    def withdraw(family: Family) -> None:
        withdraw_request(family.open(), WORD)
        move(timedelta(weeks=2))
        round_of_the_clock()

    def run_out(family: Family) -> None:
        Candidate.objects.update(state="rejected")  # an open one would hold it
        move(timedelta(weeks=52) - expiry.WARNING)
        round_of_the_clock()
        move(timedelta(weeks=52))
        round_of_the_clock()
        assert family.code

    return withdraw if request.param == "withdrawal" else run_out


def bytes_on_disk(*folders: Path) -> Iterator[tuple[str, bytes]]:
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                yield path.name, path.read_bytes()


def rows() -> str:
    """Everything in the main database."""
    kept = [
        [_plain(value) for value in row]
        for kind in apps.get_models(include_auto_created=True)
        for row in models.QuerySet(kind).values_list()
    ]
    return json.dumps(kept, default=str)


def _plain(value: object) -> object:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else value


def opened_by(boxes: Iterable[bytes], bodies: list[bytes], contexts: list[bytes]) -> list[str]:
    """What both private keys open of these ciphertexts with any of these data keys."""
    found = []
    for box, pair, context in product(boxes, (MATCHER_KEY, INTAKE_KEY), contexts):
        for body in bodies:
            with suppress(Sealed):
                sealed = SealedRecord(body, box)
                found.append(records.open_record(sealed, pair.private, context=context).decode())
    return found


def _boxes(store: Path, records_: list[bytes]) -> list[bytes]:
    keys = KeyStore(store)
    return [box for record in records_ for box in keys.of_record(record).values()]


@pytest.mark.rule("R27", "R28", "SEI-3", "R6")
@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_anywhere(
    end: Ending,
    move: Callable[[timedelta], None],
    tmp_path: Path,
    post: EvidenceItem,
    matcher: Matcher,
) -> None:
    """Found, judged and copied; then it ends. What is left is an id, an office and weeks."""
    data, bohdan = settings.HOMEWARD_DATA, User.objects.get(username="bohdan")
    family = ask(contact=CONTACT, circumstances=STORY, second_word=WORD)
    (data / "uploads").mkdir()
    photo = uuid.uuid4()
    sealing.key_store().put([(family.request().pk.bytes, f"confidence {photo.hex}", b"box")])
    (data / "uploads" / photo.hex).write_bytes(b"ciphertext of a photo")
    search_all(matcher)
    request, person = family.request(), family.person()
    statement = person.statements.get()
    ids = {request.pk.bytes, person.pk.bytes, statement.pk.bytes}
    contexts = [
        sealing.context(request.pk, Part.CONFIDENCE),
        sealing.context(statement.pk, Part.MATCHING),
    ]
    bodies = [bytes(statement.body), bytes(request.confidence or b"")]
    kept = [sealing.key_store().of_record(pk) for pk in ids]
    boxes = [box for one in kept for box in one.values()]
    elsewhere = tmp_path / "copies"
    backups.back_up(elsewhere)
    # The control: until it ends, whoever has all keys reads it, here and in the copies.
    assert len(opened_by(boxes, bodies, contexts)) == 2
    copied = next(elsewhere.glob("keys-*.db"))
    assert len(opened_by(_boxes(copied, list(ids)), bodies, contexts)) == 2
    assert Pair.objects.filter(person=person).exists()
    assert str(person.pk) in matcher._search.people  # type: ignore[union-attr]

    end(family)
    search_all(matcher)

    left = TracingRequest.objects.get(pk=request.pk)
    assert erasure.is_tombstone(left)
    _pages_show_nothing(family, bohdan, left)
    assert str(person.pk) not in matcher._search.people  # type: ignore[union-attr]
    fresh = Matcher()
    fresh.unlock(MATCHER_KEY.private)
    search_all(fresh)
    assert str(person.pk) not in fresh._search.people  # type: ignore[union-attr]
    with pytest.raises(Sealed):
        sealed_parts(left, by=bohdan, reason=Reason.CASE_WORK)
    _no_byte_of([secret for secret in boxes + bodies if len(secret) > 28], data)
    assert _rows_tell_nothing(person, statement.pk.hex)
    assert not (data / "uploads" / photo.hex).exists()
    move(timedelta(weeks=57))  # at least 30 days later
    _copies_die(elsewhere, list(ids), bodies, contexts)


def _everything_of(family: Family, bohdan: User) -> None:
    """All that a family may add to its request afterwards, and what the office adds."""
    case = family.open()
    write_to_office(case, STORY)
    write_to_family(family.request(), "Будемо о шостій", "верба", by=bohdan)
    enter_letter(case, Authority.BASE, date.today() - timedelta(days=30))  # noqa: DTZ011  # a day
    amend_request(case, family.person(), {"marks": STORY})
    keep_for_family(case, "Тут нікого не названо", upload=NewFile("1.jpg", picture()))
    give_consent(case, Purpose.COURTS, language="uk")
    sweep()


def _sealed_of(request: TracingRequest) -> tuple[set[bytes], set[bytes]]:
    """Every ciphertext and every wrapped key of a request, of all rows that hang on it."""
    rows = erasure._belonging(request)
    tables: list[tuple[type[models.Model], set[Any]]] = [*rows.items()]
    tables.append((TracingRequest, {request.pk}))
    bodies = {
        bytes(cell)
        for kind, keys in tables
        for name in [f.name for f in kind._meta.concrete_fields if f.name in {"body", "confidence"}]
        for cell in models.QuerySet(kind).filter(pk__in=keys).values_list(name, flat=True)
        if cell
    }
    owners = [request.pk, *(pk for keys in rows.values() for pk in keys)]
    ids = [pk.bytes for pk in owners if isinstance(pk, uuid.UUID)]
    boxes = {box for pk in ids for box in sealing.key_store().of_record(pk).values()}
    return bodies, boxes


@pytest.mark.rule("R27", "R28", "SEI-3", "R6")
@pytest.mark.django_db(transaction=True)
def test_what_was_added_later_ends_with_the_request(
    end: Ending, move: Callable[[timedelta], None], tmp_path: Path, bohdan: User
) -> None:
    """Messages, letters, additions, files, the family's own copy: rows, bytes, keys in copies."""
    data, family = settings.HOMEWARD_DATA, ask(second_word=WORD, belief_kind="captive")
    _everything_of(family, bohdan)
    request = family.request()
    bodies, boxes = _sealed_of(request)
    kept = {path.name for path in (data / "uploads").iterdir()}
    elsewhere = tmp_path / "copies"
    backups.back_up(elsewhere)
    assert len(bodies) >= 7
    assert len(boxes) >= 7
    assert len(kept) == 1
    # The control: while it lives all of it is there, in the copy of the keys, too.
    assert all(_lies_in(one, data) for one in boxes)
    assert all(_lies_in(one, elsewhere) for one in boxes)

    end(family)

    assert erasure.is_tombstone(TracingRequest.objects.get(pk=request.pk))
    assert erasure._belonging(request) == {}
    assert not list((data / "uploads").iterdir())
    _no_byte_of([*bodies, *boxes], data)
    move(timedelta(weeks=57))
    backups.back_up(elsewhere)
    assert not any(_lies_in(one, elsewhere, "keys-*.db") for one in boxes)


def _lies_in(secret: bytes, folder: Path, named: str = "*") -> bool:
    return any(secret in path.read_bytes() for path in folder.rglob(named) if path.is_file())


def _pages_show_nothing(family: Family, bohdan: User, left: TracingRequest) -> None:
    """Neither the code nor the desk opens anything; the pages say nothing of him."""
    with pytest.raises(NoSuchCase):
        open_case(family.code)
    set_one_time_code(bohdan, "JBSWY3DPEHPK3PXP")
    browser = Client(raise_request_exception=False)
    browser.force_login(bohdan, backend=settings.AUTHENTICATION_BACKENDS[0])
    for path in ("/en/desk/", "/en/desk/cases/", f"/en/desk/case/{left.pk}/"):
        page = browser.get(path).content.decode()
        for word in (*TOLD["name"].split(), STORY, CONTACT):
            assert word not in page
    for person in SoughtPerson.objects.all():
        with pytest.raises(NotAllowed):
            reading.person(MATCHER_KEY.private, person.pk, by=bohdan, reason=Reason.CASE_WORK)


def _no_byte_of(secrets: Iterable[bytes], data: Path) -> None:
    """Neither a data key nor a ciphertext of it lies in any file, logs of databases included."""
    folders = [data]
    if connection.vendor == "sqlite":
        folders.append(Path(connection.settings_dict["NAME"]).parent)
    for name, content in bytes_on_disk(*folders):
        for secret in secrets:
            assert secret not in content, name
            assert base64.b64encode(secret)[4:-4] not in content, name


def _rows_tell_nothing(person: SoughtPerson, statement: str) -> bool:
    """Ids of him are left in the log of what staff did, and nowhere else in the database."""
    logged = json.dumps(list(LogEntry.objects.values_list("event", flat=True)))
    everything = rows()
    assert statement not in everything.replace("-", "")
    for word in ("soldier", "match", "Лосенко", str(person.pk)):
        count = everything.count(f'"{word}"')
        assert count == 0 or word in logged
    return not Candidate.objects.exists() and not Pair.objects.exists()


def _copies_die(folder: Path, ids: list[bytes], bodies: list[bytes], contexts: list[bytes]) -> None:
    """A copy of the database may be old; the copy of keys that would open it is destroyed."""
    backups.back_up(folder)
    stores = list(folder.glob("keys-*.db"))
    assert stores  # the control: copies of keys are made
    for store in stores:
        assert opened_by(_boxes(store, ids), bodies, contexts) == []


@pytest.mark.rule("R27")
def test_copies_of_keys_live_thirty_days(
    olena: Family, tmp_path: Path, move: Callable[[timedelta], None]
) -> None:
    """One a week, under the week's date; those of the database stay until somebody removes them."""
    elsewhere = tmp_path / "copies"
    for week in range(12):
        move(timedelta(weeks=week))
        backups.back_up(elsewhere)
    copies = sorted(elsewhere.glob("keys-*.db"))
    oldest = date.fromisoformat(copies[0].stem.removeprefix("keys-"))
    assert weeks.this_week() - oldest <= timedelta(days=30)
    assert len(copies) == 5
    assert not list(elsewhere.glob("visits*"))
    with pytest.raises(HomewardError, match="outside"):
        backups.back_up(settings.HOMEWARD_DATA / "copies")


@pytest.mark.rule("SEI-3")
def test_after_erasure_no_byte_of_the_key_is_left_and_without_the_checkpoint_it_is(
    olena: Family, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a write-ahead log, and an open reader that keeps it; the control must find the bytes."""
    request = olena.request()
    box = sealing.key_store().get(request.pk.bytes, Part.CONFIDENCE)

    def on_disk() -> int:
        return sum(content.count(box) for _, content in bytes_on_disk(data))

    watching = sqlite3.connect(data / "keys.db")  # a process that keeps the log alive
    watching.execute("SELECT count(*) FROM data_key").fetchone()
    assert on_disk() > 0
    with monkeypatch.context() as patched:
        patched.setattr(KeyStore, "cut_log", lambda _: None)
        sealing.erase(request.pk, Part.CONFIDENCE)
        assert on_disk() > 0  # the control: deleted, with secure_delete, and still there
    sealing.key_store().cut_log()
    assert on_disk() == 0
    watching.close()


@pytest.mark.rule("R27")
@pytest.mark.django_db(transaction=True)
def test_a_reader_who_keeps_the_keys_alive_is_noticed_and_the_erasure_done_again(
    office: Office, data: Path, move: Callable[[timedelta], None]
) -> None:
    """Nothing is called erased that is not; the next round of the clock does it."""
    family = ask(second_word=WORD)
    box = sealing.key_store().get(family.request().pk.bytes, Part.CONFIDENCE)
    withdraw_request(family.open(), WORD)
    move(timedelta(weeks=2))
    watching = sqlite3.connect(data / "keys.db", isolation_level=None)
    watching.execute("BEGIN")
    watching.execute("SELECT count(*) FROM data_key").fetchone()
    real = sqlite3.connect
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            "homeward.seal.keystore.sqlite3.connect", lambda path, **_: real(path, timeout=0.05)
        )
        round_of_the_clock()
    assert not erasure.is_tombstone(family.request())
    watching.close()
    round_of_the_clock()
    assert erasure.is_tombstone(TracingRequest.objects.get())
    assert not any(box in content for _, content in bytes_on_disk(data))


def test_a_backup_is_a_command(data: Path, office: Office, tmp_path: Path) -> None:
    """What it writes opens as a database with the same rows."""
    made = backups.back_up(tmp_path / "copies")
    assert staff("somebody", office, Role.ANALYST).check_password(PASSWORD)
    for copy in made:
        with sqlite3.connect(copy) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
