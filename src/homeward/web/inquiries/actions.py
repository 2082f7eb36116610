"""Entering a letter that was sent, and its reply."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from homeward.errors import BadInput, NotAllowed
from homeward.web.access.fields import Part
from homeward.web.inquiries.models import Authority, Inquiry, Outcome
from homeward.web.inquiries.queries import days_of
from homeward.web.registry.attached import attach
from homeward.web.registry.codes import OpenCase
from homeward.web.registry.models import State, TracingRequest
from homeward.web.registry.weeks import week_of

EARLIEST = date(2014, 1, 1)
MOST = 200  # letters of one request


class UnusableDay(BadInput):
    """The day of a letter or a reply cannot be: `why` is no_day, in_the_future or before."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__("this day cannot be: check it")


def enter_letter(case: OpenCase, authority: Authority, sent: date) -> Inquiry:
    """A letter went out; from that day on its silence is counted."""
    _check(sent, EARLIEST)
    with transaction.atomic():
        request = TracingRequest.objects.select_for_update().get(pk=case.request.pk)
        if request.state == State.WITHDRAWN:
            raise NotAllowed("this request is withdrawn")
        last = request.inquiries.aggregate(last=Max("number"))["last"] or 0
        if last >= MOST:
            raise BadInput(f"up to {MOST} letters are kept")
        inquiry = Inquiry(
            request=request, number=last + 1, authority=authority, sent_in_week=week_of(sent)
        )
        inquiry.body = _sealed(inquiry, {"sent": sent.isoformat()})
        inquiry.save(force_insert=True)
        return inquiry


def enter_reply(case: OpenCase, number: int, outcome: Outcome, replied: date) -> Inquiry:
    """A reply came, of which only its kind and its day are kept."""
    if outcome == Outcome.WAITING:
        raise BadInput("say what the reply was")
    with transaction.atomic():
        inquiry = Inquiry.objects.select_for_update().get(request=case.request, number=number)
        sent = days_of(inquiry, case).sent
        _check(replied, sent)
        inquiry.outcome, inquiry.replied_in_week = outcome, week_of(replied)
        days = {"sent": sent.isoformat(), "replied": replied.isoformat()}
        inquiry.body = _sealed(inquiry, days)
        inquiry.save(update_fields=["outcome", "replied_in_week", "body"])
        return inquiry


def _check(day: date, earliest: date) -> None:
    if day > timezone.localdate():
        raise UnusableDay("in_the_future")
    if day < earliest:
        raise UnusableDay("before")


def _sealed(inquiry: Inquiry, days: dict[str, str]) -> bytes:
    row = uuid.UUID(str(inquiry.pk))
    public = bytes(inquiry.request.case_public)
    return attach(inquiry.request_id, Part.ANSWER, row, days, public)
