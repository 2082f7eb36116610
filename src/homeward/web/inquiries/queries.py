"""Letters as the family reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from homeward.errors import Sealed
from homeward.web.access.fields import Part
from homeward.web.inquiries.models import Authority, Inquiry, Outcome
from homeward.web.registry.attached import attached
from homeward.web.registry.codes import OpenCase


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a letter and of its reply, as far as there is one."""

    sent: date
    replied: date | None


@dataclass(frozen=True, slots=True)
class LetterRead:
    """One letter on the family's page; `days` are those of silence until the reply or today."""

    number: int
    authority: Authority
    outcome: Outcome
    sent: date
    replied: date | None
    days: int


def days_of(inquiry: Inquiry, case: OpenCase) -> Days:
    """The exact days, opened with the code; the weeks, if they cannot be opened any more."""
    try:
        told = attached(
            inquiry.request_id, Part.ANSWER, inquiry.pk, bytes(inquiry.body), case.private
        )
    except Sealed:
        return Days(inquiry.sent_in_week, inquiry.replied_in_week)
    replied = told.get("replied")
    return Days(date.fromisoformat(told["sent"]), date.fromisoformat(replied) if replied else None)


def letters_of(case: OpenCase) -> list[LetterRead]:
    """All letters, the last one first."""
    rows = Inquiry.objects.filter(request=case.request).order_by("-number")
    return [_read(row, days_of(row, case)) for row in rows]


def _read(row: Inquiry, days: Days) -> LetterRead:
    until = days.replied or timezone.localdate()
    return LetterRead(
        number=row.number,
        authority=Authority(row.authority),
        outcome=Outcome(row.outcome),
        sent=days.sent,
        replied=days.replied,
        days=(until - days.sent).days,
    )
