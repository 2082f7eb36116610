"""Claims as a page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from homeward.claims import Axis, AxisStatus, Status
from homeward.web.access.log import Reason, record
from homeward.web.access.models import User
from homeward.web.desk.sides import day_in_words
from homeward.web.desk.words import AXES, KINDS, POLARITIES, REASONS, SAID, VALUES, word
from homeward.web.evidence.actions import NewClaim
from homeward.web.evidence.agreeing import officers_behind
from homeward.web.evidence.models import Claim, ClaimWithdrawal, Mention
from homeward.web.evidence.queries import claims_about
from homeward.web.matching import client
from homeward.web.review.actions import TOLD_BY_A_PERSON
from homeward.web.review.models import Candidate


@dataclass(frozen=True, slots=True)
class ClaimShown:
    """One claim with its words; `short` names it in lists."""

    row: Claim
    short: str
    axis: str
    polarity: str
    kind: str
    wording: str
    place: str
    withdrawn: str  # the reason, "" while it counts
    superseded: bool
    agreed: bool  # two officers stand behind it
    may_agree: bool  # whoever reads this has not said so yet


@dataclass(frozen=True, slots=True)
class AxisShown:
    """One axis of the status: value, day, why, and the claims for and against."""

    name: str
    value: str
    known: bool
    as_of: str
    age_days: int | None
    grade: str
    why: tuple[str, ...]
    carried_by: tuple[str, ...]
    against: tuple[str, ...]


def short(claim: Claim) -> str:
    """What is claimed, of which day, by whom and how it is graded, in one line."""
    parts = [
        word(SAID, f"{claim.axis} {claim.said}"),
        day_in_words(claim.fact_date) if claim.fact_date else "",
        claim.source.title,
        f"{claim.reliability}{claim.credibility}",
    ]
    if claim.polarity != "asserted":
        parts.insert(1, word(POLARITIES, claim.polarity))
    return " · ".join(part for part in parts if part)


def tellable(candidate: Candidate, *, by: User, reason: Reason) -> list[tuple[Claim, str]]:
    """Claims about this person that may be told in writing: not withdrawn, and no death (R30).

    The read goes into the log.
    """
    record(by, "claims.listed", candidate, reason=reason)
    rows = claims_about(candidate.pair.person, [candidate.pair.mention])
    gone = set(
        ClaimWithdrawal.objects.filter(claim__in=[row.pk for row in rows]).values_list(
            "claim_id", flat=True
        )
    )
    replaced = {row.supersedes_id for row in rows}
    return [
        (row, _with_said_on(row))
        for row in rows
        if row.pk not in gone | replaced and (row.axis, row.said) not in TOLD_BY_A_PERSON
    ]


def _with_said_on(claim: Claim) -> str:
    said_on = date_format(claim.said_on) if claim.said_on else _("day of the source not known")
    return f"{short(claim)} · {said_on}"


def speaks_of_death(candidate: Candidate) -> bool:
    """Whether a claim about this person is told by a person only."""
    rows = claims_about(candidate.pair.person, [candidate.pair.mention])
    return any((row.axis, row.said) in TOLD_BY_A_PERSON for row in rows)


def shown(claims: Iterable[Claim], *, on: date, by: User, reason: Reason) -> list[ClaimShown]:
    """Claims with their original words, as they stood on a day; each read goes into the log."""
    rows = list(claims)
    acts = ClaimWithdrawal.objects.filter(claim__in=[row.pk for row in rows])
    withdrawn = {act.claim_id: act.get_reason_display() for act in acts if act.at.date() <= on}
    replaced = {row.supersedes_id for row in rows if row.entered_at.date() <= on}
    behind = officers_behind(rows, on)
    found = []
    for row in rows:
        told = client.read_claim(row.pk, by=by, reason=reason)
        found.append(
            ClaimShown(
                row=row,
                short=short(row),
                axis=word(AXES, row.axis),
                polarity=word(POLARITIES, row.polarity),
                kind=word(KINDS, row.source.kind),
                wording=str(told.get("claim_wording", "")),
                place=str(told.get("claim_place", "")),
                withdrawn=str(withdrawn.get(row.pk, "")),
                superseded=row.pk in replaced,
                agreed=len(behind.get(row, ())) > 1,
                may_agree=row.entered_by_id != by.pk and str(by.pk) not in behind.get(row, ()),
            )
        )
    return found


def axes(status: Status, claims: Iterable[Claim]) -> list[AxisShown]:
    """The status, axis by axis, with its explanation and its contradictions (E5)."""
    names = {str(claim.pk): short(claim) for claim in claims}
    return [_axis(status[axis], names) for axis in Axis]


def _axis(found: AxisStatus, names: dict[str, str]) -> AxisShown:
    values = (found.value, *found.also)
    return AxisShown(
        name=word(AXES, found.axis),
        value=", ".join(word(VALUES, value) for value in values),
        known=bool(found.claims),
        as_of=day_in_words(str(found.as_of)) if found.as_of else "",
        age_days=found.age_days,
        grade=str(found.grade or ""),
        why=tuple(word(REASONS, reason.code) for reason in found.reasons),
        carried_by=tuple(names[key] for key in found.claims if key in names),
        against=tuple(names[key] for key in found.against if key in names),
    )


def already_entered(new: NewClaim, mention: Mention, *, by: User) -> bool:
    """Whether this is the same form, sent twice."""
    return Claim.objects.filter(
        mention=mention, axis=new.axis, said=new.said, polarity=new.polarity,
        fact_date=str(new.fact_date or ""), entered_by=by, withdrawal=None,
    ).exists()  # fmt: skip
