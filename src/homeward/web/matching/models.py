"""What the standing search found, and how far it is. Ids and figures only, no names."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from homeward.web.access.models import User
from homeward.web.evidence.models import Mention
from homeward.web.registry.models import SoughtPerson
from homeward.web.registry.weeks import this_week


class PairQuerySet(models.QuerySet["Pair"]):
    def visible_to(self, user: User) -> PairQuerySet:
        """Pairs of cases that this person may see, while the match switch is on (R5)."""
        return self.filter(
            person__in=SoughtPerson.objects.visible_to(user) & SoughtPerson.objects.matched()
        )


class Pair(models.Model):
    """A sought person and a mention that may be one person. What agrees is asked of the matcher."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(SoughtPerson, on_delete=models.CASCADE, related_name="pairs")
    mention = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="pairs")
    score = models.FloatField()
    bits = models.FloatField()
    hypothesis = models.CharField(max_length=32)
    found_in_week = models.DateField(default=this_week)

    objects: ClassVar = PairQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "mention"], name="one_pair_of_two")
        ]

    def __str__(self) -> str:
        return f"pair {self.id}"

    def office_of(self) -> uuid.UUID:
        return self.person.office_of()

    def is_about_a_child(self) -> bool:
        return self.person.is_about_a_child()


class SearchState(models.Model):
    """How far the standing search is: one row, written by the matcher."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    heard_at = models.DateTimeField(null=True)  # the matcher's last sign of life
    has_key = models.BooleanField(default=False)
    loaded = models.BooleanField(default=False)
    waiting = models.PositiveIntegerField(default=0)
    lag_seconds = models.FloatField(default=0.0)  # of the slowest record of the last batch

    def __str__(self) -> str:
        return f"search state: {self.waiting} waiting"
