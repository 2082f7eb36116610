"""What was seen when one feature of two records was compared, before it is weighed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from homeward.match.features import Feature, Level


@dataclass(frozen=True, slots=True)
class Observation:
    """One feature of two records, and how far it agrees.

    `rarity`: bits of the shared value itself, if its frequency is known.
    `similarity`: of two spellings, 0 to 1. `reason`: a code of the catalogue of sentences.
    `alone`: the words compared are all that both names have. `plausible`: bits, 0 or less, that it
    costs to read the names so.
    """

    feature: Feature
    level: Level
    ours: str
    theirs: str
    reason: str
    rarity: float | None = None
    similarity: float | None = None
    params: Mapping[str, str | int] = field(default_factory=dict)
    alone: bool = False
    plausible: float = 0.0


def seen(
    feature: Feature,
    level: Level,
    ours: object,
    theirs: object,
    *,
    reason: str | None = None,
    rarity: float | None = None,
    similarity: float | None = None,
    params: Mapping[str, str | int] | None = None,
) -> Observation:
    """An observation; its sentence is that of the level unless `reason` says otherwise."""
    if ours is None and theirs is None:
        return neither_has(feature)
    ours = "" if ours is None else str(ours)
    theirs = "" if theirs is None else str(theirs)
    if level is Level.MISSING:
        if not ours and not theirs:
            return neither_has(feature)
        reason = _who_lacks(ours, theirs)
    reason = reason or f"{feature}.{level}"
    return Observation(feature, level, ours, theirs, reason, rarity, similarity, params or {})


@cache
def neither_has(feature: Feature) -> Observation:
    """Neither record has it."""
    return Observation(feature, Level.MISSING, "", "", "missing.both")


def _who_lacks(ours: str, theirs: str) -> str:
    if ours and theirs:
        return "missing.incomparable"
    return "missing.both" if not ours and not theirs else "missing.one"
