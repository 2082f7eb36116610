"""What a recogniser returns: one thing said, and where in the clean text."""

from __future__ import annotations

from dataclasses import dataclass

from homeward.records import FieldName, Polarity


@dataclass(frozen=True, slots=True)
class Found:
    """A value of a field and its place, code points `start` up to `end` of the clean text."""

    name: FieldName
    value: str
    start: int
    end: int
    polarity: Polarity = Polarity.ASSERTED
    doubtful: bool = False
