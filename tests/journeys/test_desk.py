"""The first journey at the desk, in a real browser with JavaScript off."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer
from tests.office import PASSWORD, POST, Family, ask, read_case, search_all, staff, wait_until

from homeward.web.access.login import set_one_time_code
from homeward.web.access.models import Office, User
from homeward.web.access.roles import Role
from homeward.web.evidence.models import Source
from homeward.web.matching.server import Matcher
from homeward.web.registry.purposes import Purpose

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ANSWER = {"uk": "Його бачили.", "ru": "Его видели.", "en": "He was seen."}
WIDTHS = (360, 1280)
PICTURES = os.environ.get("HOMEWARD_PICTURES")  # a folder: pictures of each page to look at


@pytest.fixture
def log_in(browser: Browser, live_server: LiveServer) -> Callable[[User, str], Page]:
    """A browser of a member of staff, after name, password and one-time code."""
    host = urlsplit(live_server.url).netloc

    def only_here(route: Route) -> None:
        route.continue_() if urlsplit(route.request.url).netloc == host else route.abort()

    def log_in(user: User, language: str) -> Page:
        set_one_time_code(user, SECRET)
        context = browser.new_context(java_script_enabled=False)
        context.route("**", only_here)
        page = context.new_page()
        page.goto(f"{live_server.url}/{language}/account/login/")
        page.fill("[name=login]", user.username)
        page.fill("[name=password]", PASSWORD)
        page.locator("main form button").first.click()
        page.fill("[name=code]", str(format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))))
        page.locator("main form button").first.click()
        expect(page).to_have_url(f"{live_server.url}/{language}/desk/")
        return page

    return log_in


def fits(page: Page, width: int) -> bool:
    """Nothing of the page lies outside the window; a page not yet read does not fit."""
    shown: int | None = page.evaluate("document.documentElement?.scrollWidth")
    return shown is not None and shown <= width


def look(page: Page, name: str) -> None:
    """What must hold of every page: no width is too narrow for it, axe finds nothing serious."""
    page.wait_for_load_state()  # a click returns when the answer begins, not when it is read
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wait_until(partial(fits, page, width), seconds=5)  # the window takes a moment to resize
        if PICTURES:
            page.screenshot(path=str(Path(PICTURES) / f"{name}-{width}.png"), full_page=True)
    found = axe_of(page)
    serious = [one["id"] for one in found if one["impact"] in {"serious", "critical"}]
    assert not serious, (name, serious)


def axe_of(page: Page) -> list[dict[str, str]]:
    """What axe finds in this page as it is, read in a window of its own: axe needs scripts."""
    browser, html = page.context.browser, page.content()
    assert browser is not None
    reader = browser.new_page()
    reader.set_default_timeout(60_000)
    reader.route(page.url, lambda route: route.fulfill(body=html, content_type="text/html"))
    reader.goto(page.url)
    found: list[dict[str, str]] = Axe().run(reader).response["violations"]
    reader.close()
    return found


def send(page: Page) -> None:
    page.locator("main form .actions button").first.click()


def add_a_post(page: Page, source: Source, language: str) -> None:
    page.locator('nav.rooms a[href$="/evidence/add/"]').click()
    look(page, f"{language}-add")
    page.select_option("[name=source]", str(source.pk))
    page.fill("[name=text]", POST)
    page.fill("[name=posted]", "2024-03-05")
    send(page)
    look(page, f"{language}-why")
    page.locator("button[value=evidence_work]").click()
    expect(page.locator("mark.this").first).to_have_text("Лосенко Остап Гнатович")
    look(page, f"{language}-item")


def open_first(page: Page, pile: str) -> None:
    page.locator("a.home").click()
    page.locator(f'.piles a[href="?pile={pile}"]').click()
    look(page, page.url.split("/")[3] + f"-queue-{pile}")
    page.locator("table.queue button").first.click()


@pytest.mark.rule("R36", "WEB-3")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["uk", "ru", "en"])
def test_two_people_find_and_tell(  # noqa: PLR0917  # the people of the journey
    language: str,
    log_in: Callable[[User, str], Page],
    running_matcher: Matcher,
    olena: Family,
    source: Source,
    bohdan: User,
    daryna: User,
) -> None:
    """A post is added and found; one judges, another confirms, checks and tells; Olena reads."""
    desk = log_in(bohdan, language)
    add_a_post(desk, source, language)
    search_all(running_matcher)
    open_first(desk, "judge")
    look(desk, f"{language}-candidate")
    desk.locator("button[value=same]").click()
    look(desk, f"{language}-judged")

    other = log_in(daryna, language)
    open_first(other, "confirm")
    look(other, f"{language}-to-confirm")
    other.locator('form[action$="/confirm/"] button').click()
    look(other, f"{language}-confirmed")
    candidate = other.url
    other.locator('a[href$="/relationship/"]').click()
    other.locator("main form .actions button").click()
    look(other, f"{language}-relationship-wrong")
    other.locator("[name=facts]").first.check()
    other.locator("[name=passed][value=yes]").check()
    send(other)
    look(other, f"{language}-relationship")

    other.goto(candidate)
    other.locator('a[href$="/claim/"]').click()
    look(other, f"{language}-claim")
    other.select_option("[name=said]", "captivity captive")
    send(other)
    other.locator('a[href$="/tell/"]').click()
    other.locator("[name=claim]").first.check()
    other.locator("[name=basis][value=already_public]").check()
    send(other)
    look(other, f"{language}-tell-wrong")
    other.fill("[name=text]", ANSWER[language])
    send(other)
    other.locator("button[value=case_work]").click()
    look(other, f"{language}-case")
    other.locator('nav.rooms a[href$="/case/"]').click()
    look(other, f"{language}-cases")

    (answer,) = read_case(olena.code).answers
    assert (answer.text, answer.said) == (ANSWER[language], "captive")
    other.locator("header form button").click()
    other.goto(candidate)
    assert "/account/login/" in other.url


MANY = (
    "Розшукується Лосенко Остап Гнатович, 12.04.1991 р.н. Зник безвісти 17.02.2024 під "
    "Авдіївкою.\nРазом із ним був Жук, позивний Грім.\nПише сестра Марта."
)


def to_item(page: Page, source: Source) -> None:
    page.locator('nav.rooms a[href$="/evidence/add/"]').click()
    page.wait_for_load_state()
    page.select_option("[name=source]", str(source.pk))
    page.fill("[name=text]", MANY)
    send(page)
    page.wait_for_load_state()
    page.locator("button[value=evidence_work]").click()
    page.wait_for_load_state()


@pytest.mark.rule("WEB-3")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["uk", "ru", "en"])
def test_a_reading_is_corrected_in_two_clicks(  # noqa: PLR0917  # the people of the journey
    language: str,
    log_in: Callable[[User, str], Page],
    running_matcher: Matcher,
    source: Source,
    bohdan: User,
    daryna: User,
) -> None:
    """A name is cut, one that was missed is added, a date gets another owner; a file needs two."""
    desk = log_in(bohdan, language)
    to_item(desk, source)
    desk.locator("mark.this", has_text="Лосенко").click()
    look(desk, f"{language}-correct-name")
    desk.locator("button[name=end]", has_text="Остап").click()
    desk.wait_for_load_state()
    expect(desk.locator("mark.this").first).to_have_text("Лосенко Остап")
    look(desk, f"{language}-corrected")

    desk.locator('a[href$="/missed/"]').click()
    look(desk, f"{language}-missed")
    desk.locator(".words a", has_text="Грім").click()  # a call sign, which is nobody's name yet
    look(desk, f"{language}-missed-last")
    desk.locator("button[name=missed]", has_text="Грім").click()
    desk.wait_for_load_state()
    expect(desk.locator("mark.this", has_text="Грім")).to_be_visible()

    desk.locator("mark.said", has_text="12.04.1991").click()
    look(desk, f"{language}-correct-owner")
    desk.locator("button[name=owner]", has_text="Грім").click()
    desk.wait_for_load_state()
    expect(desk.locator("#corrected li")).to_have_count(3)

    desk.locator('main a[href$="/corrections/"]').click()
    desk.wait_for_load_state()
    desk.locator('form[action$="/export/"] button').click()
    look(desk, f"{language}-corrections")
    other = log_in(daryna, language)
    other.goto(desk.url)
    other.locator('form[action$="/export/"] button').click()
    look(other, f"{language}-corrections-agreed")
    expect(other.locator("p.id")).to_be_visible()


@pytest.mark.django_db(transaction=True)
def test_a_volunteer_has_one_task(
    log_in: Callable[[User, str], Page],
    running_matcher: Matcher,
    office: Office,
    source: Source,
    bohdan: User,
) -> None:
    """Two initials and three buttons, and then nothing more."""
    ask(consents=frozenset({Purpose.MATCH, Purpose.VOLUNTEERS}))
    add_a_post(log_in(bohdan, "uk"), source, "uk")
    search_all(running_matcher)
    desk = log_in(staff("vira", office, Role.VOLUNTEER), "uk")
    desk.locator('nav.rooms a[href$="/glance/"]').click()
    look(desk, "uk-glance")
    assert "Лосенко" not in desk.content()
    desk.locator("button[value=unsure]").click()
    look(desk, "uk-glance-done")
    expect(desk.locator("button[value=unsure]")).to_have_count(0)


@pytest.mark.django_db(transaction=True)
def test_iryna_sees_no_page_of_this_case(
    log_in: Callable[[User, str], Page],
    live_server: LiveServer,
    olena: Family,
    iryna: User,
) -> None:
    """She has a queue of her own, which is empty, and no such case."""
    desk = log_in(iryna, "uk")
    look(desk, "uk-queue-empty")

    answer = desk.goto(f"{live_server.url}/uk/desk/case/{olena.request().pk}/")

    assert answer is not None
    assert answer.status == 404
    look(desk, "uk-no-such-page")


@pytest.mark.django_db(transaction=True)
def test_the_auditor_reads_the_log(
    log_in: Callable[[User, str], Page], office: Office, source: Source
) -> None:
    """The log is a page for a telephone, too."""
    desk = log_in(staff("auditor", office, Role.AUDITOR), "uk")
    desk.locator('nav.rooms a[href$="/log/"]').click()
    desk.locator("button[name=check]").click()

    expect(desk.locator(".badge.good")).to_be_visible()
    look(desk, "uk-log")
