"""Two records side by side: what the family told, and what the source says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from homeward.errors import BadDate
from homeward.match import LANGUAGES, Language
from homeward.match.sentences import shown_date
from homeward.web.desk.words import (
    FEATURES,
    LEVELS,
    NEWS,
    RELATIONSHIPS,
    SAYINGS,
    SEXES,
    Words,
    word,
)

# label, fields of the request (access.fields), fields of a mention (records.FieldName)
ROWS: tuple[tuple[str | Promise, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        _("Other names"),
        (
            *("former_family_name", "other_names", "call_sign", "document_spelling"),
            "believed_new_name",
        ),
        ("call_sign",),
    ),
    (_("Birth"), ("birth_date",), ("birth_date", "age")),
    (_("Place of birth"), ("birth_place",), ("birth_place",)),
    (_("Home"), ("home",), ("home", "region")),
    (_("Father’s name"), ("fathers_given_name",), ()),
    (_("Unit"), ("unit",), ("unit",)),
    (_("Rank"), ("rank",), ("rank",)),
    (_("Last news"), ("event_date",), ("event_date", "last_contact")),
    (_("Place of the last news"), ("event_place",), ("event_place",)),
    (_("What is said"), ("last_news_kind",), ("status",)),
    (_("Marks"), ("marks",), ("mark", "trait")),
    (_("Institution"), ("institution",), ("institution",)),
    (_("Brothers and sisters"), ("siblings",), ("sibling",)),
    (_("Relationship"), ("relationship",), ("relation",)),
    (_("What the family believes"), ("belief",), ()),
)
CODES: Mapping[str, Words] = {
    "status": SAYINGS,
    "last_news_kind": NEWS,
    "relationship": RELATIONSHIPS,
    "relation": RELATIONSHIPS,
}
DATES = frozenset({"birth_date", "event_date", "last_contact"})


@dataclass(frozen=True, slots=True)
class Side:
    """One row of the comparison; an empty side is not known."""

    label: str
    told: str
    found: str


def sides(person: Mapping[str, Any], mention: Mapping[str, Any]) -> list[Side]:
    """The name first, then every row of which one side knows something."""
    said = _said(mention)
    found = [Side(str(_("Name")), str(person.get("name", "")), str(mention["name"]))]
    for label, ours, theirs in ROWS:
        told = ", ".join(shown(name, person[name]) for name in ours if person.get(name))
        there = ", ".join(text for name in theirs for text in said.get(name, ()))
        if told or there:
            found.append(Side(str(label), told, there))
    return found


def told_rows(person: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What the family told, as label and text."""
    for label, ours, _theirs in ROWS:
        if told := ", ".join(shown(name, person[name]) for name in ours if person.get(name)):
            yield str(label), told


def _said(mention: Mapping[str, Any]) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for one in mention["fields"]:
        text = shown(one["name"], one["value"])
        if text not in said.setdefault(one["name"], []):
            said[one["name"]].append(text)
    return said


def shown(name: str, value: object) -> str:
    """What was told or said, its codes and dates in words."""
    text = "; ".join(str(value).splitlines())
    if name in CODES:
        return word(CODES[name], text)
    return day_in_words(text) if name in DATES else text


def day_in_words(text: str) -> str:
    """A date of which parts may be missing, as people write it; as it stands if it is none."""
    try:
        return shown_date(text, reader_language())
    except BadDate:
        return text


def reader_language() -> Language:
    """The language of this page, as the engine's sentences know it."""
    return next((language for language in LANGUAGES if language == get_language()), "en")


@dataclass(frozen=True, slots=True)
class Weighed:
    """One line of the sum that makes a score."""

    feature: str
    ours: str
    theirs: str
    level: str
    bits: float
    speaks: str  # for, against, or "" where it is not known


def weighed(explanation: Mapping[str, Any]) -> list[Weighed]:
    """What speaks for one person first, then against, then what is not known."""
    rows = [_weighed(one) for one in explanation["features"]]
    return sorted(rows, key=lambda row: (not row.speaks, -row.bits))


def _weighed(one: Mapping[str, Any]) -> Weighed:
    name, bits = one["feature"], one["bits"]
    return Weighed(
        feature=word(FEATURES, name),
        ours=_compared(name, one["ours"]),
        theirs=_compared(name, one["theirs"]),
        level=word(LEVELS, one["level"]),
        bits=bits,
        speaks="for" if bits > 0 else "against" if bits < 0 else "",
    )


def _compared(name: str, text: str) -> str:
    return word(SEXES, text) if name == "sex" else shown(name, text) if text else ""
