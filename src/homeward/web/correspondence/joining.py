"""A lost code (R27): the family asks again, and a caseworker joins both requests."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Max

from homeward.errors import BadInput, NotAllowed
from homeward.web.access.fields import Part
from homeward.web.access.log import Reason, record
from homeward.web.access.models import User
from homeward.web.access.policy import require
from homeward.web.correspondence.models import Kind, Message
from homeward.web.matching.models import Pair
from homeward.web.registry import sealing
from homeward.web.registry.attached import key_name
from homeward.web.registry.copies import CONFIDED
from homeward.web.registry.models import Outbox, SoughtPerson, State, TracingRequest
from homeward.web.registry.signals import requests_joined
from homeward.web.review.models import OPEN_STATES, Candidate
from homeward.web.review.queries import relationship_checked


def join_requests(old: TracingRequest, new: TracingRequest, *, by: User) -> None:
    """All that was told and found under the old code goes on under the new one; the old code dies.

    The relationship must have been checked with the new request (R36). Answers that were told
    under the old code cannot be sealed anew by anybody but a caseworker: they are told again.
    """
    require(by, "request.join", old)
    require(by, "request.join", new)
    if old.pk == new.pk:
        raise BadInput("these are one request: give the number of the earlier one")
    if not relationship_checked(new):
        raise NotAllowed("record the check of the relationship with the new request first (R36)")
    with transaction.atomic():
        rows = TracingRequest.objects.select_for_update().filter(pk__in=[old.pk, new.pk])
        states = {row.pk: row.state for row in rows}
        if State.WITHDRAWN in states.values():
            raise NotAllowed("a withdrawn request is joined with nothing")
        _move_people(old, new)
        _move_confidence(old, new)
        _move_letters(old, new)
        _close(old, new, states[old.pk])
        requests_joined.send(sender=TracingRequest, old=old, new=new)
        record(by, "request.joined", new, reason=Reason.CASE_WORK, old=str(old.pk))
    sealing.erase(old.pk)  # the old code opens nothing from here on


def _move_people(old: TracingRequest, new: TracingRequest) -> None:
    """Who was sought before stays as he is, with all that was found; told twice he is one."""
    before, after = list(old.sought.all()), list(new.sought.all())
    if len(before) == len(after) == 1 and not _was_judged(after[0]):
        _become_one(before[0], after[0])
    old.sought.update(request=new, searched=False)


def _was_judged(person: SoughtPerson) -> bool:
    decided = Candidate.objects.filter(pair__person=person).exclude(state__in=OPEN_STATES)
    judged = Candidate.objects.filter(pair__person=person, judgements__isnull=False)
    return decided.exists() or judged.exists() or person.claims.exists()


def _become_one(first: SoughtPerson, again: SoughtPerson) -> None:
    """What was told the second time is added to the first, which stays first (R21)."""
    last = first.statements.aggregate(last=Max("number"))["last"] or 0
    told = again.statements.count()
    again.statements.update(person=first, number=F("number") + last)
    SoughtPerson.objects.filter(pk=first.pk).update(version=F("version") + told)
    Pair.objects.filter(person=again).delete()
    Outbox.objects.create(person_id=again.pk)
    again.delete()


def _move_confidence(old: TracingRequest, new: TracingRequest) -> None:
    """Contacts and story told before become a message of the new request, sealed as they were.

    Messages and files go along with their keys; the family's own copy of the old one opens with
    the lost code only and dies.
    """
    store = sealing.key_store()
    kept = store.of_record(old.pk.bytes)
    last = new.messages.aggregate(last=Max("number"))["last"] or 0
    moved = [row for row in old.messages.all() if row.by_id is None]
    story = kept.get(Part.CONFIDENCE.value)
    if old.confidence is not None and story is not None:
        week = old.filed_in_week
        told = Message(id=old.pk, kind=Kind.ADDITION, body=old.confidence, in_week=week)
        moved.insert(0, told)
        kept[key_name(Part.CONFIDENCE, old.pk)] = story
    for number, row in enumerate(moved, start=last + 1):
        row.request, row.number = new, number
        row.save()
    old.uploads.update(request=new)
    beside = [name for name in kept if name.startswith(f"{Part.CONFIDENCE.value} ")]
    store.put([(new.pk.bytes, name, kept[name]) for name in beside if name != CONFIDED])


def _move_letters(old: TracingRequest, new: TracingRequest) -> None:
    """Their exact days open with the old code only; the weeks go on being counted."""
    last = new.inquiries.aggregate(last=Max("number"))["last"] or 0
    old.inquiries.update(request=new, number=F("number") + last)


def _close(old: TracingRequest, new: TracingRequest, state: str) -> None:
    """What the office knew of the old one holds of the new one, too."""
    if state == State.OBJECTED:
        TracingRequest.objects.filter(pk=new.pk).update(state=State.OBJECTED)
    if old.wants_a_call:
        TracingRequest.objects.filter(pk=new.pk).update(wants_a_call=True)
    old.messages.all().delete()
    TracingRequest.objects.filter(pk=old.pk).update(
        state=State.CLOSED, confidence=None, wants_a_call=False
    )
