"""SEI-4: what the order of rows, the times of files and the columns tell of when somebody wrote."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.models.deletion import get_candidate_relations_to_delete
from django_tasks_db.models import DBTaskResult
from tests.office import Family, ask, filing, search_all

from homeward.web.access.models import LogEntry, Office
from homeward.web.evidence.models import EvidenceItem
from homeward.web.matching.models import Pair
from homeward.web.matching.server import Matcher
from homeward.web.registry import sealing, shuffle
from homeward.web.registry.actions import file_request, give_consent
from homeward.web.registry.management.commands.clock import round_of_the_clock
from homeward.web.registry.models import SoughtPerson, Statement, TracingRequest
from homeward.web.registry.purposes import Purpose
from homeward.web.registry.sweep import sweep

FAMILIES = 40
TABLES = (TracingRequest, SoughtPerson, Statement)


def rises(order: list[int]) -> float:
    """Share of neighbours that stand in the order of filing: 1.0 tells all, 0.5 nothing."""
    return sum(one < other for one, other in pairwise(order)) / (len(order) - 1)


def as_stored(kind: type[models.Model]) -> list[object]:
    """Ids in the order in which the database lies on the disk."""
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT id FROM "{kind._meta.db_table}" ORDER BY {place}')
        return [kind._meta.pk.to_python(row[0]) for row in cursor.fetchall()]


def file_one_by_one() -> dict[type[models.Model], list[object]]:
    """Each family's filing is swept before the next comes: the worst order there can be."""
    filed: dict[type[models.Model], list[object]] = {kind: [] for kind in TABLES}
    for _ in range(FAMILIES):
        person = ask().person()
        filed[TracingRequest].append(person.request_id)
        filed[SoughtPerson].append(person.pk)
        filed[Statement].append(person.statements.get().pk)
    return filed


def in_order_of_filing(filed: list[object], kind: type[models.Model]) -> list[int]:
    place = {pk: number for number, pk in enumerate(filed)}
    return [place[pk] for pk in as_stored(kind)]


@pytest.mark.rule("SEI-4")
@pytest.mark.django_db(transaction=True)
def test_the_order_of_rows_tells_nothing(office: Office) -> None:
    """Filed one by one, then one round of the clock; before it, the control: all is in order."""
    filed = file_one_by_one()
    before = {kind: rises(in_order_of_filing(filed[kind], kind)) for kind in TABLES}
    assert min(before.values()) > 0.95  # else this test measures nothing

    shuffle.Pace.rows, shuffle.Pace.not_before = None, 0.0
    round_of_the_clock()

    after = {kind: rises(in_order_of_filing(filed[kind], kind)) for kind in TABLES}
    assert 0.2 < min(after.values()) <= max(after.values()) < 0.8


@pytest.mark.rule("SEI-4")
@pytest.mark.django_db(transaction=True)
def test_no_transaction_number_tells_the_order(office: Office) -> None:
    """PostgreSQL numbers each change: after a round all rows of a table carry one number."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite numbers no transaction")
    file_one_by_one()
    shuffle.shuffle()
    for kind in TABLES:
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT count(DISTINCT xmin::text) FROM "{kind._meta.db_table}"')
            assert cursor.fetchone() == (1,)


@pytest.mark.rule("SEI-4")
def test_the_cells_of_the_file_of_keys_stand_in_no_order_of_writing(office: Office) -> None:
    """Inside a page SQLite lays cells down as they come; a round orders them by their ids."""
    ids = [bytes([number]) * 16 for number in random.sample(range(1, 250), 40)]
    for record in ids:
        sealing.key_store().put([(record, "matching", b"box of " + record)])
    sealing.key_store().cut_log()
    path = sealing.key_store().path

    def rising() -> float:
        raw = path.read_bytes()
        return rises([-raw.index(b"box of " + record) for record in ids])

    assert rising() > 0.95  # the control: as they came, from the end of the page
    shuffle._shuffle_keys()
    assert 0.2 < rising() < 0.8


@pytest.mark.rule("SEI-4")
def test_the_pace_spends_a_hundredth_of_the_time(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing new: nothing is done; much to do: longer pauses."""
    now, done = [1000.0], []
    monkeypatch.setattr("homeward.web.registry.shuffle.time.monotonic", lambda: now[0])
    monkeypatch.setattr(shuffle, "connection", type("Free", (), {"in_atomic_block": False}))

    def work() -> None:
        done.append(now[0])
        now[0] += 2.0

    monkeypatch.setattr(shuffle, "shuffle", work)
    shuffle.Pace.rows, shuffle.Pace.not_before = None, 0.0
    assert shuffle.shuffle_when_due()
    assert not shuffle.shuffle_when_due()
    ask()
    now[0] += 100.0
    assert not shuffle.shuffle_when_due()
    now[0] += 200.0
    assert shuffle.shuffle_when_due()
    now[0] += shuffle.LONGEST_SECONDS + 200.0
    assert shuffle.shuffle_when_due()
    assert len(done) == 3


