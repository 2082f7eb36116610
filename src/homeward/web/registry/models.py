"""Tracing requests, sought persons, what was told of them, consents. All that tells who is sealed.

Times are weeks and ids are random, so that a seized disk does not tell when somebody wrote.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from homeward.records import Category
from homeward.web.access.models import Office, User
from homeward.web.access.roles import Role
from homeward.web.registry.purposes import Purpose
from homeward.web.registry.weeks import this_week


class State(models.TextChoices):
    """Where a request is in its life."""

    OPEN = "open", _("open")
    DORMANT = "dormant", _("dormant")
    OBJECTED = "objected", _("objected")
    WITHDRAWN = "withdrawn", _("withdrawn")
    CLOSED = "closed", _("closed")


class CategoryChoice(models.TextChoices):
    """`records.Category` on a form."""

    SOLDIER = Category.SOLDIER.value, _("soldier")
    CONSCRIPT = Category.CONSCRIPT.value, _("conscript")
    CIVILIAN = Category.CIVILIAN.value, _("civilian")
    CHILD = Category.CHILD.value, _("child")
    UNKNOWN = Category.UNKNOWN.value, _("not known")


class TracingRequestQuerySet(models.QuerySet["TracingRequest"]):
    def not_withdrawn(self) -> TracingRequestQuerySet:
        """A withdrawn case is hidden everywhere at once (R28)."""
        return self.exclude(state=State.WITHDRAWN)

    def visible_to(self, user: User) -> TracingRequestQuerySet:
        """What this person may see: the same rule as `policy.of_their_office`."""
        if not user.roles & {Role.CASEWORKER, Role.PROTECTION_OFFICER} or not user.office_id:
            return self.none()
        seen = self.not_withdrawn().exclude(case_public=b"")  # a tombstone tells nothing
        seen = seen.filter(office_id=user.office_id)
        if Role.PROTECTION_OFFICER in user.roles:
            return seen
        children = SoughtPerson.objects.filter(category=Category.CHILD)
        return seen.exclude(pk__in=children.values("request_id"))


class TracingRequest(models.Model):
    """One enquirer's request to look for one or more people."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lookup_id = models.BinaryField(max_length=16, unique=True)
    case_public = models.BinaryField(max_length=32)
    office = models.ForeignKey(Office, on_delete=models.PROTECT)
    state = models.CharField(max_length=16, choices=State.choices, default=State.OPEN)
    state_before = models.CharField(max_length=16, choices=State.choices, blank=True)  # withdrawal
    language = models.CharField(max_length=2)
    filed_in_week = models.DateField()
    ends_in_week = models.DateField()
    over_in_week = models.DateField(null=True)  # set by the warning before the end (R27)
    keys_die_in_week = models.DateField(null=True)
    confidence = models.BinaryField(null=True)  # S2: contacts, story
    word_tag = models.BinaryField(max_length=32, null=True)  # of the second word
    wants_a_call = models.BooleanField(default=False)  # "a caseworker asks to speak with you"

    objects: ClassVar = TracingRequestQuerySet.as_manager()

    def __str__(self) -> str:
        return f"tracing request {self.id}"

    def office_of(self) -> uuid.UUID:
        return self.office_id

    def is_about_a_child(self) -> bool:
        return self.sought.filter(category=Category.CHILD).exists()


class SoughtPersonQuerySet(models.QuerySet["SoughtPerson"]):
    def matched(self) -> SoughtPersonQuerySet:
        """Those that matching may read: open, and the match switch is on (R5)."""
        switch = Consent.objects.given().filter(
            purpose=Purpose.MATCH, request=models.OuterRef("request_id")
        )
        alive = (State.OPEN, State.DORMANT, State.OBJECTED)
        return self.filter(models.Exists(switch), request__state__in=alive)

    def waiting(self) -> SoughtPersonQuerySet:
        """New or changed since they were last searched for."""
        return self.matched().filter(searched=False)

    def visible_to(self, user: User) -> SoughtPersonQuerySet:
        return self.filter(request__in=TracingRequest.objects.visible_to(user))


class SoughtPerson(models.Model):
    """Who is looked for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(TracingRequest, on_delete=models.CASCADE, related_name="sought")
    category = models.CharField(max_length=16, choices=CategoryChoice.choices)
    version = models.PositiveIntegerField(default=1)  # how many statements there are
    searched = models.BooleanField(default=False)  # as he is now

    objects: ClassVar = SoughtPersonQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["id"], condition=models.Q(searched=False), name="people_to_search_for"
            )
        ]

    def __str__(self) -> str:
        return f"sought person {self.id}"

    def office_of(self) -> uuid.UUID:
        return self.request.office_id

    def is_about_a_child(self) -> bool:
        return self.request.is_about_a_child()


class Statement(models.Model):
    """What the family told of a sought person at one time; a later one adds to it. S1."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(SoughtPerson, on_delete=models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField()
    body = models.BinaryField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "number"], name="statements_in_order")
        ]

    def __str__(self) -> str:
        return f"statement {self.number} of {self.person_id}"


class ConsentQuerySet(models.QuerySet["Consent"]):
    def given(self) -> ConsentQuerySet:
        """Switches that are on now. A missing consent is no."""
        return self.filter(withdrawn_in_week=None)


class Consent(models.Model):
    """One switch that was turned on, for a purpose and recipient, with the text that was shown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(TracingRequest, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=32, choices=Purpose.choices)
    recipient = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2)
    text_version = models.CharField(max_length=16)
    given_in_week = models.DateField(default=this_week)
    withdrawn_in_week = models.DateField(null=True)

    objects: ClassVar = ConsentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request", "purpose", "recipient"],
                condition=models.Q(withdrawn_in_week=None),
                name="one_switch_of_a_purpose",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} of {self.request_id}"


class Outbox(models.Model):
    """A sought person whose match switch went off: matching forgets him and deletes the row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person_id = models.UUIDField()

    def __str__(self) -> str:
        return f"withdrawal of {self.person_id}"


class Upload(models.Model):
    """A photo, a screenshot or a voice note of the family. Its ciphertext lies in `uploads`. S2."""

    class Kind(models.TextChoices):
        PICTURE = "picture", _("picture")
        SOUND = "sound", _("sound")
        FILM = "film", _("film")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(TracingRequest, on_delete=models.CASCADE, related_name="uploads")
    kind = models.CharField(max_length=16, choices=Kind.choices)

    def __str__(self) -> str:
        return f"upload {self.id}"
