"""A register of full names and queries for it, each with the record that it means.

The register has clean names: uk, ru and Latin spellings by the shares of rates.csv. A query is
one of nine kinds; in most, another clerk wrote the same person's name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import pyarrow as pa

from homeward.world.crowd import (
    LANGUAGES,
    Crowd,
    Numbers,
    Rows,
    Throws,
    Words,
    all_given_names,
    all_surnames,
    crowd,
)
from homeward.world.dice import Dice
from homeward.world.guise import short_forms
from homeward.world.inflect import given_form, patronymic, surname_form
from homeward.world.latin import SCHEME_WEIGHTS, SCHEMES, romanise
from homeward.world.linkage import Progress, stretches, told, write_table
from homeward.world.rows import rates
from homeward.world.slips import typo
from homeward.world.writers import (
    birth_texts,
    register_language,
    romanise_records,
    spell,
)

KINDS = (
    "same",  # as the register writes it
    "uk_ru",  # Ukrainian asks for Russian, or Russian for Ukrainian
    "to_latin",  # a query in Latin letters for a record in Cyrillic
    "from_latin",  # a query in Cyrillic for a record in Latin letters
    "typo",  # one slip
    "script_typo",  # other letters and one slip
    "short_form",  # the given name as used at home, no patronymic
    "inflected",  # in an oblique case
    "initials",  # surname and initials
)
ALWAYS_BORN = ("short_form", "initials")  # hardly anybody could be told apart without
REGISTER = pa.schema([(name, pa.string()) for name in ("id", "name", "birth_date")])


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody types, and the one record of the register that is meant."""

    id: str
    name: str
    birth_date: str | None
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Written:
    """One person of the register, with the language of the record."""

    row: int
    surname: int
    given: int
    father: int
    sex: str
    language: str
    base: str
    name: str
    born: str


def search_register(seed: int, size: int) -> Iterator[pa.RecordBatch]:
    """Records with id, full name and birth date (12 in 100 have none), in flat memory."""
    for rows in stretches(size):
        _, names, _, births = _records(seed, rows)
        ids = [f"N{row:08}" for row in rows.tolist()]
        births[Throws(seed, "search", rows).chance("unborn", rates()["no_birth_date"])] = None
        columns = [pa.array(column, type=pa.string()) for column in (ids, names, births)]
        yield pa.RecordBatch.from_arrays(columns, schema=REGISTER)


def _records(seed: int, rows: Rows) -> tuple[Crowd, Words, tuple[Numbers, Numbers], Words]:
    """The people, their names as registered, language and base language, birth dates."""
    people = crowd(seed, rows)
    throw = Throws(seed, "search", rows)
    spelling = spell(people, register_language(people, throw), throw)
    romanise_records(spelling, people, throw)
    names = spelling.family_name + " " + spelling.given_name + " " + spelling.patronymic
    return people, names, (spelling.language, spelling.base), birth_texts(people.born)


def search_queries(seed: int, count: int, *, size: int) -> Iterator[Query]:
    """Queries for `search_register(seed, size)`, the nine kinds in turn."""
    written = _candidates(seed, count * 6 + 200, size)
    waiting: dict[str, list[Written]] = {kind: [] for kind in KINDS}
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        while not waiting[kind]:
            one = next(written)
            # Whoever comes is kept for the kind that still lacks people and fits.
            fitting = [name for name in KINDS if fits(name, one)]
            waiting[min(fitting, key=lambda name: len(waiting[name]))].append(one)
        yield _query(seed, number, kind, waiting[kind].pop(0))


def fits(kind: str, one: Written) -> bool:
    """Whether a query of that kind can be made for that record."""
    if kind == "from_latin":
        return one.language == "en"
    if kind == "short_form":
        return bool(short_forms(all_given_names()[one.given].ru, one.base))
    return kind not in ("uk_ru", "to_latin", "inflected") or one.language != "en"


