"""Patterns of text filled with what a source knows of a person."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from homeward.world.days import age_on, age_phrase, born_phrase, written_day
from homeward.world.dice import Dice
from homeward.world.guise import Guise, parts_of, written_name
from homeward.world.inflect import decline, given_form, patronymic, surname_form
from homeward.world.latin import romanise
from homeward.world.people import Person, words
from homeward.world.rows import texts
from homeward.world.vocabulary import GivenName, Place, Surname, given_names, surname

CHOICE = re.compile(r"<([^<>]*)>")
BY_SEX = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")
FIELD = re.compile(r"\{([a-z_0-9]+)(?:\.([a-z]+))?\}")
EMPTY = (  # what is left around a field that had nothing to say
    (re.compile(r"\(\s*,?\s*\)|«\s*»|\"\""), ""),
    (re.compile(r"[ \t]+([,.;:!?)])"), r"\1"),
    (re.compile(r"\(\s*,\s*"), "("),
    (re.compile(r"([,:;])(?:\s*[,;])+"), r"\1"),
    (re.compile(r",(\s*[.!?])"), r"\1"),
    (re.compile(r"([.!?])\s*[,.](?=\s|$)"), r"\1"),
    (re.compile(r"(?m)^[ \t]*[,.;][ \t]*|[ \t,;]+$"), ""),
    (re.compile(r"[ \t]{2,}"), " "),
    (re.compile(r"\n{3,}"), "\n\n"),
)
SIBLING_WORDS = {
    "uk": {"m": "брат", "f": "сестра", "and": " і "},
    "ru": {"m": "брат", "f": "сестра", "and": " и "},
    "en": {"m": "brother", "f": "sister", "and": " and "},
}


@dataclass(slots=True)
class Page:
    """One text in the making: who it is about, and what has been written so far."""

    person: Person
    guise: Guise
    language: str
    posted: date
    dice: Dice
    name_in_source: str = ""
    case: str = "nom"
    seen: set[str] = field(default_factory=set)

    def write(self, kind: str) -> str:
        """A text of that kind; `name_in_source` and `case` then say how it names the person."""
        lists = texts(f"{kind}.{self.language}")
        patterns: list[str] = lists["patterns"]
        if self.person.category == "child":
            patterns = lists.get("patterns.child", patterns)
        return tidied(self.fill(self.dice.pick(patterns), lists))

    def fill(self, pattern: str, lists: dict[str, list[str]]) -> str:
        chosen = CHOICE.sub(lambda found: self.dice.pick(found[1].split("|")), pattern)
        by_sex = BY_SEX.sub(lambda found: found[1 if self.person.sex == "m" else 2], chosen)
        return FIELD.sub(lambda found: self.value(found[1], found[2] or "", lists), by_sex)

    def value(self, name: str, form: str, lists: dict[str, list[str]]) -> str:
        """What stands in the place of one field."""
        if name == "name":
            return self.name(form or "nom")
        known = FIELDS.get(name)
        if known:
            return known(self, form)
        return self.fill(self.dice.pick(self.snippets(name, lists)), lists)

    def snippets(self, name: str, lists: dict[str, list[str]]) -> list[str]:
        if name in lists:
            return lists[name]
        shared = texts(f"snippets.{self.language}")
        special: list[str] | None = shared.get(f"{name}.{self.person.category}")
        plain: list[str] = shared[name]
        return special or plain

    def name(self, case: str) -> str:
        written = written_name(self.guise, case)
        if not self.name_in_source:
            self.name_in_source, self.case = written, case
        return written

    def words(self, row: object) -> str:
        """One row of a table in the language of the text."""
        return str(row[self.language])  # type: ignore[index]


def tidied(text: str) -> str:
    for pattern, instead in EMPTY:
        text = pattern.sub(instead, text)
    return text.strip()


def place_in(place: Place, language: str, form: str = "") -> str:
    if language == "en":
        return place.en
    return str(getattr(place, f"{language}_{form}" if form in ("gen", "loc") else language))


def given_in(given: GivenName, page: Page) -> str:
    if page.language == "en":
        return romanise(given_form(given, page.guise.base), page.guise.base, page.guise.scheme)
    return given_form(given, page.language)


def _region(page: Page, form: str) -> str:
    place = page.person.home
    if page.language == "en":
        return place.region_en
    word = place.region_uk if page.language == "uk" else place.region_ru
    return decline(word, page.language, "adjective", "f", form or "nom")


def _kinship(page: Page, form: str) -> str:
    if page.language == "en":
        return page.person.kinship["en"]
    return page.person.kinship[f"{page.language}_{form}" if form else page.language]


def _age(page: Page, _form: str) -> str:
    if page.guise.born is None:
        return ""
    years = age_on(page.guise.born, page.posted)
    if page.guise.wrong_date and years > 18:
        years += page.dice.between(-2, 2)
    return age_phrase(max(years, 0), page.language)


def _born_date(page: Page, form: str) -> str:
    born = page.guise.born
    if form != "date" or born is None:
        return born_phrase(born, page.language, page.dice)
    if len(born) == 4:
        return born
    return written_day(date.fromisoformat(born), page.language, page.dice)


def _unit(page: Page, _form: str) -> str:
    service = page.person.service
    return f"{service.number} {page.words(service.unit)}" if service else ""


def _siblings(page: Page, _form: str) -> str:
    language = SIBLING_WORDS[page.language]
    names = [f"{language[given.sex]} {given_in(given, page)}" for given in page.person.siblings]
    return language["and"].join(names) + "." if names else ""


def _number(page: Page, _form: str) -> str:
    """A phone number that nobody has: no exchange of either country begins so."""
    dice = page.dice
    tail = f"{dice.below(1000):03}-{dice.below(100):02}-{dice.below(100):02}"
    if page.person.side == "ua":
        return dice.pick(("+38000", "+38 (000) ", "000 ")) + tail
    return dice.pick(("+7000", "8 (000) ", "8 000 ")) + tail


def _contact(page: Page, _form: str) -> str:
    """A relative whom nobody looks for: mostly of the same surname."""
    dice, person = page.dice, page.person
    given = given_names(person.side, "f", "parents").pick(dice)
    if dice.chance(0.4):
        return given_in(given, page)
    family_name = person.surname if dice.chance(0.8) else surname(dice, person.side)
    return full_name(page, family_name, given, "f")


def _official(page: Page, _form: str) -> str:
    """Who signed: another stranger."""
    dice, side = page.dice, page.person.side
    sex = dice.pick("mf")
    given = given_names(side, sex, "adults").pick(dice)
    name = full_name(page, surname(dice, side), given, sex)
    if page.language == "en" or dice.chance(0.4):
        return name
    family_name, first, father = name.split(" ")[:3]
    return f"{first[0]}. {father[0]}. {family_name}"


def full_name(page: Page, family_name: Surname, given: GivenName, sex: str) -> str:
    """Somebody else's name in the language of the text."""
    base = page.guise.base
    father = given_names(page.person.side, "m", "parents").pick(page.dice)
    parts = (
        surname_form(family_name, base, sex),
        given_form(given, base),
        patronymic(father, base, sex),
    )
    if page.language == "en":
        return " ".join(romanise(part, base, page.guise.scheme) for part in parts[1::-1])
    return " ".join(parts)


