"""Django's commands: `python -m homeward.web.manage migrate`."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line

from homeward.seal.hardening import harden
from homeward.web.site.logs import say_little

PROCESSES = ("matcher", "clock", "db_worker")  # what they write ends in a log on a disk


def main(arguments: list[str] | None = None) -> None:
    """Run one command of Django or of a part of the site."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "homeward.web.site.settings")
    harden()
    asked = sys.argv[1:] if arguments is None else arguments
    if asked and asked[0] in PROCESSES:
        say_little()
    execute_from_command_line(["manage.py", *asked])


if __name__ == "__main__":
    main()
