"""The people of a text, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from homeward.extract.clean import CleanText
from homeward.extract.forms import parts_and_forms
from homeward.extract.found import Found
from homeward.extract.people import NameSpan, find_names
from homeward.extract.person import Person, of_span
from homeward.extract.words import words_of

_QUOTED = re.compile(r"[«\"“„(][^«»\"“”„()]*[»\"”“)]")


def people_in(
    readable: CleanText, sentences: Sequence[tuple[int, int]], call_signs: Sequence[Found]
) -> list[Person]:
    """Every naming of a person, in order; a call sign by itself names nobody."""
    found: list[Person] = []
    for start, end in sentences:
        words = words_of(readable.text, readable.low, start, end)
        words = [word for word in words if not _inside(word.start, call_signs)]
        found.extend(_person(readable.text, span) for span in find_names(readable.text, words))
    return found


def _inside(at: int, call_signs: Sequence[Found]) -> bool:
    return any(sign.start <= at < sign.end for sign in call_signs)


def _person(text: str, span: NameSpan) -> Person:
    name = _QUOTED.sub(" ", text[span.start : span.end])
    parts, forms, sex = parts_and_forms(" ".join(name.split()))
    return of_span(span, dict(parts), forms, sex)
