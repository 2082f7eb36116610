"""The standing search: everything new is searched for in everything else, both ways.

Whatever is found and the mark that a row was searched are stored in one transaction: a matcher
that is killed loses nothing and finds nothing twice.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from homeward.errors import HomewardError
from homeward.index import Hit, Index
from homeward.records import PersonRecord, Role, WrittenName
from homeward.web.access.fields import Part
from homeward.web.custody.models import Original
from homeward.web.evidence.models import EvidenceItem, Mention
from homeward.web.matching.models import Pair, SearchState
from homeward.web.matching.pictures import Pictures
from homeward.web.matching.records import Boxes, record_of_mention, record_of_person, told_of
from homeward.web.matching.signals import pair_found
from homeward.web.matching.texts import Texts
from homeward.web.registry import sealing
from homeward.web.registry.filing import require_usable
from homeward.web.registry.handed_in import correct_category
from homeward.web.registry.models import Outbox, SoughtPerson

log = logging.getLogger(__name__)
T = TypeVar("T", SoughtPerson, Mention, EvidenceItem, Original)
Searched = SoughtPerson | Mention | EvidenceItem | Original
BATCH = 200
MOST_HITS = 2_000  # of one person: a text that went round a thousand times hides no other
# Whoever writes, signs or is somebody's relative in a text is not offered as the sought person.
NOT_SOUGHT = (Role.AUTHOR.value, Role.RELATIVE.value, Role.OFFICIAL.value)


@dataclass(slots=True, repr=False)
class Search:
    """Both indexes in memory, and the key that filled them."""

    private: bytes
    people: Index = field(default_factory=Index)
    mentions: Index = field(default_factory=Index)
    first_seen: dict[uuid.UUID, float] = field(default_factory=dict)  # filings have no clock
    texts: Texts = field(init=False)
    pictures: Pictures = field(init=False)

    def __post_init__(self) -> None:
        self.texts = Texts(self.private)
        self.pictures = Pictures(self.private)

    def load(self) -> None:
        """Take in everything that was searched before; what is new waits for `step`."""
        _warm_up()
        boxes = sealing.key_store().all_of(Part.MATCHING)
        known = SoughtPerson.objects.matched().filter(searched=True)
        people = _in_batches(known.prefetch_related("statements"))
        self.people = Index.build(_readable(people, self._record_of_person, boxes))
        read = Mention.objects.current().filter(
            searched=True, item__repeats=None, item__unreviewed=False
        )
        mentions = _in_batches(read.exclude(role__in=NOT_SOUGHT).select_related("item"))
        self.mentions = Index.build(_readable(mentions, self._record_of_mention, boxes))
        self.texts.load(_in_batches(EvidenceItem.objects.exclude(digest=None)), boxes)
        self.pictures.load(_in_batches(Original.objects.filter(compared=True)), boxes)

    def step(self) -> int:
        """Search for one batch of what is new; says how many rows that was."""
        self._forget_withdrawn()
        together = self._put_texts_together() + self._put_pictures_together()
        people = list(SoughtPerson.objects.waiting().prefetch_related("statements")[:BATCH])
        for person in people:
            self.first_seen.setdefault(person.pk, time.monotonic())
        waiting = Mention.objects.filter(searched=False).exclude(item__digest=None)
        waiting = waiting.exclude(item__origins__original__compared=False)
        waiting = waiting.select_related("item", "corrected_by", "replaced_by")
        mentions = list(waiting.order_by("item__entered_at", "pk")[:BATCH])
        lags = [self._search_person(person) for person in people]
        lags += [self._search_mention(mention) for mention in mentions]
        _note(lags)
        return len(lags) + together

    def _forget_withdrawn(self) -> None:
        for row in Outbox.objects.all():
            self._forget(str(row.person_id))
            row.delete()

    def _put_texts_together(self) -> int:
        """Before people of a text are searched for, it is known whose copy it is."""
        new = EvidenceItem.objects.filter(digest=None).order_by("entered_at", "pk")
        items = list(new[:BATCH])
        for item in items:
            try:
                self.texts.put_together(item)
            except HomewardError as failure:
                _passed_over(item, failure)
                EvidenceItem.objects.filter(pk=item.pk).update(digest=item.pk.bytes)
        return len(items)

    def _put_pictures_together(self) -> int:
        """After the texts: an item whose text is a copy has its cluster by now."""
        originals = list(Original.objects.filter(compared=False)[:BATCH])
        for original in originals:
            try:
                self.texts.merge(self.pictures.put_together(original))
            except HomewardError as failure:
                _passed_over(original, failure)
                Original.objects.filter(pk=original.pk).update(compared=True)
        return len(originals)

    def _forget(self, record_id: str) -> None:
        if record_id in self.people:
            self.people.withdraw(record_id)

    def _record_of_person(self, person: SoughtPerson, boxes: Boxes | None = None) -> PersonRecord:
        told = told_of(person.statements.all(), self.private, boxes=boxes)
        require_usable(told)
        correct_category(person, told)
        return record_of_person(person, told)

    def _record_of_mention(self, mention: Mention, boxes: Boxes | None = None) -> PersonRecord:
        return record_of_mention(mention, self.private, boxes=boxes)

    def _know_person(self, person: SoughtPerson) -> PersonRecord:
        record = self._record_of_person(person)
        self._forget(record.id)
        self.people.insert(record)
        return record

    def _know_mention(self, mention: Mention) -> PersonRecord:
        """What nobody reviewed yet is compared, but crowds nothing else out of the index."""
        record = self._record_of_mention(mention)
        if record.id not in self.mentions and not mention.item.unreviewed:
            self.mentions.insert(record)
        return record

    def _search_person(self, person: SoughtPerson) -> float:
        hits = self._hits_of_person(person)
        with transaction.atomic():
            # Locked and asked again: a switch turned off meanwhile counts (R5).
            if not _locked_if_matched(person.pk):
                self._forget(str(person.pk))
                return 0.0
            for hit in hits:
                _keep(person.pk, uuid.UUID(hit.id), hit)
            as_read = SoughtPerson.objects.filter(pk=person.pk, version=person.version)
            as_read.update(searched=True)  # told more meanwhile: he waits again
        return time.monotonic() - self.first_seen.pop(person.pk)

    def _search_mention(self, mention: Mention) -> float:
        if mention.replaced_by:
            return self._forget_mention(mention, mention.replaced_by.at)
        hits = self._hits_of_mention(mention)
        with transaction.atomic():
            for hit in hits:
                if _locked_if_matched(uuid.UUID(hit.id)):
                    _keep(uuid.UUID(hit.id), mention.pk, hit)
            Mention.objects.filter(pk=mention.pk).update(searched=True)
        if mention.item.entered_by_id is None and mention.corrected_by is None:
            return 0.0  # handed in by a family or a stranger: there is no clock of it
        came_in = mention.corrected_by.at if mention.corrected_by else mention.item.entered_at
        return (timezone.now() - came_in).total_seconds()

    def _forget_mention(self, mention: Mention, since: datetime) -> float:
        """A correction put another reading in its place: nobody is compared with it any more."""
        if str(mention.pk) in self.mentions:
            self.mentions.withdraw(str(mention.pk))
        Mention.objects.filter(pk=mention.pk).update(searched=True)
        return (timezone.now() - since).total_seconds()

    def _hits_of_person(self, person: SoughtPerson) -> list[Hit]:
        try:
            return self._of_several_texts(self._know_person(person))
        except HomewardError as failure:
            _passed_over(person, failure)
            return []

    def _of_several_texts(self, record: PersonRecord) -> list[Hit]:
        """So many texts as may become candidates: copies of one crowd no other out (FLO-4)."""
        wanted = top = settings.HOMEWARD_CANDIDATES_PER_RECORD
        while True:
            hits = self._search(self.mentions, record, top)
            texts = _texts_of(hits)
            if len(hits) < top or len(set(texts.values())) >= wanted or top >= MOST_HITS:
                break
            top *= 4
        kept = set(list(dict.fromkeys(texts[hit.id] for hit in hits if hit.id in texts))[:wanted])
        return [hit for hit in hits if texts.get(hit.id) in kept]

    def _hits_of_mention(self, mention: Mention) -> list[Hit]:
        if mention.role in NOT_SOUGHT:
            return []
        try:
            top = settings.HOMEWARD_CANDIDATES_PER_RECORD
            return self._search(self.people, self._know_mention(mention), top)
        except HomewardError as failure:
            _passed_over(mention, failure)
            return []

    def _search(self, index: Index, record: PersonRecord, top: int) -> list[Hit]:
        return index.search(record, top=top, least=settings.HOMEWARD_LEAST_SCORE)


def _texts_of(hits: Iterable[Hit]) -> dict[str, str]:
    """The cluster of each mention's text: copies of one text or picture have one."""
    rows = Mention.objects.filter(pk__in=[hit.id for hit in hits])
    return {str(pk): cluster for pk, cluster in rows.values_list("pk", "item__cluster")}


