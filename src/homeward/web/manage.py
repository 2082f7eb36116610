"""Django's commands: `python -m homeward.web.manage migrate`."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line

from homeward.seal.hardening import harden


def main(arguments: list[str] | None = None) -> None:
    """Run one command of Django or of a part of the site."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "homeward.web.site.settings")
    harden()
    execute_from_command_line(["manage.py", *(sys.argv[1:] if arguments is None else arguments)])


if __name__ == "__main__":
    main()
