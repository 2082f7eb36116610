"""Two gigabytes for any page: what was typed stays, what comes after it is not read."""

from __future__ import annotations

import io

import pytest
from django.test import Client

from homeward.web.reports.models import Report
from homeward.web.site.large_bodies import MOST_READ

pytestmark = pytest.mark.django_db
TOKEN = "a" * 32
TYPED = {"name": "Лосенко Остап", "sex": "male", "birth_year": "1991", "event_place": "Курськ"}
GIGABYTES = 2 * 1024**3


class Endless(io.RawIOBase):
    """A form with a film that does not end; it counts what is read of it."""

    def __init__(self, fields: dict[str, str]) -> None:
        parts = [
            f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
            for name, text in fields.items()
        ]
        film = '--x\r\nContent-Disposition: form-data; name="upload"; filename="a.mp4"\r\n\r\n'
        self.start = io.BytesIO("".join([*parts, film]).encode())
        self.given = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        self.given += size
        return self.start.read(size) or bytes(size)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left of a body is not thrown away here."""
    monkeypatch.setattr("homeward.web.registry.unread.DRAIN_SECONDS", 0)


def send(
    path: str, fields: dict[str, str], kind: str = "multipart/form-data; boundary=x"
) -> tuple[int, str, int]:
    """Status and page, and how much was read."""
    client, body = (
        Client(enforce_csrf_checks=True),
        Endless({"csrfmiddlewaretoken": TOKEN, **fields}),
    )
    client.cookies["csrftoken"] = TOKEN
    sent = {"CONTENT_LENGTH": str(GIGABYTES), "CONTENT_TYPE": kind, "wsgi.input": body}
    response = client.generic("POST", path, **sent)  # type: ignore[arg-type]
    return response.status_code, response.content.decode(), body.given


def test_a_witness_with_a_film_that_is_too_large_is_told_so(office: object) -> None:
    """Nothing is kept without its film in silence, and every word typed is still there."""
    status, text, read = send("/uk/tell/1/", TYPED | {"event_year": "2024", "story": "Бачила сама"})

    assert status == 200
    assert "12 МБ" in text
    assert "Лосенко Остап" in text
    assert "Бачила сама" in text
    assert read <= 2 * MOST_READ
    assert not Report.objects.exists()


@pytest.mark.parametrize("path", ["read/", "bring/", "account/login/", "new/", "close/", "new/1/"])
def test_no_page_reads_all_of_it(path: str) -> None:
    """Not even the check of the form does; without the middleware all of it is read."""
    status, _, read = send(f"/uk/{path}", {"code": "1"})

    assert status < 500
    assert read <= 2 * MOST_READ


def test_a_form_without_a_file_is_refused_by_its_length() -> None:
    """Nobody types twenty million signs."""
    status, text, read = send("/uk/read/", {}, "application/x-www-form-urlencoded")

    assert status == 400
    assert "<h1>" in text
    assert read == 0


def test_what_is_left_runs_out_after_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser reads no answer while it sends."""
    monkeypatch.setattr("homeward.web.registry.unread.DRAIN_SECONDS", 0.05)

    assert send("/uk/read/", {"code": "1"})[2] > 2 * MOST_READ
