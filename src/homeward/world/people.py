"""Invented families of both sides, and the people they have lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from homeward.world.dice import Dice
from homeward.world.rows import rates, table
from homeward.world.vocabulary import GivenName, Place, Surname, front, given_names, places, surname

SIDES = ("ua", "ru")
FIRST_DAY, LAST_DAY = date(2022, 3, 1), date(2024, 11, 30)
Words = Mapping[str, str]  # one thing in uk, ru and en


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Where somebody served; numbers and call signs are invented."""

    number: str
    unit: Words
    military_unit: str
    rank: Words
    trade: Words
    call_sign: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Everything that is true of one invented person."""

    id: str
    side: str  # ua or ru
    language: str  # what the family writes: uk, ru
    sex: str  # m or f
    given: GivenName
    father: GivenName
    surname: Surname
    born: date
    home: Place
    category: str  # soldier, conscript, civilian, child
    lost_on: date
    lost_at: Place
    kinship: Words  # what the person is to the one who asks
    mark: Words
    eyes: Words
    hair: Words
    service: Service | None = None
    institution: Words | None = None
    siblings: tuple[GivenName, ...] = ()
    namesake_of: str | None = None

    @property
    def eastern_patronymic(self) -> bool:
        """Whether the patronymic is written with оглы or кызы."""
        return self.father.people == "east" and self.side == "ru" and len(self.father.ru) % 4 == 0


@dataclass(frozen=True, slots=True)
class Family:
    """People of one family, each with whether the family asks for them."""

    id: str
    people: tuple[Person, ...]
    asked: tuple[bool, ...]


def family(seed: int, number: int, *, asks: bool) -> Family:
    """Family `number` of the world `seed`; `asks` keeps the two kinds of families apart."""
    id_ = f"{'A' if asks else 'B'}{number}"
    dice = Dice(seed, "family", id_)
    people = tuple(_people(dice, id_))
    asked = tuple(asks and (at == 0 or dice.chance(0.6)) for at in range(len(people)))
    if asks:
        people += tuple(_namesakes(dice, people[0]))
    return Family(id_, people, asked + (False,) * (len(people) - len(asked)))


def _people(dice: Dice, id_: str) -> Iterator[Person]:
    kind = dice.below(100)
    if kind < 22:
        yield from _children(dice, id_)
        return
    first = _adult(dice, f"{id_}-1")
    yield first
    if kind < 28:
        yield _brother(dice, first, twin=False)
    elif kind < 31:
        yield _brother(dice, first, twin=True)
    elif kind < 36 and first.sex == "m":
        yield _son(dice, first)


def _adult(dice: Dice, id_: str) -> Person:
    side = dice.pick(SIDES)
    category = "civilian" if dice.chance(0.2) else "conscript" if dice.chance(0.3) else "soldier"
    sex = "f" if dice.chance(0.5 if category == "civilian" else 0.03) else "m"
    lost_on = FIRST_DAY + timedelta(days=dice.below((LAST_DAY - FIRST_DAY).days))
    age = (
        dice.between(18, 75) if category == "civilian" else 18 + min(dice.below(42), dice.below(52))
    )
    given = given_names(side, sex, "adults").pick(dice)
    person = _anyone(dice, id_, side, sex=sex, given=given, lost_on=lost_on, age=age)
    service = None if category == "civilian" else _service(dice, side)
    kinship = _kinship(dice, sex, age)
    return replace(person, category=category, service=service, kinship=kinship)


def _anyone(
    dice: Dice, id_: str, side: str, *, sex: str, given: GivenName, lost_on: date, age: int
) -> Person:
    home = places(side).pick(dice)
    return Person(
        id=id_,
        side=side,
        language="ru" if side == "ru" or dice.chance(0.25) else "uk",
        sex=sex,
        given=given,
        father=_father(dice, side, given),
        surname=surname(dice, side),
        born=lost_on - timedelta(days=age * 365 + age // 4 + dice.below(364)),
        home=home,
        category="civilian",
        lost_on=lost_on,
        lost_at=front(dice.pick(("ua", "ua", "ua", "ru"))).pick(dice),
        kinship=_kinship(dice, sex, age),
        mark=dice.pick(words("mark")),
        eyes=dice.pick(words("eyes")),
        hair=dice.pick(words("hair")),
    )


def _father(dice: Dice, side: str, given: GivenName) -> GivenName:
    """Fathers of people with an eastern name mostly have one too."""
    fathers = given_names(side, "m", "parents")
    for _ in range(200 if given.people == "east" and side == "ru" else 1):
        father = fathers.pick(dice)
        if father.people == given.people:
            break
    return father


@cache
def words(kind: str, side: str = "both") -> tuple[Words, ...]:
    """All things of one kind that the table of service has for a side."""
    return tuple(row for row in table("service") if (row["kind"], row["side"]) == (kind, side))


def _service(dice: Dice, side: str) -> Service:
    if side == "ua":
        number, military_unit = dice.between(301, 499), f"А9{dice.between(100, 999)}"
    else:
        number, military_unit = dice.between(1501, 1999), f"99{dice.between(100, 999)}"
    return Service(
        number=str(number),
        unit=dice.pick(words("unit", side)),
        military_unit=military_unit,
        rank=dice.pick(words("rank")),
        trade=dice.pick(words("trade")),
        call_sign=dice.pick(words("call_sign")),
    )


def _kinship(dice: Dice, sex: str, age: int) -> Words:
    fitting = [
        row
        for row in table("kinship")
        if row["sex"] == sex and int(row["young"]) <= age <= int(row["old"])
    ]
    return dice.pick(fitting or [row for row in table("kinship") if row["sex"] == sex])


def _brother(dice: Dice, first: Person, *, twin: bool) -> Person:
    """Same parents, same home; twins share the birth date as well."""
    given = first.given
    while given == first.given:
        given = given_names(first.side, first.sex, "adults").pick(dice)
    years = dice.between(2, 8) * (1 if dice.chance(0.5) else -1)
    born = first.born if twin else first.born - timedelta(days=365 * years + dice.below(200))
    if (first.lost_on - born).days < 18 * 366:
        born = first.born
    near = first.lost_on + timedelta(days=dice.between(-40, 40))
    id_ = f"{first.id[:-1]}{int(first.id[-1]) + 1}"
    service = _service(dice, first.side) if first.service else None
    return replace(first, id=id_, given=given, born=born, lost_on=near, service=service)


def _son(dice: Dice, father: Person) -> Person:
    """A grown son who is missing too; one in five has his father's given name."""
    lost_on = max(father.lost_on, father.born + timedelta(days=40 * 365))
    father = replace(father, lost_on=min(lost_on, LAST_DAY))
    given = father.given
    if not dice.chance(0.2):
        given = given_names(father.side, "m", "adults").pick(dice)
    son = _adult(dice, f"{father.id[:-1]}2")
    born = son.lost_on - timedelta(days=365 * dice.between(18, 24) + dice.below(300))
    return replace(
        son, given=given, father=father.given, surname=father.surname, sex="m", side=father.side,
        home=father.home, language=father.language, born=born, category="soldier",
        service=_service(dice, father.side), kinship=_kinship(dice, "m", 20),
    )  # fmt: skip


