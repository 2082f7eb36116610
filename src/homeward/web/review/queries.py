"""Reading a case: what the holder of the code may read now, and what a caseworker works with."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from homeward.claims import Status
from homeward.errors import Sealed
from homeward.records import Category
from homeward.seal.parcel import write_parcel
from homeward.seal.records import SealedRecord
from homeward.web.access.fields import Part
from homeward.web.access.log import Reason, record
from homeward.web.access.models import Approval, User
from homeward.web.access.policy import require
from homeward.web.access.roles import Role
from homeward.web.access.watch import require_within_limit
from homeward.web.evidence.models import Claim, Mention
from homeward.web.evidence.queries import claims_about, items_searched_since, status_on
from homeward.web.matching.models import Pair
from homeward.web.registry import uploads
from homeward.web.registry.codes import OpenCase
from homeward.web.registry.models import SoughtPerson, State, TracingRequest, Upload
from homeward.web.registry.purposes import Purpose
from homeward.web.registry.sealing import context, key_store, opened
from homeward.web.review.models import (
    DECIDED_STATES,
    Answer,
    Candidate,
    CandidateState,
    RelationshipCheck,
)


@dataclass(frozen=True, slots=True)
class AnswerRead:
    """One answer as the family reads it."""

    id: uuid.UUID
    told_in_week: date
    text: str
    axis: str
    said: str
    polarity: str
    fact_date: str  # a PartialDate as text, "" if unknown
    said_on: str  # ISO date of the source, "" if unknown
    source: str
    source_kind: str
    grade: str  # Admiralty code, such as B2
    coerced: bool
    response: str


@dataclass(frozen=True, slots=True)
class CaseRead:
    """What the code opens now.

    Before the relationship was checked nothing in it depends on whether the person is known (R36).
    """

    language: str
    state: str
    filed_in_week: date
    ends_in_week: date
    items_searched: int  # of all sources since the week of filing, the same for every family
    searching: bool  # the match switch is on
    checked: bool  # R36 has passed
    wants_a_call: bool  # before the check always: somebody must speak with everybody who asks
    consents: frozenset[Purpose]
    answers: tuple[AnswerRead, ...]


def read_opened(case: OpenCase) -> CaseRead:
    """What the family may read now."""
    request = TracingRequest.objects.get(pk=case.request.pk)
    consents = frozenset(
        Purpose(purpose) for purpose in request.consents.given().values_list("purpose", flat=True)
    )
    checked = relationship_checked(request)
    return CaseRead(
        language=request.language,
        state=_shown_state(request, checked=checked),
        filed_in_week=request.filed_in_week,
        ends_in_week=request.ends_in_week,
        items_searched=items_searched_since(request.filed_in_week),
        searching=Purpose.MATCH in consents,
        checked=checked,
        wants_a_call=request.wants_a_call or not checked,
        consents=consents,
        answers=_answers(request, case.private) if checked else (),
    )


def _shown_state(request: TracingRequest, *, checked: bool) -> str:
    """What the found person said is kept silent for ever (R7), what the office knows until R36."""
    silent = {State.OBJECTED} if checked else {State.OBJECTED, State.CLOSED}
    return State.OPEN.value if request.state in silent else request.state


def _answers(request: TracingRequest, private: bytes) -> tuple[AnswerRead, ...]:
    rows = request.answers.order_by("told_in_week", "pk")
    return tuple(_answer(row, private) for row in rows)


def _answer(row: Answer, private: bytes) -> AnswerRead:
    told: dict[str, Any] = opened(row.pk, Part.ANSWER, bytes(row.body), private)
    return AnswerRead(
        id=row.pk,
        told_in_week=row.told_in_week,
        text=told.pop("answer"),
        response=row.response,
        **told,
    )


def relationship_checked(request: TracingRequest) -> bool:
    """Whether R36 has passed; where a child is sought, by two caseworkers (R23)."""
    passed = RelationshipCheck.objects.filter(request=request, passed=True, superseded=False)
    if request.is_about_a_child():
        passed = passed.filter(confirmed=True)
    return passed.exists()


def call_asked_by(request: TracingRequest) -> User | None:
    """Who proposed that the family is asked to speak, while another person's word is missing."""
    waits = Approval.objects.filter(
        verb="request.call", object_id=request.pk, state=Approval.State.PROPOSED
    )
    proposal = waits.select_related("proposed_by").first()
    return proposal.proposed_by if proposal else None


