"""Take in what a tool saw when it looked whether posts are still there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from homeward.errors import HomewardError
from homeward.web.access.models import User
from homeward.web.custody.rechecks import import_table


class Command(BaseCommand):
    help = "Import a CSV with the columns item, day, state (there, changed, gone or blocked)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("table", type=Path)
        parser.add_argument("--by", required=True, help="log-in name of the one who adds it")
        parser.add_argument("--tool", required=True, help="which program looked, with its version")

    def handle(self, *_: Any, table: Path, by: str, tool: str, **__: Any) -> None:
        person = User.objects.filter(username=by, is_active=True).first()
        if person is None or not table.is_file():
            raise CommandError("name a table and a person that exist")
        try:
            found = import_table(table, tool, by=person)
        except HomewardError as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"{found.new} new, {found.known} known, {len(found.rejected)} not taken")
        for one in found.rejected:
            self.stdout.write(f"{one.origin.locator}: {one.reason}")
