"""Names in Ukrainian texts without capitals, where no dictionary tells what is no name.

The tagger says how likely each word is a name. How likely it must be hangs on what else speaks
for it: a given name needs little, words that no table knows need nearly everything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from homeward.extract import lexicon
from homeward.extract.name_words import analyses, never_names
from homeward.extract.tagger import BEGIN, INSIDE, OUTSIDE, may_be_common
from homeward.extract.words import Word
from homeward.names import PartRole

_PARTS_NAMES = re.compile(r"[,;:!?/|…()\"«»“”]|\n\s*\n")
_LEAST = 0.3  # a word less likely than this is in no name of several words
_GIVEN, _GIVEN_AND_MORE, _LISTED, _COMMON = 0.2, 0.75, 0.92, 0.92
_NEVER, _SHORTEST = 2.0, 3
_BEHIND = 0.5  # a word that goes with the name before it
_VERB = re.compile(
    r".{2,}(?:[аиіуюяо]в|л[аои]|[аиую]ючи|[аояуіюе]є|[еу]ть|[уюая]ть|ив)(?:с[яь])?|.+(?:но|то|ши)"
)
Chances = Sequence[tuple[float, float]]  # of each word: to be of a name, to begin one


def tags_of(text: str, words: Sequence[Word], chances: Chances) -> list[str]:
    """B, I or O for each word: the names that are likely enough."""
    tags = [OUTSIDE] * len(words)
    for first, end in _runs(text, words, chances):
        last = _without_verbs(words, chances, first, end)
        if min(chances[at][0] for at in range(first, last + 1)) >= _needed(words[first : last + 1]):
            tags[first : last + 1] = [BEGIN] + [INSIDE] * (last - first)
    return tags


def _runs(text: str, words: Sequence[Word], chances: Chances) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for at, (chance, begins) in enumerate(chances):
        least = _GIVEN if is_given(words[at]) else _LEAST
        if chance < least or words[at].low in never_names():
            continue
        goes_on = found and found[-1][1] == at - 1 and begins <= chance / 2
        if goes_on and not _PARTS_NAMES.search(text, words[at - 1].end, words[at].start):
            found[-1] = (found[-1][0], at)
        else:
            found.append((at, at))
    return found


def _without_verbs(words: Sequence[Word], chances: Chances, first: int, last: int) -> int:
    """Common words and verbs are not taken along behind a name, unless they are very likely."""
    while last > first:
        chance, low = chances[last][0], words[last].low
        if _is_plain(words[last]):
            cut = chance < _COMMON
        else:
            cut = chance < _BEHIND or (not is_listed(words[last]) and bool(_VERB.fullmatch(low)))
        if not cut:
            break
        last -= 1
    return last


def _needed(words: Sequence[Word]) -> float:
    """How likely each word must be; `_NEVER` where nothing is enough."""
    if len(words) == 1 and len(words[0].text) < _SHORTEST:
        return _NEVER
    given = any(map(is_given, words))
    if any(_is_plain(word) for word in words):
        return _COMMON if given else _NEVER
    if given:
        return _GIVEN if len(words) == 1 else _GIVEN_AND_MORE
    if len(words) > 1:
        return _GIVEN_AND_MORE if any(len(word.text) == 1 for word in words) else _NEVER
    return _LISTED if is_listed(words[0]) else _NEVER


def _is_plain(word: Word) -> bool:
    return len(word.text) > 1 and may_be_common(word.head)


def is_given(word: Word) -> bool:
    return any(a.known and a.role is PartRole.GIVEN for a in analyses(word.head))


def is_listed(word: Word) -> bool:
    """An initial, or what tables know as a part of names and as nothing else."""
    if len(word.text) == 1:
        return True
    listed = any(a.known for a in analyses(word.head)) or bool(lexicon.borne(word.head))
    return listed and not may_be_common(word.head)
