"""What happens when somebody wants to drown the site."""

from __future__ import annotations

import os
import re
import threading
from html import unescape
from pathlib import Path

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.office import Family
from tests.web.family.things import picture

from homeward.errors import Busy
from homeward.web.access import limits
from homeward.web.access.models import Office
from homeward.web.reports.models import Report
from homeward.web.site import flood

pytestmark = pytest.mark.django_db
TICKET = re.compile(r'name="ticket" value="([^"]+)"')


def fire(gate: flood.Gate) -> None:
    """So many that nobody else gets in by the open lane for the length of a test."""
    gate._open = limits.Bucket(size=1, seconds=1e9)
    assert gate.lets_in(waited=False)
    assert not gate.lets_in(waited=False)


def older(ticket: str, seconds: float, monkeypatch: pytest.MonkeyPatch) -> str:
    """The same ticket after a while, counted from its own second: no clock of this machine."""
    written = signing.b62_decode(ticket.split(":")[-2])
    monkeypatch.setattr("django.core.signing.time.time", lambda: written + seconds)
    return ticket


@pytest.mark.rule("FLO-1", "R29")
def test_whoever_comes_too_many_waits_and_loses_nothing(
    olena: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page with a button, without a script; what was typed is in it; then it goes on."""
    fire(flood.CODES)
    page = Client().post("/uk/read/", {"code": olena.code})
    assert page.status_code == 503
    assert page["Retry-After"] == str(flood.WAIT_SECONDS)
    text = page.content.decode()
    assert f'name="code" value="{olena.code}"' in text
    assert "<script" not in text
    ticket = TICKET.search(text)
    assert ticket

    again = {"code": olena.code, "ticket": older(ticket[1], 31, monkeypatch)}
    browser = Client()
    assert browser.post("/uk/read/", again).status_code == 302
    assert browser.get("/uk/read/").status_code == 200


@pytest.mark.rule("FLO-1")
def test_a_form_with_a_file_keeps_its_words_and_asks_for_the_file_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However large the file is: the waiting page has the texts, and a place for the file."""
    fire(flood.REPORTS)
    photo = b"\xff\xd8\xff" + bytes(400_000)
    typed = {"name": "Шумко Гаврило", "event_place": "Курськ", "story": "Бачила\nсама"}
    page = Client().post("/uk/tell/1/", {**typed, "upload": SimpleUploadedFile("1.jpg", photo)})
    text = unescape(page.content.decode())
    assert page.status_code == 503
    assert 'enctype="multipart/form-data"' in text
    assert 'type="file" id="file-1" name="upload"' in text
    for name, told in typed.items():
        assert f'name="{name}" value="{told}"' in text
    ticket = TICKET.search(text)
    assert ticket

    again = typed | {"ticket": older(ticket[1], 31, monkeypatch)}
    small = SimpleUploadedFile("1.jpg", picture())
    assert Client().post("/uk/tell/1/", {**again, "upload": small}).status_code == 302
    assert Report.objects.get().file


@pytest.mark.rule("FLO-1")
@pytest.mark.parametrize("seconds", [0, 29, 901])
def test_a_ticket_is_good_after_half_a_minute_for_a_quarter_of_an_hour(
    seconds: float, olena: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither at once nor for ever; nor is one that somebody made himself, or used before."""
    fire(flood.CODES)
    own = Client().post("/uk/read/", {"code": olena.code})
    ticket = TICKET.search(own.content.decode())
    assert ticket
    typed = {"code": olena.code, "ticket": older(ticket[1], seconds, monkeypatch)}
    assert Client().post("/uk/read/", typed).status_code == 503
    assert Client().post("/uk/read/", {**typed, "ticket": "1:2:3"}).status_code == 503


@pytest.mark.rule("FLO-1")
def test_a_ticket_is_used_once(olena: Family, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred copies of one ticket are one visitor."""
    fire(flood.CODES)
    page = Client().post("/uk/read/", {"code": olena.code}).content.decode()
    ticket = TICKET.search(page)
    assert ticket
    typed = {"code": olena.code, "ticket": older(ticket[1], 31, monkeypatch)}
    answers = [Client().post("/uk/read/", typed).status_code for _ in range(3)]
    assert answers == [302, 503, 503]


@pytest.mark.rule("FLO-1")
def test_a_flood_of_reports_closes_no_familys_page(olena: Family) -> None:
    """Reports and codes pass different gates; the control: the report's own gate is closed."""
    fire(flood.REPORTS)
    browser = Client()
    assert browser.post("/uk/tell/1/", {}).status_code == 503
    assert browser.post("/uk/read/", {"code": olena.code}).status_code == 302
    assert browser.get("/uk/read/").status_code == 200


@pytest.mark.rule("FLO-1")
def test_a_flood_of_codes_leaves_threads_for_other_pages(tmp_path: Path) -> None:
    """Two derive, two wait, the fifth is told at once: no thread is held for nothing."""
    held = [limits._free_slot(tmp_path) for _ in range(limits.DERIVATIONS_AT_A_TIME)]
    assert None not in held
    assert limits._free_slot(tmp_path) is None
    waiting = [threading.Thread(target=lambda: _try(tmp_path), daemon=True) for _ in range(2)]
    for thread in waiting:
        thread.start()
    while limits._WAITING._value:
        pass

    with pytest.raises(Busy), limits.derivation_slot(tmp_path, wait_seconds=3600):
        pass
    for slot in held:
        os.close(slot or -1)
    for thread in waiting:
        thread.join(10)


def _try(folder: Path) -> None:
    with limits.derivation_slot(folder, wait_seconds=10):
        pass


@pytest.mark.rule("R29")
def test_a_ticket_and_a_gate_know_nobody() -> None:
    """Neither an address nor a visit is in them: the same for whoever asks."""
    fire(flood.CODES)
    pages = [
        Client(REMOTE_ADDR=address).post("/uk/read/", {"code": "1"}).content.decode()
        for address in ("203.0.113.77", "198.51.100.1")
    ]
    bare = {re.sub(r'value="[^"]*"', "", page) for page in pages}
    assert len(bare) == 1
    for page in pages:
        ticket = TICKET.search(page)
        assert ticket
        assert "203" not in flood.SIGNER.unsign(ticket[1])


def test_a_large_form_is_not_sent_back(olena: Family) -> None:
    """Whoever sends megabytes gets a sentence, not megabytes."""
    fire(flood.CODES)
    page = Client().post("/uk/read/", {"code": "1" * 200_000})
    assert page.status_code == 503
    assert len(page.content) < 50_000
