"""Find the names of people: the best set of spans that do not overlap, by dynamic programming.

Each word may be a family name, given name, patronymic or initial with some weight (from
`homeward.names`); a span is a sequence of roles that people use, whose words agree in case
and sex. What the rules leave open is decided by the tagger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from homeward.extract.common import is_common
from homeward.extract.words import Word
from homeward.names import PartRole, TokenAnalysis, token_analyses

F, G, P, I = "F", "G", "P", "I"  # noqa: E741  family name, given name, patronymic, initial
_ROLE = {PartRole.FAMILY: F, PartRole.GIVEN: G, PartRole.PATRONYMIC: P}
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
    "G": -1.7,
    "F": -2.6,
    "P": -1.6,
}
_PREFIXES = frozenset(shape[:size] for shape in _SHAPES for size in range(1, len(shape) + 1))
_PLAIN_GAP = re.compile(r"[ ]{1,3}|[ ]?\n[ ]?")
_INITIAL_GAP = re.compile(r"\.?[ ]{0,2}")
_CALL_SIGN = re.compile(r"[ ]?(?:[«\"“„][^«»\"“”„()\n]{2,24}[»\"”“]|\([^()\n\d]{3,20}\))[ ]")
_OGLY = frozenset(
    ["оглы", "огли", "оглу", "кызы", "кизи", "гызы", "улы", "uly", "ogly", "oglu", "kyzy"]
)
MINIMUM = 0.0


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A stretch that names a person; `shape` tells the roles of its words ("FGP", "FII")."""

    start: int
    end: int
    shape: str
    score: float
    size: int  # words, particles and call signs included
    lower: bool  # not all its words begin with a capital


def find_names(text: str, words: Sequence[Word]) -> list[NameSpan]:
    """The best set of spans that do not overlap."""
    best: list[tuple[float, NameSpan | None, int]] = [(0.0, None, 0)] * (len(words) + 1)
    spans = list(_candidates(text, words))
    ending: dict[int, list[tuple[int, NameSpan]]] = {}
    for at, stop, span in spans:
        ending.setdefault(stop, []).append((at, span))
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
    for at, word in enumerate(words):
        for role in roles(word):
            if role in _PREFIXES:
                yield from _grown(text, words, at, at + 1, role)


def _grown(
    text: str, words: Sequence[Word], at: int, stop: int, shape: str
) -> Iterator[tuple[int, int, NameSpan]]:
    """This span if its shape is one that people use, and all that it may grow to."""
    stop = _with_tail(text, words, stop, shape)
    if shape in _SHAPES:
        span = _span(words, at, stop, shape)
        if span.score > MINIMUM:
            yield at, stop, span
    following = _past_call_sign(text, words, stop)
    if following >= len(words):
        return
    for role in roles(words[following]):
        if shape + role in _PREFIXES and (
            following > stop or _joined(text, words[stop - 1], words[stop], shape, role)
        ):
            yield from _grown(text, words, at, following + 1, shape + role)


def _past_call_sign(text: str, words: Sequence[Word], stop: int) -> int:
    """The word that goes on after a call sign or former name in quotes or brackets."""
    match = _CALL_SIGN.match(text, words[stop - 1].end)
    following = stop
    while match and following < len(words) and words[following].start < match.end():
        following += 1
    return following


def _with_tail(text: str, words: Sequence[Word], stop: int, shape: str) -> int:
    """Past the second half of a hyphened name, or the particle of a Turkic patronymic."""
    if stop >= len(words):
        return stop
    gap = text[words[stop - 1].end : words[stop].start]
    last, word = words[stop - 1], words[stop]
    if gap == "-" and (word.capital == last.capital) and (shape[-1] in "FG" or word.low in _OGLY):
        return stop + 1
    if shape[-1] in "PG" and word.low in _OGLY and gap in (" ", "-"):
        return stop + 1
    return stop


