"""`homeward link`: link two tables of people, or find doubles in one."""

from __future__ import annotations

from pathlib import Path

import click
import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console
from rich.progress import Progress

from homeward.cli.outcome import list_rejected
from homeward.index import People, read_people
from homeward.link import cluster, dedupe, link, read_judgements, rejected_pairs

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(name="link")
@click.argument("a", type=EXISTING)
@click.argument("b", type=EXISTING, required=False)
@click.option("--out", required=True, type=FILE, help="Where the pairs go (Parquet).")
@click.option(
    "--threshold", default=0.5, show_default=True, type=click.FloatRange(0, 1),
    help="The least score of a pair.",
)  # fmt: skip
@click.option("--judgements", type=EXISTING, help="Decided pairs: a CSV of id_a,id_b,verdict.")
@click.option("--several", is_flag=True, help="A person of A may have several records in B.")
@click.option("--clusters", type=FILE, help="Where the clusters go (Parquet), if wanted.")
def command(  # noqa: PLR0917 - click gives them by name
    a: Path, b: Path | None, out: Path, threshold: float, judgements: Path | None,
    several: bool, clusters: Path | None,  # noqa: FBT001 - a flag of the command line
) -> int:  # fmt: skip
    """Link the people of tables A and B, or find one person's records in A alone.

    Tables are CSV or Parquet with the columns id, and name or family_name, given_name, patronymic;
    if there, birth_date, place, sex. Rows that cannot be used are listed in rejected.csv beside
    the pairs, and the exit code is 3; if a table has no row that can be used, nothing else is
    written, and the exit code is 2.
    """
    console = Console(stderr=True)
    with console.status("reading the tables"):
        ours = read_people(a)
        theirs = read_people(b) if b else None
    tables = [ours, *([theirs] if theirs else [])]
    if any(people.rejected and not people.rows.num_rows for people in tables):
        return _list_rejected(console, tables, out.parent)
    judged = read_judgements(judgements) if judgements else []
    with Progress(console=console) as bar:
        task = bar.add_task("linking", total=None)

        def step(done: int, total: int) -> None:
            bar.update(task, advance=done, total=total)

        if theirs is None:
            pairs = dedupe(ours.rows, threshold=threshold, judgements=judged, progress=step)
        else:
            pairs = link(
                ours.rows, theirs.rows, threshold=threshold, judgements=judged, several=several,
                progress=step,
            )  # fmt: skip
    write_table(pairs, out)
    if clusters:
        found = cluster(pairs, threshold=threshold, rejected=rejected_pairs(judged))
        write_table(found, clusters)
    console.print(f"{pairs.num_rows:,} pairs, in {out}")
    return _list_rejected(console, tables, out.parent)


def write_table(table: pa.Table, out: Path) -> None:
    """Write beside, then put in place."""
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = out.with_name(out.name + ".part")
    pq.write_table(table, beside)
    beside.replace(out)


def _list_rejected(console: Console, tables: list[People], folder: Path) -> int:
    rejected = [item for people in tables for item in people.rejected]
    used = min(people.rows.num_rows for people in tables)
    return list_rejected(console, used=used, rejected=rejected, folder=folder)
