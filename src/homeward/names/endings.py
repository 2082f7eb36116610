"""Endings of inflected names: from a word to the nominative forms it may come from."""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from homeward.names.parts import Case, PartRole
from homeward.records import Sex

# How often a name stands in each case; what a list or a request writes is a nominative.
CASE_WEIGHT = {
    Case.NOMINATIVE: 1.0,
    Case.GENITIVE: 0.12,
    Case.ACCUSATIVE: 0.12,
    Case.DATIVE: 0.07,
    Case.INSTRUMENTAL: 0.05,
    Case.LOCATIVE: 0.02,
    Case.VOCATIVE: 0.02,
}
LONGEST = 6


class Ending(NamedTuple):
    """An inflected ending and what stands there in the nominative; both with the stem's end.

    `masculine` is the nominative of a man of the same family, where it differs.
    """

    nominative: str
    case: Case
    sex: Sex | None
    language: str | None
    weight: float
    masculine: str


@cache
def endings(role: PartRole) -> dict[str, tuple[Ending, ...]]:
    """Inflected endings of a role, from the table `data/name_endings.csv`."""
    found: dict[str, list[Ending]] = {}
    for row in _rows():
        if row["role"] == role:
            _add_row(found, row)
    return {ending: _without_doubles(rules) for ending, rules in found.items()}


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = files("homeward.data").joinpath("name_endings.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@lru_cache(maxsize=1 << 13)  # all endings of the table, of words in either language or both
def rules_for(role: PartRole, ending: str, foreign: str | None) -> tuple[tuple[int, Ending], ...]:
    """Rules that fit words of an ending (`ending_of`), with the number of letters they replace.

    The shortest ending comes first. `foreign` is a language that the word is not in: its rules are
    left out.
    """
    table = endings(role)
    return tuple(
        (len(ending) - cut, rule)
        for cut in range(len(ending), -1, -1)
        for rule in table.get(ending[cut:], ())
        if rule.language is None or rule.language != foreign
    )


@lru_cache(maxsize=1 << 13)
def nominative_endings(
    role: PartRole, ending: str, foreign: str | None
) -> tuple[tuple[int, str], ...]:
    """What these rules put in place of how many letters, each once."""
    return tuple(dict.fromkeys((cut, r.nominative) for cut, r in rules_for(role, ending, foreign)))


@lru_cache(maxsize=64)  # asked three times of each word, once for each role
def ending_of(word: str) -> str:
    """The longest end of a word that any rule speaks of: what rules fit follows from it."""
    known = _spoken_of()
    for size in range(min(LONGEST, len(word)), 0, -1):
        if word[-size:] in known:
            return word[-size:]
    return ""


@cache
def _spoken_of() -> frozenset[str]:
    roles = (PartRole.FAMILY, PartRole.GIVEN, PartRole.PATRONYMIC)
    return frozenset().union(*map(endings, roles))


def _without_doubles(rules: list[Ending]) -> tuple[Ending, ...]:
    """One rule where several rows say the same; of no language where both languages do."""
    best: dict[tuple[str, Case, Sex | None, str], Ending] = {}
    for rule in rules:
        key = (rule.nominative, rule.case, rule.sex, rule.masculine)
        other = best.setdefault(key, rule)
        if other is not rule:
            language = rule.language if rule.language == other.language else None
            best[key] = rule._replace(language=language, weight=max(rule.weight, other.weight))
    return tuple(best.values())


def _add_row(found: dict[str, list[Ending]], row: dict[str, str]) -> None:
    sex = Sex(row["sex"]) if row["sex"] else None
    for stem in row["stems"].split() or [""]:
        for nominative in row["nominative"].split("/"):
            for case in Case:
                written = nominative if case is Case.NOMINATIVE else row[case]
                if not written and case is not Case.NOMINATIVE:
                    continue
                for ending in written.split("/"):
                    weight = float(row["weight"]) * CASE_WEIGHT[case]
                    rule = Ending(
                        stem + nominative, case, sex, row["language"] or None, weight,
                        stem + row["masculine"].strip("-") if row["masculine"] else "",
                    )  # fmt: skip
                    found.setdefault(stem + ending, []).append(rule)
