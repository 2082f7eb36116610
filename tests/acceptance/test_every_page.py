"""WEB-1 to WEB-4 and R14, R17, R18, R22 on every address, for everybody who may come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from tests.access import outputs
from tests.access.outputs import (
    CASES,
    REASONS,
    STEM,
    World,
    addresses,
    holder,
    mark,
    reader,
)
from tests.office import Family

from homeward.web.access.fields import FIELDS, Audience, Tier
from homeward.web.access.models import Office
from homeward.web.site.headers import DROPPED, HEADERS

pytestmark = pytest.mark.django_db
world = outputs.world  # two cases with a marker in every field
VISITORS = ["nobody", "holder", "caseworker", "protection_officer", "auditor"]
MOST_BYTES = 50 * 1024
LINKED = re.compile(
    r"""(?:href|src|action|content|data|poster|srcset)\s*=\s*["']([^"']*)""", re.IGNORECASE
)
FOREIGN = re.compile(r"(?:https?:)?//[\w.-]+", re.IGNORECASE)
# Names of XML languages are no addresses, and quick exit leads elsewhere on purpose.
NO_ADDRESSES = {"http://www.w3.org", "http://www.w3.org/2000/svg", "//www.w3.org"}
OWN_SCRIPT = re.compile(r'<script src="/[^/"][^"]*"(?: integrity="[^"]+")? defer></script>')
COUNTS = re.compile(r"/\d{3,}(?:/|$)|[?&](?:id|number|case)=\d")  # an address that counts
LARGE = {"/en/new/file/"}  # an offline form is one file, to be kept


def visitor(who: str, world: World, office: Office) -> Client:
    if who != "holder":
        return reader(who, office)[0]
    return holder(world.families["adult"].code)


def walk(browser: Client) -> Iterator[tuple[str, Any, str]]:
    """Each answer: of pages, of pages opened with a reason, of what does not exist."""
    paths = [path for path in addresses() if path not in {"/en/leave/", "/en/close/"}]
    for path in paths:
        if "/desk/open/" in path:
            kind = path.split("/desk/open/")[1].split("/")[0]
            yield path, *_answer(browser.post(path, {"reason": REASONS[kind].value}))
    for path in [*paths, "/en/nothing/", "/nothing", "/en/desk/case/1/", "/static/nothing.css"]:
        yield path, *_answer(browser.get(path))
    for path in paths:
        if "/read/" not in path and "/drop/" not in path:
            yield f"POST {path}", *_answer(browser.post(path, {}))


def _answer(response: Any) -> tuple[Any, str]:
    body = b"".join(response) if response.streaming else response.content
    return response, body.decode(errors="replace")


def foreign_hosts(text: str) -> set[str]:
    """Every address of another host that a page could make a browser ask."""
    linked = " ".join(LINKED.findall(text))
    return {found for found in FOREIGN.findall(linked) if not found.endswith("w3.org")}


@pytest.mark.rule("WEB-1", "WEB-2", "WEB-3", "WEB-4", "ENU-2", "R31", "R34")
@pytest.mark.parametrize("who", VISITORS)
def test_every_page_keeps_the_rules_of_pages(who: str, world: World, office: Office) -> None:
    """The list of headers, no foreign host, at most 50 KB, nothing secret in an address."""
    browser, secrets = visitor(who, world, office), secrets_of(world)
    answers = list(walk(browser))

    broken = {path: broken_rules(path, answer, text, secrets) for path, answer, text in answers}
    assert {path: rules for path, rules in broken.items() if rules} == {}
    assert len(answers) > 50


def broken_rules(path: str, response: Any, text: str, secrets: list[str]) -> list[str]:
    """What an answer breaks, by the names of the rules."""
    # The issuer's service is asked by pages of other sites; it knows no cookie and no session.
    open_to_all = getattr(response, "asked_from_anywhere", False)
    kept = {"Access-Control-Allow-Origin"} if open_to_all else set()
    whole = bool(text) and is_page(response) and path not in LARGE
    picture = response.headers.get("Content-Type", "").startswith("image/")
    places = [response.headers.get("Location", ""), *LINKED.findall(text)]
    if "/petitions/" in path:  # they work without, and sign in the browser with one
        text = OWN_SCRIPT.sub("", text)
    found = {
        "WEB-1 headers": {name: response.headers.get(name) for name in HEADERS} != HEADERS,
        "WEB-1 dropped": any(name in response.headers for name in set(DROPPED) - kept),
        "WEB-1 cookies": open_to_all and bool(response.cookies),
        "WEB-2": bool(foreign_hosts(text)),
        "WEB-3 script": "<script" in text and path not in LARGE,
        "WEB-3 size": len(text.encode()) > MOST_BYTES and not picture and path not in LARGE,
        "R34": whole and 'class="declaration"' not in text,
        "R31": whole and 'class="no-money"' not in text,
        "WEB-4": any(secret in place for place in places for secret in secrets),
        "ENU-2": any(COUNTS.search(place) for place in places),
    }
    return [rule for rule, is_broken in found.items() if is_broken]


@pytest.mark.rule("WEB-1", "WEB-2", "WEB-3", "WEB-4", "ENU-2", "R31", "R34")
@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("<script>1</script>", "WEB-3 script"),
        ("а" * (MOST_BYTES // 2 + 1), "WEB-3 size"),
        ('<img src="//tiles.example/1.png">', "WEB-2"),
        ('<a href="/en/read/?code=12345">', "WEB-4"),
        ('<a href="/en/desk/case/1234/">', "ENU-2"),
        ('<a href="/en/desk/?number=1">', "ENU-2"),
        ('<p class="no-money">', "R34"),
        ('<p class="declaration">', "R31"),
        ("", "WEB-1 headers"),
    ],
)
def test_an_answer_that_breaks_a_rule_is_found(text: str, rule: str) -> None:
    """The control: one answer for each rule that breaks it."""
    answer = HttpResponse(text)

    assert rule in broken_rules("/en/", answer, text, ["12345"])
    for name, value in HEADERS.items():
        answer.headers[name] = value
    fine = '<p class="declaration"><p class="no-money"><a href="/en/read/">'
    assert broken_rules("/en/", answer, fine, ["12345"]) == []


