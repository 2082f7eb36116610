"""The log of changes and reads."""

from __future__ import annotations

import json

import pytest
from tests.office import MATCHER_KEY, Family

from homeward.web.access import log
from homeward.web.access.log import Head, Reason
from homeward.web.access.models import LogEntry, LogHead, User
from homeward.web.evidence.models import EvidenceItem
from homeward.web.matching import reading
from homeward.web.matching.server import Matcher


@pytest.fixture
def three(bohdan: User) -> Head:
    """A log of three entries and its witnessed head."""
    for verb in ("one", "two", "three"):
        log.record(bohdan, verb, bohdan)
    return log.head()


def test_an_untouched_log_is_whole(three: Head, bohdan: User) -> None:
    """It may grow, and still continues what was witnessed."""
    assert log.check() is None
    log.record(bohdan, "four", bohdan)
    assert log.check(three) is None


@pytest.mark.rule("INS-2")
def test_a_changed_entry_is_noticed(three: Head) -> None:
    """Nobody can rewrite who read what."""
    entry = LogEntry.objects.get(number=2)
    assert entry.event is not None
    entry.event["by"] = "somebody else"
    entry.save()

    damage = log.check()
    assert damage is not None
    assert damage.number == 2


@pytest.mark.rule("INS-2")
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_deleted_entry_is_noticed(number: int, three: Head) -> None:
    """Deleting a row of the log is noticed, the last one too."""
    LogEntry.objects.filter(number=number).delete()

    assert log.check() is not None


@pytest.mark.rule("INS-2")
def test_a_log_that_was_cut_or_made_again_is_noticed_by_the_witness(
    three: Head, bohdan: User
) -> None:
    """Whoever rewrites the whole table cannot satisfy the head that a witness keeps."""
    LogEntry.objects.all().delete()
    LogHead.objects.all().delete()
    for verb in ("one", "other", "three"):
        log.record(bohdan, verb, bohdan)

    assert log.check() is None
    assert log.check(three) is not None
    LogEntry.objects.filter(number=3).delete()
    LogHead.objects.update(length=2, chained=LogEntry.objects.get(number=2).chained)
    assert log.check() is None
    assert log.check(three) is not None


def test_an_entry_can_be_wiped_and_the_chain_holds(three: Head) -> None:
    """Event and salt can be destroyed; the commitment tells nothing without the salt."""
    wiped = LogEntry.objects.get(number=2)
    event = wiped.event
    LogEntry.objects.filter(number=2).update(event=None, salt=None)

    assert log.check(three) is None
    assert event is not None
    assert log.commit(event, bytes(32)) != bytes(wiped.commitment)


@pytest.mark.rule("R10", "INS-2")
def test_a_read_stands_in_the_log_before_the_data(
    olena: Family, bohdan: User, matcher: Matcher
) -> None:
    """Who, what, why; and no name."""
    person = olena.person()

    fields = reading.person(MATCHER_KEY.private, person.pk, by=bohdan, reason=Reason.CASE_WORK)

    entry = LogEntry.objects.last()
    assert entry is not None
    assert entry.event is not None
    assert entry.event["verb"] == "person.read"
    assert entry.event["by"] == str(bohdan.pk)
    assert entry.event["id"] == str(person.pk)
    assert entry.event["reason"] == "case_work"
    assert fields["name"] not in json.dumps(entry.event, ensure_ascii=False)


@pytest.mark.rule("R10")
def test_without_the_log_nothing_is_shown(
    olena: Family, bohdan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the read cannot be written down, it does not happen."""

    def broken(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(reading, "record", broken)

    with pytest.raises(OSError, match="full"):
        reading.person(MATCHER_KEY.private, olena.person().pk, by=bohdan, reason=Reason.CASE_WORK)


def test_no_entry_holds_a_name(candidate: object, post: EvidenceItem, olena: Family) -> None:
    """After a filing, a post and a search the log knows ids and codes only."""
    whole = json.dumps(list(LogEntry.objects.values_list("event", flat=True)), ensure_ascii=False)

    assert LogEntry.objects.count() >= 2
    for word in ("Лосенко", "Остап", "Авдіївк", "1991"):
        assert word not in whole
