"""Two sets of pairs of which no public list exists: inflected mentions, and short forms.

Made from the tables of the invented world (`homeward.world`), which shares none with the engine:
its own endings of seven cases, short forms, patronymics and Latin spellings. What is no pair is a
near miss: another given name that begins alike (Марія, Марина; Стас, Стефан), another surname of
one stem, another father.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile

from rapidfuzz.distance import OSA

from homeward.world.dice import Dice
from homeward.world.guise import short_forms
from homeward.world.inflect import decline, given_form, patronymic, surname_form
from homeward.world.latin import SCHEME_WEIGHTS, SCHEMES, english_forms, romanise
from homeward.world.vocabulary import GivenName, Surname, given_names, surname, surnames

SEED = 26
SIZE = 3_000  # pairs of each set
RIGHT = 0.4  # of them are one person
# Cases of a mention, by running sums in hundredths.
CASES = ("gen", "dat", "acc", "ins", "loc", "voc")
CASE_WEIGHTS = (30, 50, 70, 85, 95, 100)
LANGUAGES = ("uk", "ru")
NEARLY_ONE = 2  # letters by which two given names with a short form in common are spellings of one

Row = tuple[str, str, bool]  # two names, and whether they are one person's


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whose name is written; `language` is what the family speaks."""

    sex: str
    given: GivenName
    father: GivenName
    surname: Surname
    language: str

    @property
    def side(self) -> str:
        return "ua" if self.language == "uk" else "ru"


def inflected_mentions(seed: int = SEED, size: int = SIZE) -> Iterator[Row]:
    """A name in an oblique case beside normal forms in Ukrainian, Russian and Latin letters."""
    for number in range(size):
        dice = Dice(seed, "inflected mention", number)
        one = _somebody(dice)
        right = dice.chance(RIGHT)
        other = one if right else _near_miss(one, dice)
        case = CASES[dice.weighted(CASE_WEIGHTS)]
        with_father = dice.chance(0.5)
        mention = _in_order(_parts(one, one.language, case), dice, with_father=with_father)
        yield mention, _normal_form(other, dice), right


def short_names(seed: int = SEED, size: int = SIZE) -> Iterator[Row]:
    """A name as used at home, one in seven in an oblique case, beside the name in full."""
    for number in range(size):
        dice = Dice(seed, "short name", number)
        one = _somebody(dice)
        while not _pet_names(one):
            one = _somebody(dice)
        right = dice.chance(RIGHT)
        other = one if right else _near_miss(one, dice)
        yield _at_home(one, other, dice), _normal_form(other, dice), right


def _somebody(dice: Dice) -> Bearer:
    language, sex = dice.pick(LANGUAGES), "mf"[dice.below(2)]
    side = "ua" if language == "uk" else "ru"
    given = given_names(side, sex, "adults").pick(dice)
    return Bearer(sex, given, _father(side, dice), surname(dice, side), language)


def _father(side: str, dice: Dice) -> GivenName:
    return given_names(side, "m", "parents").pick(dice)


def _parts(one: Bearer, language: str, case: str = "nom") -> tuple[str, str, str]:
    return (
        surname_form(one.surname, language, one.sex, case),
        given_form(one.given, language, case),
        patronymic(one.father, language, one.sex, case),
    )


def _in_order(parts: tuple[str, str, str], dice: Dice, *, with_father: bool) -> str:
    family_name, given, father = parts
    rest = f"{given} {father}" if with_father else given
    return f"{rest} {family_name}" if dice.chance(0.5) else f"{family_name} {rest}"


def _normal_form(one: Bearer, dice: Dice) -> str:
    """In its own language, the other, or Latin letters; half of them with the patronymic."""
    share = dice.below(100)
    other = "ru" if one.language == "uk" else "uk"
    parts = _parts(one, one.language if share < 40 or share >= 60 else other)
    if share >= 60:
        parts = _latin(one, parts, dice)
    return _in_order(parts, dice, with_father=dice.chance(0.5))


