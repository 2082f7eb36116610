"""Two words in one role: one name, a slip of the pen, or two names.

The order of what is asked is the order of certainty: equal letters, one concept of the graph of
given names, one phonetic key; then how alike the spellings are. A spelling that only its letters
speak for is a little less like than an equal one, so that scores tell them apart.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import product
from typing import TypeVar

from rapidfuzz.distance import OSA

from homeward.names.family import masculine
from homeward.names.frequency import surname_counts
from homeward.names.given import Edge, EdgeKind, edges_of, graph
from homeward.names.levels import NameLevel, PartComparison
from homeward.names.parts import NamePart, PartRole
from homeward.text import fold_word, language_of, likeness
from homeward.text.alike import SURE
from homeward.text.belarusian import is_belarusian, without_akanne
from homeward.text.letters import RUSSIAN_ONLY, UKRAINIAN_ONLY
from homeward.text.other_letters import is_abjad, may_be_read_so

# Share of sounds that agree, below which spellings are not compared; in one script, in two.
_WORTH_A_LOOK = 0.5
_WORTH_A_LOOK_IN_TWO_SCRIPTS = 0.3
_NEARLY = 0.8
_SIMILAR = 0.7
_SURE_IN_TWO_LANGUAGES = 0.85  # Ukrainian beside Russian letters: і for е is a rule, no slip
_LEAST = 0.55  # likeness in two scripts below which one letter is no slip of the pen
_BOTH_LANGUAGES = {"uk", "ru"}
_OTHER_SUFFIX = 0.6
_SHORTEST_STEM = 4
# What makes another family's name of a stem, folded; what is left beyond the common letters.
# Those of one row are spellings of one.
_SUFFIXES = {
    suffix: number
    for number, row in enumerate(
        (
            ("",), ("ov", "ev", "in"), ("enko", "čenko"), ("čuk", "uk", "iuk"), ("ski",),
            ("ovič", "evič"), ("ak", "iak", "čak"), ("ik",), ("ovski", "evski"),
        )
    )
    for suffix in row
}  # fmt: skip
_POSSESSIVE = ("ov", "ev", "in")
_COMMON = 60  # bearers in the table of counts
_TRANSLATED, _VARIANT = 0.995, 0.99
_SELDOM = 0.7  # likeness that counts for a short form which mostly stands for another name
_BY_SOUND = 0.97  # what an equal phonetic key alone says; the likeness of the letters does the rest

_ROLES = (PartRole.FAMILY, PartRole.GIVEN, PartRole.PATRONYMIC)
_LEVELS = tuple(NameLevel)
_NUMBER = {level: number for number, level in enumerate(_LEVELS)}

# Forms, keys, concepts of a word, and whether it is an initial.
_Word = tuple[tuple[str, ...], tuple[str, ...], tuple[int, ...], bool]
_T = TypeVar("_T", str, int)
_Found = tuple[NameLevel, float, str, str | None]


def compare_parts(role: PartRole, ours: NamePart, theirs: NamePart) -> PartComparison:
    """How far two words in one role agree."""
    number, similarity, reason, key = _kept(
        _ROLES.index(role), (ours.forms, ours.keys, ours.ids, ours.initial),
        (theirs.forms, theirs.keys, theirs.ids, theirs.initial),
    )  # fmt: skip
    level = _LEVELS[number]
    if level is NameLevel.EXACT and ours.text.lower() != theirs.text.lower():
        level, reason = NameLevel.SAME_NAME, "inflected"
    return PartComparison(role, level, similarity, ours.text, theirs.text, reason, key)


@lru_cache(maxsize=1 << 16)
def _kept(role: int, a: _Word, b: _Word) -> tuple[int, float, str, str | None]:
    """Numbers for role and level: what holds no objects costs the garbage collector nothing."""
    level, similarity, reason, key = _compare(_ROLES[role], a, b)
    return _NUMBER[level], similarity, reason, key


def _compare(role: PartRole, a: _Word, b: _Word) -> _Found:
    forms, keys, ids, initial = a
    their_forms, their_keys, their_ids, their_initial = b
    if initial or their_initial:
        return _initials(a, b)
    concept = _shared(ids, their_ids) if ids and their_ids else None
    if forms[0] == their_forms[0]:
        key = keys[0] if concept is None else str(concept)
        return NameLevel.EXACT, 1.0, "equal", key
    if concept is not None:
        return _same_concept(role, a, b, concept)
    shared = _shared(keys, their_keys)
    if shared is not None:
        return _one_spelled_twice(_likeness(role, forms, their_forms), shared)
    if is_abjad(forms[0]) != is_abjad(their_forms[0]):
        return _by_consonants(a, b)
    return _by_belarusian(role, a, b) or _by_letters(role, a, b)


def _by_consonants(a: _Word, b: _Word) -> _Found:
    """Arabic or Hebrew letters against others: hardly a vowel is written."""
    abjad, other = (a, b) if is_abjad(a[0][0]) else (b, a)
    for key in other[1]:
        if may_be_read_so(abjad[0][0], key):
            return NameLevel.SAME_NAME, _BY_SOUND, "spelling", key
    return NameLevel.DIFFERENT, 0.0, "different", None


def _by_belarusian(role: PartRole, a: _Word, b: _Word) -> _Found | None:
    """Дзямідаў and Демидов: Belarusian writes its vowels as they sound."""
    one, other = a[1][0], b[1][0]
    if not (is_belarusian(a[0][0]) or is_belarusian(b[0][0])):
        return None
    if without_akanne(one) != without_akanne(other):
        return None
    return NameLevel.SAME_NAME, _BY_SOUND, "spelling", _known_key(role, a, b)


def _one_spelled_twice(alike: float, key: str | None) -> _Found:
    return NameLevel.SAME_NAME, _BY_SOUND + (1 - _BY_SOUND) * alike, "spelling", key


def _shared(ours: tuple[_T, ...], theirs: tuple[_T, ...]) -> _T | None:
    """What both have, likeliest first, whoever is named first."""
    among = set(theirs)
    if among.isdisjoint(ours):
        return None
    both = [one for one in ours if one in among]
    if len(both) == 1:
        return both[0]
    return min(both, key=lambda one: (ours.index(one) + theirs.index(one), one))


def _initials(a: _Word, b: _Word) -> _Found:
    letters = _first_letters(a) & _first_letters(b)
    if not letters:
        return NameLevel.DIFFERENT, 0.0, "other_initial", None
    return NameLevel.INITIAL, 1.0, "initial", None


def _first_letters(word: _Word) -> frozenset[str]:
    """First sounds of all spellings of a name; initials of Yuri may be Y, I or J."""
    _, keys, ids, initial = word
    if initial:
        return frozenset({keys[0][:1]} | ({"e"} if keys[0] == "ie" else set()))
    names = {key[:1] for key in keys}
    for concept in ids:
        names |= _letters_of_concepts().get(concept, set())
    return frozenset(names)


@cache
def _letters_of_concepts() -> dict[int, set[str]]:
    letters: dict[int, set[str]] = {}
    for key, edges in graph().by_key.items():
        for edge in edges:
            if edge.kind is not EdgeKind.SHORT:
                letters.setdefault(edge.id, set()).add(key[:1])
    return letters


def _same_concept(role: PartRole, a: _Word, b: _Word, concept: int) -> _Found:
    key = str(concept)
    if role is PartRole.PATRONYMIC:
        return NameLevel.SAME_NAME, _TRANSLATED, "same_father", key
    ours, theirs = _edge(a[0], concept), _edge(b[0], concept)
    kinds = {edge.kind if edge else EdgeKind.SHORT for edge in (ours, theirs)}
    if kinds & {EdgeKind.SHORT, EdgeKind.VARIANT} and a[1][0] == b[1][0]:
        # Льоля beside Лёля: one short form in two languages
        return _one_spelled_twice(_likeness(role, a[0], b[0]), key)
    if EdgeKind.SHORT in kinds:
        seldom = any(edge and edge.seldom for edge in (ours, theirs))
        level = NameLevel.SELDOM_FORM if seldom else NameLevel.SHORT_FORM
        return level, _SELDOM if seldom else 0.9, "short_form_of", key
    if EdgeKind.VARIANT in kinds:
        return NameLevel.SAME_NAME, _VARIANT, "variant_of", key
    if a[0][0].isascii() or b[0][0].isascii():
        return NameLevel.SAME_NAME, _TRANSLATED, "translation_of", key
    alike = _BY_SOUND + (1 - _BY_SOUND) * _likeness(role, a[0], b[0])
    return NameLevel.SAME_NAME, max(_TRANSLATED, alike), "translation_of", key


def _edge(forms: tuple[str, ...], concept: int) -> Edge | None:
    edges = (edge for form in forms for edge in edges_of(form))
    return next((edge for edge in edges if edge.id == concept), None)


def _by_letters(role: PartRole, a: _Word, b: _Word) -> _Found:
    """Slips of the pen by sound, one letter a sound; then spellings by what is usual."""
    share, distance, length = _nearest(a[1][:3], b[1][:3])
    if role is PartRole.FAMILY and distance > 1 and _other_suffix(a[1][0], b[1][0]):
        return NameLevel.DIFFERENT, min(share, _OTHER_SUFFIX), "different", None
    if role is not PartRole.FAMILY and _are_two_names(a, b):
        return NameLevel.DIFFERENT, share, "other_name", None
    one_script = a[0][0].isascii() == b[0][0].isascii()
    if share <= (_WORTH_A_LOOK if one_script else _WORTH_A_LOOK_IN_TWO_SCRIPTS):
        return _half(role, a, b) or (NameLevel.DIFFERENT, share, "different", None)
    alike = _likeness(role, a[0], b[0])
    if found := _by_rule(role, a, b, alike):
        return found
    if one_script and not _in_two_languages(a[0][0], b[0][0]):
        foreign = role is PartRole.FAMILY and _ukrainian(a) != _ukrainian(b)
        near = (share + alike) / 2 if foreign else share
        level, reason = _level(distance, length, max(near, alike), alike)
        alike = max(near, alike)
    else:
        level, reason = _level(distance if alike > _LEAST else length, length, alike, alike)
    if level is NameLevel.DIFFERENT and (half := _half(role, a, b)):
        return half
    unlike = level is NameLevel.DIFFERENT or level is NameLevel.SIMILAR
    return level, alike, reason, None if unlike else _known_key(role, a, b)


def _by_rule(role: PartRole, a: _Word, b: _Word, alike: float) -> _Found | None:
    """A Ukrainian and a Russian spelling that the rules of both languages make one name."""
    if alike >= SURE and _may_be_in_two_languages(a[0][0], b[0][0]):
        return _one_spelled_twice(alike, _known_key(role, a, b))
    if alike >= _SURE_IN_TWO_LANGUAGES and _ukrainian(a) != _ukrainian(b):
        return NameLevel.SAME_NAME, alike, "spelling", _known_key(role, a, b)
    return None


def _are_two_names(a: _Word, b: _Word) -> bool:
    return (_well_known(a[2]) and _well_known(b[2])) or _other_beginning(a[1][0], b[1][0])


def _other_beginning(ours: str, theirs: str) -> bool:
    """Кызыл-оолович and Кара-оолович: the first half is the father's name."""
    one, _, rest = ours.partition("-")
    other, _, their_rest = theirs.partition("-")
    return bool(rest and their_rest) and OSA.distance(one, other) > 1


