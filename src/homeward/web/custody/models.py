"""Originals, what was done with each, and working copies. What they are and show is sealed.

An original is sealed to the office's intake key: this site stores it and never opens it again.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from homeward.custody import Kind
from homeward.web.access.models import User
from homeward.web.access.roles import Role as Hat
from homeward.web.evidence.models import AppendOnly, EvidenceItem
from homeward.web.registry.models import SoughtPerson
from homeward.web.registry.weeks import this_week


class OriginalQuerySet(models.QuerySet["Original"]):
    def visible_to(self, user: User) -> OriginalQuerySet:
        """Whoever may read an item that came out of it; caseworkers see all."""
        if user.roles & {Hat.CASEWORKER, Hat.PROTECTION_OFFICER}:
            return self.all()
        readable = EvidenceItem.objects.visible_to(user)
        return self.filter(items__item__in=readable).distinct()


class Original(models.Model):
    """A file as it came, write-once. Its ciphertext lies in `originals`, its record in `body`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.BinaryField(max_length=32, unique=True)  # keyed: only the matcher can make it
    mime = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()  # bytes
    body = models.BinaryField()  # S1: the record of `homeward.custody.Item`, and the file's name
    kept_in_week = models.DateField(default=this_week)
    documents_read = models.PositiveIntegerField(default=0)  # an ingest that ended goes on there
    read_whole = models.BooleanField(default=False)
    compared = models.BooleanField(default=False)  # with other pictures, by the matcher

    objects: ClassVar = OriginalQuerySet.as_manager()

    def __str__(self) -> str:
        return f"original {self.id}"


class ItemOrigin(models.Model):
    """An item that was read from an original, or a picture that belongs to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="origins")
    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="items")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "original"], name="an_origin_once")
        ]

    def __str__(self) -> str:
        return f"origin of {self.item_id}"


class CustodyEvent(AppendOnly):
    """One link of an original's chain. Record, salt and signature are sealed; the log commits."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in Kind])
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    commitment = models.BinaryField(max_length=32)  # as in the log: salted, so it tells nothing
    body = models.BinaryField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["original", "number"], name="events_in_order")
        ]

    def __str__(self) -> str:
        return f"event {self.number} of {self.original_id}"


class WorkingCopy(models.Model):
    """Pixels of a picture without its metadata, in `copies`: what people look at. S1."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="copies")
    hidden_regions = models.PositiveSmallIntegerField(default=0)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"working copy {self.id}"


class OriginalExport(models.Model):
    """Somebody asked to take an original and its chain out; a second person must agree."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="exports")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    agreed = models.BooleanField(default=False)
    taken = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["original"],
                condition=models.Q(taken=False),
                name="one_export_of_an_original_waits",
            )
        ]

    def __str__(self) -> str:
        return f"export of an original {self.id}"


class Still(models.Model):
    """One frame of a film in which one face is kept, for one family (R15).

    It is shown to nobody outside the office before a second person ticked every face (R16). Then
    `body` holds it sealed to the family's code.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(SoughtPerson, on_delete=models.PROTECT, related_name="stills")
    frame = models.ForeignKey(WorkingCopy, on_delete=models.PROTECT, related_name="stills")
    copy = models.OneToOneField(WorkingCopy, on_delete=models.PROTECT, related_name="still")
    faces = models.JSONField()  # left, top, width, height of each, in pixels of the frame
    kept = models.PositiveSmallIntegerField()  # which of them is not hidden
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    released_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    released_in_week = models.DateField(null=True)
    body = models.BinaryField(null=True)
    looks = models.PositiveIntegerField(default=0)  # how often the family opened it; no days
    # Whoever saw that it must not be shown: then nobody sees it any more.
    taken_back_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(released_by=None)
                | (~models.Q(released_by=models.F("made_by")) & ~models.Q(body=None)),
                name="a_second_person_releases_a_still",
            )
        ]

    def __str__(self) -> str:
        return f"still {self.id}"


class Recheck(AppendOnly):
    """Somebody or some tool looked whether the source still shows an item."""

    class State(models.TextChoices):
        THERE = "there", _("still there")
        CHANGED = "changed", _("changed")
        GONE = "gone", _("gone")
        BLOCKED = "blocked", _("blocked")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="rechecks")
    day = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices)
    tool = models.CharField(max_length=100, blank=True)  # empty: a person looked
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # What it says now, kept as an item of its own that goes back to the same origin.
    changed_to = models.ForeignKey(
        EvidenceItem, null=True, on_delete=models.PROTECT, related_name="changed_from"
    )

    class Meta:
        ordering: ClassVar = ["day", "state"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item", "day", "state", "tool"], name="a_recheck_counts_once"
            )
        ]

    def __str__(self) -> str:
        return f"recheck of {self.item_id}"
