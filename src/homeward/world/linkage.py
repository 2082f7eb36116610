"""Two tables of people with known pairs, for batch linkage: requests and a register.

Row j of the register is person j of the crowd, spoilt by the rates of rates.csv. A request that
has a partner is the same person as its family writes it; the others are people from beyond the
register. The main change of each pair is one of CHANGES.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import gcd
from pathlib import Path
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from homeward.world.crowd import (
    LATIN,
    RU,
    UK,
    Crowd,
    Numbers,
    Rows,
    Throws,
    Words,
    crowd,
    father_column,
    given_column,
    place_column,
    surname_column,
)
from homeward.world.dice import key_of
from homeward.world.latin import romanise
from homeward.world.rows import rates
from homeward.world.writers import (
    Mask,
    Spelling,
    birth_texts,
    misspell,
    place_texts,
    register_language,
    romanise_records,
    shorten,
    spell,
    spoil_births,
)

CHANGES = ("plain", "no_patronymic", "typo", "short_form", "changed_identity")
ROWS_AT_ONCE = 65_536
PEOPLE = pa.schema(
    [
        (name, pa.string())
        for name in (
            "id",
            "family_name",
            "given_name",
            "patronymic",
            "birth_date",
            "place",
            "sex",
        )
    ]
)
TRUTH = pa.schema([(name, pa.string()) for name in ("request_id", "register_id", "change")])
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Linkage:
    """Two tables and the pairs between them, batch by batch and in flat memory."""

    seed: int
    requests: int
    register: int

    def request_batches(self) -> Iterator[pa.RecordBatch]:
        for rows in stretches(self.requests):
            yield _requests(self, rows)

    def register_batches(self) -> Iterator[pa.RecordBatch]:
        for rows in stretches(self.register):
            yield _register(self, rows)[0]

    def truth_batches(self) -> Iterator[pa.RecordBatch]:
        """Every true pair with its main change."""
        for rows in stretches(self.requests):
            whose = partners(self, rows)
            known = whose < self.register
            change = _register(self, whose[known].astype(np.uint64))[1]
            ids = _ids("Q", rows[known]), _ids("S", whose[known])
            columns = [_texts(ids[0]), _texts(ids[1]), _texts(change)]
            yield pa.RecordBatch.from_arrays(columns, schema=TRUTH)


def linkage(seed: int, *, requests: int, register: int) -> Linkage:
    """Requests against a register; with more requests than rows, the rest have no partner."""
    return Linkage(seed, requests, register)


def write_linkage(
    folder: Path,
    *,
    seed: int,
    requests: int,
    register: int,
    form: Literal["parquet", "csv"] = "parquet",
    progress: Progress | None = None,
) -> None:
    """Write requests, register and truth as files of that form into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = linkage(seed, requests=requests, register=register)
    parts = (
        ("requests", PEOPLE, tables.request_batches(), requests),
        ("register", PEOPLE, tables.register_batches(), register),
        ("truth", TRUTH, tables.truth_batches(), requests),
    )
    for name, schema, batches, total in parts:
        write_table(folder / f"{name}.{form}", schema, told(batches, name, total, progress))


def told(
    batches: Iterator[pa.RecordBatch], name: str, total: int, progress: Progress | None
) -> Iterator[pa.RecordBatch]:
    done = 0
    for batch in batches:
        yield batch
        done = min(total, done + ROWS_AT_ONCE)
        if progress:
            progress(name, done, total)


def write_table(path: Path, schema: pa.Schema, batches: Iterator[pa.RecordBatch]) -> None:
    """A Parquet or CSV file, batch by batch; the ending of the path says which."""
    if path.suffix == ".parquet":
        with pq.ParquetWriter(path, schema) as parquet:
            for batch in batches:
                parquet.write_batch(batch)
        return
    with pa_csv.CSVWriter(path, schema) as file:
        for batch in batches:
            file.write_batch(batch)


def stretches(total: int) -> Iterator[Rows]:
    """Row numbers from 0 up to, not including, `total`, some at a time."""
    for first in range(0, total, ROWS_AT_ONCE):
        yield np.arange(first, min(first + ROWS_AT_ONCE, total), dtype=np.uint64)


def partners(tables: Linkage, rows: Rows) -> Numbers:
    """Each request's person: a row of the register, or somebody beyond it; never one twice."""
    size = tables.register
    step = key_of(tables.seed, "step") % size | 1
    while gcd(step, size) != 1:
        step += 2
    throw = Throws(tables.seed, "partners", rows)
    known = throw.chance("partner", rates()["partner"]) & (rows < size)
    offset = key_of(tables.seed, "offset") % size
    inside = (rows.astype(np.int64) % size * np.int64(step % size) + offset) % size
    return np.where(known, inside, rows.astype(np.int64) + size)


def _requests(tables: Linkage, rows: Rows) -> pa.RecordBatch:
    """Requests as families write them: nearly clean, in their own language."""
    people = crowd(tables.seed, partners(tables, rows).astype(np.uint64))
    throw = Throws(tables.seed, "requests", rows)
    share = throw.shares("language")
    own = np.where(people.side == RU, RU, np.where(share < 0.7, UK, RU))
    language = np.where(share >= 0.95, LATIN, own)
    spelling = spell(people, language, throw)
    romanise_records(spelling, people, throw)
    misspell(spelling, throw.chance("slip", rates()["request_typo"]), throw)
    births = birth_texts(people.born)
    return _batch("Q", people, spelling, rows=rows, births=births, place=people.place)


