"""A surname beside words that stand in the nominative: what it may be there.

Most rows of a table tell given name or patronymic, and most of these words can stand in one case
only. The surname beside them stands in the same one, so its other cases need not be looked at.
"""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter

from homeward.names.analyse import family_as_written, family_one, foreign_to
from homeward.names.endings import Ending, ending_of, rules_for
from homeward.names.parts import Case, PartRole, TokenAnalysis
from homeward.text import Script, script_of

_by_weight = attrgetter("weight")


def nominative_surnames(token: str) -> list[TokenAnalysis]:
    """What `analyse.analyses` finds of a plain word as a nominative surname, likeliest first.

    No analysis stands twice, but for its weight.
    """
    word = token.lower().replace("’", "'")
    found = list(family_as_written(word))
    if script_of(word) is Script.CYRILLIC:
        found += _by_ending(word)
    if len(found) == 1:
        return found
    found.sort(key=_by_weight, reverse=True)
    best: dict[tuple[object, ...], TokenAnalysis] = {}
    for one in found:
        best.setdefault(one[:6], one)
    return list(best.values())


def _by_ending(word: str) -> list[TokenAnalysis]:
    """What endings tell, of those that stand in the nominative and tell the sex."""
    found = []
    for cut, rule in _nominative_rules(ending_of(word), foreign_to(word)):
        stem = word[: len(word) - cut]
        form = stem + rule.nominative
        man = stem + rule.masculine if rule.masculine else form
        found.append(family_one(form, rule.case, rule.sex, rule.weight, man))
    return found


@lru_cache(maxsize=1 << 13)  # all endings of the table, of words in either language or both
def _nominative_rules(ending: str, foreign: str | None) -> tuple[tuple[int, Ending], ...]:
    return tuple(
        (cut, rule)
        for cut, rule in rules_for(PartRole.FAMILY, ending, foreign)
        if rule.case is Case.NOMINATIVE and rule.sex is not None
    )
