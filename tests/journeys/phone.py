"""A family's phone in a real browser: no scripts, 360 pixels, and what must hold of every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright
from pytest_django.live_server_helper import LiveServer
from tests.programs import program

PHONE = ViewportSize(width=360, height=740)
Look = Callable[[Page], None]


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """The system's Chromium. Playwright has a loop in this thread, which Django would refuse."""
    chromium = program("chromium")  # skips before anything is started
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=["uk", "ru", "en"])
def language(request: pytest.FixtureRequest, *, full: bool) -> str:
    """All three at full size; else one: `test_family` walks the five steps in each."""
    if request.param != "uk" and not full:
        pytest.skip("with --full")
    return str(request.param)


@pytest.fixture
def context(browser: Browser, live_server: LiveServer) -> BrowserContext:
    """A phone without scripts that reaches this site and nothing else."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    host = urlsplit(live_server.url).netloc

    def only_here(route: object) -> None:
        here = urlsplit(route.request.url).netloc == host  # type: ignore[attr-defined]
        route.continue_() if here else route.abort()  # type: ignore[attr-defined]

    context.route("**", only_here)
    return context


@pytest.fixture
def look(browser: Browser) -> Look:
    """What must hold of every page: it is narrow enough, and axe finds nothing serious."""
    twin = browser.new_context(viewport=PHONE).new_page()  # axe itself is a script

    def look(page: Page) -> None:
        page.wait_for_load_state()  # a click returns when the answer begins, not when it is read
        address, content = page.url.partition("#")[0], page.content()
        twin.route(address, lambda route: route.fulfill(body=content, content_type="text/html"))
        twin.goto(address)
        twin.unroute(address)
        found = Axe().run(twin).response["violations"]
        serious = [one["id"] for one in found if one["impact"] in {"serious", "critical"}]
        assert not serious, address
        assert twin.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address

    return look
