"""From the tags of a sentence to the names in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from homeward.extract import small_letters, tagger
from homeward.extract.people import NameSpan
from homeward.extract.small_letters import Chances, is_given
from homeward.extract.tagger import BEGIN, INSIDE, OUTSIDE, About
from homeward.extract.words import Word

_PARTS_NAMES = re.compile(r"[,;:!?/|…()]|\n\s*\n")
_OF_PLACE = re.compile(r".*[сцз]ьк(?:ий|ого|ому|им|[ауоіе]|ої|ій|ою|их)|.*н(?:е|ої|ого|ому|ій|их)")
_NOUNS = {  # how nouns end that agree with an adjective
    "а": "аяь",
    "у": "ую",
    "ого": "ая",
    "ому": "уіию",
    "им": "м",
    "ої": "иії",
    "ій": "іїи",
    "ою": "юь",
    "е": "оея",
    "і": "иіїа",
    "их": "вхйь",
    "ий": "бвгґджзйклмнпрстфхцчшщь",
}

_AROUND = 2  # words that the tagger sees on either side
_LIKELY_IF_NAMED = 0.13  # of a word that the best reading leaves out, named elsewhere
_DOUBTED = 0.1  # of a given name that the best reading leaves out
_LIKELY_THOUGH_SMALL = 0.9  # of a name in small letters in a text with capitals
_LIKELY_IF_NAMED_SMALL = 0.03  # where the text has no capitals

Run = tuple[int, int]  # first and last word (included)


@dataclass(slots=True)
class Tagged:
    """What the tagger says of each word of a sentence."""

    tags: list[str]  # B, I or O
    likely: list[float]  # how likely it is of a name
    left: list[int] = field(default_factory=list)  # words left out that may be names all the same


def tag_sentence(
    text: str,
    words: Sequence[Word],
    names: Sequence[NameSpan],
    told: About,
    models: tagger.Models | None = None,
) -> Tagged:
    """What the tagger says; `names` are those of the rules, `models` others than the shipped."""
    model = (models or tagger.models()).of(told)
    found = Tagged([OUTSIDE] * len(words), [0.0] * len(words))
    for part in _stretches(words, names, told):
        rows = tagger.features(text, words, names, told, part)
        found.tags[part.start : part.stop] = tagger.tag(rows, model)
        chances = tagger.chances(len(part), model)
        found.likely[part.start : part.stop] = [in_name for in_name, _ in chances]
        if told.ukrainian:
            if not told.cased:
                found.tags = small_letters.tags_of(text, words, chances)
            found.left += _left_out(words, part, told, found.tags, chances)
    return found


def _stretches(words: Sequence[Word], names: Sequence[NameSpan], told: About) -> Iterator[range]:
    """Where words with capitals or names stand, and the words around: no name is elsewhere."""
    if not told.cased or told.starts_only:
        yield range(len(words))
        return
    spans = [(span.start, span.end) for span in names]
    first = last = -1
    for at, word in enumerate(words):
        if not (word.capital or any(start <= word.start < end for start, end in spans)):
            continue
        if first >= 0 and at - _AROUND > last + _AROUND:
            yield range(max(0, first - _AROUND), min(len(words), last + _AROUND + 1))
            first = at
        first, last = (at if first < 0 else first), at
    if first >= 0:
        yield range(max(0, first - _AROUND), min(len(words), last + _AROUND + 1))


def _left_out(
    words: Sequence[Word], part: range, told: About, tags: Sequence[str], chances: Chances
) -> Iterator[int]:
    """In Ukrainian: the tagger learnt from Russian news, and leaves more out there."""
    least = _LIKELY_IF_NAMED if told.cased else _LIKELY_IF_NAMED_SMALL
    for at, (chance, _) in zip(part, chances, strict=True):
        if chance > least and tags[at] == OUTSIDE and tagger.may_be_repeated(words[at], told):
            yield at


def with_given(words: Sequence[Word], tags: Sequence[str], likely: Sequence[float]) -> list[str]:
    """The tags, and given names with a capital that are left out and not quite unlikely.

    They are names only where another word shows it (`lone.py`).
    """
    return [
        BEGIN if tag == OUTSIDE and word.capital and chance >= _DOUBTED and is_given(word) else tag
        for word, tag, chance in zip(words, tags, likely, strict=True)
    ]


def spans_of(text: str, words: Sequence[Word], tagged: Tagged, told: About) -> list[Run]:
    """The names of a sentence; in a text with capitals one in small letters must be very likely."""
    found = _runs(text, words, tagged.tags)
    if not told.cased:
        return found
    found = [
        run
        for run in found
        if (words[run[0]].capital and words[run[1]].capital)
        or min(tagged.likely[run[0] : run[1] + 1]) >= _LIKELY_THOUGH_SMALL
    ]
    return [run for run in found if not (told.ukrainian and _is_of_office(words, *run))]


def _runs(text: str, words: Sequence[Word], tags: Sequence[str]) -> list[Run]:
    found: list[Run] = []
    for at, each in enumerate(tags):
        parted = at > 0 and _PARTS_NAMES.search(text, words[at - 1].end, words[at].start)
        if each == BEGIN or (each == INSIDE and (not at or tags[at - 1] == OUTSIDE or parted)):
            found.append((at, at))
        elif each == INSIDE:
            found[-1] = (found[-1][0], at)
    return found


def _is_of_office(words: Sequence[Word], first: int, last: int) -> bool:
    """An abbreviation ("РДА"), or an adjective of a place before its noun ("Люблінської унії")."""
    if any(_shouted(word) for word in words[first : last + 1]):
        return sum(map(_shouted, words)) * 2 <= sum(len(word.text) > 1 for word in words)
    after = words[last + 1] if last + 1 < len(words) else None
    word = words[first]
    if first < last or after is None or after.start != word.end + 1 or after.capital:
        return False
    return bool(_OF_PLACE.fullmatch(word.low)) and _agree(word, after) and not is_given(word)


def _shouted(word: Word) -> bool:
    return len(word.text) > 1 and word.text.isupper()


def _agree(adjective: Word, noun: Word) -> bool:
    endings = (adjective.low[-size:] for size in (3, 2, 1))
    return noun.low[-1] in next((_NOUNS[each] for each in endings if each in _NOUNS), "")


_DOT = re.compile(r"[ ]?\.")


def end_of(text: str, word: Word) -> int:
    """Past the full stop of a last initial."""
    dot = _DOT.match(text, word.end) if len(word.text) == 1 else None
    return dot.end() if dot else word.end
