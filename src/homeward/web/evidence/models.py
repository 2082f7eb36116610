"""Sources, evidence items, the people they mention, and graded claims. Texts are sealed (S1)."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from homeward.claims import Axis, PlacePrecision, Reliability
from homeward.errors import NotAllowed
from homeward.records import Polarity, Role
from homeward.web.access.models import User
from homeward.web.access.roles import Role as Hat
from homeward.web.registry.models import SoughtPerson
from homeward.web.registry.weeks import this_week


def _choices(words: Any) -> list[tuple[str, str]]:
    return [(str(word.value), str(word.value)) for word in words]


class SourceQuerySet(models.QuerySet["Source"]):
    def visible_to(self, user: User) -> SourceQuerySet:
        """Only caseworkers know which sources speak in confidence."""
        if user.roles & {Hat.CASEWORKER, Hat.PROTECTION_OFFICER}:
            return self.all()
        adds = user.roles & {Hat.ANALYST, Hat.PARTNER}
        return self.filter(public=True) if adds else self.none()


class Source(models.Model):
    """Who or what says it. The title names an outlet or an office, never a private person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=32)  # a `source` of data/claim_grades.csv
    title = models.CharField(max_length=200)
    reliability = models.CharField(max_length=1, choices=_choices(Reliability))
    public = models.BooleanField(default=True)  # anybody could have read it

    objects: ClassVar = SourceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"source {self.id}"


class EvidenceItemQuerySet(models.QuerySet["EvidenceItem"]):
    def counted(self) -> EvidenceItemQuerySet:
        """Without those that only repeat an item of the same source."""
        return self.filter(repeats=None)

    def visible_to(self, user: User) -> EvidenceItemQuerySet:
        """Public sources are read by all who work with evidence, others by caseworkers."""
        if user.roles & {Hat.CASEWORKER, Hat.PROTECTION_OFFICER}:
            return self.all()
        return self.filter(source__public=True) if Hat.ANALYST in user.roles else self.none()


class EvidenceItem(models.Model):
    """A stored post, photo, film, obituary, list page."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="items")
    posted = models.DateField(null=True)  # the day the source gives, never guessed
    language = models.CharField(max_length=8, blank=True)
    # Of the text, keyed with what only the matcher holds; None until it has seen the item.
    digest = models.BinaryField(max_length=32, null=True)
    cluster = models.CharField(max_length=64)  # equal for all that goes back to one origin (E1)
    # The same text of the same source came in before: this one is not searched for.
    repeats = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="repeated_by"
    )
    body = models.BinaryField()
    entered_at = models.DateTimeField(default=timezone.now)
    entered_in_week = models.DateField(default=this_week, db_index=True)
    entered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    # Handed in by a stranger or a family, and nobody looked at it yet: no match of it is shown.
    unreviewed = models.BooleanField(default=False)

    objects: ClassVar = EvidenceItemQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "digest"],
                condition=models.Q(repeats=None),
                name="an_item_counts_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["id"], condition=models.Q(digest=None), name="items_to_put_together"
            )
        ]

    def __str__(self) -> str:
        return f"evidence item {self.id}"


class MentionQuerySet(models.QuerySet["Mention"]):
    def current(self) -> MentionQuerySet:
        """As the text is read now: without what a correction replaced."""
        return self.filter(replaced_by=None)


class Mention(models.Model):
    """A person named in an item's text. `body` holds what was read, sealed; it never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(EvidenceItem, on_delete=models.CASCADE, related_name="mentions")
    number = models.PositiveIntegerField()
    role = models.CharField(max_length=16, choices=_choices(Role))
    body = models.BinaryField()
    about_a_child = models.BooleanField(default=False)  # for protection officers only (T5)
    searched = models.BooleanField(default=False)
    # The correction that put it there (None: it was read), and the one that put another in place.
    corrected_by = models.ForeignKey(
        "Correction", null=True, on_delete=models.PROTECT, related_name="made"
    )
    replaced_by = models.ForeignKey(
        "Correction", null=True, on_delete=models.PROTECT, related_name="replaced"
    )

    objects: ClassVar = MentionQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["id"], condition=models.Q(searched=False), name="mentions_to_search_for"
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "number"], name="mentions_in_order")
        ]

    def __str__(self) -> str:
        return f"mention {self.id}"


