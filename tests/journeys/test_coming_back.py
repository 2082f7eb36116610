"""Coming back with the code, and the paths of those who have none, on a small phone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, FilePayload, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.journeys.phone import Look
from tests.office import POST, POSTED, TOLD, Family, ask, search_all

from homeward.claims import Axis
from homeward.dates import PartialDate
from homeward.web.access.models import User
from homeward.web.correspondence.actions import write_to_family
from homeward.web.evidence.actions import NewClaim, Post, add_post, enter_claim
from homeward.web.evidence.models import Source
from homeward.web.inquiries.models import Inquiry
from homeward.web.matching.server import Matcher
from homeward.web.registry.models import State
from homeward.web.reports.models import Kind, Report
from homeward.web.review.actions import confirm, disclose, judge, record_relationship_check
from homeward.web.review.models import Basis, Candidate, Fact, Verdict

LANGUAGES = ["uk", "ru", "en"]
RECORDING = FilePayload(name="voice.ogg", mimeType="audio/ogg", buffer=b"OggS" + bytes(300))


def press(page: Page, what: str) -> None:
    """A button or a link; the page that follows is read to its end."""
    with page.expect_navigation():
        page.locator(what).first.click()
    page.wait_for_load_state()


def visit(page: Page, site: str, path: str) -> None:
    page.goto(f"{site}/{path}")
    page.wait_for_load_state()


@pytest.fixture
def family(running_matcher: Matcher) -> Family:  # search and pages need it
    """Olena, who chose a second word."""
    return ask(second_word="калина", contact="+380 00 000 00 00")


@pytest.fixture
def two_answers(
    family: Family, running_matcher: Matcher, source: Source, bohdan: User, daryna: User
) -> None:
    """Two people decided, the relationship was checked, and two sources contradict each other."""
    add_post(Post(POST, POSTED, language="uk"), source, by=bohdan)
    search_all(running_matcher)
    candidate = Candidate.objects.get()
    judge(candidate, Verdict.SAME, by=bohdan, version=0)
    confirm(candidate, by=daryna, version=1)
    record_relationship_check(family.request(), by=daryna, facts=[Fact.TOY], passed=True)
    day = PartialDate(2024, 2, 17)
    for said, text in (("captive", "Його взяли в полон."), ("escaped", "Він утік.")):
        new = NewClaim(axis=Axis.CAPTIVITY, said=said, wording="…", fact_date=day)
        claim = enter_claim(new, by=bohdan, mention=candidate.pair.mention)
        disclose(candidate, claim, by=bohdan, text=text, basis=Basis.ALREADY_PUBLIC)


@pytest.mark.rule("E5", "R4", "R6", "R28", "R30", "R31", "WEB-3")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("two_answers")
def test_coming_back_with_the_code(  # noqa: PLR0917  # the people of the journey
    language: str,
    context: BrowserContext,
    live_server: LiveServer,
    look: Look,
    family: Family,
    bohdan: User,
) -> None:
    """Olena reads two answers, writes, tells more, keeps a post, sends a letter and withdraws."""
    page, site = context.new_page(), f"{live_server.url}/{language}"
    visit(page, site, "read/")
    page.fill("#id_code", family.code)
    press(page, "main form .actions button")
    page.locator("details.answer > summary").click()
    expect(page.locator("details.answer article")).to_have_count(2)
    look(page)

    press(page, 'a[href$="/read/messages/"]')
    page.check("#id_kind_1")
    press(page, "#write form .actions button")
    expect(page.locator(".note.bad")).to_have_count(1)  # the slip: no word of text
    page.fill("#id_text", "У середу ввечері, на цій сторінці")
    press(page, "#write form .actions button")
    write_to_family(family.request(), "О шостій.", "калина", by=bohdan)
    visit(page, site, "read/messages/")
    expect(page.get_by_text("О шостій.")).to_be_visible()
    look(page)

    visit(page, site, "read/more/")
    page.fill("#id_other_names", "Лосев Остап")
    look(page)
    press(page, "main form .actions button")
    expect(page.locator('.note[role="status"]')).to_have_count(1)
    assert family.person().statements.count() == 2

    visit(page, site, "read/keep/")
    page.fill("#id_address", "https://example.org/post/1")
    page.set_input_files("#id_file", RECORDING)
    press(page, "main form .actions button")
    look(page)
    assert Report.objects.get().kind == Kind.KEPT

    _letters(page, site, look)
    _ending(page, site, look, family)


def _letters(page: Page, site: str, look: Look) -> None:
    """One is written and printed; its day and its reply are entered."""
    visit(page, site, "read/letters/")
    press(page, 'a[href$="/letters/print/"]')
    look(page)
    page.locator('input[name="authority"]').nth(1).check()
    page.locator('input[name="language"]').first.check()
    for name in ("addressee", "person", "relationship", "sender"):
        page.fill(f"#id_{name}", f"Приклад {name}")
    press(page, "main form .actions button")
    expect(page.locator("article.letter ol li")).to_have_count(4)
    look(page)
    visit(page, site, "read/letters/")
    day = timezone.localdate() - timedelta(days=30)
    for name in ("day", "month", "year"):
        page.fill(f"#id_{name}_new", str(getattr(day, name)))
    press(page, "#new form .actions button")
    look(page)
    page.locator("#letter1 details summary").click()
    page.select_option("#id_outcome_1", "refused")
    for name in ("day", "month", "year"):
        page.fill(f"#id_{name}_1", str(getattr(timezone.localdate(), name)))
    press(page, "#letter1 form .actions button")
    expect(page.locator("#letter1 .badge.good")).to_have_count(1)
    assert Inquiry.objects.get().outcome == "refused"


def _ending(page: Page, site: str, look: Look, family: Family) -> None:
    """A switch goes off and is confirmed; a copy is taken; the request is withdrawn and is back."""
    visit(page, site, "read/")
    press(page, 'button[name="off"][value="match"]')
    expect(page.locator("#turned-off")).to_be_visible()
    page.locator("#ending > summary").click()
    look(page)
    page.fill("#id_word_of_copy", "калина")
    with page.expect_download() as download:
        page.locator('form[action$="/copy/"] button').click()
    assert TOLD["name"] in download.value.path().read_text(encoding="utf-8")
    page.fill("#id_second_word", "верба")
    press(page, 'button[value="withdraw"]')
    expect(page.locator(".note.bad")).to_have_count(1)
    page.fill("#id_second_word", "калина")
    press(page, 'button[value="withdraw"]')
    look(page)
    assert family.request().state == State.WITHDRAWN
    page.fill("#id_second_word", "калина")
    press(page, 'button[value="cancel"]')
    assert family.request().state == State.OPEN


@pytest.mark.rule("R7", "R8", "R12", "R33", "ENU-3", "WEB-3")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_those_who_have_no_code(
    language: str,
    context: BrowserContext,
    live_server: LiveServer,
    look: Look,
    running_matcher: Matcher,  # the site as it runs
) -> None:
    """A witness, a found person, one who is not missing, a teenager: each with one slip."""
    page, site = context.new_page(), f"{live_server.url}/{language}"
    visit(page, site, "tell/")
    look(page)
    for number in (1, 2, 3, 4):
        visit(page, site, "tell/")
        press(page, f'a[href$="/tell/{number}/"]')
        page.fill("#id_name", TOLD["name"])
        press(page, "main form .actions button")
        assert page.input_value("#id_name") == TOLD["name"]
        look(page)
        page.check("#id_sex_0")
        page.fill("#id_birth_year", "2010" if number == 4 else "1991")
        for name in ("event_year", "event_place"):
            if page.locator(f"#id_{name}").count():
                page.fill(f"#id_{name}", "2024")
        if number == 2:
            page.check("#id_wish_0")
        press(page, "main form .actions button")
        expect(page.locator(".follow-up-code")).to_have_count(1 if number == 4 else 0)
    look(page)
    assert set(Report.objects.values_list("kind", flat=True)) == {*Kind.values} - {Kind.KEPT}
    visit(page, site, "figures/")
    look(page)
