"""Parts of a name as written, and its full forms in the nominative."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache

from homeward.extract.phrases import rows
from homeward.names import Case, NamePart, PartRole, Reading, parse_name
from homeward.records import Sex

_MOST_FORMS = 4
_UNFITTING, _UNKNOWN_GIVEN = 0.1, 0.3
_IN_O = re.compile(r"(?:[бвгджзйклмнпрстфхцчшщь]ко|[йи]ло|хно)$")  # Шевченко, Тягнибіло, Махно
_LAST_WORD = re.compile(r"([\w']+)[\s,:—–-]{1,3}(?:[«\"])?$")
_BENT = ("а", "у", "ю", "ом", "ем", "ой", "ою", "ові", "еві", "і", "ы", "и")


class Context(StrEnum):
    """Whether the words before a name leave its case open."""

    OPEN = "open"
    OBLIQUE = "oblique"


_PARTS = {
    PartRole.FAMILY: "family_name",
    PartRole.GIVEN: "given_name",
    PartRole.PATRONYMIC: "patronymic",
}


@lru_cache(maxsize=1 << 12)
def parts_and_forms(
    name: str,
    context: Context = Context.OPEN,
    *,
    ukrainian: bool = True,
) -> tuple[Mapping[str, str], tuple[str, ...], Sex | None]:
    """Parts, normal forms (likeliest first), sex; `context` is what the word before asks for.

    Outside Ukrainian "Павла" is Павел rather than Павло.
    """
    found = parse_name(name, "uk" if ukrainian else "ru").readings
    readings = sorted(found, key=lambda reading: -_weight(reading, context))
    forms = dict.fromkeys(_form(reading, ukrainian=ukrainian) for reading in readings)
    best = readings[0]
    return _parts(best), tuple(form for form in forms if form)[:_MOST_FORMS], best.sex


def _weight(reading: Reading, context: Context) -> float:
    """In a post a name bends as its sentence asks; names that no table has are unlikely."""
    given = reading.first(PartRole.GIVEN)
    weight = reading.weight * (_UNKNOWN_GIVEN if given and not given.ids else 1.0)
    cases = [part.case for part in reading.parts if part.case and not part.initial]
    if not cases or context is Context.OPEN:
        return weight
    nominative = Case.NOMINATIVE in cases
    return weight * (_UNFITTING if nominative is (context is Context.OBLIQUE) else 1.0)


def context_of(low: str, sentence_start: int, start: int) -> Context:
    """What stands before a name: a preposition, "I look for", "my son" in another case."""
    before = low[max(sentence_start, start - 40) : start]
    word = _LAST_WORD.search(before)
    if word is None:
        return Context.OPEN
    return Context.OBLIQUE if word[1] in _oblique_words() else Context.OPEN


@cache
def _oblique_words() -> frozenset[str]:
    """Words of `governing.csv`, and words of kinship that are not in the nominative."""
    found = {word for row in rows("governing") for word in row["phrase"].split("/")}
    for row in rows("kin"):
        if " " not in row["phrase"]:
            found.update(w for w in row["phrase"].split("/")[1:] if w.endswith(_BENT))
    return frozenset(found)


def _parts(reading: Reading) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in reading.parts:
        kind = "initials" if part.initial else _PARTS.get(part.role)
        if kind:
            joint = "" if kind == "initials" else " "
            parts[kind] = parts[kind] + joint + _text(part) if kind in parts else _text(part)
    return parts


def _text(part: NamePart) -> str:
    return part.text[0].upper() + "." if part.initial else part.text


def _form(reading: Reading, *, ukrainian: bool) -> str:
    parts = sorted(reading.parts, key=lambda part: part.span.start)
    return " ".join(_shown(part, ukrainian=ukrainian) for part in parts)


def _shown(part: NamePart, *, ukrainian: bool) -> str:
    if part.initial:
        return part.text[0].upper() + "."
    form = _likeliest(part, ukrainian=ukrainian) if part.forms else part.text
    return "-".join(word[:1].upper() + word[1:] for word in form.split("-"))


def _likeliest(part: NamePart, *, ukrainian: bool) -> str:
    """The first form; names in -о are Ukrainian, and end so after few letters only."""
    if part.role is PartRole.GIVEN and ukrainian:
        return part.forms[0]
    plain = [form for form in part.forms if not form.endswith("о") or _IN_O.search(form)]
    return plain[0] if plain else part.forms[0]
