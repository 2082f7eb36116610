"""A surname beside words that stand in the nominative: what it may be there.

Most rows of a table tell given name or patronymic, and most of these words can stand in one case
only. The surname beside them stands in the same one, so its other cases need not be looked at.
"""

from __future__ import annotations

from operator import attrgetter

from homeward.names import PartRole
from homeward.names.analyse import _family_as_written, _family_one, _rules
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
        for form, rule in _rules(word, PartRole.FAMILY):
            if rule.case is Case.NOMINATIVE and rule.sex is not None:
                man = form.removesuffix(rule.nominative) + rule.masculine
                man = man if rule.masculine else form
                found.append(_family_one(form, rule.case, rule.sex, rule.weight, man))
    if len(found) == 1:
        return found
    found.sort(key=_by_weight, reverse=True)
    best: dict[tuple[object, ...], TokenAnalysis] = {}
    for one in found:
        best.setdefault(one[:6], one)
    return list(best.values())
