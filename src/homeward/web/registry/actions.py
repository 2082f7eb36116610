"""Filing, the sweep, and what the holder of a code may change."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from homeward.errors import Busy, NotAllowed, Stale
from homeward.records import Category
from homeward.seal.codes import CodeKeys, new_code
from homeward.web.access.fields import Part, split_by_part
from homeward.web.access.limits import Bucket
from homeward.web.registry import copies, filings, sealing, uploads
from homeward.web.registry.codes import OpenCase, keys_of
from homeward.web.registry.filing import Filing, UnusableFiling, category_of, check, problems_of
from homeward.web.registry.models import (
    Consent,
    Outbox,
    SoughtPerson,
    State,
    Statement,
    TracingRequest,
)
from homeward.web.registry.purposes import TEXT_VERSION, Purpose
from homeward.web.registry.sealed_filing import sealed_filing
from homeward.web.registry.weeks import CANCEL_TIME, MONTHS_12, this_week, week_of

GUESSES = Bucket(size=5, seconds=3600)  # of the second word of one request
ADDITIONS = Bucket(size=20, seconds=3600)  # to one request: each is searched for anew


class AlreadyFiled(Stale):
    """A request lies under this code."""


@dataclass(frozen=True, slots=True, repr=False)
class Filed:
    """What the family gets: the code, shown once, and until when the search goes on."""

    code: str
    ends_in_week: date
    request: uuid.UUID


def file_request(filing: Filing, *, code: str | None = None) -> Filed:
    """Seal and keep a request; needs no private key and no other process.

    `code` is one that was given out beforehand. Raises `UnusableFiling` and then keeps nothing.
    """
    check(filing)
    code = code or new_code()
    return replace(file_under(filing, keys_of(code)), code=code)


def file_under(filing: Filing, keys: CodeKeys) -> Filed:
    """The same where the keys of the code are known, and the code itself is not (any more).

    Raises `AlreadyFiled` for a form that is sent twice.
    """
    check(filing)
    ends = week_of(this_week() + MONTHS_12)
    with filings.one_at_a_time():
        _refuse_a_second(keys)
        stored = sealed_filing(filing, keys) | {"ends": ends.isoformat()}
        filings.add(keys.lookup_id, json.dumps(stored, separators=(",", ":")).encode())
    return Filed("", ends, uuid.UUID(stored["request"]))


def _refuse_a_second(keys: CodeKeys) -> None:
    """A second filing under one code would replace the keys of the first."""
    in_database = TracingRequest.objects.filter(lookup_id=keys.lookup_id).exists()
    if in_database or filings.holds(keys.lookup_id):
        raise AlreadyFiled("this request was filed already")


def amend_request(case: OpenCase, person: SoughtPerson, values: Mapping[str, str]) -> Statement:
    """The family tells more of a sought person; he is searched for again."""
    _own(case, person.request_id)
    if problems := problems_of(values):
        raise UnusableFiling(problems)
    if not ADDITIONS.take(str(case.request.pk)):
        raise Busy("much was added in this hour: try again later")
    told = split_by_part({name: text.strip() for name, text in values.items()})[Part.MATCHING]
    statement = uuid.uuid4()
    body = sealing.seal(statement, Part.MATCHING, told, sealing.instance().matcher)
    with transaction.atomic():
        locked = SoughtPerson.objects.select_for_update().get(pk=person.pk)
        locked.version += 1
        locked.searched = False
        if category_of(values) is Category.CHILD:
            locked.category = Category.CHILD.value
        locked.save(update_fields=["version", "searched", "category"])
        copies.add_to_copy(case.request.pk.bytes, locked.version, told)
        return Statement.objects.create(
            id=statement, person=locked, number=locked.version, body=body
        )


def give_consent(case: OpenCase, purpose: Purpose, *, language: str) -> None:
    """Turn one switch on; turning it on twice changes nothing."""
    with transaction.atomic():
        request = TracingRequest.objects.select_for_update().get(pk=case.request.pk)
        if request.consents.given().filter(purpose=purpose).exists():
            return
        Consent.objects.create(
            request=request, purpose=purpose, language=language, text_version=TEXT_VERSION
        )
        if purpose == Purpose.MATCH:  # whoever was forgotten is searched for afresh
            request.sought.update(searched=False)


def withdraw_consent(case: OpenCase, purpose: Purpose) -> None:
    """Turn one switch off; matching forgets at once what it may no longer read (R5)."""
    with transaction.atomic():
        request = TracingRequest.objects.select_for_update().get(pk=case.request.pk)
        request.consents.given().filter(purpose=purpose).update(withdrawn_in_week=this_week())
        if purpose == Purpose.MATCH:
            _tell_matching(request)


def _tell_matching(request: TracingRequest) -> None:
    Outbox.objects.bulk_create(Outbox(person_id=person.pk) for person in request.sought.all())


def destroy_contact(case: OpenCase) -> None:
    """Destroy contacts and story at once; the request stays alive (R28)."""
    sealing.erase(case.request.pk, Part.CONFIDENCE)
    uploads.forget(case.request)
    TracingRequest.objects.filter(pk=case.request.pk).update(confidence=None)


def withdraw_request(case: OpenCase, second_word: str) -> None:
    """Hide the case everywhere at once; its keys die in two weeks unless it is cancelled (R28).

    Raises `NotAllowed` without the second word that was chosen at filing.
    """
    require_second_word(case, second_word)
    with transaction.atomic():
        request = TracingRequest.objects.select_for_update().get(pk=case.request.pk)
        if request.state == State.WITHDRAWN:
            return
        request.state_before, request.state = request.state, State.WITHDRAWN
        request.keys_die_in_week = week_of(this_week() + CANCEL_TIME)
        request.save(update_fields=["state", "state_before", "keys_die_in_week"])
        _tell_matching(request)


def cancel_withdrawal(case: OpenCase, second_word: str) -> None:
    """Take a withdrawal back before the keys died: all is as it was before, an objection, too."""
    require_second_word(case, second_word)
    with transaction.atomic():
        request = TracingRequest.objects.select_for_update().get(pk=case.request.pk)
        if request.state != State.WITHDRAWN or request.keys_die_in_week is None:
            return
        request.state, request.state_before = request.state_before or State.OPEN, ""
        request.keys_die_in_week = None
        request.save(update_fields=["state", "state_before", "keys_die_in_week"])
        request.sought.update(searched=False)


def renew(case: OpenCase) -> date:
    """A visit renews the request for another twelve months (R27)."""
    ends = week_of(this_week() + MONTHS_12)
    kept = (State.OPEN, State.OBJECTED, State.CLOSED)  # which of them it is, the page keeps back
    TracingRequest.objects.filter(pk=case.request.pk, state__in=kept).update(ends_in_week=ends)
    return ends


def _own(case: OpenCase, request_id: uuid.UUID) -> None:
    if case.request.pk != request_id:
        raise NotAllowed("this code belongs to another request")


def require_second_word(case: OpenCase, word: str) -> None:
    """Raises `NotAllowed` for another word than the one chosen at filing (R28).

    Raises `Busy` for whoever tries many: he may have forced the code out of her.
    """
    if not GUESSES.take(str(case.request.pk)):
        raise Busy("the second word was tried too often: try again later")
    tag = case.request.word_tag
    if not case.keys.word_matches(word, bytes(tag) if tag else None):
        raise NotAllowed("this needs the second word that was chosen at filing")
