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
    {"event_month": "2", "event_year": "2024"},
    {"relationship": "mother"},
    {},
    {"match": "on"},
)
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def begin(client: Client, language: str = "uk") -> str:
    """Get the code, before anything is typed."""
    client.post(f"/{language}/new/")
    return code_on(client.get(f"/{language}/new/code/").content.decode())


def steps(client: Client, *changes: dict[str, str], language: str = "uk", until: int = 5) -> None:
    """Send the steps; `changes` are added step by step."""
    more = (*changes, *({} for _ in STEPS))
    for number, (typed, extra) in enumerate(zip(STEPS, more, strict=False), start=1):
        if number <= until:
            client.post(f"/{language}/new/{number}/", typed | extra)


def ask(client: Client, *changes: dict[str, str], language: str = "uk") -> str:
    """File by the pages; the code. `changes` are added step by step."""
    code = begin(client, language)
    steps(client, *changes, language=language)
    assert code_on(client.get(f"/{language}/new/sent/").content.decode()) == code
    return code


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