def _latin(one: Bearer, parts: tuple[str, str, str], dice: Dice) -> tuple[str, str, str]:
    scheme = SCHEMES[one.language][dice.weighted(SCHEME_WEIGHTS[one.language])]
    family_name, given, father = (romanise(part, one.language, scheme) for part in parts)
    english = english_forms(one.given.ru)
    return family_name, dice.pick(english) if english and dice.chance(0.3) else given, father


def _at_home(one: Bearer, other: Bearer, dice: Dice) -> str:
    """Surname and pet name; never a pet name that the other one has as well."""
    theirs = () if one.given == other.given else _all_short_forms(other.given)
    forms = [form for form in _pet_names(one) if form not in theirs]
    short = dice.pick(forms or (given_form(one.given, one.language),))
    case = CASES[dice.weighted(CASE_WEIGHTS)] if dice.chance(0.15) else "nom"
    family_name = surname_form(one.surname, one.language, one.sex, case)
    short = decline(short, one.language, "given", one.sex, case)
    if case == "nom" and dice.chance(0.2):
        family_name, short = (
            romanise(part, one.language, "popular") for part in (family_name, short)
        )
    return f"{short} {family_name}" if dice.chance(0.5) else f"{family_name} {short}"


def _pet_names(one: Bearer) -> tuple[str, ...]:
    return short_forms(one.given.ru, one.language)


def _near_miss(one: Bearer, dice: Dice) -> Bearer:
    """Somebody else whose name is much like it."""
    kind = dice.below(3)
    if kind == 0:
        return replace(one, surname=dice.pick(_alike_surnames(one.surname, one.side)))
    if kind == 1 and (alike := _alike_given_names(one.given, one.side)):
        return replace(one, given=dice.pick(alike))
    return replace(one, given=_other_given_name(one, dice))


def _other_given_name(one: Bearer, dice: Dice) -> GivenName:
    """Of a brother or a sister of the same sex."""
    names = given_names(one.side, one.sex, "adults")
    while _are_one_name(one.given, found := names.pick(dice)):
        pass
    return found


@cache
def _alike_given_names(given: GivenName, side: str) -> tuple[GivenName, ...]:
    """Other names that begin with the same two letters."""
    return tuple(
        one
        for one in given_names(side, given.sex, "adults").things
        if not _are_one_name(one, given)
        and (one.ru[:2] == given.ru[:2] or one.uk[:2] == given.uk[:2])
    )


def _are_one_name(one: GivenName, other: GivenName) -> bool:
    """Equal in a language, spellings of one (Данил, Даниил), or the short form of the other."""
    if one.ru == other.ru or one.uk == other.uk:
        return True
    ours, theirs = _all_short_forms(one), _all_short_forms(other)
    if not ours.isdisjoint((other.ru, other.uk)) or not theirs.isdisjoint((one.ru, one.uk)):
        return True
    return not ours.isdisjoint(theirs) and OSA.distance(one.ru, other.ru) <= NEARLY_ONE


@cache
def _all_short_forms(one: GivenName) -> frozenset[str]:
    return frozenset(form for language in LANGUAGES for form in short_forms(one.ru, language))


@cache
def _alike_surnames(one: Surname, side: str) -> tuple[Surname, ...]:
    """The likest other surnames: Ковальов and Коваленко, but no two spellings of one."""
    others = [
        (shared, other)
        for other in surnames(side).things[:4_000]
        if (shared := _common_beginning(one.ru, other.ru)) >= 3
        and min(OSA.distance(one.ru, other.ru), OSA.distance(one.uk, other.uk)) > 1
    ]
    longest = max((shared for shared, _ in others), default=0)
    alike = tuple(other for shared, other in others if shared >= longest - 1)
    return alike or (surnames(side).things[0],)


def _common_beginning(one: str, other: str) -> int:
    letters = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], letters))
