"""What is likely before anything is compared: it depends on the kind of pair."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from math import log2

from homeward.match.naming import sex_of
from homeward.records import Category, PersonRecord, Sex

CANDIDATES = 10_000  # as if one record had been looked for among so many
FIRST_CHILD_BIRTH = date(2004, 2, 25)  # under 18 on 24 February 2022


@dataclass(frozen=True, slots=True)
class Prior:
    """Odds before the comparison.

    `candidates`: how many records the other one was found among, of which one may be the person.
    `renamed`, `redated`, `both`: shares of the true pairs of which one identity was changed.
    `relatives`: how many of the candidates are of the person's family.
    """

    candidates: float = CANDIDATES
    renamed: float = 0.02
    redated: float = 0.01
    both: float = 0.001
    relatives: float = 2.0

    def __post_init__(self) -> None:
        shares = (self.renamed, self.redated, self.both)
        if self.candidates < 1 or min(*shares, self.relatives) <= 0 or sum(shares) >= 1:
            raise ValueError("a prior needs a candidate, shares above 0, and their sum under 1")

    def log_odds(self) -> tuple[float, ...]:
        """Bits of each hypothesis in order, then of relatives, against a stranger."""
        kept = 1 - self.renamed - self.redated - self.both
        shares = (kept, self.renamed, self.redated, self.both, self.relatives)
        return tuple(log2(share / self.candidates) for share in shares)


@lru_cache(maxsize=1 << 8)
def log_odds(prior: Prior) -> tuple[float, ...]:
    """`Prior.log_odds`, computed once for each prior."""
    return prior.log_odds()


PERSON = Prior()
WOMAN = Prior(renamed=0.05)  # marriage
SOLDIER = Prior(renamed=0.002, redated=0.005, both=0.0001)
TAKEN_CHILD = Prior(renamed=0.25, redated=0.05, both=0.1)


def prior_for(a: PersonRecord, b: PersonRecord, *, candidates: float = CANDIDATES) -> Prior:
    """The prior that fits the kind of pair: who is looked for, and so what may have changed."""
    kind = _kind(a, b)
    return kind if candidates == kind.candidates else replace(kind, candidates=candidates)


def _kind(a: PersonRecord, b: PersonRecord) -> Prior:
    if Category.CHILD in (a.category, b.category) or _born_a_child(a) or _born_a_child(b):
        return TAKEN_CHILD
    if Category.SOLDIER in (a.category, b.category):
        return SOLDIER
    return WOMAN if Sex.FEMALE in (sex_of(a), sex_of(b)) else PERSON


def _born_a_child(record: PersonRecord) -> bool:
    """Whether every day the birth date may mean makes a minor of 2022."""
    days = record.birth_date.range() if record.birth_date else None
    return days is not None and days.first >= FIRST_CHILD_BIRTH
