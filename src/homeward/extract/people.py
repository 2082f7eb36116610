"""Find the names of people: the best set of spans that do not overlap, by dynamic programming.

Each word may be a family name, given name, patronymic or initial with some weight; a span is a
sequence of roles that people use, whose words agree in case and sex.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from homeward.extract.common import grammar_of, is_common
from homeward.extract.name_words import F, I, agreement, never_names, roles
from homeward.extract.words import Word

_SHAPES: dict[str, float] = {  # what the sequence itself adds
    "FGP": 2.0,
    "GPF": 2.0,
    "FG": 0.6,
    "GF": 0.8,
    "GP": 1.2,
    "FIP": 0.5,
    "FP": 0.6,
    "FII": 1.6,
    "IIF": 1.6,
    "FI": 0.3,
    "IF": 0.6,
    "GIF": 1.0,
    "GI": 0.2,
    "G": -1.7,
    "F": -2.6,
    "P": -1.6,
}
_PREFIXES = frozenset(shape[:size] for shape in _SHAPES for size in range(1, len(shape) + 1))
_PLAIN_GAP = re.compile(r"[ ]{1,3}|[ ]?\n[ ]?")
_INITIAL_GAP = re.compile(r"[ ]?\.?[ ]{0,2}")
_CALL_SIGN = re.compile(r"[ ]?(?:[«\"“„][^«»\"“”„()\n]{2,24}[»\"”“]|\([^()\n\d]{3,20}\))[ ]")
_TITLE_GAP = re.compile(r"[\s:,—–-]{1,3}")
_AFTER_TITLE = 1.7  # "боец Гуменюк": a single word may be a name here
_AGE_AFTER = re.compile(r"\.?,?[ ]\(?\d{1,2}[ ](?:лет|год|рок|рік|роч|years|міс|мес)")
_LINE_START, _LINE_END = (
    re.compile(r"(?:^|\n)[\s•*\d.)(–—-]*$"),
    re.compile(r"\.?[ ]*(?:\n|$|[,;|])"),
)
_AS_ENTRY = 1.4
_CAPITAL_INSIDE, _TOWN_INSIDE = 1.2, 1.8
_POSSESSIVE = re.compile(r"(?:[оеё]в|[иы]н)(?:а|у|ым|е|ой)?$")
_SHOUTED_PARTLY = 1.5  # "РФ Владимир"; but families are often shouted: "ЛОСЕВ Иван"
_SMALL, _SMALL_AND_COMMON, _MIXED = 0.8, 2.5, 1.5


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A stretch that names a person; `shape` tells the roles of its words ("FGP", "FII")."""

    start: int
    end: int
    shape: str
    score: float


def find_names(text: str, words: Sequence[Word]) -> list[NameSpan]:
    """The best set of spans that do not overlap."""
    ending: dict[int, list[tuple[int, NameSpan]]] = {}
    for at, stop, span in _candidates(text, words):
        ending.setdefault(stop, []).append((at, span))
    if not ending:
        return []
    best: list[tuple[float, NameSpan | None, int]] = [(0.0, None, 0)] * (len(words) + 1)
    for stop in range(1, len(words) + 1):
        best[stop] = (best[stop - 1][0], None, stop - 1)
        for at, span in ending.get(stop, ()):
            score = best[at][0] + span.score
            if score > best[stop][0]:
                best[stop] = (score, span, at)
    return list(_path(best))[::-1]


def _path(best: Sequence[tuple[float, NameSpan | None, int]]) -> Iterator[NameSpan]:
    stop = len(best) - 1
    while stop > 0:
        _, span, before = best[stop]
        if span is not None:
            yield span
        stop = before


def _candidates(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int, NameSpan]]:
    played = [roles(words, at) for at in range(len(words))]
    for at, roles_of in enumerate(played):
        for role in roles_of:
            if role in _PREFIXES:
                yield from _grown(text, words, played, [at], role)


