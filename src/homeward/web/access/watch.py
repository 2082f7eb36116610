"""Whoever reads too much is stopped: the matcher counts, whatever the web process says (INS-1).

More than fifty cases on one day lock the reader and alert the officers, unless two of them opened
that day for many reads. Cases that nobody has a reason to read alert on the first (INS-3).
"""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from homeward.errors import BadInput, NotAllowed
from homeward.web.access import approvals
from homeward.web.access.log import record
from homeward.web.access.models import Alert, Approval, DayRead, MassEvent, User
from homeward.web.access.policy import allowed, require

CASES_A_DAY = 50


def require_within_limit(by: User, case: uuid.UUID) -> None:
    """To be called before a case is shown; raises `NotAllowed` for whoever is locked.

    The case that is one too many is not shown. The same case again counts once.
    """
    today = timezone.localdate()
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)  # two reads at once are counted both
        is_locked = by.alerts.filter(locks=True, settled=False).exists()
        if not is_locked:
            DayRead.objects.filter(user=by).exclude(day=today).delete()
            DayRead.objects.get_or_create(user=by, case=case, day=today)
            read = DayRead.objects.filter(user=by, day=today).count()
            is_locked = read > CASES_A_DAY and not _is_mass_event(today)
            if is_locked:
                _alert(Alert.Kind.MANY_READS, by, locks=True)
    if is_locked:
        raise NotAllowed("this reader is locked: two officers must look at what was read")


def alert_honey(by: User) -> None:
    """Somebody read a case that nobody has a reason to read. He is told nothing."""
    with transaction.atomic():
        _alert(Alert.Kind.HONEY, by, locks=False)


def _alert(kind: Alert.Kind, by: User, *, locks: bool) -> None:
    alert = Alert.objects.create(kind=kind, about=by, locks=locks)
    record(by, f"alert.{kind.value}", alert)


def open_alerts(user: User) -> QuerySet[Alert]:
    """What an officer or an auditor must look at, the newest first; never about himself."""
    if not allowed(user, "alert.read"):
        return Alert.objects.none()
    waiting = Alert.objects.filter(settled=False).exclude(about=user)
    return waiting.select_related("about").order_by("-at", "pk")


def propose_settling(alert: Alert, *, by: User) -> Approval:
    """One officer looked at it and would let the reader go on."""
    _officer(alert, by)
    return approvals.propose(by, "alert.settle", alert)


def settle(alert: Alert, *, by: User) -> None:
    """A second officer agrees; the reader may read again, and is counted from nought."""
    _officer(alert, by)
    with transaction.atomic():
        approvals.confirm(approvals.open_proposal("alert.settle", alert), by)
        Alert.objects.filter(pk=alert.pk).update(settled=True)
        if alert.locks:
            DayRead.objects.filter(user_id=alert.about_id).delete()
        record(by, "alert.settled", alert)


def _officer(alert: Alert, by: User) -> None:
    require(by, "alert.settle", alert)
    if alert.about_id == by.pk:
        raise NotAllowed("nobody settles an alert about himself")


def propose_mass_event(day: date, *, by: User) -> MassEvent:
    """One officer announces a day on which many cases must be read."""
    require(by, "mass_event.open")
    if day < timezone.localdate():
        raise BadInput("a day for many reads is opened before it is over")
    with transaction.atomic():
        event, _ = MassEvent.objects.get_or_create(day=day)
        approvals.propose(by, "mass_event.open", event)
    return event


def open_mass_event(event: MassEvent, *, by: User) -> None:
    """A second officer agrees. Raises `NotAllowed` for whoever announced it."""
    require(by, "mass_event.open")
    with transaction.atomic():
        approvals.confirm(approvals.open_proposal("mass_event.open", event), by)
        MassEvent.objects.filter(pk=event.pk).update(opened=True)
        record(by, "mass_event.opened", event)


def _is_mass_event(day: date) -> bool:
    return MassEvent.objects.filter(day=day, opened=True).exists()
