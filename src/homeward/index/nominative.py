"""A surname beside words that stand in the nominative: what it may be there.

Most rows of a table tell given name or patronymic, and most of these words can stand in one case
only. The surname beside them stands in the same one, so its other cases need not be looked at.
"""

from __future__ import annotations

from functools import cache
from operator import attrgetter

from homeward.names import PartRole
from homeward.names.analyse import _family_as_written, _family_one, _foreign
from homeward.names.endings import Ending, endings
from homeward.names.parts import Case, TokenAnalysis
from homeward.text import Script, script_of

_by_weight = attrgetter("weight")


def nominative_surnames(token: str) -> list[TokenAnalysis]:
    """What `names.analyse.analyses` finds of a plain word as a nominative surname, likeliest first.

    No analysis stands twice, but for its weight.
    """
    word = token.lower().replace("’", "'")
    found = list(_family_as_written(word))
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
    rules, found = _nominative_endings(), []
    for length in _lengths():
        for rule in rules.get(word[len(word) - length :], ()) if length <= len(word) else ():
            if rule.language is not None and rule.language == _foreign(word):
                continue
            form = word[: len(word) - length] + rule.nominative
            man = form.removesuffix(rule.nominative) + rule.masculine if rule.masculine else form
            found.append(_family_one(form, rule.case, rule.sex, rule.weight, man))
    return found


@cache
def _nominative_endings() -> dict[str, list[Ending]]:
    every = endings(PartRole.FAMILY).items()
    kept = {
        ending: [rule for rule in rules if rule.case is Case.NOMINATIVE and rule.sex is not None]
        for ending, rules in every
    }
    return {ending: rules for ending, rules in kept.items() if rules}


@cache
def _lengths() -> list[int]:
    """The lengths of these endings, the shortest first, as `names.analyse` looks at them."""
    return sorted({len(ending) for ending in _nominative_endings()})
