"""Taking reports in, and what a caseworker decides on them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Q

from homeward import extract
from homeward.errors import BadInput, Busy, NotAllowed, Sealed, Stale
from homeward.records import Category
from homeward.seal.parcel import write_parcel
from homeward.seal.records import SealedRecord
from homeward.web.access.fields import Part
from homeward.web.access.limits import Bucket
from homeward.web.access.log import Reason, record
from homeward.web.access.models import Office, User
from homeward.web.access.policy import require
from homeward.web.evidence import deposits
from homeward.web.evidence.actions import LONGEST_TEXT, Post, destroy_text
from homeward.web.evidence.models import Source
from homeward.web.matching.models import Pair
from homeward.web.registry import sealing, uploads
from homeward.web.registry.actions import Filed, file_request
from homeward.web.registry.codes import OpenCase
from homeward.web.registry.filing import Filing
from homeward.web.registry.models import State as CaseState
from homeward.web.registry.models import TracingRequest, Upload
from homeward.web.registry.purposes import Purpose
from homeward.web.registry.sweep import NotSetUp
from homeward.web.registry.uploads import NewFile
from homeward.web.registry.weeks import this_week
from homeward.web.reports.models import Kind, Report, State, Wish
from homeward.web.reports.told import Told, UnusableReport, mention_of
from homeward.web.review.actions import take_up

LONGEST_ADDRESS = 2_000
WRITING = Bucket(size=20, seconds=3600)  # what one family hands in
# The kind of source of each report, a line of data/claim_grades.csv, and its title.
SOURCES: Mapping[Kind, tuple[str, str]] = {
    Kind.SIGHTING: ("witness_report", "Witnesses who reported here"),
    Kind.SOUGHT_HIMSELF: ("own_word", "People who reported themselves"),
    Kind.NOT_MISSING: ("own_word", "People who reported themselves"),
    Kind.WHO_WAS_I: ("own_word", "Young people who ask who they were"),
    Kind.KEPT: ("family", "Families of this registry"),
}


def report(
    told: Told, *, of_request: uuid.UUID | None = None, upload: NewFile | None = None
) -> Report:
    """Keep a report at the lowest trust; raises `UnusableReport` and then keeps nothing.

    Nothing is looked up: a known and an unknown name cost and answer the same (ENU-3).
    """
    kind = _check(told, upload)
    row = Report(
        kind=told.kind,
        office=_office(),
        of_request=of_request,
        wish=told.wish,
        told=told.count(),
        contact=None,
    )
    if told.contact.strip():
        confided = {"report_contact": told.contact.strip()}
        row.contact = sealing.seal(row.pk, Part.CONFIDENCE, confided, sealing.instance().intake)
    if upload:
        row.file = uuid.uuid4()
        uploads.keep(row.pk, row.file, upload, kind)
    post = Post(told.text(), posted=this_week(), language=told.language)
    row.item = deposits.deposit(post, _source(told.kind), [mention_of(told)])
    row.save(force_insert=True)
    return row


def _check(told: Told, upload: NewFile | None) -> str:
    """All problems at once; the kind of the file, if one came along."""
    problems, kind = _file_problem(upload)
    problems |= told.problems()
    if problems:
        raise UnusableReport(problems)
    return kind


def _file_problem(upload: NewFile | None) -> tuple[dict[str, str], str]:
    if upload is None:
        return {}, ""
    if len(upload.content) > uploads.MOST_BYTES:
        return {"upload": "too_large"}, ""
    kind = uploads.kind_of(upload.content)
    return ({"upload": "no_file"}, "") if kind is None else ({}, kind)


def ask_who_i_was(told: Told, *, second_word: str = "") -> Filed:
    """A renamed teenager asks; nothing is answered, and a code leads back (R8).

    It is a request of its own, worked by protection officers only, and compared with what
    families of taken children told. The day of the event is that since which he lives there.
    """
    _check(told, None)
    himself = {"category": Category.CHILD.value, "relationship": "self"}
    filing = Filing(
        people=(told.values | himself,),
        language=told.language,
        values={"contact": told.contact} if told.contact.strip() else {},
        consents=frozenset({Purpose.MATCH}),
        second_word=second_word,
    )
    filed = file_request(filing)
    report(replace(told, contact=""), of_request=filed.request)
    return filed


def keep_for_family(
    case: OpenCase,
    text: str,
    *,
    address: str = "",
    language: str = "",
    upload: NewFile | None = None,
) -> Report:
    """What the family found, before it vanishes: its words are compared if the switch is on.

    The file is sealed to the office as it came; its key lies with the keys of the request.
    """
    told = text.strip() or address.strip()
    problems, kind = _file_problem(upload)
    if not told and not upload:
        problems["text"] = "missing"
    if problems:
        raise UnusableReport(problems)
    if not WRITING.take(str(case.request.pk)):
        raise Busy("much was handed in within this hour: try again later")
    if len(told) > LONGEST_TEXT or len(address) > LONGEST_ADDRESS:
        raise BadInput("the text or the address is too long: keep it in pieces")
    if case.request.state == CaseState.WITHDRAWN:
        raise NotAllowed("this request is withdrawn")
    may_compare = case.request.consents.given().filter(purpose=Purpose.MATCH).exists()
    people = list(extract.read(told, None)) if may_compare else []
    post = Post(told, address=address.strip(), language=language)
    row = Report(kind=Kind.KEPT, office=case.request.office, of_request=case.request.pk, told=2)
    if upload:
        row.file = uuid.uuid4()
        uploads.keep(case.request.pk, row.file, upload, kind)
        Upload.objects.create(id=row.file, request=case.request, kind=kind)
    row.item = deposits.deposit(post, _source(Kind.KEPT), people)
    row.save(force_insert=True)
    return row


def _source(kind: Kind) -> Source:
    return deposits.source_of(*SOURCES[kind])


def _office() -> Office:
    office = Office.objects.filter(takes_filings=True).first()
    if office is None:
        raise NotSetUp("reports wait: mark one office as the one that takes filings")
    return office


def hear_objection(*, pair: Pair, **_: Any) -> None:
    """Whoever says that he is not missing, or wants nobody told, leaves public lines at once (R33).

    It is called within the transaction that stores a pair. He stays in matching, a caseworker
    reviews it, and the family's page shows no difference (R7).
    """
    objects = Report.objects.filter(item=pair.mention.item_id).exclude(state=State.SET_ASIDE)
    told = objects.filter(kind=Kind.NOT_MISSING) | objects.filter(
        kind=Kind.SOUGHT_HIMSELF, wish=Wish.NOTHING
    )
    if told.exists():
        alive = (CaseState.OPEN, CaseState.DORMANT)
        TracingRequest.objects.filter(pk=pair.person.request_id, state__in=alive).update(
            state=CaseState.OBJECTED
        )


def keep(report: Report, *, by: User) -> None:
    """It may be of use: its matches become candidates, which two people judge as any other."""
    with transaction.atomic():
        _settle(report, State.KEPT, by)
        deposits.reviewed(report.item)
        report.item.mentions.update(searched=False)  # from now on later requests meet it, too
        for pair in Pair.objects.filter(mention__item=report.item, candidate=None):
            if pair.person.request_id != report.of_request:
                pair.mention.item.refresh_from_db()
                take_up(pair=pair)


def set_aside(report: Report, *, by: User) -> None:
    """It is of no use; an objection that was none falls."""
    with transaction.atomic():
        _settle(report, State.SET_ASIDE, by)
        for request in objected_by(report):
            if not _stands(request):
                TracingRequest.objects.filter(pk=request.pk).update(state=_before(request))


def objected_by(report: Report) -> list[TracingRequest]:
    """Cases that left public lines because of it."""
    return list(
        TracingRequest.objects.filter(
            state=CaseState.OBJECTED, sought__pairs__mention__item=report.item_id
        ).distinct()
    )


def _stands(request: TracingRequest) -> bool:
    """Whether another report still objects."""
    others = Report.objects.exclude(state=State.SET_ASIDE).filter(
        item__mentions__pairs__person__request=request
    )
    return (
        others.filter(kind=Kind.NOT_MISSING).exists()
        or others.filter(kind=Kind.SOUGHT_HIMSELF, wish=Wish.NOTHING).exists()
    )


def _before(request: TracingRequest) -> CaseState:
    return CaseState.OPEN if request.ends_in_week >= this_week() else CaseState.DORMANT


def _settle(report: Report, state: State, by: User) -> None:
    require(by, "report.settle", report)
    with transaction.atomic():
        waiting = Report.objects.filter(pk=report.pk, state=State.WAITING)
        if not waiting.update(state=state, settled_by=by):
            raise Stale("somebody decided on this report meanwhile: look again")
        record(by, "report.settled", report, reason=Reason.EVIDENCE_WORK, state=str(state))
    report.refresh_from_db()


def take_out(report: Report, part: uuid.UUID, *, by: User, reason: Reason) -> str:
    """A contact or a file of a report (or of one that repeats it) for `homeward open`.

    Raises `Sealed` if it was destroyed.
    """
    require(by, "report.read", report)
    of_this = Q(pk=report.pk) | Q(item__repeats=report.item_id)
    row = Report.objects.filter(of_this).filter(Q(pk=part) | Q(file=part)).first()
    if row is None:
        raise Sealed("no such part belongs to this report")
    record(by, "report.taken_out", row, reason=reason)
    if row.file == part:
        owner = row.of_request if row.kind == Kind.KEPT and row.of_request else row.pk
        try:
            return uploads.parcel(owner, part)
        except OSError:
            raise Sealed("this file was destroyed") from None
    box = sealing.key_store().get(row.pk.bytes, Part.CONFIDENCE)
    sealed = SealedRecord(bytes(row.contact or b""), box)
    return write_parcel(sealed, sealing.context(row.pk, Part.CONFIDENCE))


def forget_asker(*, request: TracingRequest, **_: Any) -> None:
    """A request was erased: what its family handed in stays, without a way back to it.

    What a teenager asked of himself is destroyed with it (R8).
    """
    theirs = Report.objects.filter(of_request=request.pk)
    for row in theirs.filter(kind=Kind.WHO_WAS_I):
        destroy_text(row.item)
        Pair.objects.filter(mention__item=row.item_id, candidate=None).delete()
    theirs.filter(state=State.WAITING, kind=Kind.WHO_WAS_I).update(state=State.SET_ASIDE)
    theirs.filter(kind=Kind.KEPT).update(file=None)  # it was a file of the request
    theirs.update(of_request=None)


def follow(*, old: TracingRequest, new: TracingRequest, **_: Any) -> None:
    """Two requests of one family were joined: what it kept belongs to the new one (R27)."""
    Report.objects.filter(of_request=old.pk).update(of_request=new.pk)
