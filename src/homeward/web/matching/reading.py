"""What the matcher opens for whom: policy first, then the log, then the fields of that person.

Only this module turns sealed rows into text for a page, and only the matcher's process runs it.
"""

from __future__ import annotations

import base64
import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from homeward.errors import NotAllowed
from homeward.match import Comparison, Hypothesis, Language, PairScore, compare, explain
from homeward.records import Role
from homeward.web.access.fields import FIELDS, Part, may_see, visible_fields
from homeward.web.access.log import Reason, record
from homeward.web.access.models import User
from homeward.web.access.policy import allowed, require
from homeward.web.access.roles import Role as Hat
from homeward.web.access.watch import require_within_limit
from homeward.web.custody.files import open_copy
from homeward.web.custody.models import Original, OriginalExport, WorkingCopy
from homeward.web.evidence.models import (
    Claim,
    Correction,
    CorrectionExport,
    EvidenceItem,
    Mention,
)
from homeward.web.evidence.payload import mention_of, training_line
from homeward.web.matching.honey import look_out
from homeward.web.matching.models import Pair, PairNote
from homeward.web.matching.records import (
    item_values,
    record_of_mention,
    record_of_person,
    told_of,
)
from homeward.web.registry.models import SoughtPerson
from homeward.web.registry.sealing import opened

Fields = dict[str, Any]


def is_childs_own_word(row: EvidenceItem) -> bool:
    """Whether a young person who asks who he was handed it in."""
    return row.source.kind == "own_word" and row.mentions.filter(role=Role.CHILD.value).exists()


def person(private: bytes, row_id: uuid.UUID, *, by: User, reason: Reason) -> Fields:
    """What was told of a sought person."""
    row = SoughtPerson.objects.visible_to(by).filter(pk=row_id).first()
    if row is None:
        raise NotAllowed("no such sought person is open to this reader")
    require(by, "request.read", row)
    return _for(by, _told(row, private, by, lambda: record(by, "person.read", row, reason=reason)))


def _told(row: SoughtPerson, private: bytes, by: User, log: Callable[[], object]) -> Fields:
    """What was told of him: within the reader's limit, after the read is in the log."""
    require_within_limit(by, row.request_id)
    log()
    told = told_of(row.statements.all(), private)
    look_out(told, by)
    return told


def item(private: bytes, row_id: uuid.UUID, *, by: User, reason: Reason) -> Fields:
    """An item with the people it mentions, each with its place in the text."""
    row = EvidenceItem.objects.visible_to(by).filter(pk=row_id).first()
    if row is None:
        raise NotAllowed("no such item is open to this reader")
    require(by, "item.read", row)
    _require_no_childs_own_word(row, by)
    record(by, "item.read", row, reason=reason)
    rows = row.mentions.current().order_by("number").select_related("item")
    read = {str(mention.pk): _mention(mention, private, by) for mention in rows}
    in_order = dict(sorted(read.items(), key=lambda one: one[1]["span"]))
    return {**_for(by, item_values(row, private)), "mentions": in_order}


def _require_no_childs_own_word(row: EvidenceItem, by: User) -> None:
    """What a young person told of himself who asks who he was is for protection officers (R8)."""
    if Hat.PROTECTION_OFFICER not in by.roles and is_childs_own_word(row):
        raise NotAllowed("what a child told of himself is for protection officers")


def _mention(row: Mention, private: bytes, by: User) -> Fields:
    """`read` holds all of it, for whoever may correct it (`evidence.payload.mention_of`)."""
    values = opened(row.pk, Part.MATCHING, bytes(row.body), private)
    found = mention_of(values)
    name = found.forms[0] if found.forms else " ".join(found.parts.values())
    said = [
        {"name": said.name.value, "value": said.value, "span": [said.span.start, said.span.end]}
        for said in found.fields
    ]
    sees_name, sees_fields = (may_see(by.roles, f"mention_{one}") for one in ("name", "fields"))
    return {
        "name": name if sees_name else "",
        "role": found.role.value,
        "span": [found.span.start, found.span.end],
        "fields": said if sees_fields else [],
        "read": values if sees_name and sees_fields else None,
    }


def claim(private: bytes, row_id: uuid.UUID, *, by: User, reason: Reason) -> Fields:
    """The original words of a claim, its place and its detail."""
    row = Claim.objects.filter(pk=row_id).select_related("person", "mention__item__source").first()
    if row is None or not _may_read_claim(row, by):
        raise NotAllowed("no such claim is open to this reader")
    if row.person:
        require_within_limit(by, row.person.request_id)
    record(by, "claim.read", row, reason=reason)
    return _for(by, opened(row.pk, Part.MATCHING, bytes(row.body), private))


def _may_read_claim(row: Claim, by: User) -> bool:
    if row.person:
        seen = SoughtPerson.objects.visible_to(by).filter(pk=row.person.pk).exists()
        return seen and allowed(by, "request.read", row.person)
    readable = EvidenceItem.objects.visible_to(by)
    if row.mention is None or not readable.filter(pk=row.mention.item_id).exists():
        return False
    return Hat.PROTECTION_OFFICER in by.roles or not is_childs_own_word(row.mention.item)


