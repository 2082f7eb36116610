"""The headers of every answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from homeward.errors import Busy, NotAllowed
from homeward.web.site.headers import DROPPED, HEADERS
from homeward.web.site.urls import urlpatterns as real

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper


def _raise(error: Exception) -> object:
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


# The site's own addresses, and one for each way in which a page may fail.
urlpatterns = [
    path("broken/", _raise(RuntimeError("Лосенко"))),  # type: ignore[arg-type]
    path("refused/", _raise(NotAllowed("Лосенко"))),  # type: ignore[arg-type]
    path("busy/", _raise(Busy("Лосенко"))),  # type: ignore[arg-type]
    path("bad/", _raise(SuspiciousOperation("Лосенко"))),  # type: ignore[arg-type]
    *real,
]
from homeward.web.site.urls import (  # noqa: E402, F401  # Django looks for them in the same module
    handler400,
    handler403,
    handler404,
    handler500,
)

EXPECTED = {
    "Content-Security-Policy",
    "Referrer-Policy",
    "Cache-Control",
    "X-Content-Type-Options",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Cross-Origin-Embedder-Policy",
    "Permissions-Policy",
}
PAGES = [
    ("/uk/account/login/", 200),
    ("/en/desk/nothing/", 404),
    ("/nothing/", 404),
    ("/static/site/site.css", 200),
    ("/broken/", 500),
    ("/refused/", 403),
    ("/busy/", 503),
    ("/bad/", 400),
]


@pytest.mark.rule("WEB-1")
@pytest.mark.urls(__name__)
@pytest.mark.django_db
@pytest.mark.parametrize(("path", "status"), PAGES)
def test_every_answer_carries_the_list(path: str, status: int) -> None:
    """Pages, files and errors alike; and nothing that tells one visit from another."""
    response = Client(raise_request_exception=False).get(path)

    assert response.status_code == status
    assert set(HEADERS) >= EXPECTED
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    assert not [name for name in DROPPED if name in response.headers]


@pytest.mark.rule("WEB-1")
@pytest.mark.urls(__name__)
@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/uk/account/login/", "/broken/", "/static/site/site.css"])
def test_without_its_layer_no_answer_carries_the_list(path: str, settings: SettingsWrapper) -> None:
    """The control: the headers come from one place, and the test above sees when it is gone."""
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if not one.endswith("SafeHeaders")]
    response = Client(raise_request_exception=False).get(path)

    assert {name: response.headers.get(name) for name in HEADERS} != HEADERS


@pytest.mark.rule("WEB-1")
def test_the_content_policy_allows_nothing_unsafe() -> None:
    """No inline script or style, no other host, no frame around us."""
    policy = HEADERS["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy
    assert HEADERS["Cache-Control"] == "no-store"
    assert HEADERS["Referrer-Policy"] == "no-referrer"


@pytest.mark.urls(__name__)
@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/broken/", "/refused/", "/busy/", "/bad/"])
def test_an_error_repeats_nothing(
    path: str, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Neither the page nor what the server writes holds what was in the error or the request."""
    response = Client(raise_request_exception=False).post(f"{path}?q=Лосенко", {"name": "Лосенко"})

    assert "Лосенко" not in response.content.decode()
    written = "".join(capfd.readouterr())
    assert "Лосенко" not in written
    assert "%D0%9B" not in written


@pytest.mark.rule("R31", "R34")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "sentence"),
    [("uk", "Ніхто й ніколи не попросить у вас грошей"),
     ("ru", "Никто и никогда не попросит у вас денег"),
     ("en", "Nobody will ever ask you for money")],
)  # fmt: skip
def test_every_page_says_that_nobody_asks_for_money(language: str, sentence: str) -> None:
    """And who runs the site."""
    for page in ("account/login/", "nothing/"):
        text = Client().get(f"/{language}/{page}").content.decode()
        assert sentence in text
        assert 'class="declaration"' in text


@pytest.mark.django_db
def test_nobody_signs_up_by_himself() -> None:
    """There is no address for signing up, for a new password by mail, or for an address of mail."""
    for name in ("signup/", "password/reset/", "email/"):
        assert Client().get(f"/en/account/{name}").status_code == 404
