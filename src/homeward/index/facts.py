"""Blocking keys of what stays when name and birth date are changed: institution and siblings."""

from __future__ import annotations

from collections.abc import Iterator

from homeward.index.vocabulary import hash64
from homeward.names import PartRole, parse_name
from homeward.records import PersonRecord
from homeward.text import fold

FACTS = frozenset({"institution", "siblings"})  # fields without which a record has no such key


def fact_keys(record: PersonRecord) -> list[int]:
    """Keys of a record beside those of its names and birth date."""
    return [hash64(text) for text in _facts(record)]


def _facts(record: PersonRecord) -> Iterator[str]:
    if record.institution and record.event_date and record.event_date.day:
        yield f"institution|{fold(record.institution)}|{record.event_date}"
    names = sorted({_concept(name) for name in record.siblings})
    for place, one in enumerate(names):
        if len(names) == 1 and record.birth_date is not None:
            yield f"sibling|{one}|{record.birth_date}"
        yield from (f"siblings|{one}|{other}" for other in names[place + 1 :])


def _concept(name: str) -> str:
    """One text for all forms of a given name."""
    part = parse_name(name).best.first(PartRole.GIVEN)
    if part is None:
        return fold(name)
    return str(part.ids[0]) if part.ids else part.key