def _other_suffix(ours: str, theirs: str) -> bool:
    """Мельник, Мельничук and Мельниченко: three families of one stem.

    But a possessive of a possessive (Мітін, Мітінов) is rather a slip than another family.
    """
    stem = next((n for n, (x, y) in enumerate(zip(ours, theirs, strict=False)) if x != y), None)
    stem = min(len(ours), len(theirs)) if stem is None else stem
    rests = ours[stem:], theirs[stem:]
    one, other = map(_SUFFIXES.get, rests)
    if stem < _SHORTEST_STEM or None in {one, other} or one == other:
        return False
    return "" not in rests or not ours[:stem].endswith(_POSSESSIVE)


def _known_key(role: PartRole, a: _Word, b: _Word) -> str | None:
    """The commoner of two surnames that are one; none that no table has: it may be the slip."""
    keys = (a[1][0], b[1][0])
    if role is not PartRole.FAMILY:
        return min(keys)
    counts = surname_counts()
    best = max(keys, key=lambda key: (counts.get(key, 0), key))
    return best if best in counts else None


@lru_cache(maxsize=4096)
def _well_known(ids: tuple[int, ...]) -> bool:
    """Whether a given name is too common to be a slip for another one."""
    counts = graph().counts
    return any(counts.get(one, 0) >= _COMMON for one in ids)