def about_families() -> set[Any]:
    """Every table whose rows hang on a request, directly or not."""
    found: set[Any] = set()
    waiting: list[Any] = [TracingRequest]
    while waiting:
        kind = waiting.pop()
        for relation in get_candidate_relations_to_delete(kind._meta):
            theirs: Any = relation.related_model
            if theirs not in found:
                found.add(theirs)
                waiting.append(theirs)
    return found


# What staff does has a clock: it is in the log, which must hold (R10). No family's act is here.
STAFFS_CLOCKS = {
    "Claim.entered_at", "ClaimWithdrawal.at", "ClaimAgreement.at", "Judgement.at", "PairNote.at",
    "Hint.at", "EvidenceItem.entered_at",
}  # fmt: skip


@pytest.mark.rule("SEI-4", "ENU-2")
def test_no_row_of_a_family_has_a_clock_or_a_number() -> None:
    """Weeks and random ids in every table that hangs on a request, whoever added it."""
    for kind in about_families() | {TracingRequest}:
        name = kind.__name__
        clocks = {
            f"{name}.{field.name}"
            for field in kind._meta.concrete_fields
            if isinstance(field, models.DateTimeField | models.TimeField)
        }
        assert clocks <= STAFFS_CLOCKS, f"a clock in {name}"
        if clocks or kind._meta.auto_created:
            continue
        assert isinstance(kind._meta.pk, models.UUIDField), f"{name} counts its rows"


@pytest.mark.rule("SEI-4")
@pytest.mark.django_db
def test_the_walk_over_tables_finds_a_clock() -> None:
    """The control: tables of staff do have clocks, and the walk sees tables of several parts."""
    seen = {kind.__module__.split(".")[2] for kind in about_families()}
    assert {"registry", "matching", "review"} <= seen
    clocks = [
        field for field in apps.get_model("evidence", "EvidenceItem")._meta.concrete_fields
        if isinstance(field, models.DateTimeField)
    ]  # fmt: skip
    assert clocks


def times_of(folder: Path) -> Iterator[tuple[str, float]]:
    """Every file that a family's act may touch. The main database is written by everybody."""
    for path in folder.rglob("*"):
        touched_by_all = path.name.startswith(("homeward", "secret", "matcher", "instance"))
        if path.is_file() and not touched_by_all and not path.name.endswith((".lock", "-shm")):
            yield path.name, path.stat().st_mtime


@pytest.mark.rule("SEI-4")
@pytest.mark.django_db
def test_the_times_of_all_files_are_equal(
    office: Office, data: Path, matcher: Matcher, post: EvidenceItem
) -> None:
    """After filings, a sweep, a visit, a withdrawal of contacts: one time, that of the week."""
    family = ask(contact="+380990000777", second_word="калина")
    for _ in range(3):
        file_request(filing())
    give_consent(family.open(), Purpose.RED_CROSS, language="uk")
    sweep()
    search_all(matcher)
    round_of_the_clock()

    times = dict(times_of(data))
    assert {"keys.db", "filings.db"} <= set(times)
    assert len(set(times.values())) == 1
    (data / "uploads").mkdir(exist_ok=True)
    (data / "uploads" / "new").write_bytes(b"now")  # the control
    assert len(set(dict(times_of(data)).values())) == 2


@pytest.mark.rule("SEI-4")
@pytest.mark.django_db
def test_no_job_and_no_line_of_the_log_tells_the_minute(
    office: Office, matcher: Matcher, olena: Family
) -> None:
    """A filing, its sweep, the search and a visit enqueue nothing and log nothing."""
    jobs, lines = DBTaskResult.objects.count(), LogEntry.objects.count()
    file_request(filing())
    sweep()
    search_all(matcher)
    give_consent(olena.open(), Purpose.RED_CROSS, language="uk")
    round_of_the_clock()

    assert DBTaskResult.objects.count() == jobs
    assert LogEntry.objects.count() == lines
    assert Pair.objects.count() == 0


def test_sqlite_gives_the_order_away_without_it(tmp_path: Path) -> None:
    """The control of the controls: random ids alone do not help, the row ids go up."""
    with sqlite3.connect(tmp_path / "plain.db") as plain:
        plain.execute("CREATE TABLE t (id TEXT PRIMARY KEY)")
        ids = random.sample(range(1000), 50)
        plain.executemany("INSERT INTO t VALUES (?)", [(str(one),) for one in ids])
        stored = [int(row[0]) for row in plain.execute("SELECT id FROM t ORDER BY rowid")]
    assert stored == ids