def _register(tables: Linkage, rows: Rows) -> tuple[pa.RecordBatch, Words]:
    """Rows of the register, and what was changed in each."""
    rate = rates()
    throw = Throws(tables.seed, "register", rows)
    facts = register_facts(tables, rows)
    people, changed = facts.people, facts.changed
    spelling = spell(people, register_language(people, throw), throw)
    short = shorten(spelling, people, ~changed & throw.chance("short", rate["short_form"]), throw)
    romanise_records(spelling, people, throw)
    romanise_short(spelling, short)
    slip = throw.chance("typo", rate["typo"])
    bare = throw.chance("no patronymic", rate["no_patronymic"])
    spelling.patronymic[bare] = ""
    misspell(spelling, slip, throw)
    change = np.full(len(rows), CHANGES[0], object)
    for name, mask in zip(CHANGES[1:], (bare, slip, short, changed), strict=True):
        change[mask] = name
    births, place = facts.births, facts.place
    return _batch("S", people, spelling, rows=rows, births=births, place=place), change


@dataclass(frozen=True, slots=True)
class Facts:
    """What rows of the register say, before it is spelt."""

    people: Crowd  # under the names that the register has
    changed: Mask  # which identities were changed
    births: Words  # 1994-05-17, 1994, or None
    place: Numbers  # -1 where the register has none


def register_facts(tables: Linkage, rows: Rows) -> Facts:
    """What these rows of the register say."""
    throw = Throws(tables.seed, "register", rows)
    truth = crowd(tables.seed, rows)
    changed = throw.chance("changed", rates()["changed_identity"])
    return Facts(
        people=_renamed(truth, changed, throw),
        changed=changed,
        births=_births(truth, changed, throw),
        place=_places(truth, changed, throw),
    )


def romanise_short(spelling: Spelling, short: Mask) -> None:
    """Short forms of records in Latin letters, in the plainest spelling."""
    for at in np.flatnonzero(short & (spelling.language == LATIN)):
        base = "uk" if spelling.base[at] == UK else "ru"
        spelling.given_name[at] = romanise(spelling.given_name[at], base, "popular")


def _renamed(truth: Crowd, changed: Mask, throw: Throws) -> Crowd:
    """The people under their new names: another surname and father, seldom another given name."""
    side = np.where(throw.chance("new side", 0.8), RU, UK)  # 0 is ua, 1 is ru, as in SIDES
    regiven = changed & throw.chance("regiven", rates()["changed_given_name"])
    child = np.ones(len(changed), bool)
    given = given_column(throw.bits("new given"), side, truth.sex, child)
    return replace(
        truth,
        surname=np.where(changed, surname_column(throw, side, "new surname"), truth.surname),
        father=np.where(changed, father_column(throw.bits("new father"), side), truth.father),
        given=np.where(regiven, given, truth.given),
    )


def _births(truth: Crowd, changed: Mask, throw: Throws) -> Words:
    """Dates as the register has them; those of changed identities by rates of their own."""
    rate = rates()
    texts = spoil_births(truth.born, throw, spared=changed)
    share = throw.shares("changed birth")
    shifted = changed & (share < rate["changed_birth_date_shifted"])
    days = (throw.below("changed shift", 731) - 365).astype("timedelta64[D]")
    texts[shifted] = birth_texts(truth.born[shifted] + days[shifted])
    top = rate["changed_birth_date_shifted"] + rate["changed_birth_date_partial"]
    for at in np.flatnonzero(changed & ~shifted & (share < top)):
        texts[at] = texts[at][:4]
    return texts


def _places(truth: Crowd, changed: Mask, throw: Throws) -> Numbers:
    """Home places; -1 where the register has none."""
    rate = rates()
    share = np.where(changed, rate["changed_place"], rate["moved"])
    moved = throw.shares("moved") < share
    other = place_column(throw.bits("other place"), throw.below("other side", 2))
    place = np.where(moved, other, truth.place)
    return np.where(throw.chance("no place", rate["no_place"]), -1, place)


def _batch(
    letter: str, people: Crowd, spelling: Spelling, *, rows: Rows, births: Words, place: Numbers
) -> pa.RecordBatch:
    places = place_texts(np.maximum(place, 0), spelling.language)
    places[place < 0] = None
    spelling.patronymic[spelling.patronymic == ""] = None
    columns = (
        _ids(letter, rows),
        spelling.family_name,
        spelling.given_name,
        spelling.patronymic,
        births,
        places,
        np.where(people.sex == 0, "m", "f").astype(object),
    )
    return pa.RecordBatch.from_arrays([_texts(column) for column in columns], schema=PEOPLE)


def _ids(letter: str, rows: Rows | Numbers) -> list[str]:
    return [f"{letter}{row:08}" for row in rows.tolist()]


def _texts(column: Words | list[str]) -> pa.Array[pa.StringScalar]:
    return pa.array(column, type=pa.string())
