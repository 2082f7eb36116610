"""Claims about a person, their grades, and the status that is computed from them.

The rules are two tables: `data/claim_grades.csv` (which grade a source has by default) and
`data/status_rules.csv` (which claims make which status).
"""

from homeward.claims.claim import (
    Axis,
    Claim,
    Credibility,
    Evidence,
    Grade,
    PlacePrecision,
    Reliability,
    Withdrawal,
)
from homeward.claims.grading import DefaultGrade, default_grade, default_grades
from homeward.claims.rules import StatusRule, status_rules
from homeward.claims.status import AxisStatus, Reason, Status, live_claims, status

__all__ = [
    "Axis",
    "AxisStatus",
    "Claim",
    "Credibility",
    "DefaultGrade",
    "Evidence",
    "Grade",
    "PlacePrecision",
    "Reason",
    "Reliability",
    "Status",
    "StatusRule",
    "Withdrawal",
    "default_grade",
    "default_grades",
    "live_claims",
    "status",
    "status_rules",
]
