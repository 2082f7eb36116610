"""Items that go back to one origin (E1)."""

from __future__ import annotations

from django.db.models import QuerySet

from homeward.web.access.models import User
from homeward.web.evidence.models import EvidenceItem


def others_of_cluster(item: EvidenceItem, by: User) -> QuerySet[EvidenceItem]:
    """The other items with the same picture or text that this person may see, oldest first."""
    seen = EvidenceItem.objects.visible_to(by).filter(cluster=item.cluster, unreviewed=False)
    return seen.exclude(pk=item.pk).select_related("source").order_by("posted", "entered_at", "pk")
