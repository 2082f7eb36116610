"""The status of a person: a pure function of the claims and a day (E4).

Nothing is typed in and nothing is resolved silently: each axis names the claims that carry its
value, those that speak against it, and why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from homeward.claims.claim import Axis, Claim, Grade, Withdrawal
from homeward.claims.rules import (
    UNKNOWN,
    StatusRule,
    clusters,
    effective_grade,
    status_rules,
    supporters,
)
from homeward.dates import DateRange, PartialDate
from homeward.records import Polarity

# Several of these hold at once: a man may be missing by law and prosecuted.
SEVERAL_AT_ONCE = frozenset({Axis.LEGAL})
DEATHS = frozenset({"dead_reported", "dead_confirmed", "died_in_captivity"})
SIGNS_OF_LIFE = frozenset(
    {
        *("last_seen", "held_by", "hospital", "institution", "home"),
        *("reported_captured", "probable", "confirmed_by_power", "confirmed_by_icrc"),
        *("interned_in_neutral_state", "escaped", "released"),
        *("letter", "call", "icrc_visit", "declines_contact"),
    }
)
LIVED = (Axis.WHEREABOUTS, Axis.CAPTIVITY, Axis.CONTACT)  # axes of which only the living have news
RETURNED = frozenset({"released", "escaped", "home"})
LEAST = Grade.from_text("C3")  # what is graded lower moves nothing


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an axis has its value: a code, and the claims it rests on."""

    code: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisStatus:
    """The value of one axis on a day. `against` is not empty if sources contradict it (E5)."""

    axis: Axis
    value: str
    reasons: tuple[Reason, ...]
    as_of: PartialDate | None = None  # E7: "alive" is always a sign of life on this date
    age_days: int | None = None  # from the last day `as_of` may mean to the day asked for
    grade: Grade | None = None
    place: str | None = None
    detail: str | None = None
    claims: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    also: tuple[str, ...] = ()  # other values that hold at the same time

    @property
    def contradicted(self) -> bool:
        """Whether sources disagree: to be shown, not resolved."""
        return bool(self.against)


@dataclass(frozen=True, slots=True)
class Status:
    """All axes of one person on one day."""

    on: date
    axes: Mapping[Axis, AxisStatus]

    def __getitem__(self, axis: Axis) -> AxisStatus:
        return self.axes[axis]


@dataclass(frozen=True, slots=True)
class _Finding:
    """A rule that applies, and the claims that carry it."""

    rule: StatusRule
    claims: tuple[Claim, ...]
    order: int
    newest: Claim


def status(claims: Iterable[Claim], *, on: date, withdrawals: Iterable[Withdrawal] = ()) -> Status:
    """What was known at the end of the day `on`, from what had been entered by then."""
    live = live_claims(claims, on=on, withdrawals=withdrawals)
    by_axis: dict[Axis, list[Claim]] = defaultdict(list)
    for claim in live:
        by_axis[claim.axis].append(claim)
    axes = {axis: _axis_status(axis, by_axis[axis], on) for axis in Axis}
    axes[Axis.LEGAL] = _missing_until_return(axes, by_axis[Axis.LEGAL], on)
    _set_against_each_other(axes)
    return Status(on, axes)


def live_claims(
    claims: Iterable[Claim], *, on: date, withdrawals: Iterable[Withdrawal] = ()
) -> list[Claim]:
    """Claims entered by that day and neither withdrawn nor superseded by then (E3).

    If the later claim is itself withdrawn, the earlier one counts again.
    """
    withdrawn = {act.claim for act in withdrawals if act.on <= on}
    entered = [claim for claim in claims if claim.entered_on <= on and claim.id not in withdrawn]
    replaced = {claim.supersedes for claim in entered}
    return [claim for claim in entered if claim.id not in replaced]


def _axis_status(axis: Axis, claims: Sequence[Claim], on: date) -> AxisStatus:
    undated = tuple(c.id for c in claims if axis is Axis.FATE and c.said == "alive" and not c.as_of)
    usable = [claim for claim in claims if claim.id not in undated]
    findings = _findings(axis, usable)
    notes = (Reason("alive_without_date", undated),) if undated else ()
    if not findings:
        return _nothing(axis, claims, notes)
    shown = max(findings, key=lambda f: (_first_day(f.newest.as_of), -f.order))
    others = [finding for finding in findings if finding is not shown]
    found = _describe(shown, usable, on)
    if axis in SEVERAL_AT_ONCE:
        found = replace(found, also=tuple(finding.rule.status for finding in others))
        others = []
    return _with_contradictions(found, shown, others, usable, notes)


def _nothing(axis: Axis, claims: Sequence[Claim], notes: tuple[Reason, ...]) -> AxisStatus:
    weak = tuple(claim.id for claim in claims if claim.polarity is not Polarity.DENIED)
    reason = Reason("only_weak_claims", weak) if weak else Reason("no_claims")
    return AxisStatus(axis=axis, value=UNKNOWN[axis], reasons=(reason, *notes))


