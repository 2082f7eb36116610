"""What the family reads of its messages, and what waits at the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from homeward.errors import Sealed
from homeward.web.access.fields import Part
from homeward.web.access.models import User
from homeward.web.correspondence.models import Kind, Message
from homeward.web.registry.attached import attached
from homeward.web.registry.codes import OpenCase
from homeward.web.registry.models import TracingRequest


@dataclass(frozen=True, slots=True)
class MessageRead:
    """One message as the family reads it: of what it wrote itself no word is shown again (R28)."""

    in_week: date
    kind: Kind
    from_office: bool
    text: str
    word: str


def messages_of(case: OpenCase) -> tuple[MessageRead, ...]:
    """The newest first."""
    rows = Message.objects.filter(request=case.request).order_by("-number")
    return tuple(_read(row, case) for row in rows)


def _read(row: Message, case: OpenCase) -> MessageRead:
    told = _opened(row, case) if row.by_id else {}
    return MessageRead(
        in_week=row.in_week,
        kind=Kind(row.kind),
        from_office=row.by_id is not None,
        text=told.get("message_to_family", ""),
        word=told.get("word", ""),
    )


def _opened(row: Message, case: OpenCase) -> dict[str, str]:
    try:
        return attached(row.request_id, Part.ANSWER, row.pk, bytes(row.body), case.private)
    except Sealed:  # written to an earlier request that was joined with this one
        return {}


def cases_that_wrote(user: User) -> QuerySet[TracingRequest]:
    """Cases whose family waits for an answer, with how many messages and whether a code is lost."""
    waits = Q(messages__by=None, messages__answered=False)
    lost = waits & Q(messages__kind=Kind.LOST_CODE)
    rows = TracingRequest.objects.visible_to(user).filter(waits)
    return rows.annotate(
        unanswered=Count("messages", filter=waits, distinct=True),
        lost=Count("messages", filter=lost, distinct=True),
    ).order_by("filed_in_week", "pk")
