"""Stills of one face that a family may see, after a warning (R15)."""

from __future__ import annotations

from homeward.web.custody.models import Still
from homeward.web.custody.stills import opened
from homeward.web.registry.codes import OpenCase
from homeward.web.registry.models import TracingRequest
from homeward.web.review.queries import relationship_checked


def released_stills(request: TracingRequest) -> list[Still]:
    """Those that a second person released, and none before the relationship was checked (R36)."""
    if not relationship_checked(request):
        return []
    rows = Still.objects.filter(person__request=request).exclude(released_by=None)
    return list(rows.order_by("released_in_week", "pk"))


def read_still(case: OpenCase, still: Still) -> bytes:
    """The picture as JPEG; raises `Sealed`. To be shown after the warning only."""
    return opened(still, case.private)
