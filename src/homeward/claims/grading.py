"""Which grade a source has before anybody looked closer: data/claim_grades.csv."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from homeward.claims.claim import Axis, Credibility, Grade
from homeward.errors import BadInput
from homeward.records import Polarity


@dataclass(frozen=True, slots=True)
class DefaultGrade:
    """One row of the table."""

    source: str
    about: Axis | None  # None: whatever it says
    grade: Grade
    in_captivity: bool  # said in captivity: carries a coercion flag (E6)
    stands_alone: bool  # may have credibility 1 without a second source (E1)


@cache
def default_grades() -> tuple[DefaultGrade, ...]:
    """The whole table; of one source, the row about an axis stands before the general one."""
    with (files("homeward.data") / "claim_grades.csv").open(encoding="utf-8") as table:
        return tuple(
            DefaultGrade(
                row["source"],
                Axis(row["about"]) if row["about"] else None,
                Grade.from_text(row["grade"]),
                row["in_captivity"] == "yes",
                row["stands_alone"] == "yes",
            )
            for row in csv.DictReader(table)
        )


def default_grade(source: str, about: Axis, polarity: Polarity = Polarity.ASSERTED) -> DefaultGrade:
    """The row for what a source says about an axis; hearsay is doubtful at best."""
    for row in default_grades():
        if row.source == source and row.about in (None, about):
            return _as_hearsay(row) if polarity is Polarity.HEARSAY else row
    known = ", ".join(sorted({row.source for row in default_grades()}))
    raise BadInput(f"no default grade for the kind of source '{source}': use one of {known}")


def stands_alone(source: str) -> bool:
    """Whether credibility 1 is possible without a second source."""
    return any(row.stands_alone for row in default_grades() if row.source == source)


def _as_hearsay(row: DefaultGrade) -> DefaultGrade:
    credibility = max(row.grade.credibility, Credibility.DOUBTFUL)
    return replace(row, grade=Grade(row.grade.reliability, credibility), stands_alone=False)