NEVER_EDITED = "what was entered is never edited: supersede it, or withdraw it with a reason"
NEVER_DELETED = "what was entered is never deleted: supersede it, or withdraw it with a reason"


class AppendOnlyQuerySet(models.QuerySet[Any]):
    def update(self, **_: Any) -> NoReturn:
        """Refuse: E3."""
        raise NotAllowed(NEVER_EDITED)

    def delete(self) -> NoReturn:
        """Refuse: E3."""
        raise NotAllowed(NEVER_DELETED)


class AppendOnly(models.Model):
    """A row that is written once (E3)."""

    objects: ClassVar = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; raises `NotAllowed` for a row that exists."""
        if not self._state.adding:
            raise NotAllowed(NEVER_EDITED)
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse."""
        raise NotAllowed(NEVER_DELETED)


class Claim(AppendOnly):
    """One statement about one person (E2). Place, detail and original wording are sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mention = models.ForeignKey(Mention, null=True, on_delete=models.PROTECT, related_name="claims")
    person = models.ForeignKey(
        SoughtPerson, null=True, on_delete=models.PROTECT, related_name="claims"
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="claims")
    cluster = models.CharField(max_length=64)
    axis = models.CharField(max_length=16, choices=_choices(Axis))
    said = models.CharField(max_length=32)  # a word of data/status_rules.csv
    polarity = models.CharField(
        max_length=16, choices=_choices(Polarity), default=Polarity.ASSERTED.value
    )
    fact_date = models.CharField(max_length=10, blank=True)  # a PartialDate
    said_on = models.DateField(null=True)
    reliability = models.CharField(max_length=1, choices=_choices(Reliability))
    credibility = models.PositiveSmallIntegerField()
    coerced = models.BooleanField(default=False)
    place_precision = models.CharField(max_length=16, choices=_choices(PlacePrecision), blank=True)
    language = models.CharField(max_length=8, blank=True)
    body = models.BinaryField()
    supersedes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    contradicts = models.ManyToManyField("self", symmetrical=False, related_name="+")
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(mention=None) ^ models.Q(person=None),
                name="a_claim_has_one_subject",
            ),
            models.UniqueConstraint(
                fields=["supersedes"],
                condition=~models.Q(supersedes=None),
                name="superseded_once",
            ),
        ]

    def __str__(self) -> str:
        return f"claim {self.id}"


class ClaimWithdrawal(AppendOnly):
    """A claim taken back, with the reason; the claim itself stays."""

    class Reason(models.TextChoices):
        WRONG_PERSON = "wrong_person", _("it is about somebody else")
        MISREAD = "misread", _("it was misread")
        FORGED = "forged", _("the source is forged")
        RETRACTED = "retracted", _("the source took it back")

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.CharField(max_length=32, choices=Reason.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"withdrawal of {self.claim_id}"


class ClaimAgreement(AppendOnly):
    """A second officer's word for a claim; each person agrees once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="agreements")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["claim", "by"], name="one_agreement_a_person")
        ]

    def __str__(self) -> str:
        return f"agreement to {self.claim_id}"


class Correction(AppendOnly):
    """A person's word on how an item must be read: training material for the reader.

    `body` holds all mentions of the item before and after, sealed. The correction of an item that
    none supersedes says how it is read now.
    """

    class Kind(models.TextChoices):
        BOUNDS = "bounds", _("where a name begins or ends")
        ROLE = "role", _("what somebody is in the text")
        NOBODY = "nobody", _("it is no name of a person")
        MISSED = "missed", _("a name that was not found")
        OWNER = "owner", _("of whom something is said")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    body = models.BinaryField()
    supersedes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"correction {self.id}"


class CorrectionExport(models.Model):
    """Somebody asked for all corrections as a file; a second person must agree."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    agreed = models.BooleanField(default=False)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreed"],
                condition=models.Q(taken_at=None, agreed=False),
                name="one_export_waits",
            )
        ]

    def __str__(self) -> str:
        return f"export of corrections {self.id}"
