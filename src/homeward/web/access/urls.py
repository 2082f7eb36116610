"""Logging in and out. Signing up, resetting by mail and changing mail do not exist here."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path

from homeward.web.access.alerts import alerts
from homeward.web.access.staff import staff

urlpatterns = [
    path("alerts/", alerts, name="alerts"),
    path("staff/", staff, name="staff"),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("code/", mfa.authenticate, name="mfa_authenticate"),
    path("code/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("code/overview/", mfa.index, name="mfa_index"),
    path("code/new/", totp.activate_totp, name="mfa_activate_totp"),
    path("code/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("recovery/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]
