"""Real aliases: people of the EU's list 269/2014, one spelling in the register, asked by others.

Read from `../shared/data/pairs` where it lies; without it the row is left out. Spellings that the
pairs call one person's are one person's; a heading of a table stands in too many of them.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from itertools import chain, zip_longest
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.environments import ROOT
from benchmarks.peers.lines import read_lines

PAIRS = ROOT.parent / "shared" / "data" / "pairs" / "eu269_fullnames.csv"
KIND = "eu_alias"
MOST_SPELLINGS = 7  # of one person
QUERIES = 300


def add_aliases(folder: Path, path: Path = PAIRS) -> bool:
    """Add the people to the register of the folder, and queries among its own, evenly."""
    if not path.exists():
        return False
    people = list(spellings(path))
    table = pq.read_table(folder / "register.parquet")
    rows = [{"id": f"E{n:05}", "name": names[0]} for n, names in enumerate(people)]
    added = pa.Table.from_pylist(rows, schema=table.schema)
    pq.write_table(pa.concat_tables([table, added]), folder / "register.parquet")
    asked = [
        {"id": f"{row['id']}-{place}", "name": name, "birth_date": None, "kind": KIND,
         "target": row["id"]}
        for row, names in zip(rows, people, strict=True)
        for place, name in enumerate(names[1:])
    ]  # fmt: skip
    asked = asked[:: max(1, len(asked) // QUERIES)][:QUERIES]
    own = list(read_lines(folder / "queries.jsonl"))
    each = max(1, len(own) // len(asked))
    groups = [own[start : start + each] for start in range(0, len(own), each)]
    mixed = chain.from_iterable(
        (*group, *([one] if one else [])) for group, one in zip_longest(groups, asked, fillvalue=())
    )
    lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in mixed)
    (folder / "queries.jsonl").write_text(lines, "utf-8")
    return True


def spellings(path: Path) -> Iterator[list[str]]:
    """All spellings of each person, in the order of the list."""
    person: dict[str, list[str]] = {}
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["label"] != "1":
                continue
            one, other = (person.setdefault(row[key], [row[key]]) for key in ("name1", "name2"))
            if one is not other:
                one += other
                person.update(dict.fromkeys(other, one))
    known = {id(names): names for names in person.values()}
    return (names for names in known.values() if len(names) <= MOST_SPELLINGS)
