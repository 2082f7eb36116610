"""“Is it still online?”: what people and tools saw when they looked again.

The site asks no server. The operator's tools do, and their results come as a table.
"""

from __future__ import annotations

import csv
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.errors import BadInput, NotAllowed
from homeward.records import Origin, Rejected
from homeward.web.access.log import record
from homeward.web.access.models import User
from homeward.web.access.policy import require
from homeward.web.custody.models import Recheck
from homeward.web.evidence.actions import Post, add_post
from homeward.web.evidence.models import EvidenceItem

COLUMNS = ("item", "day", "state")
LONGEST_TOOL = 100
VANISHED = (Recheck.State.GONE,)


@dataclass(frozen=True, slots=True, repr=False)
class Looked:
    """What was seen on a day. `tool` is empty if a person looked, `text` if nothing changed."""

    day: date
    state: Recheck.State
    tool: str = ""
    text: str = ""


def note_recheck(item: EvidenceItem, looked: Looked, *, by: User) -> tuple[Recheck, bool]:
    """Keep it, and a changed text as an item of the same origin; whether it is new."""
    require(by, "item.add", item)
    if not EvidenceItem.objects.visible_to(by).filter(pk=item.pk).exists():
        raise NotAllowed("no such item is open to this person")
    _require_usable(looked)
    same = {"item": item, "day": looked.day, "state": looked.state, "tool": looked.tool}
    if known := Recheck.objects.filter(**same).first():
        return known, False
    with transaction.atomic():
        row = Recheck(**same, by=by, changed_to=_changed(item, looked, by))
        row.save(force_insert=True)
        record(by, "item.rechecked", item, state=looked.state.value)
    return row, True


def _require_usable(looked: Looked) -> None:
    if looked.day > timezone.localdate():
        raise BadInput(_("This day is in the future."))
    if looked.text and looked.state is not Recheck.State.CHANGED:
        raise BadInput(_("A new text belongs to “changed” only."))
    if len(looked.tool) > LONGEST_TOOL:
        raise BadInput(_("The name of the tool is too long."))


def _changed(item: EvidenceItem, looked: Looked, by: User) -> EvidenceItem | None:
    """What it says now: of the same cluster, so that it is no second source (E1)."""
    if not looked.text.strip():
        return None
    post = Post(looked.text, item.posted, language=item.language)
    now = add_post(post, item.source, by=by)
    EvidenceItem.objects.filter(pk=now.pk).update(cluster=item.cluster)
    return now


def first_gone(item: EvidenceItem) -> date | None:
    """The first day on which it was gone and after which nobody saw it again."""
    gone: date | None = None
    for row in item.rechecks.order_by("day", "pk"):
        if row.state in VANISHED:
            gone = gone or row.day
        elif row.state != Recheck.State.BLOCKED:  # blocked: nobody could see
            gone = None
    return gone


@dataclass(frozen=True, slots=True)
class Imported:
    """What a table brought."""

    new: int
    known: int
    rejected: tuple[Rejected, ...]


def import_table(path: Path, tool: str, *, by: User) -> Imported:
    """Results of a tool: a CSV with the columns item, day, state. The same table adds nothing."""
    new, known, rejected = 0, 0, list[Rejected]()
    for number, row in _rows(path):
        try:
            item, looked = _read(row, tool)
            fresh = note_recheck(item, looked, by=by)[1]
        except (BadInput, NotAllowed) as problem:
            place = Origin(path.name, f"row {number}")
            rejected.append(Rejected(place, ",".join(map(str, row.values())), str(problem)))
            continue
        new, known = new + fresh, known + (not fresh)
    return Imported(new, known, tuple(rejected))


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file)
        if missing := set(COLUMNS) - set(table.fieldnames or ()):
            lacking = ", ".join(sorted(missing))
            raise BadInput(f"{path.name}: no column {lacking}; the first line names the columns")
        for row in table:
            yield table.line_num, {name: (row[name] or "").strip() for name in COLUMNS}


def _read(row: dict[str, str], tool: str) -> tuple[EvidenceItem, Looked]:
    try:
        item = EvidenceItem.objects.get(pk=uuid.UUID(row["item"]))
    except (ValueError, EvidenceItem.DoesNotExist):
        raise BadInput(
            "item: no item has this number; take it from the address of its page"
        ) from None
    try:
        day, state = date.fromisoformat(row["day"]), Recheck.State(row["state"])
    except ValueError:
        states = ", ".join(Recheck.State.values)
        raise BadInput(f"day is a date such as 2024-03-05, state is one of {states}") from None
    return item, Looked(day, state, tool)
