"""The log in words: who read or changed what, when, and why. It holds ids only."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from homeward.web.access.log import Reason
from homeward.web.access.models import LogEntry, User
from homeward.web.desk.words import VERBS, word
from homeward.web.evidence.models import Claim
from homeward.web.registry.models import TracingRequest
from homeward.web.review.models import Candidate, RelationshipCheck

SHOWN_OF_A_CASE = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log; a wiped event leaves its number."""

    number: int
    at: datetime | None
    by: str  # "" for the site itself
    what: str
    reason: str
    kind: str
    id: str


def lines(entries: Iterable[LogEntry]) -> list[Line]:
    """Entries with the names of staff."""
    rows = list(entries)
    ids = {row.event["by"] for row in rows if row.event and row.event.get("by")}
    names = {str(user.pk): str(user) for user in User.objects.filter(pk__in=ids)}
    return [_line(row, names) for row in rows]


def _line(row: LogEntry, names: dict[str, str]) -> Line:
    event = row.event
    if event is None:
        return Line(row.number, None, "", "", "", "", "")
    reasons = dict(Reason.choices)
    adds_nothing = event["by"] and event["reason"] == Reason.SYSTEM  # a change by a person
    return Line(
        number=row.number,
        at=datetime.fromisoformat(event["at"]),
        by=names.get(event["by"], ""),
        what=word(VERBS, event["verb"]),
        reason="" if adds_nothing else str(reasons.get(event["reason"], "")),
        kind=event["kind"],
        id=event["id"],
    )


def about_case(request: TracingRequest) -> list[Line]:
    """Who read or changed this case last; for whoever may read the case itself."""
    entries = LogEntry.objects.filter(event__id__in=[str(pk) for pk in _ids(request)])
    return lines(entries.order_by("-number")[:SHOWN_OF_A_CASE])


def _ids(request: TracingRequest) -> set[uuid.UUID]:
    """The case and all that belongs to it."""
    people = list(request.sought.values_list("pk", flat=True))
    candidates = Candidate.objects.filter(pair__person__in=people)
    found = {request.pk, *people, *candidates.values_list("pk", flat=True)}
    found |= set(candidates.values_list("pair_id", flat=True))
    found |= set(RelationshipCheck.objects.filter(request=request).values_list("pk", flat=True))
    found |= set(Claim.objects.filter(person__in=people).values_list("pk", flat=True))
    return found | set(request.answers.values_list("pk", flat=True))


def chosen(*, verb: str, by: str, thing: str) -> QuerySet[LogEntry]:
    """The log, the newest first, narrowed by an auditor."""
    entries = LogEntry.objects.order_by("-number")
    narrowed = {"event__verb": verb, "event__by": by, "event__id": thing}
    return entries.filter(**{name: text for name, text in narrowed.items() if text})
