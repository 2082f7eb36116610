"""The end of a request (R27): a warning, then dormant, then nothing but a tombstone.

Run by the clock. A request ends in the week that was printed with its code unless a visit renewed
it; five weeks before that somebody is told to warn the family. What was told for matching is kept
up to five years more where the family agreed to that at filing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from homeward.errors import Stale
from homeward.web.access import approvals
from homeward.web.access.log import record
from homeward.web.access.models import Approval, User
from homeward.web.access.policy import require
from homeward.web.registry import erasure
from homeward.web.registry.models import State, TracingRequest
from homeward.web.registry.purposes import Purpose
from homeward.web.registry.signals import request_may_end
from homeward.web.registry.weeks import this_week, week_of

END = "request.end"
WARNING = timedelta(weeks=5)  # whole weeks, and never fewer than 30 days
KEPT = timedelta(days=5 * 365)
LIVING = (State.OPEN, State.OBJECTED, State.CLOSED)
# Warned of this end, and not of one before a renewal.
WARNED = Q(over_in_week__gte=F("ends_in_week"))


def warn() -> int:
    """Mark the requests that end within five weeks, so that their families are warned.

    After a warning there are always five weeks: a clock that stood still shortens nothing.
    """
    latest = this_week() + WARNING
    soon = TracingRequest.objects.filter(state__in=LIVING, ends_in_week__lte=latest)
    not_yet = soon.exclude(WARNED, over_in_week__isnull=False)
    return not_yet.update(over_in_week=latest)


def ending_soon(by: User) -> QuerySet[TracingRequest]:
    """Requests of this person's office whose families are to be warned, the first to end first."""
    seen = TracingRequest.objects.visible_to(by).filter(WARNED, state__in=LIVING)
    return seen.order_by("ends_in_week", "pk")


def expire() -> int:
    """Let end what was warned of and is over; says how many did. Held ones go on."""
    due = TracingRequest.objects.filter(WARNED, state__in=LIVING, over_in_week__lte=this_week())
    return _each(due, _end_unless_held)


def forget_dormant() -> int:
    """Erase what was kept for matching and is past its five years."""
    due = TracingRequest.objects.filter(
        state=State.DORMANT, ends_in_week__lte=week_of(this_week() - KEPT)
    )
    return _each(due, _wipe)


def erase_withdrawn() -> int:
    """Erase the requests whose two weeks after a withdrawal are over (R28)."""
    due = TracingRequest.objects.filter(state=State.WITHDRAWN, keys_die_in_week__lte=this_week())
    return _each(due, _wipe)


def _each(due: QuerySet[TracingRequest], done: Callable[[TracingRequest], bool]) -> int:
    """One by one, each locked and asked for again: a visit may have renewed it meanwhile."""
    count = 0
    for pk in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            request = due.select_for_update().filter(pk=pk).first()
            count += bool(request and done(request))
    if count:
        erasure.cut_database_log()
    return count


def _end_unless_held(request: TracingRequest) -> bool:
    if is_held(request):
        return False
    _end(request)
    return True


def _end(request: TracingRequest) -> None:
    """Dormant: contacts and story are wiped, and all the rest unless the family agreed."""
    agreed = request.consents.given().filter(purpose=Purpose.KEEP).exists()
    TracingRequest.objects.filter(pk=request.pk).update(state=State.DORMANT)
    if agreed:
        erasure.wipe_confidence(request)
    else:
        erasure.wipe_all(request)


def _wipe(request: TracingRequest) -> bool:
    if erasure.is_tombstone(request):
        return False
    erasure.wipe_all(request)
    return True


def is_held(request: TracingRequest) -> bool:
    """Whether it needs two caseworkers to end: a child's, or one with an open candidate."""
    answers = request_may_end.send(sender=TracingRequest, request=request)
    return request.is_about_a_child() or any(held for _, held in answers)


def held_at_their_end(by: User) -> list[TracingRequest]:
    """Requests that are past their end and wait for two of this person's office."""
    seen = TracingRequest.objects.visible_to(by)
    past = seen.filter(WARNED, state__in=LIVING, over_in_week__lte=this_week())
    return [request for request in past.order_by("ends_in_week", "pk") if is_held(request)]


def propose_end(request: TracingRequest, *, by: User) -> Approval:
    """One caseworker proposes that a held request ends; raises `Stale` before its end."""
    require(by, END, request)
    _require_its_end(request)
    return approvals.propose(by, END, request)


def confirm_end(request: TracingRequest, *, by: User) -> None:
    """A second caseworker agrees, and it ends. Raises `NotAllowed` for whoever proposed it."""
    require(by, END, request)
    with transaction.atomic():
        locked = TracingRequest.objects.select_for_update().get(pk=request.pk)
        _require_its_end(locked)
        approvals.confirm(approvals.open_proposal(END, locked), by)
        record(by, "request.ended", locked)
        _end(locked)
    erasure.cut_database_log()


def _require_its_end(request: TracingRequest) -> None:
    over = request.over_in_week
    warned = over is not None and request.ends_in_week <= over <= this_week()
    if not warned or request.state not in LIVING:
        raise Stale("this request does not end now: it was renewed, or is over already")
