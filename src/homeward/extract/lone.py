"""Single words in short posts: without a word that speaks of a person they name nobody.

Most posts of a channel name no person, but towns, brands, songs and saints by words that are names
as well. A post that is about somebody says so: who is looked for, whose son, what happened to him.
Long texts and those with a full name are let be: there a name may stand alone later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from homeward.extract.clean import CleanText
from homeward.extract.name_words import never_names
from homeward.extract.person import Person
from homeward.extract.profile import is_profile
from homeward.names import PartRole

_SHORT = 500  # letters
_NEAR = 3  # words on either side among which kinship, rank and office are looked for
_AROUND = 60  # letters that hold those words
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_AGE = re.compile(
    r"[ ,(]{1,3}\d{1,4}[ ]?(?:лет|год|рок|рік|роч|міс|мес|р\.|г\.|years|months|yo\b)|"
    r"[ ,(]{1,3}\d{2}[.]\d{2}[.]\d{2,4}"
)
_NOTHING_ELSE = re.compile(r"[^\w]*")


def without_lone(
    readable: CleanText, sentences: Sequence[tuple[int, int]], people: Sequence[Person]
) -> list[Person]:
    """The people of a text, in order, without single words that nothing shows to be a person."""
    low = readable.low
    if len(low) > _SHORT or any(_is_full(person) for person in people) or is_profile(low):
        return list(people)
    return [person for person in people if _is_shown(low, sentences, person)]


def _is_full(person: Person) -> bool:
    return len(person.shape) > 1 or PartRole.PATRONYMIC.value in person.parts


def _is_shown(low: str, sentences: Sequence[tuple[int, int]], person: Person) -> bool:
    """Whether an age, kinship, a rank or a word about people stands by a name."""
    if _AGE.match(low, person.end) or _is_beside_kin_or_rank(low, person):
        return True
    inside = (part for part in sentences if part[0] <= person.start < part[1])
    start, end = next(inside, (0, len(low)))
    before, after = low[start : person.start], low[person.end : end]
    if _NOTHING_ELSE.fullmatch(before) and _NOTHING_ELSE.fullmatch(after):
        return _of_people().search(low) is not None  # a signature, or an entry of a list
    return any(_of_people().search(beside) for beside in (before, after))


def _is_beside_kin_or_rank(low: str, person: Person) -> bool:
    before = _WORD.findall(low[max(0, person.start - _AROUND) : person.start])[-_NEAR:]
    after = _WORD.findall(low[person.end : person.end + _AROUND])[:_NEAR]
    return not never_names().isdisjoint((*before, *after))


@cache
def _of_people() -> re.Pattern[str]:
    """The words of the table, `*` for any ending."""
    source = files("homeward.data") / "reading" / "of_people.txt"
    words = source.read_text(encoding="utf-8").split()
    return re.compile(
        r"(?<![\w'])(?:" + "|".join(word.replace("*", r"\w*") for word in words) + r")(?![\w'])"
    )
