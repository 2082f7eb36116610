"""Whoever reads too much is stopped, and whoever reads what nobody needs to read is noticed."""

from __future__ import annotations

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from tests.office import Family, ask, search_all, staff

from homeward.errors import BadInput, NotAllowed
from homeward.web import access
from homeward.web.access import watch
from homeward.web.access.log import Reason
from homeward.web.access.login import set_one_time_code
from homeward.web.access.models import Alert, DayRead, LogEntry, Office, User
from homeward.web.access.policy import PERMISSIONS
from homeward.web.access.roles import Role
from homeward.web.matching import honey
from homeward.web.matching.models import Pair
from homeward.web.matching.server import Matcher
from homeward.web.review.queries import sealed_parts

pytestmark = pytest.mark.django_db


@pytest.fixture
def officers(office: Office) -> tuple[User, User]:
    return staff("olha", office, Role.PROTECTION_OFFICER), staff(
        "oleh", office, Role.PROTECTION_OFFICER
    )


def read(matcher: Matcher, family: Family, by: User) -> dict[str, Any]:
    """As any web process asks."""
    question = {"what": "person", "id": str(family.person().pk), "by": str(by.pk)}
    return matcher.answer({**question, "reason": Reason.CASE_WORK.value})


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> int:
    """Five cases a day instead of fifty, so that the test is short."""
    monkeypatch.setattr(watch, "CASES_A_DAY", 5)
    return 5


@pytest.mark.rule("INS-1")
def test_more_cases_than_one_person_works_on_lock_and_alert(
    few: int, matcher: Matcher, bohdan: User, daryna: User, officers: Any
) -> None:
    """The limit is fifty; one case too many is not shown, nor any after it, nor what was before."""
    families = [ask() for _ in range(few + 1)]
    for _ in range(2):  # the same case counts once
        for family in families[:few]:
            assert read(matcher, family, bohdan)["name"]
    assert not Alert.objects.exists()

    for family in (families[few], families[0]):
        with pytest.raises(NotAllowed):
            read(matcher, family, bohdan)
        with pytest.raises(NotAllowed):
            sealed_parts(family.request(), by=bohdan, reason=Reason.CASE_WORK)

    assert read(matcher, families[few], daryna)["name"]  # nobody else is locked
    (alert,) = watch.open_alerts(officers[0])
    assert (alert.kind, alert.about) == (Alert.Kind.MANY_READS, bohdan)
    assert LogEntry.objects.filter(event__verb="alert.many_reads").count() == 1
    assert not watch.open_alerts(bohdan).exists()


@pytest.mark.rule("INS-1")
def test_the_limit_is_fifty_a_day(office: Office, bohdan: User) -> None:
    """As trust.md says; yesterday's reads do not count and are forgotten."""
    assert watch.CASES_A_DAY == 50
    yesterday = timezone.localdate() - timedelta(days=1)
    DayRead.objects.bulk_create(
        DayRead(user=bohdan, case=uuid.uuid4(), day=yesterday) for _ in range(60)
    )
    for _ in range(50):
        watch.require_within_limit(bohdan, uuid.uuid4())
    with pytest.raises(NotAllowed):
        watch.require_within_limit(bohdan, uuid.uuid4())
    assert not DayRead.objects.filter(day=yesterday).exists()


@pytest.mark.rule("INS-1")
def test_two_officers_let_a_locked_reader_go_on(
    few: int, office: Office, matcher: Matcher, officers: tuple[User, User], bohdan: User
) -> None:
    """Neither one alone, nor a caseworker, nor the reader himself if he is an officer."""
    one, two = officers
    families = [ask() for _ in range(few + 1)]
    for family in families[:few]:
        read(matcher, family, one)
    with pytest.raises(NotAllowed):
        read(matcher, families[few], one)
    alert = Alert.objects.get()
    three = staff("ostap", office, Role.PROTECTION_OFFICER)
    for by in (one, bohdan):
        with pytest.raises(NotAllowed):
            watch.propose_settling(alert, by=by)
    watch.propose_settling(alert, by=two)
    for by in (one, two):
        with pytest.raises(NotAllowed):
            watch.settle(alert, by=by)
    watch.settle(alert, by=three)

    assert read(matcher, families[few], one)["name"]


