"""What the matcher opens for whom: policy first, then the log, then the fields of that person.

Only this module turns sealed rows into text for a page, and only the matcher's process runs it.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from homeward.errors import NotAllowed
from homeward.match import Language, PairScore, compare, explain
from homeward.web.access.fields import FIELDS, Part, may_see, visible_fields
from homeward.web.access.log import Reason, record
from homeward.web.access.models import User
from homeward.web.access.policy import allowed, require
from homeward.web.evidence.models import Claim, EvidenceItem, Mention
from homeward.web.evidence.payload import mention_of
from homeward.web.matching.models import Pair
from homeward.web.matching.records import (
    item_values,
    record_of_mention,
    record_of_person,
    told_of,
)
from homeward.web.registry.models import SoughtPerson
from homeward.web.registry.sealing import opened

Fields = dict[str, Any]


def person(private: bytes, row_id: uuid.UUID, *, by: User, reason: Reason) -> Fields:
    """What was told of a sought person."""
    row = SoughtPerson.objects.visible_to(by).filter(pk=row_id).first()
    if row is None:
        raise NotAllowed("no such sought person is open to this reader")
    require(by, "request.read", row)
    record(by, "person.read", row, reason=reason)
    return _for(by, told_of(row.statements.all(), private))


def item(private: bytes, row_id: uuid.UUID, *, by: User, reason: Reason) -> Fields:
    """An item with the people it mentions, each with its place in the text."""
    row = EvidenceItem.objects.visible_to(by).filter(pk=row_id).first()
    if row is None:
        raise NotAllowed("no such item is open to this reader")
    require(by, "item.read", row)
    record(by, "item.read", row, reason=reason)
    mentions = {
        str(mention.pk): _mention(mention, private, by)
        for mention in row.mentions.order_by("number").select_related("item")
    }
    return {**_for(by, item_values(row, private)), "mentions": mentions}


def _mention(row: Mention, private: bytes, by: User) -> Fields:
    found = mention_of(opened(row.pk, Part.MATCHING, bytes(row.body), private))
    name = found.forms[0] if found.forms else " ".join(found.parts.values())
    said = [
        {"name": said.name.value, "value": said.value, "span": [said.span.start, said.span.end]}
        for said in found.fields
    ]
    return {
        "name": name if may_see(by.roles, "mention_name") else "",
        "role": found.role.value,
        "span": [found.span.start, found.span.end],
        "fields": said if may_see(by.roles, "mention_fields") else [],
    }


def claim(private: bytes, row_id: uuid.UUID, *, by: User, reason: Reason) -> Fields:
    """The original words of a claim, its place and its detail."""
    row = Claim.objects.filter(pk=row_id).select_related("person", "mention__item__source").first()
    if row is None or not _may_read_claim(row, by):
        raise NotAllowed("no such claim is open to this reader")
    record(by, "claim.read", row, reason=reason)
    return _for(by, opened(row.pk, Part.MATCHING, bytes(row.body), private))


def _may_read_claim(row: Claim, by: User) -> bool:
    if row.person:
        seen = SoughtPerson.objects.visible_to(by).filter(pk=row.person.pk).exists()
        return seen and allowed(by, "request.read", row.person)
    readable = EvidenceItem.objects.visible_to(by)
    return row.mention is not None and readable.filter(pk=row.mention.item_id).exists()


def pair(
    private: bytes, row_id: uuid.UUID, *, by: User, reason: Reason, language: Language
) -> Fields:
    """Both sides of a pair, what agrees, what differs and what is unknown (R35)."""
    row = Pair.objects.visible_to(by).filter(pk=row_id).select_related("mention__item").first()
    if row is None:
        raise NotAllowed("no such pair is open to this reader")
    require(by, "candidate.read", row)
    record(by, "pair.read", row, reason=reason)
    told = _for(by, told_of(row.person.statements.all(), private))
    ours = record_of_person(row.person, told)
    theirs = record_of_mention(row.mention, private)
    score = compare(ours, theirs)
    return {
        "person": told,
        "item": _for(by, item_values(row.mention.item, private)),
        "mention": _mention(row.mention, private, by),
        **_for(by, {"explanation": _explained(score, by, language)}),
    }


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
        "hypothesis": score.hypothesis.value,
    }


def _for(by: User, values: Mapping[str, Any]) -> Fields:
    seen = visible_fields(by.roles)
    return {name: text for name, text in values.items() if name in seen}
