"""Adding sources and items, correcting how they are read, entering and withdrawing claims."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

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
from homeward.records import Category, Polarity
from homeward.records import Mention as Read
from homeward.web.access import approvals
from homeward.web.access.fields import Part
from homeward.web.access.log import record
from homeward.web.access.models import User
from homeward.web.access.policy import require
from homeward.web.evidence.correcting import Corrected, Reading
from homeward.web.evidence.models import (
    Claim,
    ClaimWithdrawal,
    Correction,
    CorrectionExport,
    EvidenceItem,
    Mention,
    Source,
)
from homeward.web.evidence.payload import mention_values
from homeward.web.evidence.signals import mentions_replaced
from homeward.web.registry import sealing
from homeward.web.registry.models import SoughtPerson

LONGEST_TEXT = 1_000_000
OF_AGE = 18


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

    That the same text of the same source came in before, or nearly the same text anywhere, only
    the matcher can tell (`homeward.web.matching.texts`): no digest of a text is made without its
    key, so that a seized disk cannot be asked whether it holds a known text.
    """
    require(by, "item.add", source)
    if not Source.objects.visible_to(by).filter(pk=source.pk).exists():
        raise NotAllowed("no such source is open to this person")
    if not post.text.strip():
        raise BadInput(_("The text is empty: paste what was written."))
    if len(post.text) > LONGEST_TEXT:
        too_long = _("The text is longer than %(n)s signs: add it in pieces.")
        raise BadInput(too_long % {"n": LONGEST_TEXT})
    return _store(post, source, by)


def _store(post: Post, source: Source, by: User) -> EvidenceItem:
    batch = sealing.Batch()
    item = item_row(post, source, batch, by=by)
    found = extract.read(post.text, post.posted)
    mentions = mention_rows(item, found, batch)
    batch.store()
    with transaction.atomic():
        item.save(force_insert=True)
        Mention.objects.bulk_create(mentions)
        record(by, "item.added", item, mentions=len(mentions))
    return item


def item_row(post: Post, source: Source, batch: sealing.Batch, *, by: User | None) -> EvidenceItem:
    """The row of a text, sealed; the batch is to be stored before it."""
    item_id = uuid.uuid4()
    told = {"item_text": post.text, "item_address": post.address, "item_author": post.author}
    return EvidenceItem(
        id=item_id,
        source=source,
        posted=post.posted,
        language=post.language,
        cluster=item_id.hex,
        body=batch.seal(item_id, Part.MATCHING, told, sealing.instance().matcher),
        entered_by=by,
    )


def mention_rows(
    item: EvidenceItem, found: Iterable[Read], batch: sealing.Batch, *, first: int = 1
) -> list[Mention]:
    """Rows for the people of a text, sealed; the batch is to be stored before them."""
    rows, public = [], sealing.instance().matcher
    for number, read in enumerate(found, start=first):
        mention_id = uuid.uuid4()
        body = batch.seal(mention_id, Part.MATCHING, mention_values(read), public)
        rows.append(
            Mention(
                id=mention_id,
                item=item,
                number=number,
                role=read.role.value,
                about_a_child=is_about_a_child(read, item.posted),
                body=body,
            )
        )
    return rows


def is_about_a_child(read: Read, posted: date | None) -> bool:
    """Whether a text speaks of somebody under 18, as far as it tells."""
    known = extract.record_of(read, id="", posted=posted)
    if known.category is Category.CHILD:
        return True
    born = known.birth_date.year if isinstance(known.birth_date, PartialDate) else None
    return born is not None and born > (posted or timezone.localdate()).year - OF_AGE


def correct(
    item: EvidenceItem, reading: Reading, change: Corrected, *, by: User
) -> Correction | None:
    """Store how the text must be read instead; the standing search takes up what is new.

    The rows that were there stay, out of force. A change that changes nothing gives None. Raises
    `Stale` if somebody corrected the same people since `reading` was made.
    """
    require(by, "item.correct", item)
    if not EvidenceItem.objects.visible_to(by).filter(pk=item.pk).exists():
        raise NotAllowed("no such item is open to this person")
    if [reading.mentions[key] for key in change.gone] == list(change.made):
        return None
    with transaction.atomic():
        EvidenceItem.objects.select_for_update().get(pk=item.pk)  # one correction after another
        if {*item.mentions.current().values_list("pk", flat=True)} != {*reading.mentions}:
            raise Stale("somebody corrected this meanwhile: look again")
        correction = _put_in_place(item, reading, change, by)
        record(by, "item.corrected", item, correction=str(correction.pk), what=str(change.kind))
    return correction


