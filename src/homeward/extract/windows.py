"""A long text in windows, so that memory and time do not grow faster than it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from homeward.records import Mention, Span

WINDOW = 40_000  # letters; a text up to this long is read as one
_SEAMS = ("\n\n", "\n", ". ", " ")


def windows(text: str) -> Iterator[tuple[int, int]]:
    """Starts and ends that cover the text, cut where it breaks most: a blank line at best."""
    start = 0
    while len(text) - start > WINDOW:
        end = _seam(text, start + WINDOW // 2, start + WINDOW)
        yield start, end
        start = end
    yield start, len(text)


def _seam(text: str, first: int, last: int) -> int:
    for seam in _SEAMS:
        at = text.rfind(seam, first, last)
        if at > 0:
            return at + len(seam)
    return last


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the whole text, with the heading above it of the list that it goes on with."""

    whole: str
    start: int
    end: int
    heading: Span | None

    @property
    def text(self) -> str:
        above = self.heading.of(self.whole) + "\n" if self.heading else ""
        return above + self.whole[self.start : self.end]

    def span(self, inside: Span) -> Span:
        """Where a span of the window stands in the whole text."""
        length = self.heading.end - self.heading.start if self.heading else -1
        if self.heading and inside.start < length:
            by = self.heading.start
            return Span(inside.start + by, min(inside.end, length) + by)
        by = self.start - length - 1
        return Span(inside.start + by, inside.end + by)

    def in_whole(self, mention: Mention) -> Mention:
        """The same mention with the places of the whole text."""
        fields = tuple(replace(found, span=self.span(found.span)) for found in mention.fields)
        return replace(mention, span=self.span(mention.span), fields=fields)