def _joined(text: str, left: Word, right: Word, shape: str, role: str) -> bool:
    gap = text[left.end : right.start]
    if role == I or shape[-1] == I:
        if shape[-1] == I and role == F and not left.dotted:
            return False
        return bool(_INITIAL_GAP.fullmatch(gap)) and (gap != "" or role != I or not left.dotted)
    return bool(_PLAIN_GAP.fullmatch(gap))


def _span(words: Sequence[Word], at: int, stop: int, shape: str) -> NameSpan:
    named = words[at:stop]
    named = [word for word in named if roles(word)]
    score = _SHAPES[shape] + _agreement(
        tuple(word.low for word in _heads(words, at, stop, shape)), shape
    )
    lower = not all(word.capital for word in named)
    score -= _small_letters(named, shape) if lower else 0.0
    end = words[stop - 1].end
    if shape[-1] == I and words[stop - 1].dotted:
        end += 1
    return NameSpan(words[at].start, end, shape, score, stop - at, lower)


def _heads(words: Sequence[Word], at: int, stop: int, shape: str) -> list[Word]:
    """One word for each role; of a hyphened name the last, which bends."""
    chosen: list[Word] = []
    for word in words[at:stop]:
        if (
            chosen
            and word.start == chosen[-1].end + 1
            and not chosen[-1].dotted
            and len(words[at:stop]) > len(shape)
        ):
            chosen[-1] = word
        else:
            chosen.append(word)
    return chosen[: len(shape)]


def _small_letters(named: Sequence[Word], shape: str) -> float:
    """In small letters a name needs more: two parts at least, and no common word."""
    if len(shape) < 2 or "I" in shape:
        return 9.0
    return 0.8 * sum(not word.capital for word in named) + sum(
        2.5 for word in named if is_common(word.low)
    )


@lru_cache(maxsize=1 << 16)
def _agreement(lows: tuple[str, ...], shape: str) -> float:
    """The weights of the words in the sex and case that fit them all best."""
    options = [_weights(low, role) for low, role in zip(lows, shape, strict=False)]
    if any(not option for option in options):
        return -9.0
    keys = {key for option in options for key in option if None not in key}
    keys = keys or {key for option in options for key in option}
    return max(sum(_fit(option, key) for option in options) for key in keys)


def _fit(option: dict[tuple[object, object], float], key: tuple[object, object]) -> float:
    sex, case = key
    fitting = [
        weight
        - (0.0 if (has_sex in (sex, None)) else 1.2)
        - (0.0 if has_case in (case, None) else 0.9)
        for (has_sex, has_case), weight in option.items()
    ]
    return max(fitting)


def _weights(low: str, role: str) -> dict[tuple[object, object], float]:
    if role == I:
        return {(None, None): 0.6}
    found: dict[tuple[object, object], float] = {}
    for analysis in analyses(low):
        if _ROLE.get(analysis.role) == role:
            key = (analysis.sex, analysis.case)
            found[key] = max(found.get(key, -9.0), _weight(analysis, low))
    return found


def _weight(analysis: TokenAnalysis, low: str) -> float:
    sure = {PartRole.GIVEN: 2.0, PartRole.PATRONYMIC: 2.6}.get(analysis.role, 1.5)
    weight = sure if analysis.known else 0.7 * (analysis.role is PartRole.FAMILY)
    if is_common(low):
        weight -= 1.2
    return weight


@lru_cache(maxsize=1 << 16)
def analyses(low: str) -> tuple[TokenAnalysis, ...]:
    """What the tables of names say of a word."""
    return token_analyses(low)


def roles(word: Word) -> str:
    """The roles that a word may play: some letters of FGPI."""
    if len(word.text) == 1:
        return I if word.text.isupper() else ""
    if word.text.isdigit():
        return ""
    return _roles(word.low, word.capital)


@lru_cache(maxsize=1 << 16)
def _roles(low: str, capital: bool) -> str:  # noqa: FBT001  part of the cache key
    found = {
        _ROLE[analysis.role]
        for analysis in analyses(low)
        if analysis.role in _ROLE and (capital or analysis.known)
    }
    return "".join(sorted(found))