def _put_in_place(item: EvidenceItem, reading: Reading, change: Corrected, by: User) -> Correction:
    batch = sealing.Batch()
    correction = _correction(item, reading, change, batch)
    correction.by = by
    last = item.mentions.aggregate(last=Max("number"))["last"] or 0
    made = mention_rows(item, change.made, batch, first=last + 1)
    batch.store()
    correction.save(force_insert=True)
    for mention in made:
        mention.corrected_by = correction
    Mention.objects.bulk_create(made)
    gone = Mention.objects.filter(pk__in=change.gone)
    gone.update(replaced_by=correction, searched=False)  # the search takes it out of its index
    mentions_replaced.send(sender=Mention, mentions=list(gone))
    return correction


def _correction(
    item: EvidenceItem, reading: Reading, change: Corrected, batch: sealing.Batch
) -> Correction:
    stays = [read for key, read in reading.mentions.items() if key not in change.gone]
    before, after = list(reading.mentions.values()), [*stays, *change.made]
    told = {
        name: [mention_values(read) for read in sorted(read_as, key=lambda read: read.span.start)]
        for name, read_as in (("before", before), ("after", after))
    }
    number = uuid.uuid4()
    return Correction(
        id=number,
        item=item,
        kind=change.kind,
        body=batch.seal(number, Part.MATCHING, told, sealing.instance().matcher),
        supersedes=item.corrections.filter(superseded_by=None).first(),
    )


def destroy_text(item: EvidenceItem) -> None:
    """Destroy the keys of an item, of all that was read in it, and of what was corrected."""
    mentions = item.mentions.values_list("pk", flat=True)
    corrections = item.corrections.values_list("pk", flat=True)
    for key in (item.pk, *mentions, *corrections):
        sealing.erase(key)


def ask_for_corrections(*, by: User) -> CorrectionExport:
    """Somebody asks for all corrections as a file for the trainer; asked twice it is one."""
    require(by, "corrections.export")
    with transaction.atomic():
        export, _new = CorrectionExport.objects.get_or_create(
            agreed=False, taken_at=None, defaults={"asked_by": by}
        )
        approvals.propose(by, "corrections.export", export)
    return export


def agree_to_corrections(export: CorrectionExport, *, by: User) -> None:
    """A second person agrees; raises `NotAllowed` for whoever asked."""
    require(by, "corrections.export", export)
    with transaction.atomic():
        approvals.confirm(approvals.open_proposal("corrections.export", export), by)
        CorrectionExport.objects.filter(pk=export.pk).update(agreed=True)
        record(by, "corrections.export.confirmed", export)


def take_corrections(export: CorrectionExport, *, lines: int) -> None:
    """The file was written; an export is taken once."""
    with transaction.atomic():
        waiting = CorrectionExport.objects.filter(pk=export.pk, agreed=True, taken_at=None)
        if not waiting.update(taken_at=timezone.now()):
            raise Stale("this export was taken already: ask for another")
        record(export.asked_by, "corrections.exported", export, lines=lines)


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
    in_captivity: bool = False  # said so by whoever enters it; some kinds of source always are (E6)


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


def replace_claim(old: Claim, new: NewClaim, *, by: User) -> Claim:
    """A claim of the same source about the same person, which counts instead of `old` (E3).

    Raises `Stale` if that was withdrawn or replaced meanwhile.
    """
    if ClaimWithdrawal.objects.filter(claim=old).exists():
        raise Stale("this claim was withdrawn: look again")
    return enter_claim(
        new, by=by, mention=old.mention, person=old.person, source=old.source, supersedes=old
    )


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
        raise BadInput(_("A claim is about one person and has one source: choose both."))
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
        coerced=default.in_captivity or new.in_captivity,
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
