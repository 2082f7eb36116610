"""The log of every change and every read: append-only, chained, without names (R10, INS-2)."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from homeward.web.access.models import LogEntry, LogHead, User

LABEL = b"homeward access log v1\n"


class Reason(models.TextChoices):
    """Why somebody reads. A list and no free text: free text would hold names."""

    CASE_WORK = "case_work", _("I work on this case")
    REVIEW = "review", _("I judge a possible match")
    RELATIONSHIP_CHECK = "relationship_check", _("I check the relationship")
    ANSWER = "answer", _("I prepare an answer to the family")
    EVIDENCE_WORK = "evidence_work", _("I work on this evidence")
    AUDIT = "audit", _("I audit")
    SYSTEM = "system", _("the site itself")


class HasId(Protocol):
    @property
    def pk(self) -> object: ...


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the log at one moment; kept elsewhere it shows a cut or changed log."""

    length: int
    chained: bytes


@dataclass(frozen=True, slots=True)
class Damage:
    """The first entry that does not fit, and what is wrong with it."""

    number: int
    what: str


@transaction.atomic
def record(
    by: User | None,
    verb: str,
    thing: HasId | None,
    *,
    reason: Reason = Reason.SYSTEM,
    **more: str | int,
) -> LogEntry:
    """Append one line; `more` holds ids and codes only."""
    event: dict[str, str | int] = {
        "at": timezone.now().isoformat(timespec="seconds"),
        "by": str(by.pk) if by else "",
        "verb": verb,
        "kind": type(thing).__name__ if thing else "",
        "id": str(thing.pk) if thing else "",
        "reason": str(reason),
        **more,
    }
    return _append(event)


def _append(event: Mapping[str, str | int]) -> LogEntry:
    LogHead.objects.get_or_create(pk=1)
    head = LogHead.objects.select_for_update().get(pk=1)
    salt = secrets.token_bytes(32)
    commitment = commit(event, salt)
    head.length += 1
    head.chained = hashlib.sha256(bytes(head.chained) + commitment).digest()
    head.save()
    return LogEntry.objects.create(
        number=head.length, event=event, salt=salt, commitment=commitment, chained=head.chained
    )


def commit(event: Mapping[str, str | int], salt: bytes) -> bytes:
    """What binds an event and tells nothing of it."""
    canonical = json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(LABEL + salt + canonical.encode()).digest()


def head() -> Head:
    """The end of the log now."""
    last = LogHead.objects.filter(pk=1).first()
    return Head(last.length, bytes(last.chained)) if last else Head(0, bytes(32))


def check(witnessed: Head | None = None) -> Damage | None:
    """Read the whole log again; None if it is whole and continues the witnessed head."""
    chained, number = bytes(32), 0
    for entry in LogEntry.objects.iterator(chunk_size=2000):
        number += 1
        chained = hashlib.sha256(chained + bytes(entry.commitment)).digest()
        if wrong := _wrong(entry, number, chained, witnessed):
            return Damage(number, wrong)
    if head() != Head(number, chained) or (witnessed and witnessed.length > number):
        return Damage(number + 1, "the end of the log is missing")
    return None


def _wrong(entry: LogEntry, number: int, chained: bytes, witnessed: Head | None) -> str:
    if entry.number != number:
        return "an entry is missing"
    if bytes(entry.chained) != chained:
        return "the chain is broken"
    kept = entry.event is not None and entry.salt is not None
    if kept and commit(entry.event or {}, bytes(entry.salt or b"")) != bytes(entry.commitment):
        return "the entry was changed"
    if witnessed and witnessed.length == number and witnessed.chained != chained:
        return "the log is not the one that was witnessed"
    return ""
