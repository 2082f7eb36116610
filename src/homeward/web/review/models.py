"""The life of a possible match: candidates, judgements, the check of the relationship, answers."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from homeward.web.access.models import User
from homeward.web.evidence.models import Claim
from homeward.web.matching.models import Pair
from homeward.web.registry.models import TracingRequest
from homeward.web.registry.weeks import this_week


class CandidateState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    UNDER_REVIEW = "under_review", _("under review")
    REJECTED = "rejected", _("rejected")
    UNSURE = "unsure", _("unsure")
    PROBABLE = "probable", _("probable")
    CONFIRMED = "confirmed", _("confirmed by two people")
    TOLD = "told", _("told to the family")
    ACCEPTED = "accepted", _("accepted by the family")
    CONTESTED = "contested", _("contested by the family")
    REPLACED = "replaced", _("the text is read otherwise now")


OPEN_STATES = (
    CandidateState.PROPOSED,
    CandidateState.UNDER_REVIEW,
    CandidateState.UNSURE,
    CandidateState.PROBABLE,
)
DECIDED_STATES = (
    CandidateState.CONFIRMED,
    CandidateState.TOLD,
    CandidateState.ACCEPTED,
    CandidateState.CONTESTED,
)


class CandidateQuerySet(models.QuerySet["Candidate"]):
    def visible_to(self, user: User) -> CandidateQuerySet:
        return self.filter(pair__in=Pair.objects.visible_to(user))

    def in_order(self) -> CandidateQuerySet:
        """What volunteers took for one person first, for two people last; then the likeliest."""
        same, different = (
            models.Count("hints", filter=models.Q(hints__verdict=verdict), distinct=True)
            for verdict in (Verdict.SAME, Verdict.DIFFERENT)
        )
        return self.annotate(leaning=same - different).order_by("-leaning", "-pair__score", "pk")

    def with_copies(self) -> CandidateQuerySet:
        """`copies`: how often the same is said of the same person in copies of the text (FLO-4)."""
        of_one_text = Pair.objects.filter(
            person=models.OuterRef("pair__person"),
            mention__item__cluster=models.OuterRef("pair__mention__item__cluster"),
            mention__replaced_by=None,
            candidate=None,
        ).exclude(mention__item=models.OuterRef("pair__mention__item"))
        counted = of_one_text.order_by().values("person").annotate(n=models.Count("pk"))
        return self.annotate(copies=Coalesce(models.Subquery(counted.values("n")), 0))

    def to_glance_at(self, user: User) -> CandidateQuerySet:
        """What a volunteer may be shown (T3) and has said nothing of: least looked at first."""
        shown = self.filter(
            pair__in=Pair.objects.shown_to_volunteer(user),
            state__in=(CandidateState.PROPOSED, CandidateState.UNDER_REVIEW),
        )
        looks = models.Count("hints", distinct=True)
        unseen = shown.exclude(hints__by=user).annotate(looks=looks)
        return unseen.order_by("looks", "-pair__score", "pk")


class Candidate(models.Model):
    """A pair that people look at. `version` goes up with every decision."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pair = models.OneToOneField(Pair, on_delete=models.CASCADE, related_name="candidate")
    state = models.CharField(
        max_length=16,
        choices=CandidateState.choices,
        default=CandidateState.PROPOSED,
        db_index=True,
    )
    version = models.PositiveIntegerField(default=0)

    objects: ClassVar = CandidateQuerySet.as_manager()

    def __str__(self) -> str:
        return f"candidate {self.id}"

    def office_of(self) -> uuid.UUID:
        return self.pair.office_of()

    def is_about_a_child(self) -> bool:
        return self.pair.is_about_a_child()


class Verdict(models.TextChoices):
    SAME = "same", _("the same person")
    DIFFERENT = "different", _("different people")
    UNSURE = "unsure", _("cannot tell")


class Judgement(models.Model):
    """One person's decision on a candidate; each person decides once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="judgements")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=16, choices=Verdict.choices)
    seen_version = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["candidate", "by"], name="one_judgement_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.verdict} on {self.candidate_id}"


class Hint(models.Model):
    """What a volunteer thinks of a pair. It orders the queue, and decides nothing (T3)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="hints")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=16, choices=Verdict.choices)
    in_week = models.DateField(default=this_week)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["candidate", "by"], name="one_hint_a_volunteer")
        ]

    def __str__(self) -> str:
        return f"hint on {self.candidate_id}"


class Fact(models.TextChoices):
    """What was kept back from the form and asked of the enquirer (R36, R23)."""

    NICKNAME = "nickname", _("a name used at home")
    MARK = "mark", _("a distinguishing mark")
    TOY = "toy", _("a toy or a belonging")
    ROOM = "room", _("a room or a house")
    CHILDHOOD = "childhood", _("an event of childhood")
    RELATIVES = "relatives", _("names and dates of relatives")
    SCHOOL_OR_WORK = "school_or_work", _("a school, a work place, a comrade")
    LAST_TALK = "last_talk", _("what was said in the last talk")
    PHOTOGRAPH = "photograph", _("an old photograph together")
    DOCUMENT = "document", _("a document, offered freely")
    KNOWN_PERSON = "known_person", _("somebody we know vouches for the enquirer")


class RelationshipCheck(models.Model):
    """A caseworker checked that the enquirer is who she says, by facts kept back from the form."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(TracingRequest, on_delete=models.CASCADE, related_name="checks")
    facts = models.JSONField()  # a list of `Fact`
    passed = models.BooleanField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    in_week = models.DateField(default=this_week)
    confirmed = models.BooleanField(default=False)  # by a second caseworker: for a child (R23)
    superseded = models.BooleanField(default=False)  # by a later check, which may have failed

    def __str__(self) -> str:
        return f"relationship check {self.id}"

    def office_of(self) -> uuid.UUID:
        return self.request.office_of()

    def is_about_a_child(self) -> bool:
        return self.request.is_about_a_child()


class Basis(models.TextChoices):
    """Why the family may be told (R7)."""

    FOUND_PERSON_AGREES = "agrees", _("the person who was found agrees")
    VITAL_INTEREST = "vital_interest", _("a vital interest, decided by a caseworker")
    PRESUMED_INTEREST = "presumed_interest", _("a prisoner's presumed interest")
    ALREADY_PUBLIC = "already_public", _("the source is public")


class Answer(models.Model):
    """What was told to the family; sealed to the case's key, so that only her code opens it."""

    class Response(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        CONTESTED = "contested", _("contested")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(TracingRequest, on_delete=models.CASCADE, related_name="answers")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="answers")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="answers")
    basis = models.CharField(max_length=32, choices=Basis.choices)
    body = models.BinaryField()
    told_in_week = models.DateField(default=this_week)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    response = models.CharField(max_length=16, choices=Response.choices, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "claim"], name="a_claim_is_told_once")
        ]

    def __str__(self) -> str:
        return f"answer {self.id}"
