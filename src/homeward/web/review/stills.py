"""Stills of one face: when a family may see one, after a warning (R15, R16)."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from homeward.errors import BadInput, NotAllowed
from homeward.web.access.models import User
from homeward.web.custody import stills
from homeward.web.custody.models import Still
from homeward.web.evidence.models import ClaimWithdrawal
from homeward.web.evidence.queries import claims_about
from homeward.web.registry.codes import OpenCase
from homeward.web.registry.models import SoughtPerson, State, TracingRequest
from homeward.web.review.actions import TOLD_BY_A_PERSON
from homeward.web.review.models import Answer
from homeward.web.review.queries import confirmed_mentions, relationship_checked


def release(still: Still, content: bytes, ticked: Collection[int], *, by: User) -> None:
    """The second person's word, as `custody.stills.release`; `content` is the still's picture.

    Raises `BadInput`, too, if a source says that the person died: no picture tells that (R30).
    """
    if death_is_claimed(still.person):
        raise BadInput(_("A source speaks of a death. A person tells it, and no picture before."))
    stills.release(still, content, ticked, by=by)


def waiting_stills(by: User) -> QuerySet[Still]:
    """Those that others made and this person may release."""
    seen = SoughtPerson.objects.visible_to(by)
    return Still.objects.filter(person__in=seen, released_by=None, taken_back_by=None).exclude(
        made_by=by
    )


def death_is_claimed(person: SoughtPerson) -> bool:
    """Whether a claim that stands is told by a person only."""
    rows = claims_about(person, confirmed_mentions(person))
    gone = set(
        ClaimWithdrawal.objects.filter(claim__in=[row.pk for row in rows]).values_list(
            "claim_id", flat=True
        )
    )
    gone |= {row.supersedes_id for row in rows if row.supersedes_id}
    return any((row.axis, row.said) in TOLD_BY_A_PERSON for row in rows if row.pk not in gone)


def released_stills(request: TracingRequest) -> list[Still]:
    """Those that a second person released of people of whom this family was told something.

    So there was a basis to tell it (R7), and the relationship was checked (R36). Of a withdrawn
    request none.
    """
    if request.state == State.WITHDRAWN or not relationship_checked(request):
        return []
    told = Answer.objects.filter(request=request).values("candidate__pair__person")
    rows = Still.objects.filter(person__request=request, person__in=told, taken_back_by=None)
    return list(rows.exclude(released_by=None).order_by("released_in_week", "pk"))


def show_still(case: OpenCase, still: uuid.UUID) -> bytes:
    """The picture as JPEG, for whoever was warned. Each look is counted, without its day.

    Raises `NotAllowed` for what is not released to this family.
    """
    request = TracingRequest.objects.get(pk=case.request.pk)
    row = next((one for one in released_stills(request) if one.pk == still), None)
    if row is None:
        raise NotAllowed("no such picture is released to this family")
    Still.objects.filter(pk=row.pk).update(looks=F("looks") + 1)
    return stills.opened(row, case.private)
