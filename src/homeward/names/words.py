"""One word of a name with everything it may be: role, case and sex, as tables of choices.

What a word may be has two halves: a shape (which cases and sexes, how likely, which of them are one
thing), that thousands of words share, and its letters. Whatever needs no letters is worked out
once for each shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, product
from typing import NamedTuple, TypeVar

from homeward.names.analyse import all_analyses, nominatives_of
from homeward.names.endings import CASE_WEIGHT
from homeward.names.likelihood import bends_so, given_likelihood
from homeward.names.particles import PARTICLES
from homeward.names.parts import Case, PartRole, TokenAnalysis
from homeward.names.patronymic import SONS_AND_DAUGHTERS
from homeward.records import Sex
from homeward.text import Script, fold_word, script_of

# Roles by number: the tables below are read a million times a second.
FAMILY, GIVEN, PATRONYMIC = 0, 1, 2
ROLES = (PartRole.FAMILY, PartRole.GIVEN, PartRole.PATRONYMIC)
_ROLE_NUMBER = {role: number for number, role in enumerate(ROLES)}

# Case and sex together are one number, `bit`; a set of them is a mask.
_SEXES = (Sex.FEMALE, Sex.MALE)
BITS = tuple((case, sex) for case in Case for sex in _SEXES)
NOMINATIVE = 0b11
_NOMINATIVES = (0, 1)
ALL = (1 << len(BITS)) - 1
BIT_CASE_WEIGHT = tuple(CASE_WEIGHT[case] for case, _ in BITS)
_BIT = {pair: bit for bit, pair in enumerate(BITS)}
_BITS_OF: dict[tuple[Case | None, Sex | None], tuple[int, ...]] = {
    (case, sex): tuple(_BIT[case or Case.NOMINATIVE, one] for one in _SEXES if sex in (None, one))
    for case in (*Case, None)
    for sex in (*_SEXES, None)
}

_LEAST_FORM = 0.15  # forms of a word less likely than this, beside its best, are left out
_MOST_FORMS = 4
_UNKNOWN_GIVEN = 0.003
_MEN_IN_VOWELS = 0.15
_UNBENT = 0.3
_FATHERS_BEGIN = frozenset({"абдул", "гаджи", "гаджі", "хаджи", "магомед", "нур", "саид", "шейх"})
_VOWELS = frozenset("аеёиоуыэюяіїє")


# Forms, keys and concepts of a word in one role. Plain tuples of plain values, as a cache holds
# hundreds of thousands of them: the garbage collector leaves these alone.
Letters = tuple[tuple[str, ...], tuple[str, ...], tuple[int, ...]]


class Choice(NamedTuple):
    """What a word may be in one role, case and sex; `weight` without how usual the case is."""

    forms: tuple[str, ...]
    keys: tuple[str, ...]
    ids: tuple[int, ...]
    weight: float


class Sense(NamedTuple):
    """The same without letters: the number of these, and of the first form and key alone."""

    letters: int
    meaning: int
    weight: float


ByBit = dict[int, Choice]


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """What words may be in one role, by bit. Compared as an object: see `_shape`."""

    senses: dict[int, Sense]
    mask: int
    peak: float  # the greatest weight


Shapes = tuple[Shape, Shape, Shape]


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or several that a hyphen or оглы joins: by role its shape, and letters by number."""

    shapes: Shapes
    letters: tuple[tuple[Letters, ...], tuple[Letters, ...], tuple[Letters, ...]]
    plain: bool = False  # letters in their usual case, and no particle

    def choices(self, role: int) -> ByBit:
        """What the word may be in a role."""
        letters = self.letters[role]
        senses = self.shapes[role].senses.items()
        return {bit: Choice(*letters[one.letters], one.weight) for bit, one in senses}


@lru_cache(maxsize=1 << 18)
def word_of(texts: tuple[str, ...]) -> Word:
    """All choices of a word; of joined words, the choices that their parts share."""
    if len(texts) > 1 and texts[-1].lower() in SONS_AND_DAUGHTERS:
        return _word({}, {}, _son_or_daughter(texts))
    if len(texts) == 1:
        return _one_word(texts[0])
    return _word(*_joined([word_of((text,)) for text in texts]))


def _is_plain(text: str) -> bool:
    lower = text.lower()
    if lower in PARTICLES or lower in SONS_AND_DAUGHTERS:
        return False
    return text.isalpha() and (text[1:] == lower[1:] or text.isupper())


def _word(*choices: ByBit) -> Word:
    parts = [_in_shape(by_bit) for by_bit in choices]
    return _of_parts(*parts)


_Part = tuple[Shape, tuple[Letters, ...]]


def _of_parts(family: _Part, given: _Part, patronymic: _Part, *, plain: bool = False) -> Word:
    letters = family[1], given[1], patronymic[1]
    return Word(_shapes(family[0], given[0], patronymic[0]), letters, plain)


@lru_cache(maxsize=1 << 14)
def _shapes(family: Shape, given: Shape, patronymic: Shape) -> Shapes:
    """The same object for all words of these shapes."""
    return family, given, patronymic


