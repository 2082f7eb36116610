"""What people report who are not in a case: a sighting, "it is me", "I am not missing".

A report enters at the lowest trust: it is an evidence item that no queue of matches shows until a
caseworker has looked at it, and no report ever changes a status (FLO-3).
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Count, Max
from django.utils.translation import gettext_lazy as _

from homeward.web.access.models import Office, User
from homeward.web.access.roles import Role
from homeward.web.evidence.models import EvidenceItem
from homeward.web.registry.weeks import this_week


class Kind(models.TextChoices):
    """Who reports what."""

    SIGHTING = "sighting", _("somebody saw a person")
    SOUGHT_HIMSELF = "sought_himself", _("“I am the one you look for”")
    NOT_MISSING = "not_missing", _("“I am not missing”")
    WHO_WAS_I = "who_was_i", _("“Who was I?”")
    KEPT = "kept", _("kept by a family before it vanishes")


class Wish(models.TextChoices):
    """What the found person decides (R7)."""

    ASK_FIRST = "ask_first", _("speak with me first")
    TELL = "tell", _("tell those who look for me that I am alive")
    NOTHING = "nothing", _("tell nobody anything")


class State(models.TextChoices):
    WAITING = "waiting", _("nobody looked at it yet")
    KEPT = "kept", _("kept, and compared")
    SET_ASIDE = "set_aside", _("set aside")


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: User) -> ReportQuerySet:
        """Of the own office; what a teenager asks is for protection officers (R8)."""
        if not user.roles & {Role.CASEWORKER, Role.PROTECTION_OFFICER} or not user.office_id:
            return self.none()
        seen = self.filter(office_id=user.office_id)
        if Role.PROTECTION_OFFICER in user.roles:
            return seen
        return seen.exclude(kind=Kind.WHO_WAS_I)

    def queue(self) -> ReportQuerySet:
        """Those that wait: who fits somebody sought first, then who tells more (FLO-2)."""
        waiting = self.filter(state=State.WAITING, item__repeats=None).annotate(
            best=Max("item__mentions__pairs__score"),
            times=Count("item__repeated_by", distinct=True) + 1,
        )
        return waiting.order_by(models.F("best").desc(nulls_last=True), "-told", "in_week", "pk")


class Report(models.Model):
    """One report; what it says is the item's. The same words again are items that repeat it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    item = models.OneToOneField(EvidenceItem, on_delete=models.PROTECT, related_name="report")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    of_request = models.UUIDField(null=True, db_index=True)  # the reporter's own case
    wish = models.CharField(max_length=16, choices=Wish.choices, blank=True)
    told = models.PositiveSmallIntegerField(default=0)  # how many of the fields were filled in
    contact = models.BinaryField(null=True)  # how to reach the reporter: sealed to the office (S2)
    file = models.UUIDField(null=True)  # a picture or a recording: see registry.uploads
    state = models.CharField(max_length=16, choices=State.choices, default=State.WAITING)
    in_week = models.DateField(default=this_week)
    settled_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar = ReportQuerySet.as_manager()

    def __str__(self) -> str:
        return f"report {self.id}"

    def office_of(self) -> uuid.UUID:
        return self.office_id

    def is_about_a_child(self) -> bool:
        return self.kind == Kind.WHO_WAS_I
