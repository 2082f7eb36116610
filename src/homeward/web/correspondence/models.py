"""Messages between a family and its office. Neither is readable on this site's disk.

What the family writes is sealed to the office and opened offline; what the office writes is sealed
to the case and opened with the code. The week is kept and no clock; nobody learns who read when.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from homeward.web.access.models import User
from homeward.web.registry.models import TracingRequest
from homeward.web.registry.weeks import this_week


class Kind(models.TextChoices):
    """What the family wants by writing. The first four are ways to speak (R30)."""

    MESSAGE = "message", _("a message")
    APPOINTMENT = "appointment", _("an appointment")
    CALL_BACK = "call_back", _("a talk in writing, on this page")
    TRUSTED_PERSON = "trusted_person", _("speak with a person whom the family trusts")
    ADDITION = "addition", _("more of that day, or another contact")
    LOST_CODE = "lost_code", _("an earlier request whose code is lost")


class MessageQuerySet(models.QuerySet["Message"]):
    def from_family(self) -> MessageQuerySet:
        return self.filter(by=None)

    def unanswered(self) -> MessageQuerySet:
        return self.from_family().filter(answered=False)


class Message(models.Model):
    """One message; `by` is the caseworker, None for the family."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(TracingRequest, on_delete=models.CASCADE, related_name="messages")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.MESSAGE)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    body = models.BinaryField()
    in_week = models.DateField(default=this_week)
    answered = models.BooleanField(default=False)

    objects: ClassVar = MessageQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "number"], name="messages_in_order")
        ]

    def __str__(self) -> str:
        return f"message {self.id}"