def _in_shape(choices: ByBit) -> _Part:
    """A shape, and the letters that its numbers stand for."""
    if not choices:
        return _NOTHING
    letters: dict[Letters, int] = {}
    meanings: dict[tuple[tuple[str, ...], str], int] = {}
    senses = []
    for bit, one in choices.items():
        number = letters.setdefault((one.forms, one.keys, one.ids), len(letters))
        meaning = meanings.setdefault((one.forms, one.keys[0]), len(meanings))
        senses.append((bit, Sense(number, meaning, one.weight)))
    return _shape(tuple(senses)), tuple(letters)


@lru_cache(maxsize=1 << 14)  # real names have some hundreds
def _shape(senses: tuple[tuple[int, Sense], ...]) -> Shape:
    """The same object for all words of which the same is true."""
    mask = sum(1 << bit for bit, _ in senses)
    return Shape(dict(senses), mask, max((one.weight for _, one in senses), default=0.0))


_NOTHING: _Part = (_shape(()), ())


def _one_word(text: str) -> Word:
    by_role: list[list[TokenAnalysis]] = [[], [], []]
    for one in all_analyses(text):
        by_role[_ROLE_NUMBER[one.role]].append(one)
    family, given, patronymic = by_role
    plain, written = _is_plain(text), _as_it_stands(text)
    if not given and not patronymic:
        return _of_parts(_family(family), (_nothing_known(), (written,)), _NOTHING, plain=plain)
    names = _by_bit(given)
    for bit in _NOMINATIVES:
        names.setdefault(bit, Choice(*written, 0.001))
    father = _in_shape(_by_bit(patronymic))
    return _of_parts(_family(family), _in_shape(names), father, plain=plain)


def _as_it_stands(text: str) -> Letters:
    """Any word may be a given name that no table has."""
    word = text.lower()
    return (word,), (fold_word(word) or word,), ()


@cache
def _nothing_known() -> Shape:
    """As a given name: the shape of words that otherwise can only be family names."""
    return _shape(tuple((bit, Sense(0, 0, 0.02)) for bit in _NOMINATIVES))


def _family(found: list[TokenAnalysis]) -> _Part:
    """A word as a surname: each kind of them is looked at once, whatever their letters."""
    if not found:
        return _NOTHING
    forms: dict[str, int] = {}
    keys: dict[str, int] = {}
    kind = [
        (
            one.case, one.sex, forms.setdefault(one.form, len(forms)),
            keys.setdefault(one.key, len(keys)), one.weight,
        )
        for one in found
    ]  # fmt: skip
    shape, numbers = _family_of_kind(tuple(kind))
    by_number, keys_by_number = list(forms), list(keys)
    letters = [
        (tuple([by_number[n] for n in some]), tuple([keys_by_number[n] for n in their]), ())
        for some, their in numbers
    ]
    return shape, tuple(letters)


_Analysed = tuple[Case | None, Sex | None, int, int, float]  # form and key by number
_Numbers = tuple[tuple[int, ...], tuple[int, ...]]


@lru_cache(maxsize=1 << 14)  # real names have some hundreds
def _family_of_kind(kind: tuple[_Analysed, ...]) -> tuple[Shape, tuple[_Numbers, ...]]:
    """The shape of surnames, and which of their forms and keys its letters are."""
    found = [
        TokenAnalysis(PartRole.FAMILY, case, sex, str(form), str(key), (), weight, known=True)
        for case, sex, form, key, weight in kind
    ]
    shape, letters = _in_shape(_by_bit(found))
    numbers = [(tuple(map(int, forms)), tuple(map(int, keys))) for forms, keys, _ in letters]
    return shape, tuple(numbers)


def _by_bit(found: list[TokenAnalysis]) -> ByBit:
    """One choice for each case and sex."""
    lists: dict[int, list[TokenAnalysis]] = {}
    for one in found:
        for bit in _BITS_OF[one.case, one.sex]:
            lists.setdefault(bit, []).append(one)
    return {bit: _choice(ones, bit) for bit, ones in lists.items()}


def _choice(ones: list[TokenAnalysis], bit: int) -> Choice:
    """The likeliest forms, with every key and concept that these forms have."""
    best = ones[0].weight
    if len(ones) == 1:
        return Choice(
            (ones[0].form,), (ones[0].key,), ones[0].ids, round(best / BIT_CASE_WEIGHT[bit], 9)
        )
    least = best * _LEAST_FORM
    forms: list[str] = []
    for one in ones:
        if one.weight >= least and one.form not in forms:
            forms.append(one.form)
    del forms[_MOST_FORMS:]
    kept = [one for one in ones if one.form in forms]
    keys = _once([one.key for one in kept])
    ids = _once([i for one in kept for i in one.ids])
    return Choice(tuple(forms), keys, ids, round(best / BIT_CASE_WEIGHT[bit], 9))


_T = TypeVar("_T")


