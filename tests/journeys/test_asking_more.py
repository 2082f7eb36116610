"""Beyond the five steps, and without the site: every page that a family fills in."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest
import segno
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect
from pytest_django.live_server_helper import LiveServer
from tests.journeys.phone import PHONE, Look
from tests.office import INTAKE_KEY, MATCHER_KEY, TOLD
from tests.web.family.things import picture

from homeward.seal.parcel import file_in, open_parcel
from homeward.web.family.details import OF_A_PERSON
from homeward.web.family.offline import offline_form
from homeward.web.matching.records import told_of
from homeward.web.registry import uploads
from homeward.web.registry.codes import open_case
from homeward.web.registry.models import TracingRequest, Upload

SMALL = 50_000  # bytes of a page with its sheets (WEB-3)
INPUT = {
    "a": "call_sign", "b": "marks", "c": "unit", "d": "number", "e": "companions", "f": "belief",
    "g": "siblings",
}  # fmt: skip
DESK = {"width": 1280, "height": 900}


class Camera:
    """Looks at each page on both screens, and weighs it."""

    def __init__(self, page: Page, look: Look, folder: Path) -> None:
        self.page, self.look, self.folder = page, look, folder
        self.answers: list[Response] = []
        page.on("response", self.note)

    def note(self, answer: Response) -> None:
        self.answers.append(answer)

    def take(self, name: str) -> None:
        self.look(self.page)
        for label, size in (("phone", PHONE), ("desk", DESK)):
            self.page.set_viewport_size(size)  # type: ignore[arg-type]
            self.page.screenshot(path=self.folder / f"{name}-{label}.png", full_page=True)
        self.page.set_viewport_size(PHONE)

    def press(self, what: str) -> None:
        self.answers.clear()
        with self.page.expect_navigation():
            self.page.locator(what).first.click()
        self.page.wait_for_load_state()
        whole = [one for one in self.answers if one.status == 200 and ".svg" not in one.url]
        assert sum(len(one.body()) for one in whole) <= SMALL, self.page.url


def to_the_list(camera: Camera, address: str) -> str:
    """The code and the five steps, on to the list of further pages."""
    page = camera.page
    page.goto(address)
    camera.take("before")
    camera.press("main form button")
    code = page.locator(".follow-up-code").inner_text()
    camera.take("code")
    camera.press("main form .actions button")
    page.fill("#id_name", TOLD["name"])
    page.check("#id_sex_0")
    page.fill("#id_birth_year", "1991")
    camera.take("step-1")
    camera.press("main form .actions button")
    page.fill("#id_event_year", "2024")
    camera.take("step-2")
    camera.press("main form .actions button")
    page.select_option("#id_relationship", "sister")
    camera.take("step-3")
    camera.press("main form .actions button")
    camera.take("step-4")
    camera.press("main form .actions button")
    page.check("#id_match")
    camera.take("step-5")
    camera.press('button[name="more"]')
    return code


@pytest.mark.rule("R1", "R3", "R25", "WEB-3")
@pytest.mark.django_db(transaction=True)
def test_all_that_can_be_told(  # noqa: PLR0917  # the fixtures of a journey
    language: str,
    context: BrowserContext,
    live_server: LiveServer,
    look: Look,
    office: object,
    tmp_path: Path,
) -> None:
    """Every page of the list, a sister, a photo, a file that is no picture; then it is sent."""
    page = context.new_page()
    camera = Camera(page, look, tmp_path)
    code = to_the_list(camera, f"{live_server.url}/{language}/new/")
    camera.take("list")
    assert set(INPUT) == set(OF_A_PERSON)
    for letter, field in INPUT.items():
        camera.press(f'a[href$="/new/more/1/{letter}/"]')
        page.fill(f"#id_{field}", "АВ 12345")
        camera.take(f"page-{letter}")
        camera.press("main form .actions button")
    camera.press('form[action$="/new/more/add/"] button')
    page.fill("#id_name", "Лосенко Марта")
    page.check("#id_sex_1")
    page.fill("#id_birth_year", "2016")
    camera.take("sister")
    camera.press("main form .actions button")
    expect(page.get_by_role("heading", name="Лосенко Марта")).to_be_visible()

    camera.press('a[href$="/new/files/"]')
    wrong = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"}
    page.set_input_files("#id_files", wrong)  # type: ignore[arg-type]
    page.fill("#id_note", "2023")
    camera.press("main form .actions button")
    expect(page.locator("#errors")).to_contain_text("a.jpg")
    expect(page.locator("#id_note")).to_have_value("2023")
    content = picture()
    page.set_input_files("#id_files", {**wrong, "buffer": content})  # type: ignore[arg-type]
    camera.press("main form .actions button")
    camera.take("files")
    camera.press("main form .actions a.button")
    camera.press('form[action$="/new/send/"] button')
    camera.take("sent")

    request = open_case(code).request
    upload = Upload.objects.get(request=request)
    opened = file_in(open_parcel(uploads.parcel(request.pk, upload.pk), INTAKE_KEY.private))
    assert opened
    assert opened.content == content
    assert request.sought.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_form_without_a_connection(  # noqa: PLR0917  # the fixtures of a journey
    language: str,
    browser: Browser,
    context: BrowserContext,
    live_server: LiveServer,
    look: Look,
    office: object,
    tmp_path: Path,
) -> None:
    """A file on a machine without a network locks a request; a stranger hands it in; her code
    opens it. Nothing left the machine, and the site never saw the code.
    """
    form = tmp_path / "notes.html"
    form.write_text(offline_form(language), encoding="utf-8")
    alone = browser.new_context(viewport=PHONE, offline=True)
    page, asked = alone.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(form.as_uri())
    code = page.locator("#code").inner_text()
    page.click("#lock")
    expect(page.locator("#errors li")).to_have_count(6)
    fill_offline(page)
    page.screenshot(path=tmp_path / "offline-phone.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    found = Axe().run(page).response["violations"]
    assert not [one["id"] for one in found if one["impact"] in {"serious", "critical"}]
    page.click("#lock")
    expect(page.locator("#done")).to_be_visible(timeout=60_000)
    sealed = page.input_value("#sealed")
    full = [sealed[start : start + 1003] for start in range(0, len(sealed) - 1002, 1003)]
    assert drawn(page)[: len(full)] == [squares(part) for part in full]
    page.locator("#done summary").click()
    page.screenshot(path=tmp_path / "locked-phone.png", full_page=True)
    assert [url for url in asked if not url.startswith(("file:", "blob:"))] == []
    for word in (*TOLD["name"].split(), "Калина", code.replace(" ", "")):
        assert word not in sealed
        assert base64.b64encode(word.encode()).decode().rstrip("=") not in sealed
    alone.close()

    stranger = context.new_page()
    camera = Camera(stranger, look, tmp_path)
    stranger.goto(f"{live_server.url}/{language}/new/apart/")
    camera.take("apart")
    camera.press('a[href$="/new/sheet/"]')
    camera.take("paper")
    stranger.goto(f"{live_server.url}/{language}/bring/")
    stranger.fill("#id_sealed", sealed[:-9])
    camera.press("main form button")
    expect(stranger.locator("#errors")).to_be_visible()
    camera.take("bring")
    stranger.fill("#id_sealed", sealed)
    camera.press("main form button")
    camera.take("brought")

    case = open_case(code)
    told = told_of(case.request.sought.get().statements.all(), MATCHER_KEY.private)
    assert told["name"] == TOLD["name"]
    assert told["birth_date"] == "1991-04-12"
    assert told["event_date"] == "2024-02"
    assert case.request.sought.get().category == "soldier"
    assert case.keys.word_matches("калина", bytes(case.request.word_tag or b""))
    assert TracingRequest.objects.get().language == language


def squares(part: str) -> set[tuple[int, int]]:
    """The dark squares of a full code, as another library draws it."""
    code = segno.make(
        part.encode(), version=22, error="l", mask=0, mode="byte", boost_error=False, micro=False
    )
    return {(x, y) for y, row in enumerate(code.matrix) for x, dark in enumerate(row) if dark}


def drawn(page: Page) -> list[set[tuple[int, int]]]:
    """The dark squares of each code on the page."""
    paths = [one.get_attribute("d") or "" for one in page.locator("#codes path").all()]
    return [
        {(int(x) - 4, int(y) - 4) for x, y in re.findall(r"M(\d+) (\d+)h", path)} for path in paths
    ]


def fill_offline(page: Page) -> None:
    page.fill("#id_name", TOLD["name"])
    page.check("#id_sex_0")
    page.fill("#id_birth_day", "12")
    page.select_option("#id_birth_month", "4")
    page.fill("#id_birth_year", "1991")
    page.check('input[name="category"][value="soldier"]')
    page.select_option("#id_event_month", "2")
    page.fill("#id_event_year", "2024")
    page.select_option("#id_relationship", "sister")
    page.check("#id_match")
    for summary in page.locator("form details summary").all():
        summary.click()
    page.fill("#id_contact", "лише з кодом")
    page.fill("#id_second_word", "Калина")
