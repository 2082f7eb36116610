"""The family's journey in a real browser on a small phone, with JavaScript off."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.journeys.phone import Look
from tests.office import POST, POSTED, TOLD, search_all, wait_until

from homeward.claims import Axis
from homeward.dates import PartialDate
from homeward.web.access.models import User
from homeward.web.evidence.actions import NewClaim, Post, add_post, enter_claim
from homeward.web.evidence.models import Source
from homeward.web.matching.server import Matcher
from homeward.web.registry.sweep import sweep
from homeward.web.review.actions import confirm, disclose, judge, record_relationship_check
from homeward.web.review.models import Basis, Candidate, Fact, Verdict

ANSWER = {"uk": "Його бачили живим.", "ru": "Его видели живым.", "en": "He was seen alive."}
LANGUAGES = ["uk", "ru", "en"]


def go_on(page: Page) -> None:
    page.locator("main form .actions button").first.click()


def ask(page: Page, look: Look) -> str:
    """From the first page to the end, with one slip on the way; the code comes first."""
    look(page)
    page.locator("main a.button").first.click()
    look(page)
    page.locator('details[name="place"] summary').first.click()
    go_on(page)
    look(page)
    code = page.locator(".follow-up-code").inner_text()
    go_on(page)
    page.fill("#id_name", TOLD["name"])
    go_on(page)
    assert page.input_value("#id_name") == TOLD["name"]  # the slip: no sex, no year
    look(page)
    page.locator("#errors a").first.click()
    page.check("#id_sex_0")
    page.fill("#id_birth_year", "1991")
    go_on(page)
    look(page)
    page.select_option("#id_event_month", "2")
    page.fill("#id_event_year", "2024")
    page.fill("#id_event_place", TOLD["event_place"])
    go_on(page)
    look(page)
    page.select_option("#id_relationship", "sister")
    go_on(page)
    look(page)
    go_on(page)
    page.locator("details summary").first.click()
    look(page)
    page.check("#id_match")
    go_on(page)
    look(page)
    assert page.locator(".follow-up-code").inner_text() == code
    return code


def find_and_tell(matcher: Matcher, source: Source, bohdan: User, daryna: User, text: str) -> None:
    """The office's part: a post is added, two decide, the relationship is checked, one is told."""
    add_post(Post(POST, POSTED, language="uk"), source, by=bohdan)
    search_all(matcher)
    candidate = wait_until(Candidate.objects.first)
    judge(candidate, Verdict.SAME, by=bohdan, version=0)
    confirm(candidate, by=daryna, version=1)
    request = candidate.pair.person.request
    record_relationship_check(request, by=daryna, facts=[Fact.NICKNAME], passed=True)
    new = NewClaim(axis=Axis.FATE, said="alive", wording="…", fact_date=PartialDate(2024, 2, 17))
    claim = enter_claim(new, by=bohdan, mention=candidate.pair.mention)
    disclose(candidate, claim, by=bohdan, text=text, basis=Basis.ALREADY_PUBLIC)


@pytest.mark.rule("R1", "R36", "WEB-3")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_ask_and_read_an_answer(  # noqa: PLR0917  # the people of the journey
    language: str,
    context: BrowserContext,
    live_server: LiveServer,
    look: Look,
    running_matcher: Matcher,
    source: Source,
    bohdan: User,
    daryna: User,
) -> None:
    """Olena asks, comes back and reads nothing, and comes back again and reads an answer."""
    page = context.new_page()
    page.goto(f"{live_server.url}/{language}/")
    code = ask(page, look)
    go_on(page)  # close
    look(page)
    assert not [one for one in context.cookies() if one["name"] == "visit"]

    def come_back() -> None:
        page.goto(f"{live_server.url}/{language}/read/")
        look(page)
        page.fill("#id_code", code)
        go_on(page)

    come_back()
    expect(page.locator("details.answer")).to_have_count(0)
    look(page)
    page.locator("main form").last.locator("button").click()  # close
    sweep()
    find_and_tell(running_matcher, source, bohdan, daryna, ANSWER[language])
    come_back()
    page.locator("details.answer summary").click()
    expect(page.get_by_text(ANSWER[language])).to_be_visible()
    look(page)
    page.locator('button[name="accepted"]').click()
    expect(page.locator(".answer .badge.good")).to_have_count(1)
    page.locator("#permissions details summary").click()
    page.locator('button[name="on"][value="courts"]').click()
    expect(page.locator('button[name="off"][value="courts"]')).to_have_count(1)


@pytest.mark.django_db(transaction=True)
def test_leaving_quickly_leaves_nothing_to_go_back_to(
    context: BrowserContext, live_server: LiveServer, office: object
) -> None:
    """Whoever presses "back" afterwards sees nothing of it; the code still finds the draft."""
    page = context.new_page()
    code = begin(page, f"{live_server.url}/uk/new/")
    fill_first_step(page)
    go_on(page)
    page.wait_for_load_state()
    page.locator("a.leave").click(no_wait_after=True)
    page.wait_for_timeout(500)
    assert not context.cookies()
    page.goto(f"{live_server.url}/uk/new/1/")
    assert page.url == f"{live_server.url}/uk/new/"
    assert TOLD["name"] not in page.content()

    page.goto(f"{live_server.url}/uk/read/")
    page.fill("#id_code", code)
    go_on(page)
    page.wait_for_url("**/uk/new/2/")


def begin(page: Page, address: str) -> str:
    """The code, and on to the first step."""
    page.goto(address)
    go_on(page)
    page.wait_for_selector(".follow-up-code")
    code = page.locator(".follow-up-code").inner_text()
    go_on(page)
    page.wait_for_selector("#id_name")
    return code


def fill_first_step(page: Page) -> None:
    page.fill("#id_name", TOLD["name"])
    page.check("#id_sex_0")
    page.fill("#id_birth_year", "1991")
