"""Invented registers, requests and queries with known truth, from the tables of `homeward.world`.

    python benchmarks/invented.py FOLDER --register 1000000 --requests 100000 --queries 4500

Truth is in the ids: request `q-r17` or query `q3-r17` asks for register row `r17`; `x…` for nobody.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click
import pyarrow as pa
import pyarrow.parquet as pq

from homeward.world.dice import Dice
from homeward.world.guise import short_forms
from homeward.world.inflect import given_form, patronymic, surname_form
from homeward.world.latin import SCHEME_WEIGHTS, SCHEMES, romanise
from homeward.world.slips import typo
from homeward.world.vocabulary import GivenName, Place, Surname, given_names, places, surname

KINDS = (
    "same", "uk_ru", "to_latin", "from_latin", "typo", "script_and_typo", "short_form",
    "inflected", "initials",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Someone:
    """All that is true of one person, and the language in which a source writes."""

    sex: str
    given: GivenName
    father: GivenName
    surname: Surname
    born: date
    home: Place
    language: str  # uk, ru; en is romanised from `base`
    base: str


def someone(dice: Dice) -> Someone:
    side = "ua" if dice.chance(0.5) else "ru"
    sex = "m" if dice.chance(0.6) else "f"
    child = dice.chance(0.15)
    first, days = (date(2006, 1, 1), 5000) if child else (date(1955, 1, 1), 18_600)
    base = "uk" if side == "ua" and dice.chance(0.75) else "ru"
    return Someone(
        sex,
        given_names(side, sex, "children" if child else "parents").pick(dice),
        given_names(side, "m", "parents").pick(dice),
        surname(dice, side),
        first + timedelta(days=dice.below(days)),
        places(side).pick(dice),
        "en" if dice.chance(0.2) else base,
        base,
    )


def name_parts(person: Someone, dice: Dice, case: str = "nom") -> list[str]:
    """Family name, given name, patronymic in the language of the source."""
    base = person.base
    parts = [
        surname_form(person.surname, base, person.sex, case),
        given_form(person.given, base, case),
        patronymic(person.father, base, person.sex, case),
    ]
    if person.language != "en":
        return parts
    scheme = SCHEMES[base][dice.weighted(SCHEME_WEIGHTS[base])]
    return [romanise(part, base, scheme) for part in parts]


def in_language(person: Someone, language: str) -> Someone:
    base = language if language != "en" else person.base
    return replace(person, language=language, base=base)


def other(person: Someone) -> Someone:
    """The same person in the other Cyrillic language."""
    return in_language(person, "ru" if person.base == "uk" else "uk")


def register_row(seed: int, number: int) -> dict[str, Any]:
    person = someone(Dice(seed, number))
    dice = Dice(seed, "row", number)
    family, given, father = name_parts(person, dice)
    if person.language == "en" and dice.chance(0.5):
        father = ""
    return {
        "id": f"r{number}", "family_name": family, "given_name": given, "patronymic": father,
        "birth_date": person.born.isoformat(), "place": place_name(person),
        "sex": "male" if person.sex == "m" else "female",
    }  # fmt: skip


def place_name(person: Someone) -> str:
    return str(getattr(person.home, person.language))


def query(seed: int, number: int, kind: str) -> str:
    """A name as somebody may type it who asks for register row `number`."""
    person = someone(Dice(seed, number))
    dice = Dice(seed, "query", number, kind)
    cyrillic = in_language(person, person.base)
    case = "gen" if kind == "inflected" else "nom"
    asked = {
        "uk_ru": other(person), "to_latin": in_language(person, "en"), "from_latin": cyrillic,
        "short_form": cyrillic, "inflected": cyrillic, "initials": cyrillic,
        "script_and_typo": cyrillic if person.language == "en" else in_language(person, "en"),
    }.get(kind, person)  # fmt: skip
    parts = name_parts(asked, dice, case)
    if kind in ("typo", "script_and_typo"):
        place = 0 if dice.chance(0.6) else 1
        parts[place] = typo(parts[place], asked.base if asked.language != "en" else "en", dice)
    if kind == "short_form":
        forms = short_forms(person.given.ru, asked.base)
        parts[1:] = [dice.pick(forms) if forms else parts[1]]
    if kind == "initials":
        parts[1:] = [f"{parts[1][0]}.", f"{parts[2][0]}."]
    if dice.chance(0.3):
        parts = [*parts[1:], parts[0]]
    return " ".join(parts)


def request_row(seed: int, number: int, *, known: bool) -> tuple[dict[str, Any], list[str]]:
    """What a family asks, and what is changed in it."""
    person = someone(Dice(seed, number)) if known else someone(Dice(seed, "stranger", number))
    dice = Dice(seed, "request", number)
    changes: list[str] = []
    asked = other(person) if dice.chance(0.15) else in_language(person, person.base)
    if dice.chance(0.03):
        changes.append("changed_identity")
        side = "ru" if dice.chance(0.8) else "ua"
        father = given_names(side, "m", "parents").pick(dice)
        asked = replace(asked, surname=surname(dice, side), father=father)
    family, given, father_name = name_parts(asked, dice)
    if dice.chance(0.15):
        changes.append("typo")
        if dice.chance(0.6):
            family = typo(family, asked.base, dice)
        else:
            given = typo(given, asked.base, dice)
    if dice.chance(0.04) and (forms := short_forms(person.given.ru, asked.base)):
        changes.append("short_form")
        given = dice.pick(forms)
    if dice.chance(0.10):
        changes.append("no_patronymic")
        father_name = ""
    place = place_name(asked) if dice.chance(0.8) else None
    row = {
        "id": f"{'q' if known else 'x'}-r{number}", "family_name": family, "given_name": given,
        "patronymic": father_name, "birth_date": _date(person.born, dice, changes), "place": place,
        "sex": "male" if person.sex == "m" else "female",
    }  # fmt: skip
    return row, changes


def _date(born: date, dice: Dice, changes: list[str]) -> str | None:
    shifted = "changed_identity" in changes and dice.chance(0.4)
    if shifted:
        return (born + timedelta(days=dice.between(-365, 365))).isoformat()
    if dice.chance(0.12):
        return None
    if not dice.chance(0.15):
        return born.isoformat()
    changes.append("date")
    if dice.chance(0.4):
        return born.isoformat()[: 4 if dice.chance(0.6) else 7]
    if born.day <= 12 != born.month and dice.chance(0.4):
        return born.replace(day=born.month, month=born.day).isoformat()
    return (born + timedelta(days=dice.pick((1, -1, 3, 10, 30, -30, 365, -365)))).isoformat()


def _batches(rows: Iterator[dict[str, Any]], size: int = 20_000) -> Iterator[pa.Table]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield pa.Table.from_pylist(batch)
            batch = []
    if batch:
        yield pa.Table.from_pylist(batch)


def write_table(path: Path, rows: Iterator[dict[str, Any]]) -> None:
    writer: pq.ParquetWriter | None = None
    for table in _batches(rows):
        filled = table.cast(pa.schema([(name, pa.string()) for name in table.column_names]))
        writer = writer or pq.ParquetWriter(path, filled.schema)
        writer.write_table(filled)
    if writer:
        writer.close()


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--register", "size", default=100_000)
@click.option("--requests", default=10_000)
@click.option("--queries", default=900)
@click.option("--seed", default=1)
def main(folder: Path, size: int, requests: int, queries: int, seed: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_table(folder / "register.parquet", (register_row(seed, n) for n in range(size)))
    step = size / max(1, requests)
    changes: dict[str, list[str]] = {}

    def asked() -> Iterator[dict[str, Any]]:
        for n in range(requests):
            known = Dice(seed, "known", n).chance(0.7)
            row, changed = request_row(seed, int(n * step), known=known)
            changes[row["id"]] = changed
            yield row

    write_table(folder / "requests.parquet", asked())
    (folder / "changes.json").write_text(json.dumps(changes))
    with (folder / "queries.jsonl").open("w", encoding="utf-8") as file:
        for n in range(queries):
            kind = KINDS[n % len(KINDS)]
            row = Dice(seed, "asked", n).below(size)
            line = {"id": f"q{n}-r{row}-{kind}", "name": query(seed, row, kind)}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
