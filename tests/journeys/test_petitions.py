"""A petition in a browser: with the script, without it, by one file, on paper; three languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.journeys.phone import PHONE, Look
from tests.web.petitions.people import frozen
from tests.web.petitions.second_issuer import Second, second_issuer

from homeward.petition.entries import Revoke, Sign, read_entry
from homeward.web.access.models import User
from homeward.web.petitions import actions, codes, folders, papers, supporters
from homeward.web.petitions.models import Kind, Petition
from homeward.web.petitions.views.public import integrity_of

LARGE = {"width": 1280, "height": 900}
LANGUAGES = ("uk", "ru", "en")


@pytest.fixture
def petition(transactional_db: None, bohdan: User, daryna: User) -> Petition:
    return frozen(bohdan, daryna)


def waiting(petition: Petition) -> list[object]:
    """What was handed in so far."""
    lines = folders.deposits_of(petition).waiting()
    return [read_entry(line, petition.frozen()) for line in lines]


def with_script(browser: Browser, size: dict[str, int]) -> Page:
    return browser.new_context(viewport=size, accept_downloads=True).new_page()  # type: ignore[arg-type]


def picture(page: Page, folder: Path, name: str) -> None:
    page.screenshot(path=folder / f"{name}.png", full_page=True)


@pytest.fixture
def second(transactional_db: None, tmp_path: Path, bohdan: User, daryna: User) -> Iterator[Second]:
    """Relatives need tokens of two organisations."""
    with second_issuer(tmp_path / "second", bohdan, daryna) as second:
        yield second


@pytest.mark.rule("PET-9")
@pytest.mark.parametrize("language", LANGUAGES)
def test_signed_on_the_page(
    browser: Browser, live_server: LiveServer, second: Second, language: str, tmp_path: Path
) -> None:
    """Tokens of two organisations, the seed kept, signed; a second device is told so.

    The page asks for manifests, tokens and the hand-in, at the two issuers' origins, nothing else.
    """
    petition, asked = second.petition, set[str]()
    at = f"{live_server.url}/{language}/petitions/{petition.pk}/"
    number = petition.frozen().id.hex()
    page = with_script(browser, PHONE)  # type: ignore[arg-type]
    page.on("request", lambda one: one.resource_type == "fetch" and asked.add(one.url))
    page.goto(at)
    page.wait_for_load_state()
    picture(page, tmp_path, "petition-360")
    page.locator(f'a[href$="#{number}"].button').click()
    page.wait_for_load_state()
    expect(page.locator("#collect")).to_be_visible()
    assert page.locator("script[integrity]").get_attribute("integrity") == integrity_of(petition)
    code = second.new_code()
    page.fill("#code", "no code")
    page.locator("#collect button").click()
    expect(page.locator("#said.bad")).to_be_visible()
    page.fill("#code", code)
    page.locator("#collect button").click()
    expect(page.locator("#next")).to_be_visible()
    with page.expect_download() as download:
        page.locator("#keep").click()
    download.value.save_as(tmp_path / "seeds.json")
    page.locator("#now").click()
    expect(page.locator("#entry")).not_to_have_value("")
    expect(page.locator("#said:not(.bad)")).to_be_visible()
    expect(page.locator("#now")).to_be_enabled()
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    picture(page, tmp_path, "signed-360")
    (entry,) = waiting(petition)
    assert isinstance(entry, Sign)
    assert asked == {
        f"{live_server.url}/petitions/{petition.pk}/log/petition.json",
        f"{live_server.url}/petitions/issue",
        second.address,
        f"{live_server.url}/petitions/{petition.pk}/sign",
    }

    other = with_script(browser, LARGE)
    other.goto(f"{at}sign/#{number}")
    other.wait_for_load_state()
    other.fill("#code", code)
    other.locator("#collect button").click()
    expect(other.locator("#said.bad")).to_be_visible()
    other.set_input_files("#seeds", tmp_path / "seeds.json")  # her own seed: the same again
    other.locator("#collect button").click()
    expect(other.locator("#next")).to_be_visible()
    picture(other, tmp_path, "sign-1280")
    assert len(waiting(petition)) == 1


def test_a_supporters_code_for_some_work(
    browser: Browser, live_server: LiveServer, transactional_db: None
) -> None:
    """The page says that it computes, and then shows the code; it cost work."""
    page = with_script(browser, PHONE)  # type: ignore[arg-type]
    page.goto(f"{live_server.url}/uk/petitions/code/supporter/")
    page.wait_for_load_state()
    page.locator("#supporter button").click()
    expect(page.locator(".given-code")).to_be_visible(timeout=120_000)
    assert codes.look_up(page.locator(".given-code").inner_text()).kind is Kind.SUPPORTER
    assert supporters._file().exists()


@pytest.mark.rule("PET-5")
def test_a_page_without_the_number_of_the_link_does_not_ask(
    browser: Browser, live_server: LiveServer, petition: Petition
) -> None:
    """What is signed says the link alone: none, or another number, and nothing is asked."""
    page = with_script(browser, PHONE)  # type: ignore[arg-type]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method))
    for fragment in ("", "#" + "0" * 64):
        page.goto("about:blank")
        page.goto(f"{live_server.url}/uk/petitions/{petition.pk}/sign/{fragment}")
        page.wait_for_load_state()
        page.fill("#code", codes.new_codes(Kind.RELATIVE)[0])
        page.locator("#collect button").click()
        expect(page.locator("#said.bad")).to_be_visible()
    assert "POST" not in asked


@pytest.mark.rule("PET-10")
@pytest.mark.parametrize("language", LANGUAGES)
def test_signed_without_a_script(  # noqa: PLR0917 - fixtures
    context: BrowserContext,
    look: Look,
    live_server: LiveServer,
    petition: Petition,
    bohdan: User,
    language: str,
    tmp_path: Path,
) -> None:
    """A supporter's code, the helper's form, handed in; withdrawn by the kept text."""
    actions.help_with(
        "Another society",
        petition.manifest.encode(),
        {folders.issuer_name(): f"{live_server.url}/petitions/issue"},
        f"{live_server.url}/petitions/{petition.pk}/sign",
        by=bohdan,
    )
    page, at = context.new_page(), f"{live_server.url}/{language}/petitions/"

    def press(what: str) -> None:
        with page.expect_navigation():
            page.locator(what).first.click()
        look(page)

    for path in ("", f"{petition.pk}/", f"{petition.pk}/sign/", f"{petition.pk}/receipt/", "code/"):
        page.goto(at + path)
        look(page)
    press('main a[href$="/code/supporter/"]')
    press("main form button")
    code = page.locator(".given-code").inner_text()
    page.goto(f"{at}help/")
    press("main li a")
    page.fill("#code", code)
    page.select_option("#group", "supporter")
    press("main form button")
    withdrawal = page.locator("#back").input_value()
    picture(page, tmp_path, "helper-360")
    press("main form button")
    (entry,) = waiting(petition)
    assert isinstance(entry, Sign)
    page.goto(f"{at}{petition.pk}/hand-in/")
    page.fill("#entry", withdrawal)
    press("main form button")
    assert Revoke(entry.mark) in waiting(petition)


@pytest.mark.parametrize("language", LANGUAGES)
def test_signed_on_paper(  # noqa: PLR0917 - fixtures
    context: BrowserContext,
    look: Look,
    live_server: LiveServer,
    petition: Petition,
    bohdan: User,
    language: str,
) -> None:
    """The text of a drawn paper is handed in by anybody; a second time it counts no more."""
    (paper,) = papers.print_tokens(petition, 1, by=bohdan)
    page = context.new_page()
    for _ in range(2):
        page.goto(f"{live_server.url}/{language}/petitions/{petition.pk}/hand-in/")
        page.fill("#entry", paper.entry)
        with page.expect_navigation():
            page.locator("main form button").click()
        look(page)
    assert len(waiting(petition)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_signed_with_one_file(
    browser: Browser, live_server: LiveServer, petition: Petition, language: str, tmp_path: Path
) -> None:
    """Both files are saved from the site; the request is brought to the issuers by a form."""
    page = browser.new_context(viewport=PHONE, locale=language).new_page()
    page.goto(f"{live_server.url}/{language}/petitions/{petition.pk}/sign/")
    page.wait_for_load_state()
    for name in ("petition.html", "petition.json"):
        with page.expect_download() as download:
            page.locator(f'a[download="{name}"]').click()
        download.value.save_as(tmp_path / name)
    page.goto(f"file://{tmp_path}/petition.html#{petition.frozen().id.hex()}")
    page.wait_for_load_state()
    page.set_input_files("#manifest", tmp_path / "petition.json")
    expect(page.locator("#title")).to_contain_text(petition.title[language])
    page.select_option("#class", "relative")
    page.locator("#ask").click()
    expect(page.locator("#request")).not_to_have_value("")
    with page.expect_download() as download:
        page.locator("#saverequest").click()
    download.value.save_as(tmp_path / "request.json")
    form = browser.new_context(java_script_enabled=False, viewport=PHONE).new_page()
    form.goto(f"{live_server.url}/{language}/petitions/{petition.pk}/ask/")
    form.fill("#code", codes.new_codes(Kind.RELATIVE)[0])
    form.set_input_files("#file", tmp_path / "request.json")
    with form.expect_download() as download:
        form.locator("main form button").click()
    download.value.save_as(tmp_path / "answer.json")
    page.set_input_files("#answers", tmp_path / "answer.json")
    expect(page.locator("#answered")).not_to_be_empty()
    page.locator("#sign").click()
    expect(page.locator("#entry")).not_to_have_value("")
    line = page.locator("#entry").input_value()
    assert isinstance(read_entry(line.encode(), petition.frozen()), Sign)
