"""Items that nobody of the staff entered: what witnesses, found people and families hand in.

They wait for a caseworker: no list of posts shows them and no match of theirs is a candidate
before. They carry no clock (SEI-4), and nothing is written into the log, which has one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time

from django.db import transaction

from homeward.claims import Axis, default_grade
from homeward.records import Mention as Read
from homeward.web.evidence.actions import Post, item_row, mention_rows
from homeward.web.evidence.models import EvidenceItem, Mention, Source
from homeward.web.registry import sealing
from homeward.web.registry.weeks import this_week


def source_of(kind: str, title: str) -> Source:
    """The one source that stands for all reports of a kind; it is never public."""
    reliability = default_grade(kind, Axis.FATE).grade.reliability.value
    source, _ = Source.objects.get_or_create(
        kind=kind, title=title, public=False, defaults={"reliability": reliability}
    )
    return source


def deposit(post: Post, source: Source, people: Sequence[Read]) -> EvidenceItem:
    """Keep it sealed; that the same words came in before only the matcher can tell."""
    batch = sealing.Batch()
    item = item_row(post, source, batch, by=None)
    item.entered_at = datetime.combine(this_week(), time.min, UTC)
    item.unreviewed = True
    mentions = mention_rows(item, people, batch)
    batch.store()
    with transaction.atomic():
        item.save(force_insert=True)
        Mention.objects.bulk_create(mentions)
    return item


def reviewed(item: EvidenceItem) -> None:
    """A caseworker looked at it and keeps it: from now on it is evidence like any other."""
    EvidenceItem.objects.filter(pk=item.pk).update(unreviewed=False)
