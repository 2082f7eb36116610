"""Compile what search, linkage and finding copies need, at set-up, so that the first use need not.

python -m homeward.link.warm
"""

from __future__ import annotations

import time

import pyarrow as pa

from homeward.index import Index
from homeward.link.register import dedupe, link
from homeward.pictures import NearPictures, PictureHash
from homeward.records import PersonRecord, WrittenName
from homeward.text.near import NearTexts, fingerprint

PEOPLE = (
    {"id": "1", "name": "Коваленко Олена Петрівна", "birth_date": "1990-05-17", "place": "Суми"},
    {"id": "2", "name": "Лосев Иван", "birth_date": "1971", "place": "Курск"},
)


def warm() -> None:
    """Compile by use."""
    table = pa.Table.from_pylist(list(PEOPLE))
    index = Index.of_table(table)
    index.insert(PersonRecord(id="3", name=WrittenName("Гончар Тарас")))
    index.search(PersonRecord(id="", name=WrittenName("Олена Коваленко")))
    link(table, table)
    dedupe(table)
    texts = NearTexts()
    texts.add(fingerprint(PEOPLE[0]["name"]))
    texts.like(fingerprint(PEOPLE[1]["name"]))
    pattern = PictureHash(bytes([0b01010101] * 32), quality=100)
    NearPictures([pattern]).like([pattern])


if __name__ == "__main__":
    started = time.perf_counter()
    warm()
    print(f"compiled in {time.perf_counter() - started:.1f} s")  # noqa: T201 - a command
