"""Adding sources and items, entering, superseding and withdrawing claims."""

from __future__ import annotations

import hmac
import uuid
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from homeward import extract
from homeward.claims import (
    Axis,
    Grade,
    PlacePrecision,
    default_grade,
    default_grades,
    status_rules,
)
from homeward.dates import PartialDate
from homeward.errors import BadInput, NotAllowed, Stale
from homeward.records import Polarity
from homeward.web.access.fields import Part
from homeward.web.access.log import record
from homeward.web.access.models import User
from homeward.web.access.policy import require
from homeward.web.evidence.models import Claim, ClaimWithdrawal, EvidenceItem, Mention, Source
from homeward.web.evidence.payload import mention_values
from homeward.web.registry import sealing
from homeward.web.registry.models import SoughtPerson

LONGEST_TEXT = 1_000_000


@dataclass(frozen=True, slots=True, repr=False)
class Post:
    """One text from a source, as it was found."""

    text: str
    posted: date | None = None
    address: str = ""
    author: str = ""
    language: str = ""


def add_source(kind: str, title: str, *, by: User, public: bool = True) -> Source:
    """A new source with the reliability that its kind has by default."""
    require(by, "source.add")
    if kind not in {row.source for row in default_grades()}:
        raise BadInput(f"no kind of source is called '{kind}'")
    reliability = default_grade(kind, Axis.FATE).grade.reliability
    with transaction.atomic():
        source = Source.objects.create(
            kind=kind, title=title.strip(), reliability=reliability.value, public=public
        )
        record(by, "source.added", source)
    return source


def add_post(post: Post, source: Source, *, by: User) -> EvidenceItem:
    """Keep a text as evidence, with the people named in it; the standing search takes it up.

    The same text of the same source is kept once: adding it again gives the item that is there.
    """
    require(by, "item.add", source)
    if not post.text.strip():
        raise BadInput("the text is empty: paste what was written")
    if len(post.text) > LONGEST_TEXT:
        raise BadInput(f"the text is longer than {LONGEST_TEXT} signs: add it in pieces")
    digest = digest_of(post.text)
    known = EvidenceItem.objects.filter(source=source, digest=digest).first()
    if known:
        return known
    try:
        return _store(post, source, digest, by)
    except IntegrityError:  # somebody added the same text at the same moment
        return EvidenceItem.objects.get(source=source, digest=digest)


def digest_of(text: str) -> bytes:
    """Tells equal texts within this instance; useless for asking whether we hold a known text."""
    folded = " ".join(text.split())
    return hmac.digest(sealing.instance().salt, folded.encode(), "sha256")


def _store(post: Post, source: Source, digest: bytes, by: User) -> EvidenceItem:
    batch, public = sealing.Batch(), sealing.instance().matcher
    item_id = uuid.uuid4()
    told = {"item_text": post.text, "item_address": post.address, "item_author": post.author}
    item = EvidenceItem(
        id=item_id,
        source=source,
        posted=post.posted,
        language=post.language,
        digest=digest,
        cluster=digest.hex(),
        body=batch.seal(item_id, Part.MATCHING, told, public),
        entered_by=by,
    )
    mentions = _mentions(item, post, batch, public)
    batch.store()
    with transaction.atomic():
        item.save(force_insert=True)
        Mention.objects.bulk_create(mentions)
        record(by, "item.added", item, mentions=len(mentions))
    return item


def _mentions(item: EvidenceItem, post: Post, batch: sealing.Batch, public: bytes) -> list[Mention]:
    rows = []
    for number, found in enumerate(extract.read(post.text, post.posted), start=1):
        mention_id = uuid.uuid4()
        body = batch.seal(mention_id, Part.MATCHING, mention_values(found), public)
        rows.append(
            Mention(id=mention_id, item=item, number=number, role=found.role.value, body=body)
        )
    return rows


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class NewClaim:
    """What is claimed; `said` is a word of data/status_rules.csv on that axis."""

    axis: Axis
    said: str
    wording: str  # the original words
    polarity: Polarity = Polarity.ASSERTED
    fact_date: PartialDate | None = None
    place: str = ""
    place_precision: PlacePrecision | None = None
    detail: str = ""
    grade: Grade | None = None  # None: the default of the kind of source


def enter_claim(
    new: NewClaim,
    *,
    by: User,
    mention: Mention | None = None,
    person: SoughtPerson | None = None,
    source: Source | None = None,
    supersedes: Claim | None = None,
) -> Claim:
    """Enter a claim about a person in an item (`mention`) or, with its source, a sought person."""
    require(by, "claim.enter", mention or person)
    _require_reach(by, mention, person)
    if new.said not in said_on(new.axis):
        raise BadInput(f"'{new.said}' is no word of the axis {new.axis}")
    claim = _claim(new, by, mention, person, mention.item.source if mention else source)
    claim.supersedes = supersedes
    try:
        with transaction.atomic():
            claim.save()
            record(by, "claim.entered", claim)
    except IntegrityError as clash:
        raise Stale("somebody superseded this claim meanwhile: look again") from clash
    return claim


def _require_reach(by: User, mention: Mention | None, person: SoughtPerson | None) -> None:
    """Whoever may not read somebody claims nothing of him and takes no claim of him back."""
    if person is not None:
        require(by, "request.read", person)
    if mention is None:
        return
    if not EvidenceItem.objects.visible_to(by).filter(pk=mention.item_id).exists():
        raise NotAllowed("no such item is open to this person")


def said_on(axis: Axis) -> tuple[str, ...]:
    """The words that may be said on an axis, in the table's order."""
    return tuple(dict.fromkeys(rule.said for rule in status_rules() if rule.axis is axis))


def _claim(
    new: NewClaim,
    by: User,
    mention: Mention | None,
    person: SoughtPerson | None,
    source: Source | None,
) -> Claim:
    if source is None or (mention is None) == (person is None):
        raise BadInput("a claim is about one person and has one source: choose both")
    default = default_grade(source.kind, new.axis, new.polarity)
    grade = new.grade or default.grade
    claim_id = uuid.uuid4()
    told = {"claim_wording": new.wording, "claim_place": new.place, "claim_detail": new.detail}
    return Claim(
        id=claim_id,
        mention=mention,
        person=person,
        source=source,
        cluster=mention.item.cluster if mention else claim_id.hex,
        axis=new.axis.value,
        said=new.said,
        polarity=new.polarity.value,
        fact_date=str(new.fact_date or ""),
        said_on=mention.item.posted if mention else None,
        reliability=grade.reliability.value,
        credibility=grade.credibility.value,
        coerced=default.in_captivity,
        place_precision=new.place_precision.value if new.place_precision else "",
        language=mention.item.language if mention else "",
        body=sealing.seal(claim_id, Part.MATCHING, told, sealing.instance().matcher),
        entered_by=by,
    )


def withdraw_claim(claim: Claim, reason: ClaimWithdrawal.Reason, *, by: User) -> ClaimWithdrawal:
    """Take a claim back with a reason; it stays readable, and stops counting (E3)."""
    require(by, "claim.withdraw", claim)
    _require_reach(by, claim.mention, claim.person)
    try:
        with transaction.atomic():
            act = ClaimWithdrawal(claim=claim, reason=reason, by=by)
            act.save()
            record(by, "claim.withdrawn", claim, why=str(reason))
    except IntegrityError as clash:
        raise Stale("this claim was withdrawn already: look again") from clash
    return act
