"""One word of a name with everything it may be: role, case and sex, as tables of choices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from homeward.names.analyse import analyses
from homeward.names.endings import CASE_WEIGHT
from homeward.names.parts import Case, PartRole, TokenAnalysis
from homeward.names.patronymic import SONS_AND_DAUGHTERS
from homeward.records import Sex
from homeward.text import fold_word

# Roles by number: the tables below are read a million times a second.
FAMILY, GIVEN, PATRONYMIC = 0, 1, 2
ROLES = (PartRole.FAMILY, PartRole.GIVEN, PartRole.PATRONYMIC)
_ROLE_NUMBER = {role: number for number, role in enumerate(ROLES)}

# Case and sex together are one number, `bit`; a set of them is a mask.
_SEXES = (Sex.FEMALE, Sex.MALE)
BITS = tuple((case, sex) for case in Case for sex in _SEXES)
NOMINATIVE = 0b11
ALL = (1 << len(BITS)) - 1
BIT_CASE_WEIGHT = tuple(CASE_WEIGHT[case] for case, _ in BITS)
_BIT = {pair: bit for bit, pair in enumerate(BITS)}

_LEAST_FORM = 0.15  # forms of a word less likely than this, beside its best, are left out
_MOST_FORMS = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """What a word may be in one role, case and sex; `weight` without how usual the case is."""

    forms: tuple[str, ...]
    keys: tuple[str, ...]
    ids: tuple[int, ...]
    weight: float


ByBit = dict[int, Choice]


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or several that a hyphen or оглы joins: its choices by role and bit."""

    choices: tuple[ByBit, ByBit, ByBit]
    masks: tuple[int, int, int]
    peaks: tuple[float, float, float]  # the greatest weight in each role


@lru_cache(maxsize=1 << 18)
def word_of(texts: tuple[str, ...]) -> Word:
    """All choices of a word; of joined words, the choices that their parts share."""
    if len(texts) > 1 and texts[-1].lower() in SONS_AND_DAUGHTERS:
        return _with_masks(({}, {}, _son_or_daughter(texts)))
    if len(texts) == 1:
        return _with_masks(_choices(analyses(texts[0]), texts[0]))
    return _with_masks(_joined([word_of((text,)) for text in texts]))


def _with_masks(choices: tuple[ByBit, ByBit, ByBit]) -> Word:
    family, given, patronymic = (sum(1 << bit for bit in by_bit) for by_bit in choices)
    peaks = [max((one.weight for one in by_bit.values()), default=0.0) for by_bit in choices]
    return Word(choices, (family, given, patronymic), (peaks[0], peaks[1], peaks[2]))


def _choices(found: Iterable[TokenAnalysis], text: str) -> tuple[ByBit, ByBit, ByBit]:
    lists: list[dict[int, list[TokenAnalysis]]] = [{}, {}, {}]
    for one in found:
        for bit in _bits_of(one):
            lists[_ROLE_NUMBER[one.role]].setdefault(bit, []).append(one)
    family, given, patronymic = (
        {bit: _choice(ones, bit) for bit, ones in by_bit.items()} for by_bit in lists
    )
    _add_unknown(given, text, 0.001 if patronymic else 0.004 if given else 0.02)
    return family, given, patronymic


def _bits_of(one: TokenAnalysis) -> tuple[int, ...]:
    case = one.case or Case.NOMINATIVE
    sexes = _SEXES if one.sex is None else (one.sex,)
    return tuple(_BIT[case, sex] for sex in sexes)


def _choice(ones: list[TokenAnalysis], bit: int) -> Choice:
    """The likeliest forms, with every key and concept that these forms have."""
    best = ones[0].weight
    if len(ones) == 1:
        return Choice((ones[0].form,), (ones[0].key,), ones[0].ids, best / BIT_CASE_WEIGHT[bit])
    likely = (one.form for one in ones if one.weight >= best * _LEAST_FORM)
    forms = tuple(dict.fromkeys(likely))[:_MOST_FORMS]
    keys = tuple(dict.fromkeys(one.key for one in ones if one.form in forms))
    ids = tuple(dict.fromkeys(i for one in ones if one.form in forms for i in one.ids))
    return Choice(forms, keys, ids, best / BIT_CASE_WEIGHT[bit])


def _add_unknown(given: ByBit, text: str, weight: float) -> None:
    """Any word may be a given name that no table has."""
    word = text.lower()
    unknown = Choice((word,), (fold_word(word) or word,), (), weight)
    for bit in (0, 1):
        given.setdefault(bit, unknown)


def _joined(words: list[Word]) -> tuple[ByBit, ByBit, ByBit]:
    family: ByBit = {}
    given: ByBit = {}
    for role, found in ((FAMILY, family), (GIVEN, given)):
        shared = set.intersection(*(set(word.choices[role]) for word in words))
        for bit in sorted(shared):
            found[bit] = _join([word.choices[role][bit] for word in words])
    return family, given, {}


def _join(choices: list[Choice]) -> Choice:
    form = "-".join(choice.forms[0] for choice in choices)
    key = "-".join(choice.keys[0] for choice in choices)
    ids = tuple(dict.fromkeys(i for choice in choices for i in choice.ids))
    return Choice((form,), (key,), ids, min(choice.weight for choice in choices))


def _son_or_daughter(texts: tuple[str, ...]) -> ByBit:
    """Мамед оглы, Мамед кызы: the father's name and what makes a patronymic of it."""
    sex = SONS_AND_DAUGHTERS[texts[-1].lower()]
    father = word_of(texts[:1]).choices[GIVEN].get(_BIT[Case.NOMINATIVE, Sex.MALE])
    form = " ".join(text.lower() for text in texts)
    choice = Choice((form,), (fold_word(texts[0]),), father.ids if father else (), 1.0)
    return {_BIT[case, sex]: choice for case in Case}


def as_written(texts: tuple[str, ...], role: int) -> Choice:
    """A word in a role that nothing speaks for but the source, which says so."""
    known = word_of(texts).choices[role]
    if known:
        return known[min(known)]
    form = "-".join(text.lower() for text in texts)
    ids = tuple(i for choice in word_of(texts).choices[GIVEN].values() for i in choice.ids)
    key = "-".join(fold_word(text) or text for text in texts)
    return Choice((form,), (key,), tuple(dict.fromkeys(ids)) if role == PATRONYMIC else (), 1.0)