def pair(
    private: bytes, row_id: uuid.UUID, *, by: User, reason: Reason, language: Language
) -> Fields:
    """Both sides of a pair, what agrees, what differs and what is unknown (R35)."""
    row = Pair.objects.visible_to(by).filter(pk=row_id).select_related("mention__item").first()
    if row is None:
        raise NotAllowed("no such pair is open to this reader")
    require(by, "candidate.read", row)
    read = _told(row.person, private, by, lambda: record(by, "pair.read", row, reason=reason))
    told = _for(by, read)
    ours = record_of_person(row.person, told)
    theirs = record_of_mention(row.mention, private)
    score = compare(ours, theirs)
    return {
        "person": told,
        "item": _for(by, item_values(row.mention.item, private)),
        "mention": _mention(row.mention, private, by),
        **_for(by, {"explanation": _explained(score, by, language)}),
        "notes": [_note(note, private) for note in row.notes.order_by("at").select_related("by")],
    }


def _note(row: PairNote, private: bytes) -> Fields:
    told = opened(row.pk, Part.MATCHING, bytes(row.body), private)
    return {"by": str(row.by), "at": row.at.isoformat(), "text": told["note"]}


def _explained(score: PairScore, by: User, language: Language) -> Fields:
    """Sentences about what this reader may see: an explanation quotes the fields it compares."""
    hidden = FIELDS.keys() - visible_fields(by.roles)
    shown = tuple(c for c in score.comparisons if c.feature.value not in hidden)
    said = explain(replace(score, comparisons=shown), language)
    return {
        "summary": said.summary,
        "agrees": list(said.agrees),
        "differs": list(said.differs),
        "unknown": list(said.unknown),
        "score": score.score,
        "bits": score.bits,
        "hypothesis": score.hypothesis.value,
        "features": [_weighed(one) for one in shown],
        "prior": _odds(score),
    }


def _weighed(one: Comparison) -> Fields:
    """One line of the sum: what was compared, how far it agrees, and what that weighs in bits."""
    return {
        "feature": one.feature.value,
        "level": one.level.value,
        "ours": one.ours,
        "theirs": one.theirs,
        "bits": one.weight,
    }


def _odds(score: PairScore) -> float:
    """What was likely before anything was compared, in bits, under the hypothesis that is shown."""
    return score.prior.log_odds()[list(Hypothesis).index(score.hypothesis)]


def correction(private: bytes, row_id: uuid.UUID, *, by: User, reason: Reason) -> Fields:
    """A text with everybody it names, as corrected: one line of an export that two agreed to."""
    exports = CorrectionExport.objects.filter(asked_by=by, agreed=True, taken_at=None)
    row = Correction.objects.filter(pk=row_id, superseded_by=None).select_related("item").first()
    if row is None or not exports.exists():
        raise NotAllowed("two people must agree to an export before it is taken")
    require(by, "corrections.export", row)
    _require_no_childs_own_word(row.item, by)
    record(by, "correction.read", row, reason=reason)
    told = opened(row.pk, Part.MATCHING, bytes(row.body), private)
    return training_line(row.item, str(item_values(row.item, private)["item_text"]), told)


def chain(private: bytes, row_id: uuid.UUID, *, by: User, reason: Reason) -> Fields:
    """The record of an original and its events, for an export that two people agreed to."""
    row = OriginalExport.objects.filter(pk=row_id, asked_by=by, agreed=True).first()
    if row is None:
        raise NotAllowed("two people must agree to an export before it is taken")
    require(by, "original.export", row.original)
    record(by, "chain.read", row.original, reason=reason)
    original = row.original
    told = opened(original.pk, Part.MATCHING, bytes(original.body), private)
    events = [
        opened(event.pk, Part.MATCHING, bytes(event.body), private)["custody_event"]
        for event in original.events.all()
    ]
    return {"item": told["custody_item"], "name": told["file_name"], "events": events}


def copy(private: bytes, row_id: uuid.UUID, *, by: User, reason: Reason) -> Fields:
    """A working copy as JPEG in base64; no path leads from here to an original (CUS-5)."""
    seen = Original.objects.visible_to(by)
    row = WorkingCopy.objects.filter(pk=row_id, original__in=seen).first()
    if row is None:
        raise NotAllowed("no such picture is open to this reader")
    require(by, "item.read", row.original)
    record(by, "copy.read", row, reason=reason)
    return {"jpeg": base64.b64encode(open_copy(row.pk, private)).decode()}


def glance(private: bytes, row_id: uuid.UUID, *, by: User, reason: Reason) -> Fields:
    """What a volunteer sees of a pair: initials, and which features agree or differ (R9, T3)."""
    row = Pair.objects.shown_to_volunteer(by).filter(pk=row_id).first()
    if row is None:
        raise NotAllowed("no such pair is shown to volunteers")
    require(by, "pair.glance", row)
    told = _told(row.person, private, by, lambda: record(by, "pair.glanced", row, reason=reason))
    ours, theirs = record_of_person(row.person, told), record_of_mention(row.mention, private)
    compared = compare(ours, theirs).comparisons
    return {
        "ours": _masked(ours.name.full),
        "theirs": _masked(theirs.name.full),
        "agrees": [one.feature.value for one in compared if one.weight > 0],
        "differs": [one.feature.value for one in compared if one.weight < 0],
    }


def _masked(name: str) -> str:
    """The first letter of each word; not even how long a name is."""
    return " ".join(f"{word[0]}…" for word in name.split())


def _for(by: User, values: Mapping[str, Any]) -> Fields:
    seen = visible_fields(by.roles)
    return {name: text for name, text in values.items() if name in seen}
