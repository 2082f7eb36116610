"""Single words and famous names in short posts: the tagger is sure, or a word speaks of a person.

Most posts of a channel name no person, but towns, brands, songs and saints by words that are names
as well, and streets, schools and plays by the names of the famous. A post that is about somebody
mostly says so: who is looked for, whose son, what happened to him. Long texts are let be: there a
name may stand alone later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from homeward.extract.clean import CleanText
from homeward.extract.common import named_after
from homeward.extract.name_words import never_names
from homeward.extract.person import Person
from homeward.extract.phrases import lexicon
from homeward.extract.profile import is_profile
from homeward.extract.tagger import LONGEST_POST
from homeward.names import PartRole

# How sure the tagger must be of a single word that nothing else shows to be a name; the second
# where somebody is named in full, as he or his may be meant.
_LIKELY, _LIKELY_AMONG_FULL = 0.7, 0.5
_NEAR = 3  # words on either side among which kinship, rank and office are looked for
_AROUND = 60  # letters that hold those words
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_AGE = re.compile(
    r"[ ,(]{1,3}\d{1,4}[ ]?(?:лет|год|рок|рік|роч|міс|мес|р\.|г\.|years|months|yo\b)|"
    r"[ ,(]{1,3}\d{2}[.]\d{2}[.]\d{2,4}"
)
_UNIT = re.compile(
    r"[ ,(–-]{1,3}\d{1,3}[ ]?-?[а-яіїєґ]{0,3}[ ]?(?:о[а-я]?бр|бр|полк|рот|бат|омбр|ошбр)"
)
_NOT_ALONE = frozenset({"по", "мол", "ст", "мл", "вик", "исп", "гол", "ряд"})  # ranks only in full
_NOTHING_ELSE = re.compile(r"[^\w]*")


def without_lone(
    readable: CleanText, sentences: Sequence[tuple[int, int]], people: Sequence[Person]
) -> list[Person]:
    """The people of a text, in order, without names that nothing shows to be of a person there."""
    low = readable.low
    if len(low) > LONGEST_POST or is_profile(low):
        return list(people)
    in_full = any(_is_full(one) and not _is_famous(low, one) for one in people)
    likely = _LIKELY_AMONG_FULL if in_full else _LIKELY
    return [one for one in people if _counts(low, one, likely) or _is_shown(low, sentences, one)]


def _counts(low: str, person: Person, likely: float) -> bool:
    """Whether a name needs no other word: it is full, or the tagger is as sure as that."""
    return not _is_famous(low, person) and (_is_full(person) or person.likely >= likely)


def _is_famous(low: str, person: Person) -> bool:
    """A name that everybody knows, unless it goes on as that of somebody who is looked for."""
    name = " ".join(low[person.start : person.end].split())
    if name.split(" ")[0] in named_after():  # "Кіт Степан": a family name, or a cat
        return "P" not in person.shape
    known = any(hit.end - hit.start == len(name) for hit in lexicon("famous").find(name))
    return known and not _UNIT.match(low, person.end)


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
        return bool(lexicon("of_people").find(low))  # a signature, or an entry of a list
    beside = ((start, person.start), (person.end, end))
    return any(lexicon("of_people").find(low, *part) for part in beside)


def _is_beside_kin_or_rank(low: str, person: Person) -> bool:
    before = _WORD.findall(low[max(0, person.start - _AROUND) : person.start])[-_NEAR:]
    after = _WORD.findall(low[person.end : person.end + _AROUND])[:_NEAR]
    return any(w in never_names() and w not in _NOT_ALONE for w in (*before, *after))
