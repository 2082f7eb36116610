"""`manage.py invent`: fill a demo with invented families, posts and staff.

The one place where the site meets the invented world.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.progress import track

from homeward.web.access.login import set_one_time_code
from homeward.web.access.models import Office, RoleGrant, User
from homeward.web.access.roles import Role
from homeward.web.evidence.actions import Post, add_post, add_source
from homeward.web.evidence.models import Source
from homeward.web.petitions.invented import invent_petition
from homeward.web.registry.actions import file_request
from homeward.web.registry.filing import RELATIONSHIPS, Filing
from homeward.web.registry.purposes import Purpose
from homeward.web.registry.sweep import sweep
from homeward.web.site.environment import Mode
from homeward.world.documents import Item
from homeward.world.folder import batches
from homeward.world.inflect import given_form, surname_form
from homeward.world.people import Person
from homeward.world.requests import request_row
from homeward.world.writing import place_in

STAFF = (
    ("bohdan", Role.CASEWORKER),
    ("daryna", Role.CASEWORKER),
    ("olha", Role.PROTECTION_OFFICER),
    ("oleh", Role.PROTECTION_OFFICER),
    ("vira", Role.VOLUNTEER),
    ("anton", Role.ANALYST),
    ("tamila", Role.AUDITOR),
    ("adam", Role.ADMINISTRATOR),
    ("alla", Role.ADMINISTRATOR),
)
ROLES = {name: role.value.replace("_", " ") for name, role in STAFF}
# The world's kinds of documents and the kinds of sources in data/claim_grades.csv.
SOURCE_OF = {
    "obituary": ("local_obituary", "Local newspaper"),
    "prisoner_list": ("unknown_list", "List of prisoners"),
    "footage_note": ("official_video", "Official channel"),
    "official_reply": ("bureau_list", "Reply of a bureau"),
    "adoption_profile": ("unknown_list", "Adoption profiles"),
}
POST = ("anonymous_post", "Search group")  # every other kind
SHOWN_CODES = 3


class Command(BaseCommand):
    help = "Fill an empty demo with invented people. Refused outside demo mode."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--requests", type=int, default=40)

    def handle(self, *_: Any, seed: int, requests: int, **__: Any) -> None:
        if settings.HOMEWARD_MODE is not Mode.DEMO:
            raise CommandError("invented people belong into a demo: set HOMEWARD_MODE=demo")
        if User.objects.exists():
            self.stdout.write("This demo has its people already.")
            return
        password, people = secrets.token_urlsafe(12), list(_staff())
        for user, secret in people:
            user.set_password(password)
            user.save()
            self.stdout.write(
                f"  {ROLES[user.username]:<18}  login {user.username:<8} password {password}  "
                f"one-time-code secret {secret}"
            )
        batch = next(batches(seed, requests))
        items = batch.in_order()
        codes = [_file(seed, who) for _, who in track(batch.requests, "Families file")]
        sweep()
        sources = _sources(people[0][0])
        for item in track(items, "Posts and lists come in"):
            _add(item, sources[SOURCE_OF.get(item.kind, POST)], people[0][0])
        invent_petition(people[0][0], people[1][0])
        for code in codes[:SHOWN_CODES]:
            self.stdout.write(f"  a family's code: {code}")


def _staff() -> Iterator[tuple[User, str]]:
    office = Office.objects.create(name="Invented office", takes_filings=True)
    for name, role in STAFF:
        user = User.objects.create_user(name, display_name=name.title(), office=office)
        RoleGrant.objects.create(user=user, role=role)
        secret = base64.b32encode(secrets.token_bytes(20)).decode()
        set_one_time_code(user, secret)
        yield user, secret


def _sources(by: User) -> dict[tuple[str, str], Source]:
    wanted = dict.fromkeys([POST, *SOURCE_OF.values()])
    return {source: add_source(*source, by=by) for source in wanted}


def _add(item: Item, source: Source, by: User) -> None:
    post = Post(item.text, item.posted, author=item.author, language=item.language)
    add_post(post, source, by=by)


def _file(seed: int, person: Person) -> str:
    """File as the person's family would, with what it wrote in its spreadsheet."""
    written = dict(zip(_COLUMNS, request_row(seed, "", person), strict=True))
    name = " ".join(part for part in list(written.values())[1:4] if part)
    told = {
        "name": name,
        "family_name": surname_form(person.surname, person.language, person.sex),
        "given_name": given_form(person.given, person.language),
        "sex": "male" if person.sex == "m" else "female",
        "birth_date": person.born.isoformat(),
        "home": place_in(person.home, person.language),
        "category": person.category,
        "unit": written["unit"],
        "event_date": person.lost_on.isoformat(),
        "event_place": place_in(person.lost_at, person.language),
        "relationship": _relationship(person),
        "marks": written["marks"],
        "institution": written["institution"],
        "siblings": written["siblings"].replace(", ", "\n"),
    }
    consents = frozenset({Purpose.MATCH})
    return file_request(Filing((told,), person.language, consents=consents)).code


_COLUMNS = (
    "id", "family_name", "given_name", "patronymic", "sex", "birth_date", "home", "category",
    "unit", "rank", "event_date", "event_place", "kin", "marks", "institution", "siblings",
)  # fmt: skip


def _relationship(person: Person) -> str:
    """Who asks for whom the English word is what the person is to the enquirer."""
    back = {"son": "mother", "husband": "wife", "father": "daughter", "brother": "sister",
            "daughter": "mother", "wife": "husband", "sister": "sister", "grandson": "grandmother",
            "granddaughter": "grandmother", "nephew": "aunt", "niece": "aunt"}  # fmt: skip
    kin = back.get(person.kinship["en"], "other")
    return kin if kin in RELATIONSHIPS else "other"