def _findings(axis: Axis, claims: Sequence[Claim]) -> list[_Finding]:
    """For each thing said on the axis, the first rule that applies."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.polarity is not Polarity.DENIED:
            groups[claim.said].append(claim)
    found: dict[str, _Finding] = {}
    for order, rule in enumerate(status_rules()):
        if rule.axis is axis and rule.said in groups and rule.said not in found:
            carrying = supporters(rule, groups[rule.said])
            if carrying:
                newest = max(carrying, key=lambda claim: _first_day(claim.as_of))
                found[rule.said] = _Finding(rule, carrying, order, newest)
    return list(found.values())


def _describe(finding: _Finding, claims: Sequence[Claim], on: date) -> AxisStatus:
    newest = finding.newest
    said = [claim for claim in claims if claim.said == finding.rule.said]
    ids, origins = tuple(claim.id for claim in finding.claims), clusters(said)
    carrying, day = set(ids), _first_day(newest.as_of)
    reasons = [Reason(finding.rule.reason, ids)]
    coerced = tuple(claim.id for claim in finding.claims if claim.coerced)
    if coerced:
        reasons.append(Reason("said_in_captivity", coerced))
    later = tuple(
        claim.id
        for claim in said
        if claim.id not in carrying and _counts(claim) and _first_day(claim.as_of) > day
    )
    if later:
        reasons.append(Reason("later_report", later))
    return AxisStatus(
        axis=finding.rule.axis,
        value=finding.rule.status,
        reasons=tuple(reasons),
        as_of=newest.as_of,
        age_days=_age(newest.as_of, on),
        grade=min(
            (effective_grade(claim, origins) for claim in finding.claims),
            key=lambda grade: (grade.credibility, grade.reliability),
        ),
        place=newest.place,
        detail=newest.detail,
        claims=ids,
    )


def _with_contradictions(
    found: AxisStatus,
    shown: _Finding,
    others: Sequence[_Finding],
    claims: Sequence[Claim],
    notes: tuple[Reason, ...],
) -> AxisStatus:
    against = {claim.id for other in others if _contradicts(shown, other) for claim in other.claims}
    against |= {
        claim.id
        for claim in claims
        if claim.polarity is Polarity.DENIED and claim.said == shown.rule.said and _counts(claim)
    }
    carrying = set(found.claims)
    against |= {claim.id for claim in claims if not carrying.isdisjoint(claim.contradicts)}
    against |= {named for claim in shown.claims for named in claim.contradicts}
    found = _with_against(found, against)
    return replace(found, reasons=(*found.reasons, *notes))


def _with_against(found: AxisStatus, against: set[str]) -> AxisStatus:
    """The status with more claims that speak against it."""
    ids = tuple(sorted((against | set(found.against)) - set(found.claims)))
    if not ids:
        return found
    others = tuple(reason for reason in found.reasons if reason.code != "contradicted")
    return replace(found, against=ids, reasons=(*others, Reason("contradicted", ids)))


def _set_against_each_other(axes: dict[Axis, AxisStatus]) -> None:
    """A death on one axis and, not before it, a sign of life on another contradict each other."""
    for dead in (Axis.FATE, Axis.CAPTIVITY):
        for lived in LIVED:
            death, life = axes[dead], axes[lived]
            is_pair = death.value in DEATHS and life.value in SIGNS_OF_LIFE
            if is_pair and not _may_come_before(life.as_of, death.as_of):
                axes[dead] = _with_against(death, set(life.claims))
                axes[lived] = _with_against(life, set(death.claims))


def _may_come_before(life: PartialDate | None, death: PartialDate | None) -> bool:
    """Whether the dates let the life come first; unknown dates tell nothing, so it is shown."""
    alive, dead = life.range() if life else None, death.range() if death else None
    return alive is not None and dead is not None and alive.first <= dead.last


def _contradicts(shown: _Finding, other: _Finding) -> bool:
    """Whether both cannot be true one after the other, as far as their dates tell."""
    now, before = _days(shown.newest), _days(other.newest)
    if now is None or before is None or other.rule.said == "dead":
        return True
    return before.last > now.first


def _missing_until_return(
    axes: Mapping[Axis, AxisStatus], claims: Sequence[Claim], on: date
) -> AxisStatus:
    """The legal status of a missing person stays until the return, whatever else is claimed."""
    legal = axes[Axis.LEGAL]
    values = {axes[Axis.CAPTIVITY].value, axes[Axis.WHEREABOUTS].value}
    if legal.value != "none" or "missing_special_circumstances" not in legal.also:
        return legal
    if values & RETURNED:
        return replace(legal, also=tuple(v for v in legal.also if not v.startswith("missing")))
    kept = _axis_status(Axis.LEGAL, [claim for claim in claims if claim.said != "none"], on)
    return replace(kept, reasons=(*kept.reasons, Reason("stays_until_return", kept.claims)))


def _counts(claim: Claim) -> bool:
    return claim.grade.is_at_least(LEAST)


def _days(claim: Claim) -> DateRange | None:
    return claim.as_of.range() if claim.as_of else None


def _first_day(day: PartialDate | None) -> date:
    """For ordering only: what has no date is oldest."""
    days = day.range() if day else None
    return days.first if days else date.min


def _age(day: PartialDate | None, on: date) -> int | None:
    days = day.range() if day else None
    return (on - min(days.last, on)).days if days else None
