"""Logging in: name, password, one-time code."""

from __future__ import annotations

import json
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from tests.office import PASSWORD

from homeward.web.access.login import has_one_time_code, set_one_time_code, staff_only
from homeward.web.access.models import User
from homeward.web.site.urls import urlpatterns as real

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@staff_only
def desk(request: HttpRequest) -> HttpResponse:
    return HttpResponse("the desk")


urlpatterns = [*real, path("guarded/", desk)]
pytestmark = pytest.mark.urls(__name__)


def _code() -> str:
    return str(format_hotp_value(hotp_value(SECRET, int(time.time()) // 30)))


@pytest.fixture
def client() -> Client:
    return Client()


def _log_in(client: Client) -> object:
    return client.post("/en/account/login/", {"login": "bohdan", "password": PASSWORD})


def test_without_a_login_the_desk_is_closed(client: Client, db: None) -> None:
    """Whoever is not logged in is sent to the login."""
    assert "/account/login/" in client.get("/guarded/").headers["Location"]


def test_without_a_one_time_code_the_desk_is_closed(client: Client, bohdan: User) -> None:
    """A password alone opens only the page on which a code is set up."""
    _log_in(client)

    assert not has_one_time_code(bohdan)
    assert "/account/code/new/" in client.get("/guarded/").headers["Location"]


def test_a_password_and_a_code_open_the_desk(client: Client, bohdan: User) -> None:
    """First the password, then the code; a wrong code does not let in."""
    set_one_time_code(bohdan, SECRET)
    _log_in(client)
    assert client.get("/guarded/").status_code == 302
    client.post("/en/account/code/", {"code": "000000" if _code() != "000000" else "111111"})
    assert client.get("/guarded/").status_code == 302

    client.post("/en/account/code/", {"code": _code()})

    assert client.get("/guarded/").content == b"the desk"


def test_the_secret_of_the_codes_is_sealed(bohdan: User) -> None:
    """The database does not give it away."""
    set_one_time_code(bohdan, SECRET)

    stored = json.dumps(Authenticator.objects.get(user=bohdan).data)
    assert SECRET not in stored


def test_a_closed_account_is_out_at_once(client: Client, bohdan: User) -> None:
    """An open session ends with the account."""
    set_one_time_code(bohdan, SECRET)
    client.force_login(bohdan)
    assert client.get("/guarded/").content == b"the desk"
    User.objects.filter(pk=bohdan.pk).update(is_active=False)

    assert client.get("/guarded/").status_code == 302


def test_passwords_are_stored_as_argon2(bohdan: User) -> None:
    """Slow to guess, and nothing of it in the column."""
    assert bohdan.password.startswith("homeward_argon2$argon2id$")
    assert bohdan.check_password(PASSWORD)
    assert not bohdan.check_password(PASSWORD + "x")
