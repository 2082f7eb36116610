"""A whole invented world in a folder: requests, sources, and the truth about both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from homeward.world.dice import Dice
from homeward.world.documents import Item, items_about
from homeward.world.files import Lines, ManyFiles, Sheet
from homeward.world.gatherings import joint_posts, list_posts
from homeward.world.people import Family, Person, family
from homeward.world.requests import HEADERS, families, request_row
from homeward.world.rows import rates
from homeward.world.shelves import Shelves

Progress = Callable[[str, int, int], None]
TRUTH_HEADERS = ("request_id", "path", "locator", "name_in_source", "kind", "change")
DOCUMENT_HEADERS = ("path", "locator", "kind")
FAMILIES_AT_ONCE = 500  # their documents are put in the order of days, as in a real archive


def write_world(
    folder: Path, *, seed: int, requests: int, progress: Progress | None = None
) -> None:
    """Write the world `seed` with that many requests.

    The folder gets requests.xlsx, sources/, truth.csv (which request is named where) and
    documents.csv (every document with its kind). The same seed gives the same bytes.
    `progress` is told a step, how far it is and how far it goes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ManyFiles() as files:
        truth, documents = Lines(folder / "truth.csv"), Lines(folder / "documents.csv")
        files.open |= {"truth": truth, "documents": documents}
        truth.write_cells(TRUTH_HEADERS)
        documents.write_cells(DOCUMENT_HEADERS)
        sheet = Sheet(folder / "requests.xlsx", "Sheet1", HEADERS[request_language(seed)])
        files.open["requests"] = sheet
        shelves = Shelves(folder / "sources", files)
        filed = 0
        for batch in batches(seed, requests):
            for asked_id, person in batch.requests:
                sheet.write(request_row(seed, asked_id, person))
            for item in batch.in_order():
                put = shelves.put(item)
                documents.write_cells((*put, item.kind))
                for named in item.named:
                    if named.person_id in batch.request_of:
                        request_id = batch.request_of[named.person_id]
                        truth.write_cells((request_id, *put, named.name, item.kind, named.change))
            filed += len(batch.requests)
            if progress:
                progress("world", filed, requests)


def write_requests_csv(path: Path, *, seed: int, requests: int) -> None:
    """The same requests as a CSV file with one name cell instead of three."""
    headers = HEADERS[request_language(seed)]
    with ManyFiles() as files:
        file = Lines(path)
        files.open["requests"] = file
        file.write_cells((headers[0], ONE_NAME[request_language(seed)], *headers[4:]))
        for one, ids in families(seed, requests):
            for person, request_id in zip(one.people, ids, strict=True):
                if request_id:
                    row = request_row(seed, request_id, person)
                    name = " ".join(part for part in row[1:4] if part)
                    file.write_cells((row[0], name, *row[4:]))


ONE_NAME = {"uk": "ПІБ", "ru": "ФИО", "en": "Full name"}


def request_language(seed: int) -> str:
    """The language of the headers; one for a file."""
    return Dice(seed, "headers").pick(("uk", "ru", "en"))


class Batch:
    """Some families with all documents about them."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self.requests: list[tuple[str, Person]] = []
        self.request_of: dict[str, str] = {}  # by person, for those whom the sources know
        self._known: list[Person] = []
        self._items: list[Item] = []

    def add(self, one: Family, ids: tuple[str | None, ...]) -> None:
        known = []
        for person, request_id in zip(one.people, ids, strict=True):
            if request_id:
                self.requests.append((request_id, person))
            if request_id is None or in_sources(self._seed, person):
                known.append(person)
                self._items += self._about(person, request_id)
        self._known += known
        self._items += joint_posts(self._seed, [one for one in known if not one.namesake_of])

    def _about(self, person: Person, request_id: str | None) -> Iterator[Item]:
        if request_id:
            self.request_of[person.id] = request_id
        mean = rates()["posts_per_person" if request_id else "posts_per_bystander"]
        return items_about(self._seed, person, mean=mean)

    def in_order(self) -> list[Item]:
        """The documents by day; their keys break ties."""
        everything = [*self._items, *list_posts(self._seed, self._known)]
        return sorted(everything, key=lambda item: (item.posted, item.key))


def in_sources(seed: int, person: Person) -> bool:
    """Whether the sources know a person who is asked for."""
    return Dice(seed, "partner", person.id).chance(rates()["partner"])


def batches(seed: int, requests: int) -> Iterator[Batch]:
    """Families that ask, and among them families that nobody asks about here."""
    asking = families(seed, requests)
    bystanders = 0
    while True:
        batch = Batch(seed)
        group = list(islice(asking, FAMILIES_AT_ONCE))
        if not group:
            return
        for one, ids in group:
            batch.add(one, ids)
        for _ in range(round(len(group) * rates()["unasked_families"])):
            other = family(seed, bystanders, asks=False)
            batch.add(other, (None,) * len(other.people))
            bystanders += 1
        yield batch
