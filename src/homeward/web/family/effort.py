"""How much was searched: the same figures for every family of the same week (R36)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from homeward.web.evidence.models import EvidenceItem, Mention
from homeward.web.registry.weeks import this_week

LISTS = ("bureau_list", "unknown_list", "icrc_confirmation")  # kinds of source that bring lists


@dataclass(frozen=True, slots=True)
class Effort:
    """Lists and posts (all that is no list) that were compared."""

    lists: int
    posts: int

    def __bool__(self) -> bool:
        return bool(self.lists or self.posts)


def searched_since(week: date) -> Effort:
    """What came in since that week and was compared with every request."""
    waits = Mention.objects.filter(item=OuterRef("pk"), searched=False)
    done = EvidenceItem.objects.filter(~Exists(waits), entered_in_week__gte=week)
    counted = done.aggregate(
        lists=Count("pk", filter=Q(source__kind__in=LISTS)),
        posts=Count("pk", filter=~Q(source__kind__in=LISTS)),
    )
    return Effort(**counted)


def searched_this_week() -> Effort:
    """The same since Monday."""
    return searched_since(this_week())
