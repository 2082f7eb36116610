"""The first page, and what holds of all pages of the family."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from tests.web.family.pages import STEPS, begin, page

from homeward.web.access.models import Office
from homeward.web.family.details import ANOTHER, DETAILS
from homeward.web.site.translations import WEB, missing

pytestmark = pytest.mark.django_db
LANGUAGES = ["uk", "ru", "en"]
PAGES = [
    *("", "new/", "new/code/", "new/1/", "new/2/", "new/3/", "new/4/", "new/5/", "new/more/"),
    *(f"new/more/1/{letter}/" for letter in DETAILS if letter != ANOTHER),
    *(f"new/more/2/{ANOTHER}/", "new/files/", "new/sent/", "new/apart/", "new/sheet/"),
    *("read/", "closed/", "nothing/"),
]
MONEY = "Nobody will ever ask you for money. Whoever does is lying: do not pay, and tell us."


def _pages(client: Client, language: str) -> dict[str, str]:
    """Every page of the family, as it looks in the middle of asking; the case's page as well."""
    found = {}
    for path in PAGES:
        if path == "new/code/":
            code = begin(client, language)
        if path == "new/sent/":
            client.post(f"/{language}/new/send/")
        found[path] = page(client, f"/{language}/{path}")
        assert found[path], path
        if path.startswith("new/") and path[4:5].isdigit():
            client.post(f"/{language}/{path}", STEPS[int(path[4]) - 1] | {"more": "1"})
    client.post(f"/{language}/read/", {"code": code})
    found["case"] = page(client, f"/{language}/read/")
    return found


def test_every_sentence_is_translated() -> None:
    """Nothing stays English for a Ukrainian or Russian reader."""
    assert missing(WEB / "family") == []


@pytest.mark.rule("R31", "R34", "WEB-2", "WEB-3", "WEB-4")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_holds_what_every_page_must_hold(
    client: Client, office: Office, language: str
) -> None:
    """No money, the operator, a way out, a neutral title; no script, no foreign host, 50 KB."""
    with translation.override(language):
        money, title = translation.gettext(MONEY), translation.gettext("Notes")
    for path, text in _pages(client, language).items():
        assert money in unescape(text), path
        assert 'class="declaration"' in text
        assert f'href="/{language}/leave/"' in text
        assert re.search(rf"<title>{title}( [1-5]/5)?</title>", text)
        assert "<script" not in text
        assert not re.search(r"(?:https?:)?//(?!$)[\w.-]+\.\w", text)
        assert not re.search(r'\son\w+="|\sstyle="', text)
        size = len(text.encode()) + sum(
            (WEB / part).stat().st_size
            for part in ("site/static/site/site.css", "family/static/family/family.css")
        )
        assert size <= 50_000
        for tag in re.findall(r"<(?:input|select|textarea)[^>]*>", text):
            assert 'type="hidden"' in tag or 'autocomplete="off"' in tag, tag


@pytest.mark.rule("R34")
def test_the_first_page_says_whom_to_ask_first(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The Red Cross, the bureaux, the ombudsmen; and who runs this site."""
    monkeypatch.setitem(settings.HOMEWARD_DECLARATION, "operator", "An invented society")
    text = page(client, "/en/")

    for body in ("Central Tracing Agency", "National Information Bureau", "ombudsman"):
        assert body in text
    assert "An invented society" in text


@pytest.mark.rule("R32")
def test_the_form_is_the_same_in_every_language(client: Client, office: Office) -> None:
    """The same pages, fields and choices for families of both sides."""

    def skeleton(language: str) -> list[list[str]]:
        texts = _pages(Client(), language).values()
        return [re.findall(r'(?:name|value|id)="([a-z_]+)"', text) for text in texts]

    assert skeleton("uk") == skeleton("ru") == skeleton("en")


@pytest.mark.parametrize("path", ["", "new/", "read/"])
def test_the_language_changes_on_the_same_page(client: Client, path: str) -> None:
    """And a page that does not exist leads to the first one."""
    text = page(client, f"/uk/{path}")
    assert f'href="/ru/{path}"' in text
    assert f'href="/en/{path}"' in text
    assert 'href="/en/"' in page(client, "/nothing/")


def test_leaving_quickly_shows_another_site(client: Client) -> None:
    """At once, with one link that needs no script."""
    response = client.get("/ru/leave/")
    assert (response.status_code, response["Location"]) == (302, "https://ru.wikipedia.org/")


@pytest.mark.rule("R29")
def test_whoever_only_reads_gets_no_cookie(client: Client) -> None:
    """No visit is remembered before something was sent."""
    client.get("/uk/")
    client.get("/uk/new/")
    client.get("/uk/read/")

    assert "visit" not in client.cookies
    assert "sessionid" not in client.cookies
