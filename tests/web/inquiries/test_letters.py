"""Letters to authorities: their days, their replies, their silence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.office import Family, ask

from homeward.errors import BadInput, NotAllowed
from homeward.web.inquiries.actions import UnusableDay, enter_letter, enter_reply
from homeward.web.inquiries.models import Authority, Inquiry, Outcome
from homeward.web.inquiries.queries import letters_of
from homeward.web.registry.actions import withdraw_request
from homeward.web.registry.codes import open_case
from homeward.web.registry.weeks import week_of

pytestmark = pytest.mark.django_db


def _days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def test_the_days_of_silence_are_counted(olena: Family) -> None:
    """Until today; with a reply until that day."""
    enter_letter(olena.open(), Authority.BASE, _days_ago(40))
    enter_letter(olena.open(), Authority.COMMISSION, _days_ago(10))
    enter_reply(olena.open(), 1, Outcome.REFUSED, _days_ago(5))
    second, first = letters_of(olena.open())

    assert (first.days, first.outcome, first.replied) == (35, Outcome.REFUSED, _days_ago(5))
    assert (second.days, second.outcome) == (10, Outcome.WAITING)


@pytest.mark.rule("SEI-4")
def test_the_disk_knows_the_week_and_the_code_the_day(olena: Family) -> None:
    """Another family's code does not open it either."""
    inquiry = enter_letter(olena.open(), Authority.BASE, _days_ago(3))

    assert inquiry.sent_in_week == week_of(_days_ago(3))
    assert _days_ago(3).isoformat().encode() not in bytes(inquiry.body)
    assert not letters_of(ask(name="Інший Панас").open())


@pytest.mark.parametrize(
    ("sent", "why"), [(date(1999, 1, 1), "before"), (date(2199, 1, 1), "in_the_future")]
)
def test_a_day_that_cannot_be_is_refused(olena: Family, sent: date, why: str) -> None:
    """And nothing is kept."""
    with pytest.raises(UnusableDay) as refused:
        enter_letter(olena.open(), Authority.BASE, sent)
    assert refused.value.why == why
    assert not Inquiry.objects.exists()


def test_a_reply_comes_after_its_letter(olena: Family) -> None:
    """Before it, or without saying what it was, nothing is entered."""
    enter_letter(olena.open(), Authority.BASE, _days_ago(5))
    with pytest.raises(UnusableDay):
        enter_reply(olena.open(), 1, Outcome.ANSWERED, _days_ago(6))
    with pytest.raises(BadInput):
        enter_reply(olena.open(), 1, Outcome.WAITING, _days_ago(1))
    with pytest.raises(Inquiry.DoesNotExist):
        enter_reply(ask(name="Інший Панас").open(), 1, Outcome.ANSWERED, _days_ago(1))
    assert letters_of(olena.open())[0].outcome == Outcome.WAITING


def test_a_withdrawn_case_takes_no_letter(office: object) -> None:
    """It is hidden everywhere."""
    family = ask(second_word="калина")
    withdraw_request(family.open(), "калина")
    with pytest.raises(NotAllowed):
        enter_letter(open_case(family.code), Authority.BASE, _days_ago(1))
