"""WEB-5: fifty prisoners and twenty children, and not one of them on any page for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from django.test import Client
from tests.access.outputs import addresses, leaks, mark, whole_of
from tests.office import TOLD, ask, search_all

from homeward.web.access.models import User
from homeward.web.evidence.actions import Post, add_post
from homeward.web.evidence.models import Source
from homeward.web.matching.models import Pair
from homeward.web.matching.server import Matcher
from homeward.web.registry.purposes import Purpose

pytestmark = pytest.mark.django_db
PRISONERS, CHILDREN = 50, 20
SURNAMES = ("Зубокряк", "Хутороград", "Баламутенко", "Перебийніс", "Замлинний", "Гайовий", "Шумко")
GIVEN = ("Остап", "Ярема", "Тадей", "Єлисей", "Макар", "Гнат", "Устим", "Дорофій", "Лаврін", "Сава")
EVERYTHING = frozenset(Purpose)  # families that allowed all there is, publishing too


def people() -> Iterator[dict[str, str]]:
    for number, (surname, given) in enumerate(product(SURNAMES, GIVEN)):
        is_child = number >= PRISONERS
        born = f"{2012 if is_child else 1985}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        kind = "child" if is_child else "soldier"
        yield {**TOLD, "name": f"{surname} {given}", "birth_date": born, "category": kind}


def told_of(person: dict[str, str]) -> set[str]:
    """His name in any order, and his birth date as it may be written."""
    year, month, day = person["birth_date"].split("-")
    return {person["name"].split()[0], person["birth_date"], f"{day}.{month}.{year}"}


@pytest.mark.rule("WEB-5", "R14", "R22")
def test_no_public_page_names_a_prisoner_or_a_child(
    source: Source, bohdan: User, matcher: Matcher
) -> None:
    """No name, no birth date and no picture, in three languages; the site does know them all."""
    everybody = list(people())
    assert len(everybody) == PRISONERS + CHILDREN
    for person in everybody:
        ask(**person, consents=EVERYTHING)
    lines = [f"{one['name']}, {one['birth_date']}, полон" for one in everybody]
    for start in range(0, len(lines), 10):
        add_post(Post("\n".join(lines[start : start + 10])), source, by=bohdan)
    search_all(matcher)
    assert Pair.objects.count() >= PRISONERS / 2  # the control: they are known and found

    secrets = set[str]().union(*map(told_of, everybody))
    browser, seen = Client(raise_request_exception=False), 0
    for path in (*addresses(), "/sitemap.xml", "/robots.txt", "/feed/", "/rss/"):
        for language in ("en", "uk", "ru"):
            answer = browser.get(path.replace("/en/", f"/{language}/", 1))
            text = whole_of(answer)
            assert not [one for one in secrets if one in text], path
            assert not answer.headers.get("Content-Type", "").startswith("image/"), path
            if answer.status_code != 200:  # nobody reads it in any language
                break
            seen += 1
    assert seen > 50


@pytest.mark.rule("WEB-5")
def test_a_name_on_a_page_is_found() -> None:
    """The control of the comparison, whatever the case of its letters."""
    assert "Зубокряк" in told_of(next(people()))
    assert leaks(f"<p>{mark('child', 'name').upper()}</p>", "nobody") == ["child: name"]