def _level(distance: int, length: int, near: float, alike: float) -> tuple[NameLevel, str]:
    if alike >= SURE:
        return NameLevel.SAME_NAME, "spelling"
    if distance == 1 and length >= 4:
        return NameLevel.TYPO, "one_letter"
    if alike >= _NEARLY:
        return NameLevel.TYPO, "spelling"
    if distance == 2 and length >= 6:
        return NameLevel.TWO_TYPOS, "two_letters"
    if near >= _SIMILAR:
        return NameLevel.SIMILAR, "similar"
    return NameLevel.DIFFERENT, "different"


def _likeness(role: PartRole, ours: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """Of the two forms that are nearest by sound; two surnames of women in the forms of men."""
    if len(ours) == len(theirs) == 1:
        one, other = ours[0], theirs[0]
    else:
        pairs = sorted(product(ours[:2], theirs[:2]))
        one, other = min(pairs, key=lambda pair: OSA.distance(*map(fold_word, pair)))
    if role is PartRole.FAMILY and (one.isascii() or other.isascii()):
        man, other_man = masculine(one), masculine(other)
        if man != one and other_man != other:
            return likeness(man, other_man)
    return likeness(one, other)


def _ukrainian(word: _Word) -> bool:
    return not UKRAINIAN_ONLY.isdisjoint(word[0][0])


def _may_be_in_two_languages(ours: str, theirs: str) -> bool:
    """Two Cyrillic words whose letters do not tell that both are Ukrainian, or both Russian."""
    return not (ours.isascii() or theirs.isascii()) and all(
        letters.isdisjoint(ours) or letters.isdisjoint(theirs)
        for letters in (UKRAINIAN_ONLY, RUSSIAN_ONLY)
    )


def _in_two_languages(ours: str, theirs: str) -> bool:
    return {language_of(ours), language_of(theirs)} == _BOTH_LANGUAGES


def _half(role: PartRole, a: _Word, b: _Word) -> _Found | None:
    """One of two surnames, or of two given names, joined by a hyphen."""
    one, other = a[1][0], b[1][0]
    if "-" not in one and "-" not in other:
        return None
    ours, theirs = one.split("-"), other.split("-")
    if role is PartRole.FAMILY and (shared := set(ours) & set(theirs)):
        if len(shared) < min(len(set(ours)), len(set(theirs))):
            return NameLevel.DIFFERENT, 0.0, "other_half", None
        return NameLevel.TYPO, 0.87, "half_of_double", one
    if "".join(ours) == "".join(theirs):
        return NameLevel.SAME_NAME, 1.0, "spelling", one
    return None


def _nearest(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[float, int, int]:
    """Share of sounds that agree, edits, and length, of the two keys that are nearest.

    A less likely normal form (Рибако of Рибаку) is a guess, and counts as an edit.
    """
    found = []
    for (i, x), (j, y) in product(enumerate(ours), enumerate(theirs)):
        edits, length = OSA.distance(x, y) + (i + j > 0), max(len(x), len(y))
        found.append((1 - edits / length, edits, length))
    return max(found)
