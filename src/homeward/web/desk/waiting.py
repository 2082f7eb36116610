"""What waits for whom: the piles of candidates on the desk, and today's warnings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from homeward.records import Category
from homeward.web.access.log import Reason
from homeward.web.access.models import User
from homeward.web.correspondence.queries import cases_that_wrote
from homeward.web.matching.queries import Progress
from homeward.web.registry.models import SoughtPerson, State, TracingRequest
from homeward.web.registry.weeks import this_week
from homeward.web.reports.models import Report
from homeward.web.review.models import (
    OPEN_STATES,
    Candidate,
    CandidateQuerySet,
    CandidateState,
    Judgement,
    RelationshipCheck,
    Verdict,
)

ENDS_SOON = timedelta(days=30)
TOLD_STATES = (CandidateState.TOLD, CandidateState.ACCEPTED, CandidateState.CONTESTED)
Choose = Callable[[CandidateQuerySet, User], CandidateQuerySet]


@dataclass(frozen=True, slots=True)
class Pile:
    """One pile; `choose` takes from the candidates that this person may see."""

    key: str
    label: str | Promise
    choose: Choose
    opens_for: Reason = Reason.REVIEW  # what somebody who opens a match from here does
    count: int = 0


def checked() -> Q:
    """Of requests whose relationship was checked (R36), where a child is sought by two (R23)."""
    passed = RelationshipCheck.objects.filter(passed=True, superseded=False)
    children = SoughtPerson.objects.filter(category=Category.CHILD.value)
    passed = passed.exclude(confirmed=False, request__in=children.values("request_id"))
    return Q(pair__person__request__in=passed.values("request_id"))


def _to_judge(seen: CandidateQuerySet, by: User) -> CandidateQuerySet:
    undecided = seen.filter(state__in=OPEN_STATES).exclude(state=CandidateState.PROBABLE)
    return undecided.exclude(judgements__by=by)


def _to_confirm(seen: CandidateQuerySet, by: User) -> CandidateQuerySet:
    mine = Judgement.objects.filter(by=by, verdict=Verdict.SAME)
    return seen.filter(state=CandidateState.PROBABLE).exclude(judgements__in=mine)


def _judged_by_me(seen: CandidateQuerySet, by: User) -> CandidateQuerySet:
    mine = Judgement.objects.filter(by=by)
    return seen.filter(state__in=OPEN_STATES, judgements__in=mine)


def _to_check(seen: CandidateQuerySet, by: User) -> CandidateQuerySet:  # noqa: ARG001  # a `Choose`
    return seen.filter(state=CandidateState.CONFIRMED).exclude(checked())


def _to_tell(seen: CandidateQuerySet, by: User) -> CandidateQuerySet:  # noqa: ARG001
    return seen.filter(checked(), state=CandidateState.CONFIRMED)


def _told(seen: CandidateQuerySet, by: User) -> CandidateQuerySet:  # noqa: ARG001
    return seen.filter(state__in=TOLD_STATES)


def _rejected(seen: CandidateQuerySet, by: User) -> CandidateQuerySet:  # noqa: ARG001
    return seen.filter(state=CandidateState.REJECTED)


PILES = (
    Pile("judge", _("To judge"), _to_judge),
    Pile("confirm", _("To confirm"), _to_confirm),
    Pile("check", _("Relationship to check"), _to_check, Reason.RELATIONSHIP_CHECK),
    Pile("tell", _("To tell the family"), _to_tell, Reason.ANSWER),
    Pile("mine", _("Waits for a second person"), _judged_by_me),
    Pile("told", _("Told"), _told, Reason.ANSWER),
    Pile("rejected", _("Rejected"), _rejected),
)


def pile_of(key: str) -> Pile:
    """The pile that an address names; the first for anything else."""
    return next((pile for pile in PILES if pile.key == key), PILES[0])


def in_pile(pile: Pile, by: User) -> CandidateQuerySet:
    """The candidates of a pile, in the order in which they should be looked at."""
    seen: CandidateQuerySet = Candidate.objects.visible_to(by)
    return pile.choose(seen, by).select_related("pair__person__request").in_order()


def counted_piles(by: User) -> list[Pile]:
    """Every pile with its size."""
    return [replace(pile, count=in_pile(pile, by).count()) for pile in PILES]


def warnings(by: User, search: Progress) -> list[str]:
    """What somebody should know today."""
    found = [_about_search(search)] if not search.runs else []
    ending = TracingRequest.objects.visible_to(by).filter(
        state=State.OPEN, ends_in_week__lte=this_week() + ENDS_SOON
    )
    if count := ending.count():
        text = ngettext(
            "%(n)s request ends within 30 days.", "%(n)s requests end within 30 days.", count
        )
        found.append(text % {"n": count})
    return found + _from_outside(by)


def _from_outside(by: User) -> list[str]:
    """Families that wrote, and reports that nobody looked at."""
    found = []
    if count := cases_that_wrote(by).count():
        text = ngettext(
            "%(n)s family waits for an answer to its message.",
            "%(n)s families wait for an answer to their messages.",
            count,
        )
        found.append(text % {"n": count})
    if count := Report.objects.visible_to(by).queue().count():
        text = ngettext(
            "%(n)s report waits to be looked at.", "%(n)s reports wait to be looked at.", count
        )
        found.append(text % {"n": count})
    return found


def _about_search(search: Progress) -> str:
    if search.has_key:
        text = _("The standing search is loading. Nothing is lost; reading works in a moment.")
        return str(text)
    text = _(
        "The standing search does not run or waits for its key: pages with names cannot be "
        "opened and nothing new is compared. Filing works and nothing is lost."
    )
    return str(text)
