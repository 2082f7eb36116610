"""`homeward demo`: an invented world, the main job on it, and how much of the truth was found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from homeward.cli.trace import language_of_system, print_summary, progress_bars
from homeward.trace import LEADS_JSONL, REPORT_HTML, Language, new_folder, trace
from homeward.world import Measured, measure, write_world
from homeward.world.measure import Precision, Recall

WORLD = frozenset({"requests.xlsx", "sources", "truth.csv", "documents.csv"})
REPORT = "report"


@click.command(name="demo")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("homeward-demo"),
    show_default=True,
    help="Where to put the world and the report; an earlier demo in it is replaced.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, another world.")
@click.option(
    "--requests",
    type=click.IntRange(1, 100_000),
    default=600,
    show_default=True,
    help="How many families ask.",
)
@click.option(
    "--lang",
    type=click.Choice([language.value for language in Language]),
    default=lambda: language_of_system().value,
    show_default="that of the system",
    help="Language of the report.",
)
def command(*, folder: Path, seed: int, requests: int, lang: str) -> None:
    """Build an invented world, look for its people, and count who was found.

    All people, places of events and texts in it are invented by a generator that shares no table
    of names with the engine. What the engine finds is compared with what the generator wrote.
    """
    with new_folder(folder, holds=WORLD | {REPORT}) as world:
        with progress_bars() as progress:
            write_world(world, seed=seed, requests=requests, progress=progress)
            summary = trace(
                world / "requests.xlsx",
                world / "sources",
                world / REPORT,
                lang=Language(lang),
                made_on=date.today(),  # noqa: DTZ011  # the reader's own day
                progress=progress,
            )
        found = measure(world / REPORT / LEADS_JSONL, world / "truth.csv")
    print_summary(summary)
    print_measured(found)
    click.echo("All people in this world are invented.")
    click.echo(f"Report: {folder / REPORT / REPORT_HTML}")


def print_measured(found: Measured) -> None:
    """Recall and precision against the truth, by kind of source and by change to the record."""
    console = Console()
    console.print(_by_kind(found))
    console.print(_by_change(found.by_change))
    click.echo(
        f"Of {found.requests.truths:,} people who are named anywhere, {found.requests.found:,} "
        f"have at least one right lead ({_percent(found.requests.recall)})."
    )


def _by_kind(found: Measured) -> Table:
    table = _table("Found, by kind of source", "Kind of source", "named", "found", "recall")
    for title in ("leads", "right", "precision"):
        table.add_column(title, justify="right")
    for kind in sorted(found.by_kind.keys() | found.leads_by_kind.keys()):
        recall = found.by_kind.get(kind, Recall(0, 0))
        precision = found.leads_by_kind.get(kind, Precision(0, 0))
        table.add_row(_words(kind), *_recall(recall), *_precision(precision))
    table.add_section()
    table.add_row("all", *_recall(found.all), *_precision(found.leads), style="bold")
    return table


def _by_change(changes: Mapping[str, Recall]) -> Table:
    title = "Found, by change to the record"
    table = _table(title, "Change", "named", "found", "recall")
    for change, recall in changes.items():
        table.add_row(_words(change), *_recall(recall))
    return table


def _table(title: str, first: str, *numbers: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    table.add_column(first)
    for number in numbers:
        table.add_column(number, justify="right")
    return table


def _recall(recall: Recall) -> tuple[str, str, str]:
    return f"{recall.truths:,}", f"{recall.found:,}", _percent(recall.recall)


def _precision(precision: Precision) -> tuple[str, str, str]:
    return f"{precision.leads:,}", f"{precision.right:,}", _percent(precision.precision)


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"


def _words(name: str) -> str:
    return name.replace("_", " ")
