# ruff: noqa: INP001 - a script beside the table, not a module of the package
"""Make the tables of how often names occur from permissive packages.

    python -m venv /tmp/names && /tmp/names/bin/pip install names_translator russiannames
    PYTHONPATH=src /tmp/names/bin/python src/homeward/data/make/names.py

Writes given_counts.csv, given_translations.csv, surname_counts.csv and surname_endings.csv beside
this folder.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow.parquet
import russiannames  # type: ignore[import-not-found]  # installed only where tables are made
from names_translator.dicts import default_dicts  # type: ignore[import-not-found]

from homeward.names.family import family_key

DATA = Path(__file__).resolve().parents[1]
GIVEN_AT_LEAST = 15
CONFIRMED_AT_LEAST = 2  # of those that the other package has as well, and so no misspellings
CONFIRMED_LETTERS = 4  # shorter ones are taken for articles and the like (Ал, Аль)
SURNAME_AT_LEAST = 10
ENDING_AT_LEAST = (1, 1, 3, 4, 6)  # surnames that end so, by the number of letters
ONE_SPELLING = str.maketrans("іїєёэґ", "ииееег")  # as homeward.names.likelihood has it
WORD = re.compile(r"[а-яёіїєґ'-]{3,}")
OF_WOMEN = re.compile(r"(?:[оеёє]ва|[иіїы]на|[сцз]ька|ая|яя)$")
OF_MEN = re.compile(r"(?:[оеёє]в|їв|[сцз]ь?кий|[сц]кой|ый|ий|ин|ін|їн|ын)$")


def main() -> None:
    write("given_counts.csv", ("name", "sex", "count"), given_counts())
    write("given_translations.csv", ("name", "of", "sex"), given_translations())
    write("surname_counts.csv", ("key", "count"), surname_counts())
    write("surname_endings.csv", ("ending", "men", "women"), surname_endings())


def write(name: str, header: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def given_counts() -> list[tuple[str, str, int]]:
    """Given names of russiannames with their counts; seldom ones if names_translator has them."""
    forms = {form for _, form in first_choices(default_dicts())}
    confirmed = {form for form in forms if len(form) >= CONFIRMED_LETTERS}
    counts: Counter[tuple[str, str]] = Counter()
    for row in russian("names"):
        name = row["text"].lower().strip()
        if name.isalpha() and len(name) > 2 and row["gender"] in {"m", "f"}:
            counts[name, row["gender"]] += row["count"]
    common = {name for (name, _), count in counts.items() if count >= GIVEN_AT_LEAST}
    return [
        (name, sex, count)
        for (name, sex), count in counts.most_common()
        if count >= GIVEN_AT_LEAST
        or (count >= CONFIRMED_AT_LEAST and name in confirmed and not _is_case_of(common, name))
    ]


def _is_case_of(common: set[str], name: str) -> bool:
    """Александро and Ивана are rather cases of a common name than names of their own."""
    return name[:-1] in common or name[:-1] + "а" in common


def given_translations() -> list[tuple[str, str, str]]:
    """Ukrainian given names whose Russian form differs, for the names above."""
    sexes: dict[str, str] = {}
    for name, sex, _ in given_counts():
        sexes.setdefault(name, sex)
    rows = []
    for name, russian_form in sorted(first_choices(default_dicts())):
        if russian_form in sexes and name != russian_form and name.isalpha():
            rows.append((name, russian_form, sexes[russian_form]))
    return rows


def first_choices(dicts: Any) -> Iterable[tuple[str, str]]:
    """Each Ukrainian given name with its most frequent Russian form, in lower case."""
    for name, forms in dicts.as_dict("first").items():
        yield name.lower(), forms[0].lower()


def surname_counts() -> list[tuple[str, int]]:
    """Surnames of russiannames by phonetic key, and in Ukrainian spelling as often."""
    counts: Counter[str] = Counter()
    for row in russian("surnames"):
        name = row["text"].lower().strip()
        if name.isalpha() and len(name) > 2:
            counts[family_key(name)] += row["count"]
    ukrainian: dict[str, int] = {}
    for name, forms in default_dicts().as_dict("last").items():
        count = counts.get(family_key(forms[0]), SURNAME_AT_LEAST)
        ukrainian.setdefault(family_key(name), count)
    for key, count in ukrainian.items():
        counts[key] = max(counts[key], count)
    return [(k, c) for k, c in counts.most_common() if c >= SURNAME_AT_LEAST]


def surname_endings() -> list[tuple[str, int, int]]:
    """How many surnames of men and of women end so, up to four letters; all of them first."""
    found = {sex: {w.translate(ONE_SPELLING) for w in nominatives(sex)} for sex in "mf"}
    counts: dict[str, Counter[str]] = {sex: Counter() for sex in "mf"}
    for sex, words in found.items():
        for size, least in enumerate(ENDING_AT_LEAST):
            endings = Counter(word[len(word) - size :] for word in words if len(word) > size)
            counts[sex].update({e: n for e, n in endings.items() if n >= least})
    kept = sorted({*counts["m"], *counts["f"]}, key=lambda e: (len(e), e))
    return [(e, counts["m"][e], counts["f"][e]) for e in kept]


def nominatives(sex: str) -> Iterable[str]:
    """Surnames that a man ("m") or a woman ("f") may bear, in small letters."""
    other = OF_WOMEN if sex == "m" else OF_MEN
    for row in russian("surnames"):
        if row["gender"] in {sex, "u", None}:
            yield from usable(row["text"].lower().strip(), other)
    for name in default_dicts().as_dict("last"):
        yield from usable(name.lower().replace("’", "'"), other)


def usable(name: str, other: re.Pattern[str]) -> Iterable[str]:
    if WORD.fullmatch(name) and not other.search(name):
        yield name


def russian(table: str) -> list[dict[str, Any]]:
    path = Path(russiannames.__file__).parent / "data" / f"{table}.parquet"
    rows: list[dict[str, Any]] = pyarrow.parquet.read_table(path).to_pylist()
    return rows


if __name__ == "__main__":
    main()
