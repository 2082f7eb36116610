"""The silence of authorities in figures without names, as anybody may read them (R11).

A row needs letters of ten families; its numbers are tens, rounded down. So no number under ten is
shown, none follows from the others (there is no sum), and one letter more changes nothing where few
wrote.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from homeward.web.inquiries.models import Authority, Inquiry, Outcome
from homeward.web.registry.models import Consent, State
from homeward.web.registry.purposes import Purpose
from homeward.web.registry.weeks import this_week

LEAST = 10


@dataclass(frozen=True, slots=True)
class Silence:
    """Letters to one kind of authority; counts are exact, and for nobody's eyes."""

    authority: Authority
    families: int
    letters: int
    unanswered: int
    refused: int
    days: int  # so long or longer at least ten letters wait, from week to week; 0: fewer wait


@dataclass(frozen=True, slots=True)
class Figures:
    """The same as it is published: tens, rounded down; 0 stands for fewer than ten."""

    authority: Authority
    enough: bool  # ten families at least
    letters: int = 0
    unanswered: int = 0
    refused: int = 0
    days: int = 0


def published() -> list[Figures]:
    """One row for each kind of authority."""
    return [_coarse(row) for row in silence()]


def _coarse(row: Silence) -> Figures:
    if row.families < LEAST:
        return Figures(row.authority, enough=False)
    counts = (row.letters, row.unanswered, row.refused, row.days)
    return Figures(row.authority, True, *(count // LEAST * LEAST for count in counts))


def silence() -> list[Silence]:
    """Over all families that allowed to be counted; counted by the database, since anybody asks."""
    counted = Consent.objects.given().filter(
        request=OuterRef("request_id"), purpose=Purpose.AGGREGATES
    )
    letters = Inquiry.objects.filter(Exists(counted)).exclude(request__state=State.WITHDRAWN)
    return [_silence(one, letters.filter(authority=one)) for one in Authority]


def _silence(authority: Authority, letters: QuerySet[Inquiry]) -> Silence:
    counts = letters.aggregate(
        families=Count("request", distinct=True),
        letters=Count("pk"),
        unanswered=Count("pk", filter=Q(outcome=Outcome.WAITING)),
        refused=Count("pk", filter=Q(outcome=Outcome.REFUSED)),
    )
    waiting = letters.filter(outcome=Outcome.WAITING).order_by("sent_in_week")
    tenth = waiting.values_list("sent_in_week", flat=True)[LEAST - 1 : LEAST].first()
    return Silence(authority, days=(this_week() - tenth).days if tenth else 0, **counts)