def _warm_up() -> None:
    """Read dictionaries and compile kernels now, not when the first family waits."""
    somebody = PersonRecord(id="nobody", name=WrittenName("Іваненко Іван Іванович"))
    for index in (Index(), Index.build([somebody])):
        index.insert(somebody)
        index.search(somebody)


def _readable(
    rows: Iterator[T], read: Callable[[T, Boxes], PersonRecord], boxes: Boxes
) -> Iterator[PersonRecord]:
    for row in rows:
        try:
            yield read(row, boxes)
        except HomewardError as failure:
            _passed_over(row, failure)


def _passed_over(row: Searched, failure: HomewardError) -> None:
    """One row whose key was destroyed or that is damaged must not stop the search for others."""
    log.warning("%s cannot be searched for: %s", row, type(failure).__name__)


def _in_batches(rows: QuerySet[T]) -> Iterator[T]:
    return rows.iterator(chunk_size=2000)


def _locked_if_matched(person: uuid.UUID) -> bool:
    locked = SoughtPerson.objects.select_for_update().filter(pk=person)
    return bool(locked) and SoughtPerson.objects.matched().filter(pk=person).exists()


def _keep(person: uuid.UUID, mention: uuid.UUID, hit: Hit) -> None:
    found = {
        "score": hit.score.score,
        "bits": hit.score.bits,
        "hypothesis": hit.score.hypothesis.value,
    }
    pair, new = Pair.objects.update_or_create(person_id=person, mention_id=mention, defaults=found)
    if new:
        pair_found.send(sender=Pair, pair=pair)


def waiting() -> int:
    """How many rows were not searched for yet."""
    return SoughtPerson.objects.waiting().count() + Mention.objects.filter(searched=False).count()


def _note(lags: list[float]) -> None:
    """The lag is that of the last batch that was not empty."""
    lag = {"lag_seconds": max(lags)} if lags else {}
    note(has_key=True, loaded=True, waiting=waiting(), **lag)


def note(**values: float | bool) -> None:
    """Write the matcher's sign of life."""
    SearchState.objects.update_or_create(pk=1, defaults={"heard_at": timezone.now(), **values})