def _grown(
    text: str, words: Sequence[Word], played: Sequence[str], named: list[int], shape: str
) -> Iterator[tuple[int, int, NameSpan]]:
    """This span if its shape is one that people use, and all that it may grow to."""
    stop = named[-1] + 1
    if shape in _SHAPES and (shape != F or _may_stand_alone(text, words, named[0])):
        span = _span(text, words, named, shape)
        if span.score > 0:
            yield named[0], stop, span
    following = _past_call_sign(text, words, stop)
    if following >= len(words):
        return
    for role in played[following]:
        if shape + role in _PREFIXES and (
            following > stop or _joined(text, words[stop - 1], words[stop], shape[-1] + role)
        ):
            yield from _grown(text, words, played, [*named, following], shape + role)


def _past_call_sign(text: str, words: Sequence[Word], stop: int) -> int:
    """The word that goes on after a call sign or former name in quotes or brackets."""
    match = _CALL_SIGN.match(text, words[stop - 1].end)
    following = stop
    while match and following < len(words) and words[following].start < match.end():
        following += 1
    return following


def _joined(text: str, left: Word, right: Word, pair: str) -> bool:
    gap = text[left.end : right.start]
    if I in pair:
        if pair == I + F and not left.dotted:
            return False
        return bool(_INITIAL_GAP.fullmatch(gap)) and (gap != "" or left.dotted)
    return bool(_PLAIN_GAP.fullmatch(gap))


def _span(text: str, words: Sequence[Word], named: list[int], shape: str) -> NameSpan:
    parts = [words[number] for number in named]
    score = _SHAPES[shape] + agreement(tuple(word.head for word in parts), shape)
    if not all(word.capital for word in parts):
        score -= _small_letters(parts, shape)
    elif named[0] and _is_title(text, words[named[0] - 1], parts[0]):
        score += _AFTER_TITLE
    if shape == "FGP" and named[0]:
        score += _inside_sentence(parts[0].head)
    shouted = [word.text.isupper() for word in parts if len(word.text) > 1]
    if any(shouted) and not all(shouted):
        score -= _SHOUTED_PARTLY
    if _stands_as_entry(text, parts[0], parts[-1]):
        score += _AS_ENTRY
    if shape in ("FI", "GI") and not parts[-1].dotted:
        score -= _MIXED
    end = parts[-1].end + (shape[-1] == I and parts[-1].dotted)
    return NameSpan(parts[0].start, end, shape, score)


def _may_stand_alone(text: str, words: Sequence[Word], at: int) -> bool:
    """A family name by itself is believed after a rank or an office, or as an entry."""
    word = words[at]
    after_title = at > 0 and word.capital and _is_title(text, words[at - 1], word)
    return after_title or _stands_as_entry(text, word, word)


def _inside_sentence(low: str) -> float:
    """A common word or a town with a capital is a family name, where a full name goes on."""
    if is_common(low):
        return _CAPITAL_INSIDE
    return _TOWN_INSIDE if _POSSESSIVE.search(low) and grammar_of(low).place else 0.0


def _stands_as_entry(text: str, first: Word, last: Word) -> bool:
    """A name and an age ("Соня, 4 года"), or a line of a list that holds no more."""
    if _AGE_AFTER.match(text, last.end):
        return True
    alone = _LINE_END.match(text, last.end) is not None
    return alone and _LINE_START.search(text[max(0, first.start - 8) : first.start]) is not None


def _is_title(text: str, before: Word, first: Word) -> bool:
    return before.low in never_names() and bool(
        _TITLE_GAP.fullmatch(text[before.end : first.start])
    )


def _small_letters(parts: Sequence[Word], shape: str) -> float:
    """In small letters a name needs more: two parts at least, and no common word."""
    if len(shape) < 2 or I in shape:
        return 9.0
    small = [word for word in parts if not word.capital]
    mixed = 0 < len(small) < len(parts)
    common = sum(is_common(word.head) for word in parts)
    return _SMALL * len(small) + _SMALL_AND_COMMON * common + _MIXED * mixed
