"""How much was searched: the same figures for every family of the same week (R36)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from homeward.web.evidence.models import EvidenceItem, Mention
from homeward.web.registry.weeks import this_week

LISTS = ("bureau_list", "unknown_list", "icrc_confirmation")  # kinds of source that bring lists
SIGHTINGS = ("witness_report", "own_word")


@dataclass(frozen=True, slots=True)
class Effort:
    """Lists, posts (all that is neither) and sightings that were compared."""

    lists: int
    posts: int
    sightings: int = 0

    def __bool__(self) -> bool:
        return bool(self.lists or self.posts or self.sightings)


def searched_since(week: date) -> Effort:
    """What came in since that week, and was compared with every request.

    What strangers hand in counts once a caseworker kept it: else whoever sends a thousand
    reports would make the search look busy.
    """
    waits = Mention.objects.filter(item=OuterRef("pk"), searched=False)
    came_in = EvidenceItem.objects.counted().filter(unreviewed=False, entered_in_week__gte=week)
    lists, seen = Q(source__kind__in=LISTS), Q(source__kind__in=SIGHTINGS)
    counted = came_in.filter(~Exists(waits)).aggregate(
        lists=Count("pk", filter=lists),
        posts=Count("pk", filter=~lists & ~seen),
        sightings=Count("pk", filter=seen),
    )
    return Effort(**counted)


def searched_this_week() -> Effort:
    """The same since Monday."""
    return searched_since(this_week())
