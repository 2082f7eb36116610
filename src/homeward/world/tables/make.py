# ruff: noqa: INP001 - a script beside the tables it makes, not a module
"""Make surnames.csv and given_names.csv from public name data.

Run it in an environment of its own that has `names_translator` (MIT) and `russiannames`
(BSD-3) installed, with the folder of popular names (CC0) at hand:

    python make.py /path/to/names_folder

`homeward` itself never imports this file: it reads the tables that lie beside it.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

HERE = Path(__file__).parent
SURNAMES = 11_000
GIVEN_NAMES = 130  # of each sex, before additions
ADDED = {"uk": 1500, "east": 300}  # weight of names that the source hardly counts
ALPHABET = set("абвгдежзийклмнопрстуфхцчшщъыьэюя")
EASTERN_ENDINGS = (
    "уллин", "улин", "галиев", "гареев", "баев", "ханов", "метов", "медов", "зянов", "гулов",
    "шапов", "жапов", "дуллаев", "иматов", "задиев", "жиев", "алиев", "гасанов", "хасанов",
)  # fmt: skip
INSULTS = ("кацап", "хохол", "хохлов", "москал", "жид", "чурк", "бандер", "дурак", "дурнев", "жоп",
           "говн", "сук", "бля", "хуе", "хуй", "педе", "мудак", "пидор", "негр", "урод",
           "срак", "перду", "херо")  # fmt: skip


def rows(package_file: str) -> list[dict[str, Any]]:
    """All rows of one table of russiannames, the commonest first."""
    spec = find_spec("russiannames")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("Install russiannames first: pip install russiannames")
    path = Path(spec.submodule_search_locations[0]) / "data" / package_file
    found: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    return sorted(found, key=lambda row: (-row["count"], row["text"]))


def ukrainian_of(category: str, preferred: dict[str, str]) -> dict[str, str]:
    """Russian form to the likeliest Ukrainian one (native vowels before copied ones)."""
    from names_translator.dicts import (  # type: ignore[import-not-found]  # noqa: PLC0415
        default_dicts,  # only the maker of the tables has it
    )

    candidates: dict[str, list[str]] = defaultdict(list)
    for uk, russian in default_dicts().as_dict(category).items():
        candidates[russian[0]].append(uk)
    best = {ru: min(uks, key=lambda uk: (oddness(uk), uk)) for ru, uks in candidates.items()}
    return best | preferred


def oddness(uk: str) -> int:
    """How much a Ukrainian spelling looks like a Russian one copied letter by letter."""
    odd = uk.count("єн") * 2 + uk.count("ье") * 2 + uk.count("ьо") + uk.count("'ев") * 3
    odd += uk.count("мєл") * 3 + uk.count("ьйо")
    odd += 2 * uk.startswith("е")
    odd += 2 * uk.endswith(("нік", "єц", "ец", "ин", "л'єв", "т'єв", "н'єв", "с'єв", "иец", "ська"))
    if uk.endswith(("енко", "енко", "чук", "ук", "ський", "ська")):
        odd += uk.count("рі") + uk.count("ді") + uk.count("сід") * 2
    elif uk.endswith(("ов", "єв", "ев", "ін", "йов")):
        odd += uk.count("ини") + uk.endswith("ьев") * 3 + uk.endswith("йов") * -1
    return odd


def title(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


def stock_of(row: dict[str, Any], eastern_stems: set[str]) -> str:
    """uk, ru or east: which families bear the surname oftenest."""
    text: str = row["text"].lower()
    if any(mark in (row["ethnic"] or []) for mark in ("tur", "arab")):
        return "east"
    if text.endswith(EASTERN_ENDINGS):
        return "east"
    stem = next((text[: -len(end)] for end in ("ов", "ев", "ин") if text.endswith(end)), "")
    if stem in eastern_stems:
        return "east"
    ukrainian = ("енко", "ко", "ук", "юк", "чук", "як", "ський", "ский", "ак", "ец", "ло", "ик")
    return "uk" if text.endswith(ukrainian) else "ru"


def usable(row: dict[str, Any]) -> bool:
    text: str = row["text"]
    return (
        row["gender"] in ("m", "u", None)
        and len(text) > 3
        and set(text.lower()) <= ALPHABET
        and text.count("ь") < 3
        and not any(part in text.lower() for part in INSULTS)
        and not text.lower().endswith(("ова", "ева", "ина", "ая", "ович", "евич", "вна"))
    )


def surname_rows(given: Iterable[dict[str, Any]]) -> Iterator[list[str | int]]:
    eastern = {
        row["text"].lower().rstrip("ьй")
        for row in given
        if any(mark in (row["ethnic"] or []) for mark in ("tur", "arab"))
    }
    ukrainian = ukrainian_of("last", {})
    taken = 0
    for row in rows("surnames.parquet"):
        uk = ukrainian.get(row["text"])
        if uk and usable(row):
            yield [row["text"], title(uk), row["count"], stock_of(row, eastern)]
            taken += 1
        if taken == SURNAMES:
            return


def people_of(row: dict[str, Any]) -> str:
    marks = {mark.strip() for mark in row["ethnic"] or []}
    if marks & {"tur", "arab"}:
        return "east"
    return "caucasus" if marks & {"arm", "geor"} else "slav"


def ranks(folder: Path) -> dict[str, int]:
    """Weight of a name among children, from lists of names of newborn (romanised)."""
    weight: dict[str, int] = {}
    path = folder / "sigpwned_common-forenames-by-country.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["Country"] in ("RU", "UA"):
                rank = int(row["Index"])
                key = row["Romanized Name"].lower()
                weight[key] = max(weight.get(key, 0), 60_000 // (rank + 2))
    return weight


def notes() -> dict[str, dict[str, str]]:
    """What was corrected or added by hand, by the Russian form of the name."""
    with (HERE / "given_name_notes.csv").open(encoding="utf-8", newline="") as file:
        return {row["ru"]: row for row in csv.DictReader(file)}


def given_name_rows(folder: Path) -> Iterator[list[str | int]]:
    """ru, uk, sex, people, and its weight among parents, adults, children."""
    children, noted = ranks(folder), notes()
    ukrainian = {ru: title(uk) for ru, uk in ukrainian_of("first", {}).items()}
    ukrainian |= {ru: note["uk"] for ru, note in noted.items() if note["uk"] or note["drop"]}
    seen: set[str] = set()
    for sex in "mf":
        found = [row for row in rows("names.parquet") if row["gender"] == sex]
        for row in found[:GIVEN_NAMES]:
            ru, uk = row["text"], ukrainian.get(row["text"], "")
            if uk:
                seen.add(ru)
                weights = weights_of(ru, row["count"], noted, children)
                yield [ru, uk, sex, people_of(row), *weights]
    for ru, note in noted.items():
        if note["people"] and ru not in seen:
            weights = weights_of(ru, ADDED[note["people"]], noted, children)
            yield [ru, note["uk"], note["sex"], note["people"], *weights]


def weights_of(
    ru: str, count: int, noted: dict[str, dict[str, str]], children: dict[str, int]
) -> tuple[int, int, int]:
    """How common a name is among parents, adults and children."""
    age = noted[ru]["age"] if ru in noted else ""
    young = 3 if age == "young" else 1
    old = 4 if age == "old" else 1
    newborn = children.get(romanised(ru), count // (12 * old))
    return count, max(1, count * young // old), max(1, newborn)


def romanised(ru: str) -> str:
    letters = dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True))
    letters |= {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "ю": "yu", "я": "ya"}
    return "".join(letters.get(letter, "") for letter in ru.lower())


def write(name: str, header: list[str], lines: Iterable[list[str | int]]) -> None:
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)


if __name__ == "__main__":
    names_folder = Path(sys.argv[1])
    write("surnames.csv", ["ru", "uk", "count", "stock"], surname_rows(rows("names.parquet")))
    write(
        "given_names.csv",
        ["ru", "uk", "sex", "people", "parents", "adults", "children"],
        given_name_rows(names_folder),
    )
