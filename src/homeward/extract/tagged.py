"""From the tags of a sentence to the names in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from homeward.extract import lexicon
from homeward.extract.common import is_common
from homeward.extract.name_words import analyses
from homeward.extract.tagger import BEGIN, INSIDE, OUTSIDE, About, may_be_name
from homeward.extract.words import Word
from homeward.names import PartRole

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
_UKRAINIAN_SURNAME = re.compile(r".*(?:енк(?:о|а|у|ом|ові)|чук(?:а|у|ом|ові)?)")

Run = tuple[int, int]  # first and last word (included)


def spans_of(text: str, words: Sequence[Word], tags: Sequence[str], told: About) -> list[Run]:
    """The names of a sentence.

    A word in small letters counts only where the whole text is so; in Ukrainian, where no
    dictionary tells what is no name, a table must know it.
    """
    found = _runs(text, words, tags)
    if told.cased:
        found = [run for run in found if words[run[0]].capital and words[run[1]].capital]
        return [run for run in found if not (told.ukrainian and _is_of_office(words, *run))]
    if told.ukrainian:
        return list(_in_small_letters(words, found))
    return [(a, b) for a, b in found if all(may_be_name(w, told) for w in words[a : b + 1])]


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
    return bool(_OF_PLACE.fullmatch(word.low)) and _agree(word, after) and not _is_given(word)


def _shouted(word: Word) -> bool:
    return len(word.text) > 1 and word.text.isupper()


def _agree(adjective: Word, noun: Word) -> bool:
    endings = (adjective.low[-size:] for size in (3, 2, 1))
    return noun.low[-1] in next((_NOUNS[each] for each in endings if each in _NOUNS), "")


def _is_given(word: Word) -> bool:
    return any(a.known and a.role is PartRole.GIVEN for a in analyses(word.head))


def _in_small_letters(words: Sequence[Word], runs: Iterable[Run]) -> Iterator[Run]:
    """Words at the edges that no table knows are cut off; one word alone must be telling."""
    for first, last in runs:
        known = [at for at in range(first, last + 1) if _is_listed(words[at])]
        if known and (known[0] < known[-1] or _tells_alone(words[known[0]])):
            yield known[0], known[-1]


def _is_listed(word: Word) -> bool:
    if len(word.text) == 1:
        return True
    listed = any(a.known for a in analyses(word.head)) or bool(lexicon.borne(word.head))
    return listed and not is_common(word.head)


def _tells_alone(word: Word) -> bool:
    return _is_given(word) or bool(_UKRAINIAN_SURNAME.fullmatch(word.head))


_DOT = re.compile(r"[ ]?\.")


def end_of(text: str, word: Word) -> int:
    """Past the full stop of a last initial."""
    dot = _DOT.match(text, word.end) if len(word.text) == 1 else None
    return dot.end() if dot else word.end
