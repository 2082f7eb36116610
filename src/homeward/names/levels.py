"""How far two names, or two words in one role, agree."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from homeward.names.parts import PartRole, Reading


class NameLevel(StrEnum):
    """How far two parts agree, the nearest first."""

    EXACT = "exact"
    SAME_NAME = "same_name"  # another spelling, script, case, sex of the ending, or language
    SHORT_FORM = "short_form"
    SELDOM_FORM = "seldom_form"  # short for this name, but mostly for another
    TYPO = "typo"
    TWO_TYPOS = "two_typos"
    SIMILAR = "similar"
    INITIAL = "initial"
    MISSING = "missing"
    DIFFERENT = "different"


class PartComparison(NamedTuple):
    """How far one part agrees.

    `similarity` is 0-1 by sound; `reason` is a code; `key` is the concept that both share, for
    its frequency: an id of the graph as text, or a phonetic key.
    """

    role: PartRole
    level: NameLevel
    similarity: float
    ours: str
    theirs: str
    reason: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class NameComparison:
    """Two names side by side. `others` are further words that only one role has several of.

    `plausible` is what choosing less likely readings than the likeliest of each costs, in bits.
    """

    family: PartComparison
    given: PartComparison
    patronymic: PartComparison
    swapped: bool = False  # the family name of one stands where the other has the given name
    others: tuple[PartComparison, ...] = ()
    readings: tuple[Reading, Reading] | None = None
    plausible: float = 0.0


# Rough bits, only to choose between readings; the weights of a score are match's business.
ROUGH_BITS = {
    NameLevel.EXACT: 8.0,
    NameLevel.SAME_NAME: 7.5,
    NameLevel.SHORT_FORM: 5.0,
    NameLevel.SELDOM_FORM: 2.5,
    NameLevel.TYPO: 4.0,
    NameLevel.TWO_TYPOS: 1.5,
    NameLevel.SIMILAR: 0.0,
    NameLevel.INITIAL: 2.0,
    NameLevel.MISSING: 0.0,
    NameLevel.DIFFERENT: -5.0,
}
MOST_BITS = max(ROUGH_BITS.values())
