"""Letters of a family to an authority, the reply or the silence. No name and no text is kept."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from homeward.web.registry.models import TracingRequest


class Authority(models.TextChoices):
    """To whom families write."""

    BASE = "base", _("a military unit or base")
    COMMISSION = "commission", _("a commission for missing people and prisoners")
    HEADQUARTERS = "headquarters", _("a headquarters or a ministry")


class Outcome(models.TextChoices):
    """What came of it. What the reply says of the person is not kept here."""

    WAITING = "waiting", _("no reply yet")
    ANSWERED = "answered", _("a reply with an answer")
    NOTHING_KNOWN = "nothing_known", _("a reply that nothing is known")
    PASSED_ON = "passed_on", _("a reply that it was passed on")
    REFUSED = "refused", _("a refusal")


class Inquiry(models.Model):
    """One letter. The exact days are sealed under the code; the weeks are for the figures."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(TracingRequest, on_delete=models.CASCADE, related_name="inquiries")
    number = models.PositiveIntegerField()
    authority = models.CharField(max_length=16, choices=Authority.choices)
    outcome = models.CharField(max_length=16, choices=Outcome.choices, default=Outcome.WAITING)
    sent_in_week = models.DateField()
    replied_in_week = models.DateField(null=True)
    body = models.BinaryField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "number"], name="letters_in_order"),
            models.CheckConstraint(
                condition=models.Q(outcome="waiting", replied_in_week=None)
                | ~models.Q(outcome="waiting") & models.Q(replied_in_week__isnull=False),
                name="a_reply_has_a_week",
            ),
        ]

    def __str__(self) -> str:
        return f"inquiry {self.id}"
