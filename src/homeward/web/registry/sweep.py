"""The sweep: filings move from their own file into the main database, in no order that tells."""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from homeward.errors import HomewardError
from homeward.web.access.models import Office
from homeward.web.registry import filings
from homeward.web.registry.models import (
    Consent,
    SoughtPerson,
    Statement,
    TracingRequest,
    Upload,
)
from homeward.web.registry.signals import believed
from homeward.web.registry.weeks import this_week


class NotSetUp(HomewardError):
    """No office takes filings yet."""


def sweep() -> int:
    """Move all waiting filings into the main database; a second run after a crash is harmless.

    The log has no line of it: a line has a clock, which would tell when a family wrote (SEI-4).
    """
    waiting = filings.waiting()
    if not waiting:
        return 0
    office = Office.objects.filter(takes_filings=True).first()
    if office is None:
        raise NotSetUp("filings wait: mark one office as the one that takes filings")
    with transaction.atomic():
        moved = sum(_take_up(lookup_id, json.loads(body), office) for lookup_id, body in waiting)
    filings.remove(lookup_id for lookup_id, _ in waiting)
    return moved


def _take_up(lookup_id: bytes, stored: Mapping[str, Any], office: Office) -> bool:
    if TracingRequest.objects.filter(lookup_id=lookup_id).exists():
        return False
    request = TracingRequest.objects.create(
        id=uuid.UUID(stored["request"]),
        lookup_id=lookup_id,
        case_public=base64.b64decode(stored["case"]),
        office=office,
        language=stored["language"],
        filed_in_week=date.fromisoformat(stored["week"]),
        ends_in_week=date.fromisoformat(stored["ends"]),
        confidence=base64.b64decode(stored["confidence"]),
        word_tag=base64.b64decode(stored["word"]) or None,
    )
    for person_id, category, statement_id, body, belief in stored["people"]:
        person = SoughtPerson.objects.create(id=person_id, request=request, category=category)
        Statement.objects.create(
            id=statement_id, person=person, number=1, body=base64.b64decode(body)
        )
        _enter_belief(person, belief)
    Upload.objects.bulk_create(
        Upload(id=file, request=request, kind=kind) for file, kind in stored["files"]
    )
    _switch_on(request, stored["consents"], stored["text"])
    return True


def _enter_belief(person: SoughtPerson, belief: list[str]) -> None:
    if belief:
        kind, claim, body = belief
        told = {"kind": kind, "claim": uuid.UUID(claim), "body": base64.b64decode(body)}
        believed.send(sender=SoughtPerson, person=person, **told)


def _switch_on(request: TracingRequest, purposes: Iterable[str], text_version: str) -> None:
    Consent.objects.bulk_create(
        Consent(
            request=request,
            purpose=purpose,
            language=request.language,
            text_version=text_version,
            given_in_week=this_week(),
        )
        for purpose in purposes
    )