def _candidates(seed: int, batch: int, size: int) -> Iterator[Written]:
    """People of the register in an order of chance, without end."""
    first = 0
    while True:
        numbers = np.arange(first, first + batch, dtype=np.uint64)
        rows = Throws(seed, "targets", numbers).below("row", size).astype(np.uint64)
        people, names, (language, base), births = _records(seed, rows)
        for at in range(batch):
            yield Written(
                row=int(rows[at]),
                surname=int(people.surname[at]),
                given=int(people.given[at]),
                father=int(people.father[at]),
                sex="mf"[int(people.sex[at])],
                language=LANGUAGES[int(language[at])],
                base=LANGUAGES[int(base[at])],
                name=names[at],
                born=births[at],
            )
        first += batch


def _query(seed: int, number: int, kind: str, one: Written) -> Query:
    dice = Dice(seed, "query", number)
    name = _asked(kind, one, dice)
    share = 0.8 if kind in ALWAYS_BORN else 0.5
    born = one.born if dice.chance(share) else None
    return Query(f"K{number:07}", name, born, kind, f"N{one.row:08}")


def _asked(kind: str, one: Written, dice: Dice) -> str:
    """The name as the query writes it."""
    if kind == "same":
        return one.name
    if kind == "uk_ru":
        return cyrillic(one, "ru" if one.base == "uk" else "uk")
    if kind == "inflected":
        return cyrillic(one, one.base, dice.pick(("gen", "dat", "acc", "ins")))
    if kind in ("initials", "short_form"):
        return brief(kind, one, dice)
    return spelt(kind, one, dice)


def spelt(kind: str, one: Written, dice: Dice) -> str:
    """Other letters, a slip, or both."""
    name, language = one.name, one.language
    if kind != "typo" and one.language == "en":
        name, language = cyrillic(one, one.base), one.base
    elif kind != "typo":
        name, language = latin(one, dice), "en"
    return slipped(name, language, dice) if "typo" in kind else name


def brief(kind: str, one: Written, dice: Dice) -> str:
    family_name, given, father = parts(one, one.base)
    if kind == "initials":
        return f"{family_name} {given[0]}. {father[0]}."
    short = dice.pick(short_forms(all_given_names()[one.given].ru, one.base))
    return f"{family_name} {short}" if dice.chance(0.5) else f"{short} {family_name}"


def parts(one: Written, language: str, case: str = "nom") -> tuple[str, str, str]:
    given = all_given_names()[one.given]
    father = all_given_names()[one.father]
    return (
        surname_form(all_surnames()[one.surname], language, one.sex, case),
        given_form(given, language, case),
        patronymic(father, language, one.sex, case),
    )


def cyrillic(one: Written, language: str, case: str = "nom") -> str:
    return " ".join(parts(one, language, case))


def latin(one: Written, dice: Dice) -> str:
    scheme = SCHEMES[one.base][dice.weighted(SCHEME_WEIGHTS[one.base])]
    return " ".join(romanise(part, one.base, scheme) for part in parts(one, one.base))


def slipped(name: str, language: str, dice: Dice) -> str:
    words = name.split(" ")
    at = dice.below(len(words))
    words[at] = typo(words[at], language, dice)
    return " ".join(words)


def write_search(
    folder: Path,
    *,
    seed: int,
    size: int,
    queries: int,
    form: Literal["parquet", "csv"] = "parquet",
    progress: Progress | None = None,
) -> None:
    """Write the register (`register.parquet` or `.csv`) and `queries.jsonl` into the folder.

    A line of queries has id, name, birth_date, and for measuring kind and target.
    """
    folder.mkdir(parents=True, exist_ok=True)
    batches = told(search_register(seed, size), "register", size, progress)
    write_table(folder / f"register.{form}", REGISTER, batches)
    with (folder / "queries.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        for one in search_queries(seed, queries, size=size):
            line = {"id": one.id, "name": one.name, "birth_date": one.birth_date}
            line |= {"kind": one.kind, "target": one.target}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
