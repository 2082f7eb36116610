"""How far the standing search is, in words for a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from homeward.web.matching.models import SearchState
from homeward.web.matching.search import waiting

SILENT_AFTER = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Progress:
    """`runs` is False while the matcher is dead or has no key: matching waits, nothing is lost."""

    runs: bool
    has_key: bool
    waiting: int
    lag_seconds: float


def progress() -> Progress:
    """The standing search now."""
    state = SearchState.objects.filter(pk=1).first()
    if state is None or state.heard_at is None:
        return Progress(runs=False, has_key=False, waiting=waiting(), lag_seconds=0.0)
    alive = timezone.now() - state.heard_at < SILENT_AFTER
    return Progress(
        runs=alive and state.has_key and state.loaded,
        has_key=alive and state.has_key,
        waiting=waiting(),
        lag_seconds=state.lag_seconds,
    )
