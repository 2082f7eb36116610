"""The end of a request: warned, dormant, forgotten; and what two caseworkers must decide."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from tests.office import INTAKE_KEY, MATCHER_KEY, Family, ask, search_all, staff

from homeward.errors import NotAllowed, Sealed, Stale
from homeward.web.access.fields import Part
from homeward.web.access.models import Office, User
from homeward.web.access.roles import Role
from homeward.web.matching.models import Pair
from homeward.web.matching.server import Matcher
from homeward.web.registry import erasure, expiry, sealing, weeks
from homeward.web.registry.actions import renew
from homeward.web.registry.codes import NoSuchCase, open_case
from homeward.web.registry.management.commands.clock import ERRANDS, round_of_the_clock
from homeward.web.registry.models import SoughtPerson, State, Statement, TracingRequest
from homeward.web.registry.purposes import Purpose
from homeward.web.review.models import Candidate

Move = Callable[[timedelta], date]
YEAR = timedelta(weeks=52)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Move:
    """Let weeks pass."""

    def move(by: timedelta) -> date:
        then = weeks.week_of(date.today() + by)  # noqa: DTZ011  # any zone: only weeks count
        for module in (expiry, weeks):
            monkeypatch.setattr(module, "this_week", lambda: then)
        monkeypatch.setattr("homeward.web.registry.actions.this_week", lambda: then)
        return then

    return move


def let_end(later: Move, after: timedelta = YEAR) -> None:
    """Warn in time, and let the end come."""
    later(after - expiry.WARNING)
    round_of_the_clock()
    later(after)
    round_of_the_clock()


@pytest.mark.rule("R27")
def test_the_family_is_warned_at_least_thirty_days_before(
    olena: Family, bohdan: User, iryna: User, later: Move
) -> None:
    """The office sees whom to warn; nobody is named before, and nobody elsewhere sees it."""
    assert timedelta(days=30) <= expiry.WARNING
    later(YEAR - expiry.WARNING - timedelta(weeks=1))
    assert expiry.warn() == 0
    later(YEAR - expiry.WARNING)
    assert expiry.warn() == 1
    assert expiry.warn() == 0

    assert list(expiry.ending_soon(bohdan)) == [olena.request()]
    assert not expiry.ending_soon(iryna)


@pytest.mark.rule("R27")
def test_a_clock_that_stood_still_shortens_no_warning(olena: Family, later: Move) -> None:
    """A machine that was off for a year warns first and waits as long as ever."""
    later(2 * YEAR)
    round_of_the_clock()
    assert olena.request().state == State.OPEN
    later(2 * YEAR + expiry.WARNING - timedelta(weeks=1))
    assert expiry.expire() == 0
    later(2 * YEAR + expiry.WARNING)
    assert expiry.expire() == 1


@pytest.mark.rule("R27")
def test_a_visit_after_the_warning_renews(olena: Family, bohdan: User, later: Move) -> None:
    """The warning is void then, and a year later there is a new one."""
    later(YEAR - expiry.WARNING)
    round_of_the_clock()
    renew(olena.open())
    later(YEAR)
    round_of_the_clock()

    assert olena.request().state == State.OPEN
    assert not expiry.ending_soon(bohdan)
    let_end(later, 2 * YEAR)
    assert TracingRequest.objects.get().state == State.DORMANT


@pytest.mark.rule("R27")
def test_dormant_without_agreement_everything_is_wiped(office: Office, later: Move) -> None:
    """Left is an id, the office, the weeks and that it is over."""
    family = ask(contact="+380990000777", second_word="калина")
    request, statement = family.request(), family.person().statements.get()

    let_end(later)

    left = TracingRequest.objects.get(pk=request.pk)
    assert left.state == State.DORMANT
    assert (left.filed_in_week, left.ends_in_week) == (request.filed_in_week, request.ends_in_week)
    assert erasure.is_tombstone(left)
    assert not left.language
    assert left.word_tag is None
    assert left.confidence is None
    assert bytes(left.lookup_id) != bytes(request.lookup_id)
    assert not SoughtPerson.objects.exists()
    assert not Statement.objects.exists()
    assert not left.consents.exists()
    assert sealing.key_store().of_record(statement.pk.bytes) == {}
    assert sealing.key_store().of_record(request.pk.bytes) == {}
    with pytest.raises(NoSuchCase):
        open_case(family.code)


@pytest.mark.rule("R27")
def test_dormant_with_agreement_the_search_goes_on(
    office: Office, post: object, matcher: Matcher, later: Move
) -> None:
    """Contacts and story are gone; names, dates and places are searched for five years more."""
    family = ask(contact="+380990000777", consents=frozenset({Purpose.MATCH, Purpose.KEEP}))
    request, body = family.request(), bytes(family.request().confidence or b"")

    let_end(later)

    assert family.request().state == State.DORMANT
    with pytest.raises(Sealed):
        sealing.opened(request.pk, Part.CONFIDENCE, body, INTAKE_KEY.private)
    search_all(matcher)
    assert Pair.objects.filter(person=family.person()).exists()
    later(YEAR + expiry.KEPT - timedelta(weeks=2))
    round_of_the_clock()
    assert SoughtPerson.objects.exists()
    later(YEAR + expiry.KEPT + timedelta(weeks=1))
    round_of_the_clock()
    assert not SoughtPerson.objects.exists()
    assert not Pair.objects.exists()
    assert erasure.is_tombstone(TracingRequest.objects.get(pk=request.pk))
    search_all(matcher)
    assert len(matcher._search.people) == 0  # type: ignore[union-attr]


@pytest.mark.rule("R27")
def test_a_childs_request_needs_two_to_end(office: Office, later: Move) -> None:
    """It goes on past its end; one proposes, another confirms, and nobody does both."""
    one, two = (staff(name, office, Role.PROTECTION_OFFICER) for name in ("one", "two"))
    child = ask(category="child")
    with pytest.raises(Stale):
        expiry.propose_end(child.request(), by=one)
    let_end(later)
    assert child.request().state == State.OPEN
    assert expiry.held_at_their_end(one) == [child.request()]

    expiry.propose_end(child.request(), by=one)
    with pytest.raises(NotAllowed):
        expiry.confirm_end(child.request(), by=one)
    expiry.confirm_end(child.request(), by=two)

    assert TracingRequest.objects.get().state == State.DORMANT
    assert not SoughtPerson.objects.exists()


@pytest.mark.rule("R27")
def test_a_request_with_an_open_candidate_needs_two_to_end(
    candidate: Candidate, olena: Family, bohdan: User, daryna: User, later: Move
) -> None:
    """What waits to be judged is never cut off by a date."""
    let_end(later)
    assert olena.request().state == State.OPEN
    expiry.propose_end(olena.request(), by=bohdan)
    expiry.confirm_end(olena.request(), by=daryna)
    assert TracingRequest.objects.get().state == State.DORMANT


@pytest.mark.rule("R27")
def test_a_rejected_candidate_holds_nothing(
    candidate: Candidate, olena: Family, later: Move
) -> None:
    """The control: the same match, rejected, lets the request end by itself."""
    Candidate.objects.update(state="rejected")
    let_end(later)
    assert TracingRequest.objects.get().state == State.DORMANT


def test_the_clock_runs_every_errand(olena: Family, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that fails is tried again later and keeps no other from being done."""
    names = {errand.__name__ for errand in ERRANDS}
    assert {"sweep", "warn", "expire", "erase_withdrawn", "forget_dormant"} <= names
    assert MATCHER_KEY != INTAKE_KEY
