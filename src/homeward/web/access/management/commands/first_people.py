"""`manage.py first_people OFFICE ONE OTHER`: the office and two administrators of a new site."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from homeward.errors import BadInput
from homeward.web.access.actions import first_people


class Command(BaseCommand):
    help = "Open the office that takes filings and two administrators, on a site without anybody."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("office", help="its name, as families and colleagues read it")
        parser.add_argument("one", help="a login name")
        parser.add_argument("other", help="the login name of somebody else")

    def handle(self, *_: Any, office: str, one: str, other: str, **__: Any) -> None:
        try:
            made = first_people(office, one, other)
        except BadInput as problem:
            raise CommandError(str(problem)) from None
        for person in made:
            self.stdout.write(f"{person.user.username}  password {person.password}")
        self.stdout.write(
            "Hand each over yourself. They log in, get a one-time code, and open other accounts "
            "at /account/staff/."
        )
