"""The whole journey in a real browser, with JavaScript off, against all processes of a real site.

The family has a phone, the desk a large screen. Pictures of each page lie in pytest's folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from tests.journeys.walking import (
    DESK,
    PHONE,
    SECRET,
    Sought,
    Visitor,
    add_post,
    bytes_of,
    check_relationship,
    come_back,
    confirm,
    enter_claim,
    find_candidate,
    finish_asking,
    judge_same,
    log_in,
    open_candidate,
    start_asking,
    tell,
)
from tests.office import PASSWORD, wait_until
from tests.programs import program
from tests.running import Site, running_site

LONGEST_WAIT = 60.0  # from a post to its candidate
SOUGHT = {
    "uk": Sought(
        "Лосенко Остап Гнатович", ("12", "4", "1991"), ("2", "2024"), "Авдіївка",
        "Розшукується Лосенко Остап Гнатович, 12.04.1991 р.н. Зник безвісти 17.02.2024 під "
        "Авдіївкою. Потрапив у полон за словами побратимів.",
    ),
    "ru": Sought(
        "Рукавишников Елисей Маркелович", ("3", "9", "1988"), ("11", "2023"), "Бахмут",
        "Разыскивается Рукавишников Елисей Маркелович, 03.09.1988 г.р. Пропал без вести "
        "21.11.2023 под Бахмутом. По словам сослуживцев, попал в плен.",
    ),
    "en": Sought(
        "Yarema Perebyinis", ("30", "1", "1995"), ("6", "2022"), "Lyman",
        "Перебийніс Ярема Остапович, 30.01.1995 р.н., зник безвісти 08.06.2022 біля Лимана. "
        "Бачили серед полонених.",
    ),
    "killed": Sought(
        "Замлинний Тадей Арсенович", ("25", "7", "1983"), ("5", "2023"), "Вугледар",
        "Розшукується Замлинний Тадей Арсенович, 25.07.1983 р.н. Зник безвісти 14.05.2023 під "
        "Вугледаром. За словами побратимів, потрапив у полон.",
    ),
}  # fmt: skip
NOBODY = Sought("Неіснуй Ніхто Ніколайович", ("1", "1", "1950"), ("2", "2024"), "Авдіївка", "")
ANSWER = {
    "uk": "Його бачили серед полонених.",
    "ru": "Его видели среди пленных.",
    "en": "He was seen among prisoners.",
}
ON_WHICH_DAY = {"uk": "5 березня 2024", "ru": "5 марта 2024", "en": "5 March 2024"}
SET_UP = f"""
from homeward.web.access.login import set_one_time_code
from homeward.web.access.models import Office, RoleGrant, User
office = Office.objects.create(name="Office", takes_filings=True)
for place in {list(SOUGHT)}:
    for name in ("bohdan", "daryna"):
        user = User.objects.create_user(f"{{name}}-{{place}}", {PASSWORD!r}, office=office)
        RoleGrant.objects.create(user=user, role="caseworker")
        set_one_time_code(user, {SECRET!r})
"""
RUNS = "from homeward.web.matching.queries import progress; print(progress().runs)"
STATE = """
from homeward.web.access import log
from homeward.web.registry import filings
from homeward.web.review.models import Answer
print(log.check(), len(filings.waiting()), Answer.objects.count())
"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One site for all journeys."""
    program("chromium")  # skips before a site is started in vain
    with running_site(tmp_path_factory.mktemp("journeys")) as running:
        running.do(SET_UP)
        wait_until(lambda: running.do(RUNS) == "True", 180)  # a first start compiles kernels
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program("chromium"), args=["--no-sandbox"]
        )
        yield browser
        browser.close()


def nothing(step: str) -> None:
    """What happens between two steps of an ordinary journey."""


def journey(
    site: Site,
    browser: Browser,
    folder: Path,
    *,
    language: str,
    whom: str,
    then: Callable[[str], None] = nothing,
) -> None:
    """Ask, match, two people decide, the family reads; `then` is told after each step."""
    sought, title = SOUGHT[whom], f"Search group «{whom}»"

    def somebody(size: dict[str, int]) -> Visitor:
        return Visitor.with_a(size, browser, site.url, language, folder)

    family, bohdan, daryna = somebody(PHONE), somebody(DESK), somebody(DESK)
    start_asking(family, sought)
    then("asked half")
    code = finish_asking(family)
    then("asked")
    family.press('form[action$="/close/"] button')
    log_in(bohdan, f"bohdan-{whom}")
    add_post(bohdan, title, sought)
    then("posted")
    candidate = find_candidate(bohdan, sought, LONGEST_WAIT)
    judge_same(bohdan)
    then("judged")
    log_in(daryna, f"daryna-{whom}")
    open_candidate(daryna, "confirm", candidate)
    confirm(daryna)
    then("confirmed")
    nothing_is_told_before_the_check(family, code, somebody(PHONE))
    check_relationship(daryna, candidate)
    then("checked")
    enter_claim(bohdan, candidate)
    then("claimed")
    tell(bohdan, candidate, ANSWER[language])
    then("told")
    come_back(family, code)
    family.look("back")
    family.page.locator("details.answer summary").click()
    expect(family.page.get_by_text(ANSWER[language])).to_be_visible()
    for words in (title, ON_WHICH_DAY[language]):
        expect(family.page.locator("details.answer")).to_contain_text(words)
    family.look("answer")
    for one in (family, bohdan, daryna):
        one.context.close()


def nothing_is_told_before_the_check(family: Visitor, code: str, stranger: Visitor) -> None:
    """Byte for byte the page of a man who was found is that of one who does not exist."""
    start_asking(stranger, NOBODY)
    other = finish_asking(stranger)
    stranger.press('form[action$="/close/"] button')
    pages = []
    for visitor, its_code in ((family, code), (stranger, other)):
        come_back(visitor, its_code)
        expect(visitor.page.locator("details.answer")).to_have_count(0)
        visitor.look("before-the-check")
        pages.append(bytes_of(visitor.context.request.get(visitor.page.url)))
        visitor.press('form[action$="/close/"] button')
    assert pages[0] == pages[1]
    stranger.context.close()


@pytest.mark.rule("R1", "R36", "WEB-3")
@pytest.mark.parametrize("language", ["uk", "ru", "en"])
def test_the_whole_journey(language: str, site: Site, chromium: Browser, tmp_path: Path) -> None:
    """From the first page to an answer with its source and date."""
    journey(site, chromium, tmp_path, language=language, whom=language)


def test_no_killed_process_loses_anything(site: Site, chromium: Browser, tmp_path: Path) -> None:
    """kill -9 of each process in the middle of the journey: it goes on where it was."""
    falls = {
        "asked half": ("gunicorn",),
        "asked": ("clock",),
        "posted": ("matcher", "db_worker"),
        "confirmed": ("gunicorn",),
        "claimed": ("matcher",),
    }

    def kill(step: str) -> None:
        for name in falls.get(step, ()):
            site.kill(name)
        if falls.get(step):
            wait_until(site.answers)
            wait_until(site.matcher_has_key)

    told = int(site.do(STATE).split()[2])
    journey(site, chromium, tmp_path, language="uk", whom="killed", then=kill)
    assert site.do(STATE) == f"None 0 {told + 1}"
    written = site.log.read_text()
    for name in ("Лосенко", "Замлинн", "Вугледар", os.fspath(tmp_path)):
        assert name not in written
