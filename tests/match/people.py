"""Invented people for the tests of match."""

from __future__ import annotations

from typing import Any

from homeward.dates import PartialDate, birth_date_from_text
from homeward.records import PersonRecord, WrittenName


def someone(name: str, born: str | None = None, **known: Any) -> PersonRecord:
    """A record; `event` is the date of the event as text, `id` the name unless told."""
    event = known.pop("event", None)
    return PersonRecord(
        id=known.pop("id", name),
        name=WrittenName(name),
        birth_date=birth_date_from_text(born) if born else None,
        event_date=PartialDate.from_iso(event) if event else None,
        **known,
    )
