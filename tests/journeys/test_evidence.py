"""Evidence at the desk, in a real browser with JavaScript off: from files to a claim, a hidden
part, and a package that two people take out.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer
from tests.journeys.test_desk import log_in, look  # noqa: F401  # a fixture
from tests.office import POST, Family, search_all
from tests.pictures.drawn import drawn, saved

from homeward.web.access.models import User
from homeward.web.custody.models import Original, WorkingCopy
from homeward.web.evidence.models import Claim, EvidenceItem, Source
from homeward.web.matching.server import Matcher
from homeward.web.review.actions import judge
from homeward.web.review.models import Candidate, Verdict


@pytest.fixture
def export(tmp_path: Path) -> list[Path]:
    """A chat's export with its picture, and an archive that is cut off."""
    message = {"id": 1, "type": "message", "date": "2024-03-05T10:00:00", "text": POST}
    (tmp_path / "result.json").write_text(
        json.dumps({"messages": [{**message, "photo": "photos/one.jpg"}]})
    )
    (tmp_path / "one.jpg").write_bytes(saved(drawn(1)))
    (tmp_path / "archive.wacz").write_bytes(b"PK\x03\x04 cut off")
    return [tmp_path / name for name in ("result.json", "one.jpg", "archive.wacz")]


def press(page: Page, what: str) -> None:
    """Click, and wait until the next page is there."""
    with page.expect_navigation() as navigation:
        page.locator(what).first.click()
    assert navigation.value.status < 400, page.url
    page.wait_for_load_state()


def go(page: Page, url: str) -> None:
    answer = page.goto(url)
    assert answer is not None
    assert answer.ok, f"{answer.status} {url}"
    page.wait_for_load_state()


@pytest.mark.rule("WEB-3", "CUS-5", "E5")
@pytest.mark.django_db(transaction=True)
def test_from_files_to_a_claim_and_a_package(  # noqa: PLR0917  # the people of the journey
    language: str,
    log_in: Callable[[User, str], Page],  # noqa: F811  # the fixture
    live_server: LiveServer,
    running_matcher: Matcher,
    olena: Family,
    source: Source,
    bohdan: User,
    daryna: User,
    export: list[Path],
) -> None:
    """Files are added; a claim is made in two clicks; a part is hidden by two; a package goes."""
    desk, site = log_in(bohdan, language), f"{live_server.url}/{language}/desk"
    go(desk, f"{site}/evidence/files/")
    look(desk, f"{language}-files")
    desk.select_option("[name=source]", str(source.pk))
    desk.set_input_files("[name=chosen]", export)
    desk.fill("[name=method]", "export of a chat")
    press(desk, "main form .actions button")
    look(desk, f"{language}-added")
    search_all(running_matcher)

    item = EvidenceItem.objects.get()
    go(desk, f"{site}/evidence/{item.pk}/")
    press(desk, "button[value=evidence_work]")
    look(desk, f"{language}-item")
    press(desk, 'a[href*="/claim/"]')
    look(desk, f"{language}-claim")
    press(desk, "main form .actions button")
    assert Claim.objects.get().said == "captive"
    candidate = Candidate.objects.get()
    judge(candidate, Verdict.SAME, by=bohdan, version=candidate.version)

    original = Original.objects.get(mime="image/jpeg")
    go(desk, f"{site}/original/{original.pk}/")
    look(desk, f"{language}-original")
    press(desk, 'a[href$="/hide/"]')
    for place in ({"x": 30, "y": 30}, {"x": 150, "y": 120}):
        with desk.expect_navigation():
            desk.locator("input[type=image]").click(position=place)  # type: ignore[arg-type]
        desk.wait_for_load_state()
        look(desk, f"{language}-hide-{place['x']}")
    press(desk, "main form[method=post] .actions button")
    assert WorkingCopy.objects.filter(hidden_regions=1).exists()
    look(desk, f"{language}-hidden")
    press(desk, 'form[action$="/export/"] button')
    other = log_in(daryna, language)
    go(other, f"{site}/evidence/")
    press(other, "button[value=evidence_work]")
    go(other, f"{site}/original/{original.pk}/")
    press(other, 'form[action$="/export/"] button')
    look(other, f"{language}-agreed")
    go(desk, desk.url)
    with desk.expect_download() as download:
        desk.locator('form[action$="/take/"] button').click()
    assert json.loads(Path(download.value.path()).read_text())["kind"].startswith("homeward")

    go(desk, f"{site}/case/{olena.request().pk}/")
    press(desk, "button[value=case_work]")
    look(desk, f"{language}-case")