def _once(found: list[_T]) -> tuple[_T, ...]:
    return tuple(found) if len(found) < 2 else tuple(dict.fromkeys(found))


@lru_cache(maxsize=1 << 14)
def with_any_given_name(texts: tuple[str, ...]) -> Word:
    """The same word, which beside a patronymic may be a case of a name that no table has."""
    word = word_of(texts)
    if script_of("".join(texts)) is not Script.CYRILLIC:
        return word
    given = dict(word.choices(GIVEN))
    parts = [{**_unknown_given(text.lower()), **word_of((text,)).choices(GIVEN)} for text in texts]
    for bit, choice in (_shared(parts) if len(parts) > 1 else parts[0]).items():
        given.setdefault(bit, choice)
    return _word(word.choices(FAMILY), given, word.choices(PATRONYMIC))


def _unknown_given(word: str) -> ByBit:
    forms: dict[int, dict[str, float]] = {}
    for form, rule in nominatives_of(word, PartRole.GIVEN):
        for bit in _BITS_OF[rule.case, rule.sex]:
            likely = given_likelihood(form, BITS[bit][1])
            if bit & 1 and form[-1] in _VOWELS:  # few men's names end so: Ларс, not Ларса
                likely *= _MEN_IN_VOWELS
            forms.setdefault(bit, {})[form] = likely
    for bit in range(2, len(BITS)):
        if word[-1] in _VOWELS or not bit & 1:
            likely = given_likelihood(word, BITS[bit][1]) * bends_so(word, word)
            forms.setdefault(bit, {})[word] = likely * (_MEN_IN_VOWELS if bit & 1 else 1.0)
    return {bit: _likeliest_given(found) for bit, found in forms.items()}


def _likeliest_given(found: dict[str, float]) -> Choice:
    least = max(found.values()) * _LEAST_FORM
    forms = sorted((f for f in found if found[f] >= least), key=lambda f: -found[f])[:_MOST_FORMS]
    return Choice(tuple(forms), _once([fold_word(f) or f for f in forms]), (), _UNKNOWN_GIVEN)


def _joined(words: list[Word]) -> tuple[ByBit, ByBit, ByBit]:
    family, given = (_shared([word.choices(role) for word in words]) for role in (FAMILY, GIVEN))
    return family, given, _joined_patronymic(words)


def _shared(parts: list[ByBit]) -> ByBit:
    """Cases of joined names; those before the last may stay as they are (Гулак-Артемовського)."""
    found: ByBit = {}
    for bit in sorted(parts[-1]):
        before = [part.get(bit) or _unbent(part, bit) for part in parts[:-1]]
        if all(before):
            found[bit] = _join([*(one for one in before if one), parts[-1][bit]])
    return found


def _unbent(part: ByBit, bit: int) -> Choice | None:
    """The nominative of the same sex."""
    nominative = part.get(bit & 1)
    return nominative._replace(weight=nominative.weight * _UNBENT) if nominative else None


def _joined_patronymic(words: list[Word]) -> ByBit:
    """Кызыл-оолович: the last word tells that it is one."""
    found: ByBit = {}
    for bit, last in words[-1].choices(PATRONYMIC).items():
        before = [_any(word.choices(GIVEN)) for word in words[:-1]]
        eastern = before[0] is not None and before[0].forms[0] in _FATHERS_BEGIN
        if (eastern or not last.ids) and all(before):
            found[bit] = _join([*(one for one in before if one), last])
    return found


def _any(choices: ByBit) -> Choice | None:
    return choices[min(choices)] if choices else None


def _join(choices: list[Choice]) -> Choice:
    forms = tuple(
        map("-".join, islice(product(*(choice.forms for choice in choices)), _MOST_FORMS))
    )
    key = "-".join(choice.keys[0] for choice in choices)
    ids = tuple(dict.fromkeys(i for choice in choices for i in choice.ids))
    return Choice(forms, (key,), ids, min(choice.weight for choice in choices))


def _son_or_daughter(texts: tuple[str, ...]) -> ByBit:
    """Мамед оглы, Мамед кызы: the father's name and what makes a patronymic of it."""
    sex = SONS_AND_DAUGHTERS[texts[-1].lower()]
    father = word_of(texts[:1]).choices(GIVEN).get(_BIT[Case.NOMINATIVE, Sex.MALE])
    form = " ".join(text.lower() for text in texts)
    choice = Choice((form,), (fold_word(texts[0]),), father.ids if father else (), 1.0)
    return {_BIT[case, sex]: choice for case in Case}


def as_written(texts: tuple[str, ...], role: int) -> Letters:
    """A word in a role that nothing speaks for but the source, which says so."""
    word = word_of(texts)
    if senses := word.shapes[role].senses:
        return word.letters[role][senses[min(senses)].letters]
    form = "-".join(text.lower() for text in texts)
    ids = tuple(i for choice in word.choices(GIVEN).values() for i in choice.ids)
    key = "-".join(fold_word(text) or text for text in texts)
    return (form,), (key,), tuple(dict.fromkeys(ids)) if role == PATRONYMIC else ()
