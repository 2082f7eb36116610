"""A request that was sealed elsewhere, by the offline form, and is handed in by anybody.

It comes as a filing is stored: sealed to the matcher and to the office, under a follow-up code that
this site never saw. So nothing of it can be checked here but its shape; the matcher passes over
what makes no sense, and corrects the category of whoever may be a child.
"""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from homeward.errors import BadInput
from homeward.records import Category
from homeward.web.access.fields import Part
from homeward.web.registry import filings, sealing
from homeward.web.registry.actions import AlreadyFiled
from homeward.web.registry.filing import category_of
from homeward.web.registry.models import SoughtPerson, Statement, TracingRequest
from homeward.web.registry.purposes import Purpose
from homeward.web.registry.weeks import MONTHS_12, this_week, week_of

KIND = "homeward-request-1"
MOST_SIGNS, MOST_PEOPLE, MOST_BODY = 400_000, 12, 100_000
LOOKUP, KEY, BOX, CASE_KEY, TAG = 16, 32, 80, 12 + 256 + 16, 32
LANGUAGES = ("uk", "ru", "en")


class NoRequest(BadInput):
    """The text is no sealed request, or not all of it."""


@dataclass(frozen=True, slots=True, repr=False)
class _Person:
    id: uuid.UUID
    category: str
    statement: uuid.UUID
    body: bytes
    box: bytes


def take_in(text: str) -> None:
    """Keep a sealed request until the sweep; raises `NoRequest`, or `AlreadyFiled`."""
    stored = _read(text)
    try:
        people = [_person(row) for row in stored["people"]]
        lookup, request = _bytes(stored["lookup"], LOOKUP), uuid.UUID(stored["request"])
        rows = [(request.bytes, sealing.CASE, _bytes(stored["private"], CASE_KEY))]
        rows += [(request.bytes, Part.CONFIDENCE.value, _bytes(stored["box"], BOX))]
        rows += [(one.statement.bytes, Part.MATCHING.value, one.box) for one in people]
        body = _row(stored, people)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise NoRequest("this is no sealed request, or a part of it is missing") from None
    with filings.one_at_a_time():
        _refuse_known(lookup, request, people)
        sealing.key_store().put(rows)
        filings.add(lookup, json.dumps(body, separators=(",", ":")).encode())


def correct_category(person: SoughtPerson, told: Mapping[str, str]) -> None:
    """The rules for children are not left to whoever sealed the request (R23)."""
    if person.category != Category.CHILD and category_of(told) is Category.CHILD:
        person.category = Category.CHILD.value
        SoughtPerson.objects.filter(pk=person.pk).update(category=Category.CHILD.value)


def _read(text: str) -> dict[str, Any]:
    try:
        # Nothing in it has a blank: what was put together from pieces may have line breaks.
        stored = json.loads("".join(text[: MOST_SIGNS + 1].split()))
    except (ValueError, RecursionError):
        stored = None
    if len(text) > MOST_SIGNS or not isinstance(stored, dict) or stored.get("kind") != KIND:
        raise NoRequest("this is no sealed request")
    return stored


def _person(row: Any) -> _Person:
    person, category, statement, body, box = row
    kind = Category(category).value
    return _Person(uuid.UUID(person), kind, uuid.UUID(statement), _bytes(body), _bytes(box, BOX))


def _row(stored: dict[str, Any], people: list[_Person]) -> dict[str, Any]:
    """As `sealed_filing` writes it; nothing else of what came is kept."""
    consents = sorted({Purpose(one).value for one in stored["consents"]})
    if not consents or not 1 <= len(people) <= MOST_PEOPLE or stored["language"] not in LANGUAGES:
        raise ValueError
    week = this_week()
    return {
        "request": str(uuid.UUID(stored["request"])),
        "case": _text(_bytes(stored["case"], KEY)),
        "language": stored["language"],
        "week": week.isoformat(),
        "people": [
            [str(one.id), one.category, str(one.statement), _text(one.body), []] for one in people
        ],
        "confidence": _text(_bytes(stored["confidence"])),
        "files": [],
        "consents": consents,
        "text": str(stored["text"])[:16],
        "word": _text(_bytes(stored["word"], TAG)) if stored["word"] else "",
        "ends": week_of(week + MONTHS_12).isoformat(),
    }


def _refuse_known(lookup: bytes, request: uuid.UUID, people: list[_Person]) -> None:
    """Ids come from outside: none may be that of a record here, whose keys would be replaced."""
    statements = [one.statement for one in people]
    keys = [sealing.key_store().of_record(one.bytes) for one in (request, *statements)]
    known = (
        any(keys)
        or filings.holds(lookup)
        or len({one.id for one in people} | set(statements)) < 2 * len(people)
        or TracingRequest.objects.filter(lookup_id=lookup).exists()
        or TracingRequest.objects.filter(pk=request).exists()
        or SoughtPerson.objects.filter(pk__in=[one.id for one in people]).exists()
        or Statement.objects.filter(pk__in=statements).exists()
    )
    if known:
        raise AlreadyFiled("this request was handed in already")


def _bytes(text: Any, length: int | None = None) -> bytes:
    given = base64.b64decode(text, validate=True)
    if (length is not None and len(given) != length) or len(given) > MOST_BODY:
        raise ValueError
    return given


def _text(given: bytes) -> str:
    return base64.b64encode(given).decode()
