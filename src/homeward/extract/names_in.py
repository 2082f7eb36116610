"""The people of a text, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from homeward.extract.clean import CleanText
from homeward.extract.forms import parts_and_forms
from homeward.extract.people import NameSpan, find_names
from homeward.extract.person import Person, of_span
from homeward.extract.words import words_of

_QUOTED = re.compile(r"[«\"“„(][^«»\"“”„()]*[»\"”“)]")


def people_in(readable: CleanText, sentences: Sequence[tuple[int, int]]) -> list[Person]:
    """Every naming of a person, in order."""
    found: list[Person] = []
    for start, end in sentences:
        words = words_of(readable.text, readable.low, start, end)
        found.extend(_person(readable.text, span) for span in find_names(readable.text, words))
    return found


def _person(text: str, span: NameSpan) -> Person:
    name = _QUOTED.sub(" ", text[span.start : span.end])
    parts, forms, sex = parts_and_forms(" ".join(name.split()))
    return of_span(span, dict(parts), forms, sex)
