"""Tracing requests as families write them into a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from homeward.world.dice import Dice
from homeward.world.guise import wrong_date
from homeward.world.inflect import eastern_patronymic, given_form, patronymic, surname_form
from homeward.world.people import Family, Person, family
from homeward.world.rows import rates
from homeward.world.slips import typo
from homeward.world.writing import place_in

HEADERS = {
    "uk": (
        "ID", "Прізвище", "Ім'я", "По батькові", "Стать", "Дата народження", "Місце проживання",
        "Категорія", "В/ч", "Звання", "Дата зникнення", "Місце зникнення", "Ким доводиться",
        "Прикмети", "Заклад", "Брати і сестри",
    ),
    "ru": (
        "ID", "Фамилия", "Имя", "Отчество", "Пол", "Дата рождения", "Место жительства",
        "Категория", "В/ч", "Звание", "Дата пропажи", "Место пропажи", "Кем приходится",
        "Приметы", "Учреждение", "Братья и сёстры",
    ),
    "en": (
        "ID", "Family name", "Given name", "Patronymic", "Sex", "Birth date", "Home",
        "Category", "Unit", "Rank", "Date missing", "Place missing", "Relationship",
        "Marks", "Institution", "Siblings",
    ),
}  # fmt: skip
SEXES = {"uk": {"m": "ч", "f": "ж"}, "ru": {"m": "м", "f": "ж"}, "en": {"m": "male", "f": "female"}}
CATEGORIES = {
    "uk": {"soldier": "військовий", "conscript": "мобілізований", "civilian": "цивільний",
           "child": "дитина"},
    "ru": {"soldier": "военный", "conscript": "мобилизованный", "civilian": "гражданский",
           "child": "ребёнок"},
}  # fmt: skip


def families(seed: int, requests: int) -> Iterator[tuple[Family, tuple[str | None, ...]]]:
    """Families that ask, each with the number of its request for every person, if it has one."""
    filed = 0
    for number in count():
        if filed >= requests:
            return
        one = family(seed, number, asks=True)
        ids: list[str | None] = []
        for asked in one.asked:
            wanted = asked and filed < requests
            filed += wanted
            ids.append(f"R{filed:07}" if wanted else None)
        yield one, tuple(ids)


def request_row(seed: int, request_id: str, person: Person) -> tuple[str, ...]:
    """The cells of one request, in the order of the headers; "" where nobody knows."""
    dice = Dice(seed, "request", person.id)
    language = person.language
    name = [
        surname_form(person.surname, language, person.sex),
        given_form(person.given, language),
        _father(person),
    ]
    if dice.chance(rates()["request_typo"]):
        at = dice.below(2)
        name[at] = typo(name[at], language, dice)
    if dice.chance(rates()["no_patronymic"]):
        name[2] = ""
    return (request_id, *name, *_particulars(person, language, dice))


def _father(person: Person) -> str:
    write = eastern_patronymic if person.eastern_patronymic else patronymic
    return write(person.father, person.language, person.sex)


def _particulars(person: Person, language: str, dice: Dice) -> tuple[str, ...]:
    service, institution = person.service, person.institution
    return (
        SEXES[language][person.sex],
        _birth_date(person, dice),
        "" if dice.chance(rates()["request_no_home"]) else place_in(person.home, language),
        CATEGORIES[language][person.category],
        service.military_unit if service and dice.chance(0.6) else "",
        service.rank[language] if service and dice.chance(0.5) else "",
        person.lost_on.strftime("%d.%m.%Y") if dice.chance(0.85) else "",
        place_in(person.lost_at, language) if dice.chance(0.8) else "",
        person.kinship[language],
        person.mark[language] if dice.chance(0.5) else "",
        institution[language] if institution else "",
        ", ".join(given_form(given, language) for given in person.siblings),
    )


def _birth_date(person: Person, dice: Dice) -> str:
    """Families know the date; some give only the year, and a few slip."""
    if dice.chance(rates()["request_no_birth_date"]):
        return ""
    born = (
        wrong_date(person.born, dice)
        if dice.chance(rates()["request_wrong_birth_date"])
        else person.born
    )
    if dice.chance(rates()["request_partial_birth_date"]):
        return str(born.year)
    return born.strftime("%d.%m.%Y")