@pytest.mark.rule("INS-1")
def test_a_day_of_many_reads_is_opened_by_two_officers_and_dated(
    few: int, office: Office, matcher: Matcher, officers: tuple[User, User], bohdan: User
) -> None:
    """An exchange day: one announces it, another agrees; only that day has no limit."""
    one, two = officers
    today = timezone.localdate()
    with pytest.raises(NotAllowed):
        watch.propose_mass_event(today, by=bohdan)
    with pytest.raises(BadInput):
        watch.propose_mass_event(today - timedelta(days=1), by=one)
    for day in (today, today + timedelta(days=1)):
        event = watch.propose_mass_event(day, by=one)
        with pytest.raises(NotAllowed):
            watch.open_mass_event(event, by=one)
    families = [ask() for _ in range(few + 2)]
    tomorrow = event
    watch.open_mass_event(tomorrow, by=two)
    for family in families[:few]:
        read(matcher, family, bohdan)
    assert not Alert.objects.exists()
    watch.open_mass_event(watch.propose_mass_event(today, by=one), by=two)

    for family in families:
        assert read(matcher, family, bohdan)["name"]
    assert not Alert.objects.exists()


@pytest.mark.rule("INS-3")
def test_a_honey_case_alerts_on_its_first_view(
    post: object, matcher: Matcher, bohdan: User, officers: tuple[User, User]
) -> None:
    """By its page or by a match; whoever reads it sees an ordinary case."""
    trap, ordinary = ask(), ask()
    honey.plant(trap.person(), by=officers[0])
    search_all(matcher)
    plain = read(matcher, ordinary, bohdan)
    assert not Alert.objects.exists()  # the control

    assert read(matcher, trap, bohdan) == plain

    (alert,) = watch.open_alerts(officers[1])
    assert (alert.kind, alert.about, alert.locks) == (Alert.Kind.HONEY, bohdan, False)
    pair = Pair.objects.get(person=trap.person())
    question = {"what": "pair", "id": str(pair.pk), "by": str(bohdan.pk), "language": "uk"}
    matcher.answer({**question, "reason": Reason.REVIEW.value})
    assert Alert.objects.count() == 2


@pytest.mark.rule("INS-3")
def test_nothing_but_the_matcher_tells_a_honey_case(office: Office, officers: Any) -> None:
    """No column, no log and no length tells it from a case to which a family added something."""
    trap = ask()
    honey.plant(trap.person(), by=officers[0])
    statement = trap.person().statements.get(number=2)

    whole = str(list(LogEntry.objects.values_list("event", flat=True)))
    assert str(trap.person().pk) not in whole
    assert str(trap.request().pk) not in whole
    assert b"honey" not in bytes(statement.body)


@pytest.mark.rule("INS-1")
def test_an_export_of_many_needs_two_keys() -> None:
    """Every permission to export stands in a module that proposes and confirms it.

    That nobody confirms what he proposed himself is tested with `access.approvals`.
    """
    web = Path(access.__file__).parents[1]
    modules = [path.read_text(encoding="utf-8") for path in web.glob("*/*.py")]
    for verb in (verb for verb in PERMISSIONS if "export" in verb):
        ours = [text for text in modules if f'"{verb}"' in text and "approvals.propose" in text]
        assert ours, verb
        assert all("approvals.confirm" in text for text in ours), verb


@pytest.mark.rule("INS-1", "INS-3")
def test_officers_see_an_alert_on_every_page(bohdan: User, officers: tuple[User, User]) -> None:
    """And nobody else does."""
    watch.alert_honey(bohdan)
    seen = {}
    for who in (officers[0], bohdan):
        set_one_time_code(who, "JBSWY3DPEHPK3PXP")
        browser = Client()
        browser.force_login(who, backend=settings.AUTHENTICATION_BACKENDS[0])
        seen[who] = 'class="alerts"' in browser.get("/en/desk/").content.decode()
    assert seen == {officers[0]: True, bohdan: False}