def _reference(page: Page, _form: str) -> str:
    dice = page.dice
    return f"{dice.between(10, 99)}/{dice.between(1, 30)}-{dice.between(100, 9999)}"


def _service(attribute: str) -> Callable[[Page, str], str]:
    def value(page: Page, _form: str) -> str:
        service = page.person.service
        return page.words(getattr(service, attribute)) if service else ""

    return value


def _military_unit(page: Page, _form: str) -> str:
    service = page.person.service
    if service is None:
        return ""
    latin = page.language == "en"
    return service.military_unit.replace("А", "A") if latin else service.military_unit


def _institution(page: Page, form: str) -> str:
    institution = page.person.institution
    if institution is None:
        return ""
    loc = form == "loc" and page.language != "en"
    return institution[f"{page.language}_loc" if loc else page.language]


def _office(page: Page, _form: str) -> str:
    return page.words(page.dice.pick(words("office")))


FIELDS: dict[str, Callable[[Page, str], str]] = {
    "given": lambda page, form: parts_of(page.guise, form or "nom")[1],
    "born": _born_date,
    "age": _age,
    "who": _kinship,
    "home": lambda page, form: place_in(page.person.home, page.language, form),
    "place": lambda page, form: place_in(page.person.lost_at, page.language, form),
    "region": _region,
    "date": lambda page, _: written_day(page.person.lost_on, page.language, page.dice),
    "date2": lambda page, _: written_day(page.posted, page.language, page.dice),
    "unit": _unit,
    "mu": _military_unit,
    "rank": _service("rank"),
    "trade": _service("trade"),
    "callsign": _service("call_sign"),
    "mark": lambda page, _: page.words(page.person.mark),
    "eyes": lambda page, _: page.words(page.person.eyes),
    "hair": lambda page, _: page.words(page.person.hair),
    "inst": _institution,
    "sibs": _siblings,
    "number": _number,
    "contact": _contact,
    "official": _official,
    "ref": _reference,
    "office": _office,
    "clock": lambda page, _: f"{page.dice.below(59):02}:{page.dice.below(60):02}",
    "clock2": lambda page, _: f"{page.dice.below(60):02}",
}
