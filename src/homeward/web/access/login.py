"""Logging in: a name, a password and a one-time code. Nobody signs up by himself."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from homeward.seal.records import open_body, seal_body
from homeward.web.access.models import User
from homeward.web.access.roles import Role

CONTEXT = b"homeward one-time-code secret v1"


class StaffRequest(HttpRequest):
    """A request of a member of staff who gave a one-time code."""

    user: User


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Accounts are made by administrators."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth's signature
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The desk; whoever is only an administrator has no work there."""
        user = request.user
        if isinstance(user, User) and user.roles == {Role.ADMINISTRATOR}:
            return reverse("staff")
        return str(super().get_login_redirect_url(request))

    def get_client_ip(self, request: HttpRequest) -> str:  # noqa: ARG002
        return ""  # R29: no address is looked at, so none can be kept


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of one-time codes are sealed under the site's own key."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal_body(text.encode(), _key(), context=CONTEXT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return open_body(base64.b64decode(encrypted_text), _key(), context=CONTEXT).decode()


def _key() -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=CONTEXT)
    return kdf.derive(settings.SECRET_KEY.encode())


def has_one_time_code(user: User) -> bool:
    """Whether a login of this person needs a one-time code."""
    return bool(
        Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists()
    )


def set_one_time_code(user: User, secret: str) -> None:
    """Give a person a known secret (base32): for invented people of a demo and for tests."""
    TOTP.activate(user, secret)


P = ParamSpec("P")


def staff_only(
    view: Callable[Concatenate[StaffRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let in whoever is logged in and has a one-time code; send others to get one."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, User) or not request.user.is_active:
            return redirect("account_login")
        if not has_one_time_code(request.user):
            return redirect("mfa_activate_totp")
        return view(cast("StaffRequest", request), *args, **kwargs)

    return guarded
