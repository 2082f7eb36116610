"""What keeps a request from ending by itself (R27)."""

from __future__ import annotations

from typing import Any

from homeward.web.registry.models import TracingRequest
from homeward.web.review.models import OPEN_STATES, Candidate


def has_open_candidate(request: TracingRequest, **more: Any) -> bool:  # noqa: ARG001  # of the signal
    """Whether a possible match of this request still waits for somebody's eyes."""
    return Candidate.objects.filter(pair__person__request=request, state__in=OPEN_STATES).exists()
