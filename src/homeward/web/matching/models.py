"""What the standing search found, and how far it is. Ids and figures only, no names."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from homeward.records import Category
from homeward.web.access.models import User
from homeward.web.access.roles import Role
from homeward.web.evidence.models import Mention
from homeward.web.registry.models import Consent, SoughtPerson
from homeward.web.registry.purposes import Purpose
from homeward.web.registry.weeks import this_week


class PairQuerySet(models.QuerySet["Pair"]):
    def visible_to(self, user: User) -> PairQuerySet:
        """Pairs of cases that this person may see, while the match switch is on (R5).

        Where either side is a child it is for protection officers (T5).
        """
        seen = self.filter(
            person__in=SoughtPerson.objects.visible_to(user) & SoughtPerson.objects.matched()
        )
        if Role.PROTECTION_OFFICER in user.roles:
            return seen
        return seen.filter(mention__about_a_child=False)

    def shown_to_volunteer(self, user: User) -> PairQuerySet:
        """Of the volunteer's office, where the family allowed it, and nothing of a child (T3)."""
        allowed = Consent.objects.given().filter(purpose=Purpose.VOLUNTEERS)
        if Role.VOLUNTEER not in user.roles or not user.office_id:
            return self.none()
        children = SoughtPerson.objects.filter(category=Category.CHILD)
        return self.filter(
            person__in=SoughtPerson.objects.matched(),
            person__request__office=user.office_id,
            person__request__in=allowed.values("request_id"),
            mention__about_a_child=False,
            mention__replaced_by=None,
            mention__item__source__public=True,
        ).exclude(person__request__in=children.values("request_id"))


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
        """Whether either side is a child."""
        return self.mention.about_a_child or self.person.is_about_a_child()


class PairNote(models.Model):
    """What somebody wrote beside a judgement of a pair, sealed like the pair's own texts (S1)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="notes")
    body = models.BinaryField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"note {self.id}"


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