def reposts_of(candidate: Candidate) -> list[Pair]:
    """The same person found in copies of this text: no tasks of their own (FLO-4)."""
    mention = candidate.pair.mention
    copies = Pair.objects.filter(
        person=candidate.pair.person_id, mention__item__cluster=mention.item.cluster, candidate=None
    )
    copies = copies.exclude(mention__item=mention.item_id).filter(mention__replaced_by=None)
    return list(copies.select_related("mention__item__source").order_by("mention__item__posted"))


def breaks_a_group(candidate: Candidate) -> bool:
    """Whether it would part children whom one family looks for together (R25).

    So it is where a brother or sister was found in other texts only, or is taken for the same
    person as this one.
    """
    person = candidate.pair.person
    siblings = SoughtPerson.objects.filter(request=person.request_id, category=Category.CHILD)
    if not person.is_about_a_child():
        return False
    found = Candidate.objects.filter(
        pair__person__in=siblings.exclude(pk=person.pk),
        state__in=(CandidateState.PROBABLE, *DECIDED_STATES),
    ).select_related("pair__mention__item")
    mentions = [other.pair.mention for other in found]
    here = candidate.pair.mention
    together = any(
        other.item.cluster == here.item.cluster and other.pk != here.pk for other in mentions
    )
    return bool(mentions) and not together


def confirmed_mentions(person: SoughtPerson) -> list[Mention]:
    """The mentions that two people decided to be this person, and those in copies of their texts.

    Copies are shown to whoever decides and have no task of their own (FLO-4); what is claimed from
    one must stand in the case, too.
    """
    decided = Candidate.objects.filter(pair__person=person, state__in=DECIDED_STATES)
    copies = Pair.objects.filter(
        person=person,
        candidate=None,
        mention__item__cluster__in=decided.values("pair__mention__item__cluster"),
        mention__item__unreviewed=False,
        mention__replaced_by=None,
    )
    same = Q(pk__in=decided.values("pair__mention")) | Q(pk__in=copies.values("mention"))
    return list(Mention.objects.filter(same).select_related("item__source"))


@dataclass(frozen=True, slots=True)
class PersonFile:
    """One sought person as a caseworker works with him: ids and codes, texts from the matcher."""

    person: SoughtPerson
    claims: tuple[Claim, ...]
    candidates: tuple[Candidate, ...]
    status: Status


def person_file(person: SoughtPerson, *, by: User, reason: Reason, on: date) -> PersonFile:
    """Claims, candidates and the computed status on a day; the read is logged."""
    require(by, "request.read", person)
    record(by, "person_file.read", person, reason=reason)
    seen = Candidate.objects.visible_to(by).filter(pair__person=person)
    mentions = [
        mention
        for mention in confirmed_mentions(person)
        if not mention.about_a_child or Role.PROTECTION_OFFICER in by.roles
    ]
    claims = claims_about(person, mentions)
    candidates = seen.select_related("pair__mention__item")
    return PersonFile(
        person=person,
        claims=tuple(claims),
        candidates=tuple(candidates.order_by("-pair__score", "pk")),
        status=status_on(claims, on),
    )


def sealed_parts(request: TracingRequest, *, by: User, reason: Reason) -> str:
    """Contacts and story as a file of ciphertext, to be opened offline with `homeward open`."""
    require(by, "request.take_out", request)
    if request.confidence is None:
        raise Sealed("the family destroyed its contacts and story")
    require_within_limit(by, request.pk)
    box = key_store().get(request.pk.bytes, Part.CONFIDENCE)
    record(by, "request.taken_out", request, reason=reason)
    return write_parcel(
        SealedRecord(bytes(request.confidence), box), context(request.pk, Part.CONFIDENCE)
    )


def sealed_upload(upload: Upload, *, by: User, reason: Reason) -> str:
    """A photo, sound or film of the family as a file of ciphertext, for `homeward open`."""
    require(by, "request.take_out", upload.request)
    parcel = uploads.parcel(upload.request.pk, upload.pk)
    record(by, "request.taken_out", upload.request, reason=reason)
    return parcel
