"""The rule that turns claims into a status, as a table: data/status_rules.csv.

A row reads: if claims say `said` on `axis`, from `source` (empty: any), each graded `grade` or
better and reviewed by so many people, out of so many origin clusters, then the axis has the
value `status` for the reason `reason`. The first row that applies counts, so the strongest
stands first. Anything under C3 moves no status: it is shown as a claim and no more.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from homeward.claims.claim import Axis, Claim, Credibility, Grade
from homeward.claims.grading import stands_alone

# The value of an axis of which nothing that counts is known.
UNKNOWN: dict[Axis, str] = {
    Axis.FATE: "unknown",
    Axis.WHEREABOUTS: "unknown",
    Axis.CAPTIVITY: "none_known",
    Axis.IDENTITY: "own",
    Axis.LEGAL: "none",
    Axis.PROCESS: "open",
    Axis.CONTACT: "none",
    Axis.CASE: "open",
}


@dataclass(frozen=True, slots=True)
class StatusRule:
    """One row of the table."""

    axis: Axis
    said: str
    source: str
    grade: Grade
    clusters: int
    reviewers: int
    status: str
    reason: str


@cache
def status_rules() -> tuple[StatusRule, ...]:
    """The whole table, in order."""
    with (files("homeward.data") / "status_rules.csv").open(encoding="utf-8") as table:
        return tuple(
            StatusRule(
                Axis(row["axis"]),
                row["said"],
                row["source"],
                Grade.from_text(row["grade"]),
                int(row["clusters"]),
                int(row["reviewers"]),
                row["status"],
                row["reason"],
            )
            for row in csv.DictReader(table)
        )


def clusters(claims: Sequence[Claim]) -> int:
    """Independent origins: ten reposts are one source (E1)."""
    return len({claim.evidence.cluster for claim in claims})


def effective_grade(claim: Claim, origins: int) -> Grade:
    """The grade that counts: credibility 1 needs two origin clusters that say the same (E1)."""
    alone = origins < 2 and not stands_alone(claim.evidence.kind)
    if alone and claim.grade.credibility is Credibility.CONFIRMED:
        return Grade(claim.grade.reliability, Credibility.PROBABLY_TRUE)
    return claim.grade


def supporters(rule: StatusRule, group: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims of a group (equal axis and `said`) that carry a rule; empty if it fails."""
    origins = clusters(group)
    carrying = tuple(
        claim
        for claim in group
        if rule.source in ("", claim.evidence.kind)
        and len(claim.reviewed_by) >= rule.reviewers
        and effective_grade(claim, origins).is_at_least(rule.grade)
    )
    return carrying if clusters(carrying) >= rule.clusters else ()
