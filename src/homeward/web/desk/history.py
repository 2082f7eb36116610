"""A case over time: the claims in their order, where they come from, and the last sign of life."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from homeward.claims import Axis, Status
from homeward.claims.status import SIGNS_OF_LIFE
from homeward.dates import PartialDate
from homeward.web.desk.claims import ClaimShown
from homeward.web.desk.sides import day_in_words
from homeward.web.desk.words import AXES, word
from homeward.web.evidence.models import Claim

ALIVE = SIGNS_OF_LIFE | {"sign_of_life", "alive_confirmed"}
SHOWN_ON = (Axis.FATE, Axis.WHEREABOUTS, Axis.CAPTIVITY, Axis.CONTACT)


@dataclass(frozen=True, slots=True)
class LastSign:
    """The youngest sign of life that counts: its day and its age (E7)."""

    axis: str
    day: str
    age_days: int | None


@dataclass(frozen=True, slots=True)
class Origin:
    """Claims that go back to one post, picture or witness: one source (E1)."""

    claims: tuple[ClaimShown, ...]


def last_sign_of_life(status: Status) -> LastSign | None:
    """None if nothing that counts is dated."""
    signs = [status[axis] for axis in SHOWN_ON if status[axis].value in ALIVE]
    dated = [one for one in signs if one.as_of is not None and one.age_days is not None]
    if not dated:
        return None
    last = min(dated, key=lambda one: one.age_days or 0)
    return LastSign(word(AXES, last.axis), day_in_words(str(last.as_of)), last.age_days)


def timeline(claims: Sequence[ClaimShown], on: date) -> list[ClaimShown]:
    """What was entered by that day, in the order of the facts; those without a day come last."""
    then = [one for one in claims if one.row.entered_at.date() <= on]
    return sorted(then, key=lambda one: (_first_day(one.row), one.row.entered_at))


def _first_day(claim: Claim) -> date:
    days = PartialDate.from_iso(claim.fact_date).range() if claim.fact_date else None
    return days.first if days else claim.said_on or date.max


def origins(claims: Sequence[ClaimShown]) -> list[Origin]:
    """Origins of two claims or more, the largest first."""
    found: dict[str, list[ClaimShown]] = defaultdict(list)
    for one in claims:
        if not one.withdrawn and not one.superseded:
            found[_cluster(one.row)].append(one)
    several = [Origin(tuple(some)) for some in found.values() if len(some) > 1]
    return sorted(several, key=lambda one: -len(one.claims))


def _cluster(claim: Claim) -> str:
    return str(claim.mention.item.cluster if claim.mention else claim.cluster)