def is_page(response: Any) -> bool:
    """Something to look at, neither a file nor the way to another page."""
    return response.headers.get("Content-Type", "").startswith("text/html") and bool(
        response.status_code < 300 or response.status_code >= 400
    )


def secrets_of(world: World) -> list[str]:
    """Codes in any writing, and all that was told."""
    told = [mark(case, name) for case in CASES for name in FIELDS]
    codes = [family.code for family in world.families.values()]
    return [STEM, "%D0%97%D1%83%D0%B1", *told, *codes, *(c.replace(" ", "") for c in codes)]


@pytest.mark.rule("WEB-2")
def test_the_walk_finds_a_foreign_host() -> None:
    """The control."""
    assert foreign_hosts('<img src="https://tiles.example/1.png">') == {"https://tiles.example"}
    assert foreign_hosts('<link href="//fonts.example/a.css">') == {"//fonts.example"}
    assert foreign_hosts('<svg xmlns="http://www.w3.org/2000/svg">') == set()


@pytest.mark.rule("WEB-2")
def test_no_style_script_or_picture_names_another_host() -> None:
    """What is served as a file, ours and foreign; the control: there are files."""
    found = {}
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            text = Path(storage.path(name)).read_bytes().decode(errors="replace")
            if name.endswith((".css", ".js", ".svg", ".html")):
                asked = re.findall(
                    r"(?:url\(|@import|fetch\(|src=|href=)\s*[\"']?([^\"')\s]+)", text
                )
                found[name] = {one for one in asked if FOREIGN.match(one)} - NO_ADDRESSES
    ours = {
        name: hosts
        for name, hosts in found.items()
        if name.split("/")[0] in {"site", "family", "desk"}
    }
    assert len(ours) >= 3
    assert {name: hosts for name, hosts in ours.items() if hosts} == {}
    assert staticfiles_storage.url("site/site.css").startswith("/static/")


@pytest.mark.rule("WEB-3")
def test_a_form_that_sends_by_address_sends_nothing_of_a_family() -> None:
    """Only the desk's filters use GET, with codes of lists and ids."""
    folder = Path(settings.SITE).parent
    by_address = {
        str(page.relative_to(folder)): set(re.findall(r'name="([^"]+)"', text))
        for page in folder.rglob("*.html")
        if 'method="get"' in (text := page.read_text(encoding="utf-8"))
        or re.search(r"<form(?![^>]*method)", text)
    }
    # The offline form is a file that asks no server at all (its own content policy).
    others = {name for name in by_address if not name.startswith("desk/")}
    assert {name for name in others if "/offline/" not in name} == set()


@pytest.mark.rule("R14", "R22", "WEB-4")
def test_the_public_reads_no_name_of_anybody(world: World) -> None:
    """No page, header or address that needs no login says anything of a person, child or not."""
    for path, response, text in walk(Client(raise_request_exception=False)):
        whole = f"{path} {response.headers} {response.cookies} {text}"
        assert not any(secret in whole for secret in secrets_of(world)), path
        for word in ("Лосенко", "Остап"):
            assert word not in whole, path


@pytest.mark.rule("R14", "R17", "R18", "R22")
def test_the_table_keeps_from_everybody_under_t4_what_must_be_kept() -> None:
    """Unit, rank, speciality (R17), where somebody is held (R18), a child's fields (R23)."""
    work = {Audience.CASEWORKER, Audience.PROTECTION_OFFICER}
    for name in ("unit", "rank", "position", "service_number", "claim_place", "claim_detail"):
        assert FIELDS[name].audiences <= work, name
        assert FIELDS[name].tier in {Tier.T4, Tier.T5}
    for row in FIELDS.values():
        assert Audience.PUBLIC not in row.audiences, row.name
        if row.tier is Tier.T5:
            assert row.audiences <= {Audience.PROTECTION_OFFICER}, row.name
        if row.tier in {Tier.T4, Tier.T5}:
            assert Audience.VOLUNTEER not in row.audiences, row.name


@pytest.mark.rule("R29")
def test_no_page_sends_mail(world: World, office: Office) -> None:
    """Nothing of a family ever leaves by mail: no part of the site can send one."""
    folder = Path(settings.SITE).parent
    senders = [
        page.name
        for page in folder.rglob("*.py")
        if "core.mail" in page.read_text(encoding="utf-8")
    ]
    assert senders == []
    browser = visitor("caseworker", world, office)
    for _ in walk(browser):
        pass
    assert mail.outbox == []


@pytest.mark.rule("R6", "WEB-4")
def test_the_familys_way_leaves_no_secret_in_an_address(olena: Family) -> None:
    """Code and second word go in bodies only; no answer carries them on."""
    browser = Client()
    for path, typed in (
        ("/en/read/", {"code": olena.code}),
        ("/en/read/change/", {"withdrawal": "withdraw", "second_word": "калина"}),
        ("/en/read/change/", {"off": "match"}),
    ):
        answer = browser.post(path, typed)
        while answer.status_code == 302:
            place = answer["Location"]
            assert not re.search(r"\d{5}", place)
            assert "калина" not in place
            assert "%D0" not in place
            answer = browser.get(place)
