"""Switches, contacts and withdrawal: what the holder of a code may change."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.office import INTAKE_KEY, MATCHER_KEY, Family, ask, read_case, search_all

from homeward.errors import NotAllowed, Sealed
from homeward.web.access.fields import Part
from homeward.web.access.models import Office
from homeward.web.matching.models import Pair
from homeward.web.matching.server import Matcher
from homeward.web.registry import expiry, sealing, weeks
from homeward.web.registry.actions import (
    amend_request,
    cancel_withdrawal,
    destroy_contact,
    give_consent,
    renew,
    withdraw_consent,
    withdraw_request,
)
from homeward.web.registry.codes import NoSuchCase, open_case
from homeward.web.registry.filing import UnusableFiling
from homeward.web.registry.models import Outbox, SoughtPerson, TracingRequest
from homeward.web.registry.purposes import Purpose


@pytest.mark.rule("R4")
def test_every_switch_is_off_unless_turned_on(olena: Family) -> None:
    """Only what was allowed is allowed."""
    assert read_case(olena.code).consents == {Purpose.MATCH}


@pytest.mark.rule("R4")
@pytest.mark.parametrize("purpose", list(Purpose))
def test_each_switch_goes_on_and_off_on_its_own(purpose: Purpose, office: Office) -> None:
    """Withdrawing one leaves the others; turning on twice is once."""
    family = ask(consents=frozenset({Purpose.RED_CROSS}))
    before = read_case(family.code).consents
    give_consent(family.open(), purpose, language="uk")
    give_consent(family.open(), purpose, language="uk")
    assert read_case(family.code).consents == before | {purpose}

    withdraw_consent(family.open(), purpose)

    assert read_case(family.code).consents == before - {purpose}
    assert family.request().consents.given().filter(purpose=purpose).count() == 0


@pytest.mark.rule("R5")
def test_matching_never_reads_a_record_whose_switch_is_off(
    office: Office, post: object, matcher: Matcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the match switch nothing of it is opened, indexed or paired."""
    family = ask(consents=frozenset({Purpose.RED_CROSS}))
    statement = family.person().statements.get()
    asked: list[bytes] = []
    real = sealing.KeyStore.get
    monkeypatch.setattr(
        sealing.KeyStore,
        "get",
        lambda store, row, part: asked.append(row) or real(store, row, part),
    )

    search_all(matcher)
    assert statement.pk.bytes not in asked
    assert not Pair.objects.exists()

    give_consent(family.open(), Purpose.MATCH, language="uk")  # the control: it would be found
    search_all(matcher)
    assert statement.pk.bytes in asked
    assert Pair.objects.count() == 1


@pytest.mark.rule("R5")
def test_a_switch_turned_off_is_forgotten_by_the_running_matcher(
    olena: Family, matcher: Matcher, source: object, bohdan: object, request: pytest.FixtureRequest
) -> None:
    """He was in the index; after the withdrawal a new post does not find him."""
    search_all(matcher)
    withdraw_consent(olena.open(), Purpose.MATCH)
    request.getfixturevalue("post")
    search_all(matcher)

    assert not Pair.objects.exists()
    assert not Outbox.objects.exists()
    assert matcher._search is not None
    assert str(olena.person().pk) not in matcher._search.people


@pytest.mark.rule("R5")
def test_a_matcher_that_starts_afresh_does_not_load_it(olena: Family, matcher: Matcher) -> None:
    """The switch counts at loading, too."""
    search_all(matcher)
    withdraw_consent(olena.open(), Purpose.MATCH)
    fresh = Matcher()
    fresh.unlock(MATCHER_KEY.private)
    search_all(fresh)

    assert fresh._search is not None
    assert len(fresh._search.people) == 0


def test_what_is_told_later_is_searched_for(office: Office, post: object, matcher: Matcher) -> None:
    """An amended request is matched again; the first words stay."""
    family = ask(name="Остап", birth_date="1950")
    search_all(matcher)
    assert not Pair.objects.exists()
    amend_request(
        family.open(), family.person(), {"name": "Лосенко Остап Гнатович", "birth_date": "1991"}
    )
    search_all(matcher)

    assert Pair.objects.count() == 1
    assert [s.number for s in family.person().statements.all()] == [1, 2]


def test_an_amendment_is_checked_like_a_filing(olena: Family, office: Office) -> None:
    """A bad date is refused, and so is another's request."""
    other = ask(name="Інший Панас")
    with pytest.raises(UnusableFiling):
        amend_request(olena.open(), olena.person(), {"birth_date": "2150"})
    with pytest.raises(NotAllowed):
        amend_request(olena.open(), other.person(), {"home": "Суми"})


@pytest.mark.rule("R28")
def test_contacts_die_at_once_and_the_request_lives(
    office: Office, post: object, matcher: Matcher
) -> None:
    """Not even the office's key opens them afterwards; matching goes on."""
    family = ask(contact="+380 00 000 00 00")
    request = family.request()
    body = bytes(request.confidence or b"")
    told = sealing.opened(request.pk, Part.CONFIDENCE, body, INTAKE_KEY.private)
    assert told["contact"] == "+380 00 000 00 00"

    destroy_contact(family.open())

    with pytest.raises(Sealed):
        sealing.opened(request.pk, Part.CONFIDENCE, body, INTAKE_KEY.private)
    search_all(matcher)
    assert Pair.objects.count() == 1


@pytest.mark.rule("R28")
def test_withdrawal_needs_the_second_word(office: Office, bohdan: object) -> None:
    """The code alone cannot withdraw; a request without a second word neither."""
    family, without = ask(second_word="калина"), ask()

    for wrong in (
        lambda: withdraw_request(family.open(), "мальва"),
        lambda: withdraw_request(without.open(), ""),
    ):
        with pytest.raises(NotAllowed):
            wrong()
    withdraw_request(family.open(), " КАЛИНА ")
    assert not TracingRequest.objects.not_withdrawn().filter(pk=family.request().pk).exists()


@pytest.mark.rule("R28")
def test_a_withdrawn_case_can_be_called_back_for_two_weeks(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until then its keys live; afterwards nothing opens any more."""
    family = ask(second_word="калина")
    statement = family.person().statements.get()
    withdraw_request(family.open(), "калина")
    assert expiry.erase_withdrawn() == 0
    cancel_withdrawal(family.open(), "калина")
    assert SoughtPerson.objects.matched().exists()
    withdraw_request(family.open(), "калина")
    later = weeks.this_week() + timedelta(weeks=2)
    monkeypatch.setattr(expiry, "this_week", lambda: later)

    assert expiry.erase_withdrawn() == 1

    with pytest.raises(Sealed):
        sealing.opened(statement.pk, Part.MATCHING, bytes(statement.body), MATCHER_KEY.private)
    with pytest.raises(NoSuchCase):
        open_case(family.code)
    assert expiry.erase_withdrawn() == 0


@pytest.mark.rule("R27")
def test_a_visit_renews(olena: Family, data: Path) -> None:
    """The end moves to twelve months from now."""
    TracingRequest.objects.update(ends_in_week=weeks.this_week())

    assert renew(olena.open()) == read_case(olena.code).ends_in_week
    assert read_case(olena.code).ends_in_week > weeks.this_week() + timedelta(weeks=51)
