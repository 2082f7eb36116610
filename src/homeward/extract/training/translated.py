"""Russian news word by word in Ukrainian, with the same people marked.

There are no Ukrainian news with people marked that we may learn from. A common word becomes its
twin from `words_uk.csv`; any other, names among them, is spelt as Ukrainian spells such words. The
result is no good Ukrainian, but names stand in it where they stand in news.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from homeward.extract.corpora import MarkedText
from homeward.extract.training.ukrainian import forms
from homeward.records import Span

_WORD = re.compile(r"[А-Яа-яЁё]+")
_ENDINGS = (  # of Russian words that the table lacks, longest first
    *(("ского", "ського"), ("скому", "ському"), ("ский", "ський"), ("ским", "ським")),
    *(("ских", "ських"), ("ская", "ська"), ("ской", "ської"), ("скую", "ську"), ("ское", "ське")),
    *(("ские", "ські"), ("ском", "ському"), ("цкого", "цького"), ("цкому", "цькому")),
    *(("цкий", "цький"), ("цким", "цьким"), ("ией", "ією"), ("ыми", "ими"), ("ый", "ий")),
    *(("ой", "ої"), ("ая", "а"), ("ия", "ія"), ("ию", "ію"), ("ии", "ії"), ("ым", "им")),
    *(("ых", "их"), ("ы", "и")),
)
_SMALL_ENDINGS = (  # of words that are no names
    *(("ться", "тися"), ("нием", "нням"), ("ость", "ість"), ("ости", "ості"), ("лось", "лося")),
    *(("лась", "лася"), ("лись", "лися"), ("лся", "вся"), ("ние", "ння"), ("ния", "ння")),
    *(("нию", "нню"), ("нии", "нні"), ("ать", "ати"), ("ять", "яти"), ("ить", "ити")),
    *(("еть", "іти"), ("уть", "ути"), ("ает", "ає"), ("яет", "яє"), ("ует", "ує"), ("еет", "іє")),
    *(("ают", "ають"), ("уют", "ують"), ("яя", "я"), ("ое", "е"), ("ее", "є"), ("ые", "і")),
    *(("ие", "і"), ("ую", "у"), ("юю", "ю"), ("ет", "є"), ("ит", "ить"), ("ят", "ять")),
    *(("ут", "уть"), ("ют", "ють"), ("ал", "ав"), ("ял", "яв"), ("ил", "ив"), ("ел", "ів")),
)
_LETTERS = str.maketrans({"ы": "и", "э": "е", "ъ": "'", "ё": "ьо"})
_SOFT_I = re.compile(r"(?<![дтзсцржшч])и(?!й$)")
_LONG = 4  # letters of a word whose ending is changed


def in_ukrainian(text: MarkedText) -> MarkedText:
    """The text in Ukrainian words, and the same people."""
    pieces: list[str] = []
    moved = [0] * (len(text.text) + 1)  # where each place of the text went
    at = length = 0
    for start, end, word in _words(text.text):
        for place in range(at, start):
            moved[place] = length + place - at
        pieces += [text.text[at:start], word]
        length += start - at
        moved[start:end] = [length + min(place, len(word)) for place in range(end - start)]
        length += len(word)
        at = end
    for place in range(at, len(moved)):
        moved[place] = length + place - at
    pieces.append(text.text[at:])
    people = tuple(Span(moved[span.start], moved[span.end]) for span in text.people)
    return MarkedText(text.id, "".join(pieces), people)


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _WORD.finditer(text):
        word = match.group()
        low = word.lower().replace("ё", "е")
        told = _twins().get(low) or _spelt(low, small=word[0].islower())
        yield match.start(), match.end(), _as_written(word, told)


def _as_written(word: str, told: str) -> str:
    if len(word) > 1 and word.isupper():
        return told.upper()
    return told[:1].upper() + told[1:] if word[0].isupper() else told


@cache
def _twins() -> dict[str, str]:
    found: dict[str, str] = {}
    for ukrainian, russian in forms():
        found.setdefault(russian, ukrainian)
    return found


def _spelt(low: str, *, small: bool) -> str:
    for russian, ukrainian in (*_SMALL_ENDINGS, *_ENDINGS) if small else _ENDINGS:
        if len(low) >= _LONG and low.endswith(russian):
            begun = low.removesuffix(russian)
            return _SOFT_I.sub("і", begun.translate(_LETTERS)) + ukrainian
    return _SOFT_I.sub("і", low.translate(_LETTERS))
