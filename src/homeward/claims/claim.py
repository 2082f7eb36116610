"""What one source says of one person, graded and dated; never edited (E2, E3).

A claim is replaced by a later one that `supersedes` it, or taken back by a `Withdrawal`
with a reason. What follows from all claims together is computed in `status.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum, StrEnum

from homeward.dates import PartialDate
from homeward.errors import BadInput
from homeward.records import Polarity


class Reliability(StrEnum):
    """How far the source can be relied on (Admiralty code)."""

    A = "A"  # completely
    B = "B"  # usually
    C = "C"  # fairly
    D = "D"  # not usually
    E = "E"  # not at all
    F = "F"  # cannot be judged


class Credibility(IntEnum):
    """How far the information can be believed (Admiralty code)."""

    CONFIRMED = 1
    PROBABLY_TRUE = 2
    POSSIBLY_TRUE = 3
    DOUBTFUL = 4
    IMPROBABLE = 5
    CANNOT_BE_JUDGED = 6


@dataclass(frozen=True, slots=True)
class Grade:
    """Both halves of the Admiralty code, graded apart and written together: `B2`."""

    reliability: Reliability
    credibility: Credibility

    def __str__(self) -> str:
        return f"{self.reliability}{self.credibility.value}"

    @classmethod
    def from_text(cls, text: str) -> Grade:
        """Read `B2`; raises `BadInput`."""
        try:
            return cls(Reliability(text[:1]), Credibility(int(text[1:])))
        except ValueError:
            raise BadInput("a grade is a letter A-F and a digit 1-6, such as C3") from None

    def is_at_least(self, other: Grade) -> bool:
        """Whether both halves are as good or better; F and 6 are never good."""
        return self.reliability <= other.reliability and self.credibility <= other.credibility


class Axis(StrEnum):
    """What a claim is about. The axes are independent and reversible."""

    FATE = "fate"
    WHEREABOUTS = "whereabouts"
    CAPTIVITY = "captivity"
    IDENTITY = "identity"
    LEGAL = "legal"
    PROCESS = "process"
    CONTACT = "contact"
    CASE = "case"


class PlacePrecision(StrEnum):
    """How exactly a place is given."""

    EXACT = "exact"
    SETTLEMENT = "settlement"
    REGION = "region"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The one source behind a claim.

    `cluster` is given by the caller and equal for all that goes back to one origin: the same
    digest, a near-duplicate picture, the same text, the same witness (E1).
    """

    id: str
    kind: str  # a `source` of data/claim_grades.csv
    cluster: str
    said_on: date | None = None  # time of the source; None if it gives none
    said_in_captivity: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement about one person: `said` on an axis is a word of data/status_rules.csv."""

    id: str
    subject: str
    axis: Axis
    said: str
    evidence: Evidence
    grade: Grade
    entered_on: date
    entered_by: str
    wording: str  # the original words
    language: str
    polarity: Polarity = Polarity.ASSERTED
    fact_date: PartialDate | None = None  # when it was so
    place: str | None = None
    place_precision: PlacePrecision | None = None
    detail: str | None = None  # the power that holds, the body it went to, the new name's record
    supersedes: str | None = None
    contradicts: tuple[str, ...] = ()
    reviewed_by: frozenset[str] = frozenset()  # who decided, besides the source's own word

    def __post_init__(self) -> None:
        if self.supersedes == self.id:
            raise BadInput("a claim cannot supersede itself: enter a new one")

    @property
    def coerced(self) -> bool:
        """Said in captivity: it may have been said under force (E6)."""
        return self.evidence.said_in_captivity

    @property
    def as_of(self) -> PartialDate | None:
        """When it was so; else when it was said; else unknown, never today."""
        if self.fact_date or self.evidence.said_on is None:
            return self.fact_date
        return PartialDate.from_date(self.evidence.said_on)

    def regraded(self, grade: Grade, *, id: str, on: date, by: str) -> Claim:  # noqa: A002  # a record's id
        """A new claim with another grade, which supersedes this one."""
        return replace(self, id=id, grade=grade, entered_on=on, entered_by=by, supersedes=self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A claim taken back on a day, with the reason."""

    claim: str
    on: date
    by: str
    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise BadInput("a claim is withdrawn with a reason: say why")
