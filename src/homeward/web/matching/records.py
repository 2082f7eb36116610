"""The seam: stored rows become the engine's records."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from homeward import extract
from homeward.dates import PartialDate, birth_date_from_text
from homeward.records import Category, NameKind, Origin, PersonRecord, Sex, WrittenName
from homeward.web.access.fields import Part
from homeward.web.evidence.models import EvidenceItem, Mention
from homeward.web.evidence.payload import mention_of
from homeward.web.registry.models import SoughtPerson, Statement
from homeward.web.registry.sealing import opened

Boxes = Mapping[bytes, bytes]
_NAMED: Mapping[str, NameKind] = {
    "other_names": NameKind.AT_HOME,
    "call_sign": NameKind.CALL_SIGN,
    "document_spelling": NameKind.DOCUMENT_SPELLING,
}

ADDED = frozenset({"other_names", "call_sign", "document_spelling", "marks", "siblings"})


def told_of(
    statements: Iterable[Statement], private: bytes, *, boxes: Boxes | None = None
) -> dict[str, str]:
    """All that the family told of a person, earlier statements first.

    Names and marks are added to those told before and never replace them (R21); of anything else
    the latest word is compared, while every statement stays stored.
    """
    told: dict[str, Any] = {}
    for row in sorted(statements, key=lambda row: row.number):
        box = boxes.get(row.pk.bytes) if boxes is not None else None
        later = opened(row.pk, Part.MATCHING, bytes(row.body), private, box=box)
        if told.get("name") and later.get("name"):
            names = _together(str(later.pop("name")), str(later.get("other_names", "")))
            later["other_names"] = names
        for name in ADDED & told.keys() & later.keys():
            later[name] = _together(str(told[name]), str(later[name]))
        told |= later
    return told


def _together(earlier: str, later: str) -> str:
    return "\n".join(dict.fromkeys([*earlier.splitlines(), *later.splitlines()]))


def record_of_person(person: SoughtPerson, told: Mapping[str, str]) -> PersonRecord:
    """A sought person as the engine compares him."""
    return PersonRecord(
        id=str(person.pk),
        name=WrittenName(
            told["name"],
            family_name=told.get("family_name"),
            given_name=told.get("given_name"),
            patronymic=told.get("patronymic"),
        ),
        other_names=_other_names(told),
        sex=Sex(told["sex"]) if "sex" in told else None,
        birth_date=birth_date_from_text(told["birth_date"]) if "birth_date" in told else None,
        category=Category(person.category),
        birth_place=told.get("birth_place"),
        home=told.get("home"),
        unit=told.get("unit"),
        rank=told.get("rank"),
        marks=told.get("marks"),
        fathers_given_name=told.get("fathers_given_name"),
        event_place=told.get("event_place"),
        event_date=PartialDate.from_iso(told["event_date"]) if "event_date" in told else None,
        institution=told.get("institution"),
        siblings=_lines(told.get("siblings", "")),
        group=str(person.request_id),
    )


def _other_names(told: Mapping[str, str]) -> tuple[WrittenName, ...]:
    former = told.get("former_family_name")
    names = [
        WrittenName(name, kind=kind)
        for field, kind in _NAMED.items()
        for name in _lines(told.get(field, ""))
    ]
    if former:
        parts = [former, told.get("given_name", ""), told.get("patronymic", "")]
        written = " ".join(part for part in parts if part)
        names.append(WrittenName(written, family_name=former, kind=NameKind.FORMER))
    if "believed_new_name" in told:
        names.append(WrittenName(told["believed_new_name"], kind=NameKind.BELIEVED_NEW))
    return tuple(names)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def record_of_mention(row: Mention, private: bytes, *, boxes: Boxes | None = None) -> PersonRecord:
    """A person named in an item as the engine compares him."""
    box = boxes.get(row.pk.bytes) if boxes is not None else None
    found = mention_of(opened(row.pk, Part.MATCHING, bytes(row.body), private, box=box))
    origin = Origin(str(row.item_id), f"mention {row.number}")
    return extract.record_of(found, id=str(row.pk), origin=origin, posted=row.item.posted)


def item_values(item: EvidenceItem, private: bytes, *, box: bytes | None = None) -> dict[str, Any]:
    """What an item says."""
    return opened(item.pk, Part.MATCHING, bytes(item.body), private, box=box)


def id_of(record: PersonRecord) -> uuid.UUID:
    """The row behind a record."""
    return uuid.UUID(record.id)
