"""How one source knows one person: which name, which letters, which dates.

A guise is drawn once for each mention; the name can then be written in any case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from homeward.world.dice import Dice
from homeward.world.inflect import decline, eastern_patronymic, given_form, patronymic, surname_form
from homeward.world.latin import SCHEME_WEIGHTS, SCHEMES, english_forms, romanise
from homeward.world.people import Person
from homeward.world.rows import rates, table
from homeward.world.slips import disguised, misread, typo
from homeward.world.vocabulary import GivenName, Surname, given_names, surname

SLIPS = {"typo": typo, "ocr": misread, "look_alike": disguised}


@dataclass(frozen=True, slots=True, kw_only=True)
class Guise:
    """What a source believes and how it spells."""

    sex: str
    given: GivenName
    father: GivenName
    surname: Surname
    born: str | None  # 1994-05-17, 1994-05, 1994, or None where the source has no date
    language: str  # uk, ru, or en for Latin letters
    base: str  # the language that is spelled: of `uk` and `ru` itself
    scheme: str
    short: str | None
    english: str | None
    initials: bool
    with_patronymic: bool
    eastern: bool
    surname_last: bool
    capitals: bool
    slip: str | None  # one of SLIPS
    slip_part: int
    slip_key: int
    by_sound: bool  # the given name and patronymic of the other language, spelt as heard
    yo: bool
    changed: bool
    wrong_date: bool


def draw_guise(person: Person, language: str, dice: Dice, *, kind: str) -> Guise:
    """How a source of that kind and language knows the person."""
    rate = rates()
    changed = (
        dice.chance(rate["adoption_changed_identity"]) if kind == "adoption_profile" else False
    )
    given, father, family_name = person.given, person.father, person.surname
    born, wrong = _born_in_source(person.born, dice)
    if changed:
        given, father, family_name = _new_identity(person, dice)
        born = _new_birth_date(person.born, dice)
    base = language if language != "en" else person.language
    short = _short(given, base, dice) if dice.chance(_short_rate(kind)) else None
    official = kind in ("prisoner_list", "official_reply", "adoption_profile")
    return Guise(
        sex=person.sex,
        given=given,
        father=father,
        surname=family_name,
        born=born,
        language=language,
        base=base,
        scheme=_scheme(base, dice),
        short=short,
        english=_english(given, dice) if language == "en" else None,
        initials=not short and kind == "footage_note" and dice.chance(rate["initials"]),
        with_patronymic=not short and not _drops_patronymic(language, kind, dice),
        eastern=person.eastern_patronymic and not changed,
        surname_last=dice.chance(rate["order_surname_last" + ("_official" if official else "")]),
        capitals=dice.chance(rate["capitals"]),
        slip=_slip(kind, language, dice),
        slip_part=0 if dice.chance(rate["slip_in_surname"]) else 1 + dice.below(2),
        slip_key=dice.bits(),
        by_sound=(
            language not in ("en", person.language)
            and not (changed or short)
            and dice.chance(rate["by_sound"])
        ),
        yo=language == "ru" and dice.chance(rate["yo"]),
        changed=changed,
        wrong_date=wrong,
    )


def _slip(kind: str, language: str, dice: Dice) -> str | None:
    scanned = kind in ("prisoner_list", "official_reply", "obituary")
    if scanned and dice.chance(rates()["ocr"]):
        return "ocr"
    if dice.chance(rates()["typo"]):
        return "typo"
    cyrillic = language != "en"
    return "look_alike" if cyrillic and dice.chance(rates()["look_alike"]) else None


def _short_rate(kind: str) -> float:
    return rates().get(f"short_form_{kind}", 0.0)


def _drops_patronymic(language: str, kind: str, dice: Dice) -> bool:
    if language == "en":
        return dice.chance(rates()["no_patronymic_latin"])
    if kind == "footage_note":
        return dice.chance(rates()["no_patronymic_footage_note"])
    return dice.chance(rates()["no_patronymic"])


@cache
def short_forms(russian_given_name: str, language: str) -> tuple[str, ...]:
    return tuple(
        form
        for row in table("short_forms")
        if row["name"] == russian_given_name
        for form in row[language].split()
    )


def _short(given: GivenName, language: str, dice: Dice) -> str | None:
    forms = short_forms(given.ru, language)
    return dice.pick(forms) if forms else None


def _english(given: GivenName, dice: Dice) -> str | None:
    forms = english_forms(given.ru)
    return dice.pick(forms) if forms and dice.chance(rates()["english_name"]) else None


def _scheme(language: str, dice: Dice) -> str:
    return SCHEMES[language][dice.weighted(SCHEME_WEIGHTS[language])]


def _new_identity(person: Person, dice: Dice) -> tuple[GivenName, GivenName, Surname]:
    """A child's new names: other surname and father; the given name mostly stays."""
    side = "ru" if dice.chance(0.8) else "ua"
    given = person.given
    if dice.chance(rates()["changed_given_name"]):
        given = given_names(side, person.sex, "children").pick(dice)
    return given, given_names(side, "m", "parents").pick(dice), surname(dice, side)


def _new_birth_date(born: date, dice: Dice) -> str:
    rate = rates()
    if dice.chance(rate["changed_birth_date_shifted"]):
        return (born + timedelta(days=dice.between(-365, 365))).isoformat()
    known = born.isoformat()
    return known[:4] if dice.chance(rate["changed_birth_date_partial"]) else known


