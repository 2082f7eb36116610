"""`homeward score`: many pairs of a table."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from homeward.cli import DONE, SOME_REJECTED
from homeward.cli.pairs import person
from homeward.errors import BadInput, UnreadableFile
from homeward.match import LANGUAGES, Explanation, Language, compare, explain

NEEDED = ("name1", "name2")
ADDED = ("score", "hypothesis", "why")
DELIMITERS = (",", ";", "\t")

WORTH_SHARING = 2_000  # rows from which on more processes are worth their start
CHUNK = 250

Row = list[str]


@click.command(name="score")
@click.argument("pairs", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The same table with the columns score, hypothesis and why.",
)
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="Language of the column why.",
)
def command(*, pairs: Path, out: Path, lang: Language) -> int:
    """Score many pairs of a table.

    PAIRS is a CSV with the columns name1 and name2, and born1, born2, place1, place2, sex1, sex2
    where known. Other columns are kept. A row that cannot be scored has an empty score, and the
    reason in the column why; the exit code is then 3.
    """
    header, rows = read_table(pairs)
    console = Console(stderr=True)
    counted = track(score_rows(header, rows, lang), "Scoring", len(rows), console=console)
    scored = list(counted)
    write_table(out, added_header(header), scored)
    failed = sum(not row[len(kept_columns(header))] for row in scored)
    click.echo(f"{len(scored) - failed:,} pairs scored, {failed:,} could not be: {out}", err=True)
    return SOME_REJECTED if failed else DONE


def read_table(path: Path) -> tuple[Row, list[Row]]:
    """Header and rows; raises `UnreadableFile`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=_delimiter(text)))
    except UnicodeDecodeError:
        raise UnreadableFile(f"{path.name}: save it as CSV in UTF-8") from None
    except csv.Error as error:
        raise UnreadableFile(f"{path.name}: not a CSV table: {error}") from None
    header = [column.strip() for column in rows[0]] if rows else []
    missing = [column for column in NEEDED if column not in header]
    if missing:
        raise UnreadableFile(f"{path.name}: it needs a header row with {' and '.join(missing)}")
    return header, [row for row in rows[1:] if row]


def _delimiter(text: str) -> str:
    first_line = text.partition("\n")[0]
    return max(DELIMITERS, key=first_line.count)


def kept_columns(header: Sequence[str]) -> list[int]:
    """Places of the columns that stay; earlier scores are replaced."""
    return [place for place, column in enumerate(header) if column not in ADDED]


def added_header(header: Sequence[str]) -> Row:
    """The kept columns, then the new ones."""
    return [*(header[place] for place in kept_columns(header)), *ADDED]


def score_rows(header: Row, rows: list[Row], lang: Language) -> Iterator[Row]:
    """Rows in their order; a long table is shared out among the cores."""
    one = partial(score_row, header, lang=lang)
    if len(rows) < WORTH_SHARING:
        yield from map(one, rows)
        return
    with ProcessPoolExecutor() as cores:
        yield from cores.map(one, rows, chunksize=CHUNK)


def score_row(header: Sequence[str], row: Row, lang: Language = "en") -> Row:
    """The row with its score, hypothesis and why; cells beyond the header stay at its end."""
    padded = row + [""] * (len(header) - len(row))
    kept = [padded[place] for place in kept_columns(header)]
    try:
        added = _score(header, row, lang)
    except BadInput as error:
        added = ["", "", str(error)]
    return [*kept, *added, *row[len(header) :]]


def _score(header: Sequence[str], row: Row, lang: Language) -> Row:
    if len(row) != len(header):
        raise BadInput(f"the row has {len(row)} cells, the header {len(header)}; mend the row")
    cells: Mapping[str, str] = dict(zip(header, row, strict=True))
    found = compare(person(1, cells), person(2, cells))
    return [f"{found.score:.9g}", found.hypothesis, " ".join(_why(explain(found, lang)))]


def _why(told: Explanation) -> Iterator[str]:
    yield from told.agrees
    yield from told.differs


def write_table(path: Path, header: Row, rows: Iterable[Row]) -> None:
    """Write beside, then rename: an interrupted run leaves no half table."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    with beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    beside.replace(path)