def _children(dice: Dice, id_: str) -> Iterator[Person]:
    """One to three children of one mother, taken together from one institution."""
    side = dice.pick(SIDES)
    lost_on = FIRST_DAY + timedelta(days=dice.below((LAST_DAY - FIRST_DAY).days))
    count = dice.pick((1, 1, 1, 2, 2, 3))
    ages = sorted((dice.between(1, 16) for _ in range(count)), reverse=True)
    here = [row for row in table("institutions") if row["side"] == side]
    institution = dice.pick(here)
    children: list[Person] = []
    for number, age in enumerate(ages, start=1):
        sex = dice.pick("mf")
        taken = {child.given for child in children}
        given = given_names(side, sex, "children").pick(dice)
        while given in taken:
            given = given_names(side, sex, "children").pick(dice)
        child = _anyone(
            dice, f"{id_}-{number}", side, sex=sex, given=given, lost_on=lost_on, age=age
        )
        child = replace(child, home=front(side).pick(dice))
        first = children[0] if children else child
        children.append(
            replace(
                child,
                category="child",
                institution=institution,
                surname=first.surname,
                father=first.father,
                home=first.home,
                language=first.language,
                lost_at=first.home,
                kinship=_kinship(dice, sex, 5 if age < 8 else age),
            )
        )
    for child in children:
        others = tuple(other.given for other in children if other is not child)
        yield replace(child, siblings=others)


def _namesakes(dice: Dice, person: Person) -> Iterator[Person]:
    """People who only seem to be the one asked for."""
    if dice.chance(rates()["namesake"]):
        other = _adult(dice, f"{person.id}n")
        yield replace(
            other, given=person.given, surname=person.surname, father=person.father,
            sex=person.sex, side=person.side, namesake_of=person.id,
            home=places(person.side).pick(dice),
            service=_service(dice, person.side) if other.service else None,
        )  # fmt: skip
    if dice.chance(rates()["similar_namesake"]):
        other = _adult(dice, f"{person.id}s")
        father = given_names(person.side, "m", "parents").pick(dice)
        if father != person.father:
            yield replace(
                other, given=person.given, surname=person.surname, father=father,
                sex=person.sex, side=person.side, namesake_of=person.id,
                home=places(person.side).pick(dice),
                service=_service(dice, person.side) if other.service else None,
            )  # fmt: skip
