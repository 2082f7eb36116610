"""Add a folder of exports, saved pages, archives, lists and pictures as evidence."""

from __future__ import annotations

import csv
import uuid
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from rich.progress import Progress

from homeward.custody import Acquired
from homeward.errors import HomewardError
from homeward.records import Rejected
from homeward.rejected import safe_cell
from homeward.sources import walk
from homeward.web.access.models import User
from homeward.web.custody.ingest import Ingest, Outcome
from homeward.web.evidence.models import Source
from homeward.web.matching import client


class Command(BaseCommand):
    help = "Keep every file of a folder, write-once, and read those that hold texts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--source", required=True, help="its title, as the desk shows it")
        parser.add_argument("--by", required=True, help="log-in name of the one who adds it")
        parser.add_argument("--method", required=True, help='how it was collected: "chat export"')
        parser.add_argument("--tool", default="", help="with which program and version")
        parser.add_argument("--url", default="", help="from which address")
        parser.add_argument("--rejected", type=Path, help="CSV of what could not be read")

    def handle(self, *_: Any, folder: Path, rejected: Path | None, **told: Any) -> None:
        try:
            outcome = self._ingest(folder, told)
        except HomewardError as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(
            f"{outcome.kept} files kept, {outcome.known} known before; "
            f"{outcome.items} texts added; {len(outcome.rejected)} not read"
        )
        if outcome.rejected:
            _tell(outcome.rejected, rejected or Path("rejected.csv"))

    def _ingest(self, folder: Path, told: dict[str, Any]) -> Outcome:
        source = _source(told["source"])
        by = User.objects.filter(username=told["by"], is_active=True).first()
        if not folder.is_dir() or by is None:
            raise CommandError("name a folder and a person that exist")
        day = timezone.localdate().isoformat()
        how = Acquired(method=told["method"], utc=day, tool=told["tool"], url=told["url"])
        with Progress() as bar:
            task = bar.add_task("Adding", total=sum(1 for _ in walk(folder)))
            ingest = Ingest(folder, source, how, by, partial(client.keyed_digests, by=by))
            return ingest.run(lambda _: bar.advance(task))


def _source(title: str) -> Source:
    """The one of this title; two of one title are told apart by their numbers."""
    named = Source.objects.filter(title=title)
    if not named:
        with suppress(ValueError):
            named = Source.objects.filter(pk=uuid.UUID(title))
    if len(named) == 1:
        return named[0]
    if named:
        numbers = ", ".join(str(one.pk) for one in named)
        raise CommandError(f"several sources have this title; give a number instead: {numbers}")
    raise CommandError("no source has this title: add it at the desk first")


def _tell(rejected: list[Rejected], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("file", "place", "reason"))
        for one in rejected:
            rows.writerow(map(safe_cell, (one.origin.path, one.origin.locator, one.reason)))
