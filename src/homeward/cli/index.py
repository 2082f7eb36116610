"""`homeward index`: build a search index of people, and search it."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click
from rich.console import Console
from rich.progress import track

from homeward.cli.outcome import list_rejected, outcome
from homeward.dates import birth_date_from_text
from homeward.index import Index, id_of, read_people, read_queries
from homeward.records import PersonRecord, Rejected, WrittenName

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)
EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(name="index")
def command() -> None:
    """Build a search index of people, and search it."""


@command.command()
@click.argument("table", metavar="RECORDS", type=EXISTING)
@click.option("--out", required=True, type=FOLDER, help="The folder of the index.")
def build(table: Path, out: Path) -> int:
    """Build an index of RECORDS, a CSV or Parquet file.

    Its columns: id, and name or family_name, given_name, patronymic; if there, birth_date, place,
    sex. Rows that cannot be used are listed in DIR/rejected.csv, and the exit code is 3; if no
    row can be used, an index that was there stays as it is, and the exit code is 2.
    """
    console = Console(stderr=True)
    started = time.perf_counter()
    with console.status("reading the table"):
        people = read_people(table)
    used, rejected = people.rows.num_rows, people.rejected
    if rejected and not used:
        return list_rejected(console, used=0, rejected=rejected, folder=out)
    with console.status(f"indexing {people.rows.num_rows:,} records"):
        index = Index.of_table(people.rows)
    with console.status("writing the index"):
        index.save(out)
    seconds = time.perf_counter() - started
    console.print(f"{len(index):,} records indexed in {seconds:.1f} s, in {out}")
    return list_rejected(console, used=used, rejected=rejected, folder=out)


@command.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.argument("name", required=False)
@click.option("--born", help="Birth date of NAME: 1994, 1994-05 or 1994-05-17.")
@click.option("--queries", type=EXISTING, help='Lines such as {"id": "7", "name": "…"}.')
@click.option("--top", default=10, show_default=True, type=click.IntRange(1))
@click.option("--jsonl", "out", type=FILE, help="Where the answers go; standard output if absent.")
def search(  # noqa: PLR0917 - click gives them by name
    folder: Path, name: str | None, born: str | None, queries: Path | None, top: int,
    out: Path | None,
) -> int:  # fmt: skip
    """Search the index in DIR for NAME, or for every line of a file of queries.

    A line that cannot be asked is answered with the reason, and the exit code is 3 (2 if no line
    can be asked).
    """
    if (name is None) == (queries is None):
        raise click.UsageError("give either a NAME or --queries FILE")
    index = Index.open(folder)
    asked, refused = _asked(name, born, queries)
    with _sink(out) as sink:
        shown = track(asked, "searching", console=Console(stderr=True), disable=name is not None)
        for query in shown:
            _write(sink, _answer(index, query, top))
        for line in refused:
            reason = f"{line.origin.locator}: {line.reason}"
            _write(sink, {"id": id_of(line), "hits": [], "error": reason})
    return outcome(used=len(asked), rejected=len(refused))


def _asked(
    name: str | None, born: str | None, queries: Path | None
) -> tuple[list[PersonRecord], list[Rejected]]:
    """The queries that can be asked, and an answer with a reason for each that cannot."""
    if queries is not None:
        return read_queries(queries)
    birth = birth_date_from_text(born) if born else None
    return [PersonRecord(id="", name=WrittenName(name or ""), birth_date=birth)], []


@contextmanager
def _sink(out: Path | None) -> Iterator[TextIO]:
    """A file written beside and then put in its place, or standard output."""
    if out is None:
        yield sys.stdout
        return
    beside = out.with_name(out.name + ".part")
    with beside.open("w", encoding="utf-8") as file:
        yield file
    beside.replace(out)


def _write(sink: TextIO, line: dict[str, object]) -> None:
    sink.write(json.dumps(line, ensure_ascii=False) + "\n")


def _answer(index: Index, query: PersonRecord, top: int) -> dict[str, object]:
    started = time.perf_counter()
    hits = index.search(query, top=top)
    milliseconds = (time.perf_counter() - started) * 1000
    found = [{"id": hit.id, "score": round(hit.probability, 6)} for hit in hits]
    return {"id": query.id, "hits": found, "ms": round(milliseconds, 3)}