def _born_in_source(born: date, dice: Dice) -> tuple[str | None, bool]:
    """The date as the source has it, and whether it is wrong."""
    rate = rates()
    if dice.chance(rate["no_birth_date"]):
        return None, False
    if not dice.chance(rate["bad_birth_date"]):
        return born.isoformat(), False
    if dice.chance(rate["bad_birth_date_partial"]):
        return born.isoformat()[:4], False
    return wrong_date(born, dice).isoformat(), True


def wrong_date(born: date, dice: Dice) -> date:
    """Day and month swapped, or the year, month or day a little off."""
    if born.day <= 12 != born.month and dice.chance(rates()["bad_birth_date_swapped"]):
        return born.replace(day=born.month, month=born.day)
    days = dice.pick((1, -1, 3, 10, 30, -30, 365, -365, 731, -731, 1461))
    return born + timedelta(days=days)


def parts_of(guise: Guise, case: str = "nom") -> tuple[str, str, str]:
    """Surname, given name and patronymic as this source writes them ("" where it has none)."""
    language = guise.base
    case = "nom" if guise.language == "en" else case
    family_name = surname_form(guise.surname, language, guise.sex, case)
    given = guise.short or given_form(guise.given, language, case)
    if guise.short:
        given = decline(guise.short, language, "given", guise.sex, case)
    father = ""
    if guise.with_patronymic:
        father = (
            eastern_patronymic(guise.father, language, guise.sex)
            if guise.eastern
            else patronymic(guise.father, language, guise.sex, case)
        )
    if guise.by_sound:
        given, father = heard(guise, case)
    if guise.yo:
        family_name, given, father = (with_yo(part) for part in (family_name, given, father))
    if guise.language == "en":
        family_name, given, father = (
            romanise(part, language, guise.scheme) for part in (family_name, given, father)
        )
        given = guise.english or given
    if guise.initials:
        given, father = f"{given[0]}.", f"{father[0]}." if father else ""
    return _with_slip(guise, (family_name, given, father))


def heard(guise: Guise, case: str) -> tuple[str, str]:
    """Given name and patronymic of the other language in the letters of this one."""
    other = "ru" if guise.base == "uk" else "uk"
    given = by_sound(given_form(guise.given, other), other)
    father = by_sound(patronymic(guise.father, other, guise.sex), other)
    return (
        decline(given, guise.base, "given", guise.sex, case),
        decline(father, guise.base, "patronymic", guise.sex, case) if guise.with_patronymic else "",
    )


@cache
def by_sound(word: str, language: str) -> str:
    """Олександр heard as Олэксандр, Алексей as Алєксєй."""
    letters = {row["letter"]: row["heard"] for row in table("letters_by_sound")
               if row["from"] == language}  # fmt: skip
    heard_word = ""
    rest = word.lower()
    while rest:
        length = 2 if rest[:2] in letters else 1
        heard_word += letters.get(rest[:length], rest[:length])
        rest = rest[length:]
    return heard_word[:1].upper() + heard_word[1:]


YO_ENDINGS = {"", *["а", "у", "ом", "е", "ов", "ова", "ову", "овым", "ове", "овой", "ым", "ой"]}


@cache
def with_yo(word: str) -> str:
    """Петр as Пётр, Семенова as Семёнова; not where the stress moves (Петра, Семененко)."""
    for row in table("yo_stems"):
        stem, rest = row["written"], word[len(row["written"]) :]
        stays = rest in YO_ENDINGS or rest.startswith(("ович", "овн"))
        if word.startswith(stem) and stays and (stem != "Петр" or not rest):
            return row["spoken"] + rest
    return word


def _with_slip(guise: Guise, parts: tuple[str, str, str]) -> tuple[str, str, str]:
    if guise.slip is None:
        return parts
    at = guise.slip_part if len(parts[guise.slip_part]) > 2 else 0
    dice = Dice(guise.slip_key, parts[at])
    language = guise.language if guise.language == "en" else guise.base
    change = SLIPS[guise.slip]
    slipped = list(parts)
    slipped[at] = change(parts[at], language, dice)
    return slipped[0], slipped[1], slipped[2]


def written_name(guise: Guise, case: str = "nom") -> str:
    """The whole name as it stands in running text."""
    family_name, given, father = parts_of(guise, case)
    if guise.capitals:
        family_name = family_name.upper()
    rest = given + father if guise.initials else f"{given} {father}".strip()
    return f"{rest} {family_name}" if guise.surname_last else f"{family_name} {rest}"


def change_of(guise: Guise, person: Person, case: str) -> str:
    """The main thing that was changed against the request."""
    shown = parts_of(guise, case)
    other_language = guise.language != person.language
    checks = (
        ("changed_identity", guise.changed),
        ("ocr", guise.slip == "ocr"),
        ("typo", guise.slip == "typo"),
        ("look_alike", guise.slip == "look_alike"),
        ("short_form", guise.short is not None),
        ("initials", guise.initials),
        ("script", guise.language == "en"),
        ("language", other_language),
        ("no_patronymic", not guise.with_patronymic),
        ("wrong_age", guise.wrong_date),
        ("inflection", shown != parts_of(guise, "nom")),
        ("order", guise.surname_last),
    )
    return next((name for name, holds in checks if holds), "none")
