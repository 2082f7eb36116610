"""A name said once more in Latin letters: "Джошуа Вольф (Joshua Wolf)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.fuzz import ratio

from homeward.extract.people import NameSpan
from homeward.text import fold

_IN_BRACKETS = re.compile(r" ?\(([A-Z][A-Za-z'’.-]+(?: [A-Za-z'’.-]+){1,4})(?=[),;])")
_ALIKE = 55.0  # of 100; two spellings of one name sound at least so much the same


def in_latin_too(text: str, spans: Sequence[NameSpan]) -> Iterator[NameSpan]:
    """The names, and those that repeat the one before in Latin letters."""
    twins = [twin for span in spans if (twin := _twin(text, span))]
    free = [s for s in spans if not any(t.start < s.end and s.start < t.end for t in twins)]
    yield from sorted((*free, *twins), key=lambda span: span.start)


def _twin(text: str, span: NameSpan) -> NameSpan | None:
    match = _IN_BRACKETS.match(text, span.end)
    name = text[span.start : span.end]
    if match is None or len(span.shape) == 1 or name.isascii():
        return None
    if ratio(fold(name), fold(match[1])) < _ALIKE:
        return None
    return NameSpan(*match.span(1), span.shape, span.score)
