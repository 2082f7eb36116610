"""The sentence around a name, cut out of the text just as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from homeward.records import Span
from homeward.trace.lead import Proof

_REACH = 600  # characters on each side of the name in which a sentence may begin and end
_LONGEST = 700  # of a proof; a longer sentence is cut between words
_BREAK = re.compile(r"\n+|(?<=[.!?…])[»”\")\]]*\s+(?=[^\W_a-zа-яіїєґё])")
# A dot after these ends no sentence; nor does one after a single letter (В. С., р., г.).
_SHORT = frozenset(
    "гр ст мл вул ул буд обл кв тел зв ім им нар род рожд див см mr mrs dr".split()  # noqa: SIM905  # words
)
_ITEM_NUMBER = re.compile(r"\s*\d{1,5}\.")
_LAST_WORD = re.compile(r"([^\W\d_]+)\.[»”\")\]]*$")


def proof(text: str, name: Span, others: Iterable[Span] = ()) -> Proof:
    """The sentence of the name and those beside it up to the last of `others` that is near.

    Other spans that are further away are left out.
    """
    sentences = _sentences(text, name)
    around = _covering(sentences, name)
    near = [span for span in others if span.end > span.start]
    for span in sorted(near, key=lambda span: abs(span.start - name.start)):
        wider = _covering(sentences, _hull(around, span))
        if wider.end - wider.start <= _LONGEST and _holds(wider, span):
            around = wider
    around = _cut(text, around, name)
    marks = [name, *(span for span in near if _holds(around, span))]
    moved = (Span(span.start - around.start, span.end - around.start) for span in _apart(marks))
    return Proof(around.of(text), around.start, tuple(moved))


def _sentences(text: str, name: Span) -> list[Span]:
    """The sentences near the name, without the white space between them."""
    first, last = max(0, name.start - _REACH), min(len(text), name.end + _REACH)
    found, start = [], first
    for gap in _BREAK.finditer(text, first, last):
        if not _is_short(text[start : gap.start()], gap.group()):
            found.append(Span(start, gap.start()))
            start = gap.end()
    found.append(Span(start, last))
    return [span for span in found if span.of(text).strip()]


def _is_short(before: str, gap: str) -> bool:
    """Whether the dot before a gap belongs to an initial, a shortened word or a list's number."""
    if "\n" in gap:
        return False
    word = _LAST_WORD.search(before)
    if word is None:
        return _ITEM_NUMBER.fullmatch(before) is not None
    return len(word.group(1)) == 1 or word.group(1).lower() in _SHORT


def _covering(sentences: Sequence[Span], span: Span) -> Span:
    touched = [s for s in sentences if s.start < span.end and span.start < s.end] or [span]
    return _hull(Span(touched[0].start, touched[-1].end), span)


def _cut(text: str, around: Span, name: Span) -> Span:
    """Not longer than allowed, cut between words, with the name in it."""
    start, end = around.start, around.end
    if end - start > _LONGEST:
        start = max(start, name.start - _LONGEST // 2)
        end = max(min(end, start + _LONGEST), name.end)
        if start > around.start:
            start = min(text.find(" ", start, name.start) + 1 or start, name.start)
        if end < around.end:
            end = max(text.rfind(" ", name.end, end), name.end)
    words = text[start:end]
    return Span(start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip()))


def _apart(spans: Sequence[Span]) -> list[Span]:
    """The spans in order of importance, without those that overlap an earlier one."""
    kept: list[Span] = []
    for span in spans:
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return kept


def _hull(one: Span, other: Span) -> Span:
    return Span(min(one.start, other.start), max(one.end, other.end))


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
