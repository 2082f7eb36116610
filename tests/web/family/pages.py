"""Walking through the family's pages without a browser."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from django.utils import translation
from tests.office import TOLD

# What R1 calls enough, page by page.
STEPS: tuple[dict[str, str], ...] = (
    {"name": TOLD["name"], "sex": "male", "birth_year": "1991"},
    {"relationship": "mother"},
    {"event_month": "2", "event_year": "2024"},
    {"match": "on"},
)
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def ask(client: Client, *changes: dict[str, str], language: str = "uk") -> str:
    """File by the pages; the code. `changes` are added step by step."""
    more = (*changes, *({} for _ in STEPS))
    for number, (typed, extra) in enumerate(zip(STEPS, more, strict=False), start=1):
        client.post(f"/{language}/new/{number}/", typed | extra)
    return code_on(client.get(f"/{language}/new/code/").content.decode())


def code_on(page: str) -> str:
    found = re.search(r'follow-up-code"><span>([\d ]+)<', page)
    assert found, "no code on this page"
    return found[1]


def enter(client: Client, code: str, language: str = "uk") -> str:
    """Come back with a code; the page that it opens."""
    client.post(f"/{language}/read/", {"code": code})
    return page(client, f"/{language}/read/")


def page(client: Client, path: str) -> str:
    """One page, without the token that differs on each."""
    return CSRF.sub("", client.get(path).content.decode())


def headers(response: Any) -> dict[str, str]:
    """What an onlooker compares, without random values."""
    cookies = {name: len(one.value) for name, one in response.cookies.items()}
    return dict(response.headers) | {"cookies": str(cookies)}


def in_ukrainian(sentence: str) -> str:
    with translation.override("uk"):
        return translation.gettext(sentence)
