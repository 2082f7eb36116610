"""`manage.py offline_form uk notes.html`: the form that works without a connection, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from homeward.web.family.offline import offline_form


class Command(BaseCommand):
    help = "Write the form that seals a request without a connection, to be handed round."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("language", choices=[code for code, _ in settings.LANGUAGES])
        parser.add_argument("file", type=Path)

    def handle(self, *_: Any, language: str, file: Path, **__: Any) -> None:
        if file.exists():
            raise CommandError(f"{file} exists: choose another name")
        file.write_text(offline_form(language), encoding="utf-8")
        self.stdout.write(f"{file} is written. It holds public keys only and may go round freely.")
