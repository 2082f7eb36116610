"""All corrections of readings as JSON lines for the trainer (docs/gold-set.md)."""

from __future__ import annotations

import json
import os
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from homeward.errors import HomewardError, Sealed
from homeward.web.access.log import Reason
from homeward.web.evidence.actions import take_corrections
from homeward.web.evidence.models import Correction, CorrectionExport
from homeward.web.matching import client


class Command(BaseCommand):
    help = "Write the corrections of an export that two people agreed to; it is taken once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("export", type=uuid.UUID, help="as the desk's page of corrections says")
        parser.add_argument("file", type=Path, help="is written new; it holds names of real people")

    def handle(self, *_: Any, export: uuid.UUID, file: Path, **__: Any) -> None:
        row = CorrectionExport.objects.filter(pk=export, agreed=True, taken_at=None).first()
        if row is None:
            raise CommandError("no such export waits: two people must agree to it at the desk")
        if file.exists():
            raise CommandError("the file exists already: name another")
        fresh = file.with_suffix(f"{file.suffix}.new")
        try:
            with open(fresh, "x", encoding="utf-8", opener=_for_me_alone) as lines:
                count = _write(row, lines)
            take_corrections(row, lines=count)
        except (HomewardError, OSError) as problem:
            fresh.unlink(missing_ok=True)
            raise CommandError(str(problem)) from None
        fresh.replace(file)
        self.stdout.write(f"{count} corrected texts")


def _for_me_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _write(export: CorrectionExport, lines: TextIO) -> int:
    """What people told of themselves is left out, and a text whose keys were destroyed."""
    newest = Correction.objects.filter(superseded_by=None).exclude(item__source__kind="own_word")
    newest, count = newest.order_by("pk"), 0
    for key in list(newest.values_list("pk", flat=True)):
        with suppress(Sealed):
            line = client.read_correction(key, by=export.asked_by, reason=Reason.EVIDENCE_WORK)
            lines.write(json.dumps(line, ensure_ascii=False) + "\n")
            count += 1
    return count
