"""Writing to the office, writing to the family."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.db.models import Max

from homeward.errors import BadInput, Busy, NotAllowed
from homeward.web.access.fields import Part
from homeward.web.access.limits import Bucket
from homeward.web.access.log import Reason, record
from homeward.web.access.models import User
from homeward.web.access.policy import require
from homeward.web.correspondence.models import Kind, Message
from homeward.web.registry import sealing
from homeward.web.registry.attached import attach, parcel_of
from homeward.web.registry.codes import OpenCase
from homeward.web.registry.models import State, TracingRequest
from homeward.web.review.queries import relationship_checked

LONGEST = 5_000
WRITING = Bucket(size=20, seconds=3600)  # messages of one request


def write_to_office(case: OpenCase, text: str, kind: Kind = Kind.MESSAGE) -> Message:
    """Seal a message to the office; this site cannot open it afterwards.

    The log has no line of it: a line has a clock, which would tell when the family was here.
    """
    told = _usable(text)
    if not WRITING.take(str(case.request.pk)):
        raise Busy("many messages were written in this hour: try again later")
    row = uuid.uuid4()
    intake = sealing.instance().intake
    body = attach(case.request.pk, Part.CONFIDENCE, row, {"message": told}, intake)
    with transaction.atomic():
        return _next(case.request.pk, id=row, kind=kind, body=body)


def write_to_family(request: TracingRequest, text: str, word: str, *, by: User) -> Message:
    """Seal a message so that the family's code alone opens it.

    `word` is the word that the family chose to know us by (R31). Before the relationship was
    checked only what the family wrote may be answered: a message out of the blue would tell her
    that there is something to say (R36).
    """
    require(by, "message.write", request)
    told = _usable(text)
    if not relationship_checked(request) and not request.messages.unanswered().exists():
        raise NotAllowed("before the check of the relationship only a message is answered (R36)")
    row = uuid.uuid4()
    sealed = {"message_to_family": told, "word": word.strip()[:200]}
    body = attach(request.pk, Part.ANSWER, row, sealed, bytes(request.case_public))
    with transaction.atomic():
        message = _next(request.pk, id=row, by=by, body=body)
        request.messages.unanswered().update(answered=True)
        record(by, "message.written", message, reason=Reason.CASE_WORK)
    return message


def set_answered(request: TracingRequest, *, by: User) -> None:
    """What the family wrote was dealt with, without an answer in writing."""
    require(by, "message.write", request)
    with transaction.atomic():
        request.messages.unanswered().update(answered=True)
        record(by, "message.dealt_with", request, reason=Reason.CASE_WORK)


def take_out(message: Message, *, by: User, reason: Reason) -> str:
    """A message of the family as a file of ciphertext, for `homeward open`; raises `Sealed`."""
    require(by, "request.take_out", message.request)
    if message.by_id is not None:
        raise NotAllowed("a message to the family opens with her code only")
    record(by, "message.taken_out", message, reason=reason)
    return parcel_of(message.request_id, message.pk, bytes(message.body))


def _usable(text: str) -> str:
    told = text.strip()
    if not told or len(told) > LONGEST:
        raise BadInput(f"a message has words, and up to {LONGEST} signs")
    return told


def _next(request_id: uuid.UUID, **fields: object) -> Message:
    """Store it as the last of its case; of a withdrawn one nothing is kept."""
    request = TracingRequest.objects.select_for_update().get(pk=request_id)
    if request.state == State.WITHDRAWN:
        raise NotAllowed("this request is withdrawn")
    last = request.messages.aggregate(last=Max("number"))["last"] or 0
    return Message.objects.create(request=request, number=last + 1, **fields)
