"""A withdrawal taken back: all is as it was before (R28)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.office import ask

from homeward.web.access.models import Office
from homeward.web.registry.actions import cancel_withdrawal, withdraw_request
from homeward.web.registry.models import SoughtPerson, State, TracingRequest

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R28")]


@pytest.mark.parametrize("state", [State.OPEN, State.OBJECTED, State.DORMANT, State.CLOSED])
def test_the_state_before_comes_back(state: State, office: Office) -> None:
    """Above all an objection of the found person (R33); and he is searched for again."""
    family = ask(second_word="калина")
    TracingRequest.objects.filter(pk=family.request().pk).update(state=state)
    SoughtPerson.objects.update(searched=True)
    withdraw_request(family.open(), "калина")
    assert family.request().state == State.WITHDRAWN
    cancel_withdrawal(family.open(), "калина")

    request = family.request()
    assert (request.state, request.state_before, request.keys_die_in_week) == (state, "", None)
    assert not family.person().searched


def test_withdrawn_twice_dies_no_later_and_forgets_no_state(office: Office) -> None:
    """Whoever presses again neither gains nor loses time."""
    family = ask(second_word="калина")
    TracingRequest.objects.filter(pk=family.request().pk).update(state=State.OBJECTED)
    withdraw_request(family.open(), "калина")
    due = family.request().keys_die_in_week
    assert due is not None
    TracingRequest.objects.update(keys_die_in_week=due - timedelta(weeks=1))
    withdraw_request(family.open(), "калина")

    assert family.request().keys_die_in_week == due - timedelta(weeks=1)
    assert family.request().state_before == State.OBJECTED


def test_what_was_not_withdrawn_or_is_destroyed_stays_so(office: Office) -> None:
    """Taking back what was not withdrawn changes nothing; after the two weeks it is too late."""
    family = ask(second_word="калина")
    TracingRequest.objects.filter(pk=family.request().pk).update(state=State.CLOSED)
    cancel_withdrawal(family.open(), "калина")
    assert family.request().state == State.CLOSED
    withdraw_request(family.open(), "калина")
    TracingRequest.objects.update(keys_die_in_week=None)
    cancel_withdrawal(family.open(), "калина")
    assert family.request().state == State.WITHDRAWN
