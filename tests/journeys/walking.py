"""Steps of the journey in a browser, as a person takes them. Found by what a page does, not says:
the same steps are taken in every language.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import APIResponse, Browser, BrowserContext, Page
from tests.office import PASSWORD

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
SLOWEST_PAGE = 60_000  # milliseconds: two cores run a whole site, a browser and other tests
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SOURCE_KIND = "fellow_soldier"
CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="\w{64}"')


@dataclass(frozen=True)
class Sought:
    """One invented man: what his family types, and what a post says of him."""

    name: str
    born: tuple[str, str, str]  # day, month, year
    lost: tuple[str, str]  # month, year
    place: str
    post: str


@dataclass
class Visitor:
    """Somebody in front of a screen, and a folder for what is seen on it."""

    page: Page
    site: str
    language: str
    folder: Path

    @classmethod
    def with_a(
        cls, size: dict[str, int], browser: Browser, site: str, language: str, folder: Path
    ) -> Visitor:
        context = browser.new_context(java_script_enabled=False, viewport=size)  # type: ignore[arg-type]
        context.set_default_timeout(SLOWEST_PAGE)
        return cls(context.new_page(), site, language, folder)

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def go(self, path: str) -> None:
        answer = self.page.goto(f"{self.site}/{self.language}/{path}")
        assert answer is not None
        assert answer.ok, f"{answer.status} {path}"

    def press(self, what: str) -> None:
        """A button; the page that follows is no error."""
        with self.page.expect_navigation() as navigation:
            self.page.locator(what).first.click()
        assert navigation.value.status < 400, f"{navigation.value.status} {self.page.url}"

    def look(self, name: str) -> None:
        """A picture of the whole page; nothing is cut off at its right edge."""
        number = len(list(self.folder.glob("*.png"))) + 1
        self.page.screenshot(path=self.folder / f"{number:02}-{name}.png", full_page=True)
        size = self.page.viewport_size
        assert size is not None
        body = self.page.locator("body").bounding_box()
        assert body is not None
        assert body["width"] <= size["width"], self.page.url


def go_on(visitor: Visitor) -> None:
    visitor.press("main form .actions button")


def start_asking(family: Visitor, sought: Sought) -> None:
    """The code, and the first two steps."""
    page = family.page
    family.go("")
    family.look("start")
    family.press("main a.button")
    family.look("before")
    go_on(family)
    family.look("code")
    go_on(family)
    page.fill("#id_name", sought.name)
    page.check("#id_sex_0")
    day, month, year = sought.born
    page.fill("#id_birth_day", day)
    page.select_option("#id_birth_month", month)
    page.fill("#id_birth_year", year)
    family.look("who")
    go_on(family)
    page.select_option("#id_event_month", sought.lost[0])
    page.fill("#id_event_year", sought.lost[1])
    page.fill("#id_event_place", sought.place)
    family.look("news")
    go_on(family)


def finish_asking(family: Visitor) -> str:
    """The other three steps; the code."""
    page = family.page
    page.select_option("#id_relationship", "sister")
    family.look("you")
    go_on(family)
    family.look("reach")
    go_on(family)
    page.check("#id_match")
    family.look("permissions")
    go_on(family)
    family.look("sent")
    return page.locator(".follow-up-code").inner_text()


def come_back(family: Visitor, code: str) -> None:
    family.go("read/")
    family.page.fill("#id_code", code)
    go_on(family)


def bytes_of(response: APIResponse) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and page without what is random in each answer."""
    kept = {name: text for name, text in response.headers.items() if name != "date"}
    cookie = kept.pop("set-cookie", "")
    kept["cookie"] = re.sub(r"csrftoken=\w{32}|expires=[^;]*", "", cookie)
    return response.status, kept, CSRF.sub(b"", response.body())


def log_in(staff: Visitor, name: str) -> None:
    """Name and password, then a one-time code."""
    page = staff.page
    staff.go("account/login/")
    page.fill("#id_login", name)
    page.fill("#id_password", PASSWORD)
    staff.look("login")
    page.press("#id_password", "Enter")
    page.wait_for_selector("#id_code")
    staff.look("one-time-code")
    page.fill("#id_code", str(format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))))
    page.press("#id_code", "Enter")
    page.wait_for_selector(".piles")
    staff.look("queue")


def add_post(staff: Visitor, title: str, sought: Sought) -> None:
    """A new source, and what was posted there."""
    page = staff.page
    staff.go("desk/evidence/source/")
    page.select_option("#id_kind", SOURCE_KIND)
    page.fill("#id_title", title)
    staff.look("source")
    staff.press("main form .actions button")
    page.fill("#id_text", sought.post)
    page.fill("#id_posted", "2024-03-05")
    staff.look("post")
    staff.press("main form .actions button")


def find_candidate(staff: Visitor, sought: Sought, seconds: float) -> str:
    """Open what waits until it is about this person; the address of the page.

    The queue is shared by all journeys, so whatever another left there is passed by.
    """
    deadline, others = time.monotonic() + seconds, set()
    while True:
        staff.go("desk/")
        forms = staff.page.locator('form[action*="/open/candidate/"]').all()
        new = [str(form.get_attribute("action")) for form in forms]
        for action in (one for one in new if one not in others):
            staff.go("desk/")
            staff.press(f'form[action="{action}"] button')
            if sought.name in staff.page.content():
                staff.look("candidate")
                return staff.page.url.partition(f"/{staff.language}/")[2]
            others.add(action)
        assert time.monotonic() < deadline, f"no candidate within {seconds} s"
        staff.page.wait_for_timeout(500)


def open_candidate(staff: Visitor, pile: str, candidate: str) -> None:
    """One match of a pile, by its address."""
    staff.go(f"desk/?pile={pile}")
    staff.look(f"pile-{pile}")
    number = candidate.strip("/").rpartition("/")[2]
    staff.press(f'form[action$="/open/candidate/{number}/"] button')
    staff.look("candidate")


def judge_same(staff: Visitor) -> None:
    staff.press('form[action$="/judge/"] button[value="same"]')
    staff.look("judged")


def confirm(staff: Visitor) -> None:
    staff.press('form[action$="/confirm/"] button')
    staff.look("confirmed")


def check_relationship(staff: Visitor, candidate: str) -> None:
    page = staff.page
    staff.go(candidate)
    staff.press('main a[href$="/relationship/"]')
    page.check('input[name="facts"][value="nickname"]')
    page.check('input[name="passed"][value="yes"]')
    staff.look("relationship")
    staff.press("main form .actions button")


def enter_claim(staff: Visitor, candidate: str) -> None:
    page = staff.page
    staff.go(f"{candidate}claim/")
    page.select_option("#id_said", "captivity captive")
    page.fill("#id_fact_date", "2024-02-17")
    staff.look("claim")
    staff.press("main form .actions button")


def tell(staff: Visitor, candidate: str, text: str) -> None:
    page = staff.page
    staff.go(f"{candidate}tell/")
    page.check('input[name="claim"]')
    page.fill("#id_text", text)
    page.check('input[name="basis"][value="presumed_interest"]')
    staff.look("tell")
    staff.press("main form .actions button")
    staff.look("told")
