"""Signing a petition with one HTML file on a phone that has no network."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, expect
from tests.journeys.phone import PHONE
from tests.petition.example import KEYS, MANIFEST, NAMES

from homeward.petition.client import page as offline_page
from homeward.petition.entries import Revoke, Sign, read_entry
from homeward.petition.papers import answer_paper, read_ask, read_seed

HEADINGS = {
    "uk": "Підписати петицію без імені",
    "ru": "Подписать петицию без имени",
    "en": "Sign a petition without a name",
}


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with the page and the petition's file."""
    (tmp_path / "petition.html").write_bytes(offline_page())
    (tmp_path / "petition.json").write_bytes(MANIFEST.line)
    return tmp_path


def opened(browser: Browser, papers: Path, language: str) -> Page:
    context = browser.new_context(viewport=PHONE, locale=language, offline=True)
    page = context.new_page()
    page.goto(f"file://{papers}/petition.html#{MANIFEST.id.hex()}")
    page.wait_for_load_state()
    return page


def saved(page: Page, what: str, folder: Path) -> bytes:
    with page.expect_download() as download:
        page.locator(f"#save{what}").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path.read_bytes()


def answered(request: bytes, folder: Path) -> list[Path]:
    """The answers of both issuers, each in a file of its own."""
    _, messages = read_ask(request, MANIFEST)
    paths = []
    for name, key in zip(NAMES, KEYS, strict=True):
        paths.append(folder / f"{name}.json")
        paths[-1].write_bytes(answer_paper(MANIFEST, {name: key.sign_blinded(messages[name])}))
    return paths


@pytest.mark.rule("PET-9")
@pytest.mark.parametrize("language", HEADINGS)
def test_signed_without_a_network(browser: Browser, papers: Path, language: str) -> None:
    """Ask, get answers, sign, withdraw: by files alone, in each language, on a small phone."""
    page = opened(browser, papers, language)
    expect(page.locator("h1")).to_have_text(HEADINGS[language])
    page.set_input_files("#manifest", papers / "petition.json")
    expect(page.locator("#title")).to_contain_text(MANIFEST.title[language])
    page.locator("#ask").click()
    request, seed = saved(page, "request", papers), saved(page, "seed", papers)
    page.set_input_files("#answers", answered(request, papers)[0])
    expect(page.locator("#answered")).to_have_text(NAMES[0])
    page.locator("#sign").click()
    expect(page.locator("#problem")).not_to_be_empty()  # one issuer is not enough
    page.set_input_files("#answers", answered(request, papers)[1])
    expect(page.locator("#answered")).to_have_text(", ".join(NAMES))
    page.locator("#sign").click()
    expect(page.locator("#problem")).to_be_empty()
    entry = read_entry(saved(page, "entry", papers), MANIFEST)
    assert isinstance(entry, Sign)
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    later = opened(browser, papers, language)
    (papers / "kept.json").write_bytes(seed)
    later.set_input_files("#manifest", papers / "petition.json")
    expect(later.locator("#title")).not_to_be_empty()
    later.set_input_files("#oldseed", papers / "kept.json")
    expect(later.locator("#class")).to_have_value(read_seed(seed, MANIFEST).class_id)
    later.locator("#withdraw").click()
    expect(later.locator("#entry")).not_to_have_value("")
    assert read_entry(saved(later, "entry", papers), MANIFEST) == Revoke(entry.mark)


@pytest.mark.rule("PET-5")
def test_another_petition_is_refused(browser: Browser, papers: Path) -> None:
    """A file that is not that of the link is not opened, and the page says so."""
    page = opened(browser, papers, "uk")
    (papers / "petition.json").write_bytes(MANIFEST.line.replace(b"2026", b"2027"))
    page.set_input_files("#manifest", papers / "petition.json")
    expect(page.locator("#problem")).to_contain_text("не та петиція")
    page.locator("#ask").click()
    expect(page.locator("#problem")).to_contain_text("спершу відкрийте файл петиції")
    assert page.locator("#request").input_value() == ""
