"""`homeward trace`: the main job on a user's own files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from homeward.cli import DONE, SOME_REJECTED, interrupts
from homeward.trace import LEAST, REPORT_HTML, Language, Summary, trace

_STEPS = {
    "world": "Inventing a world",
    "requests": "Reading the requests",
    "sources": "Searching the sources",
    "report": "Writing the report",
}


@click.command(name="trace")
@click.option(
    "--requests",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="People to look for: CSV or XLSX with a header row in Ukrainian, Russian or English.",
)
@click.option(
    "--sources",
    required=True,
    type=click.Path(exists=True, path_type=Path),
    help="Folder with posts, lists and pages: text, JSON, Telegram export, CSV, XLSX, HTML.",
)
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the report; an earlier report in it is replaced.",
)
@click.option(
    "--lang",
    type=click.Choice([language.value for language in Language]),
    default=lambda: language_of_system().value,
    show_default="that of the system",
    help="Language of the report.",
)
@click.option(
    "--least",
    type=click.FloatRange(0, 1),
    default=LEAST,
    show_default=True,
    help="Score under which a possible match is left out.",
)
@click.option("--workers", type=click.IntRange(1), help="Processes; as many as cores by default.")
def command(
    *, requests: Path, sources: Path, out: Path, lang: str, least: float, workers: int | None
) -> int:
    """Look for the people of a spreadsheet in a folder of posts, lists and pages.

    Writes leads.csv, leads.jsonl, rejected.csv and report.html. Every lead is only possible until
    a person has checked it.

    Exit code: 0 if all was read, 3 if rows or files were rejected (they are in rejected.csv), 2 if
    nothing could be done, 130 if interrupted; then no report is written.
    """
    with progress_bars() as progress:
        summary = trace(
            requests,
            sources,
            out,
            least=least,
            lang=Language(lang),
            workers=workers,
            made_on=date.today(),  # noqa: DTZ011  # the reader's own day
            progress=progress,
        )
    print_summary(summary)
    click.echo(f"Report: {out / REPORT_HTML}")
    return DONE if summary.complete else SOME_REJECTED


class Bars:
    """A bar for each step of the work, shown when the step begins."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, step: str, done: int, total: int) -> None:
        interrupts.check()
        if step not in self._tasks:
            self._tasks[step] = self._bars.add_task(_STEPS[step])
        self._bars.update(self._tasks[step], completed=done, total=total or None)


@contextmanager
def progress_bars() -> Iterator[Bars]:
    """Bars on the error output, so that the result can be piped."""
    columns = (
        TextColumn("{task.description:<22}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bars:
        yield Bars(bars)


def language_of_system() -> Language:
    """Ukrainian or Russian if the system speaks it, else English."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    known = {language.value: language for language in Language}
    return known.get(spoken[:2].lower(), Language.ENGLISH)


def print_summary(summary: Summary) -> None:
    """What was searched and found, in plain lines without any name."""
    click.echo(f"Searched: {summary.documents:,} documents in {summary.files:,} files")
    click.echo(
        f"Compared: {summary.searched:,} of {summary.mentions:,} people named in them, "
        f"with {summary.requests:,} people looked for"
    )
    click.echo(
        f"Possible matches: {summary.leads:,}, for {summary.requests_with_leads:,} people; "
        f"{summary.reposts:,} reposts of the same texts are not counted again"
    )
    if summary.rejected:
        click.echo(f"Not read: {summary.rejected:,} rows or files, listed in rejected.csv")
