"""The page of administrators: accounts, and roles by two people."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from tests.office import staff

from homeward.web.access.login import set_one_time_code
from homeward.web.access.models import LogEntry, Office, RoleGrant, User
from homeward.web.access.roles import Role

pytestmark = pytest.mark.django_db
PAGE = "/en/account/staff/"


def browser_of(user: User) -> Client:
    set_one_time_code(user, "JBSWY3DPEHPK3PXP")
    browser = Client()
    browser.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return browser


@pytest.fixture
def administrators(office: Office) -> tuple[Client, Client]:
    one, two = (staff(name, office, Role.ADMINISTRATOR) for name in ("one", "two"))
    return browser_of(one), browser_of(two)


@pytest.mark.rule("INS-1")
def test_a_role_is_proposed_by_one_and_given_by_another(
    administrators: tuple[Client, Client], iryna: User
) -> None:
    """On the page, too: whoever proposed sees no button to give it, and sending it is refused."""
    one, two = administrators
    asked = {"user": str(iryna.pk), "role": "analyst"}
    one.post(PAGE, asked | {"as": "propose"})
    assert 'value="agree"' not in one.get(PAGE).content.decode()
    one.post(PAGE, asked | {"as": "agree"})
    assert not RoleGrant.objects.filter(user=iryna, role="analyst").exists()

    assert 'value="agree"' in two.get(PAGE).content.decode()
    two.post(PAGE, asked | {"as": "agree"})
    assert RoleGrant.objects.filter(user=iryna, role="analyst").exists()
    one.post(PAGE, asked | {"as": "withdraw"})
    assert not RoleGrant.objects.filter(user=iryna, role="analyst").exists()


def test_a_proposal_can_be_dropped_and_nonsense_changes_nothing(
    administrators: tuple[Client, Client], iryna: User
) -> None:
    """A role that there is not, a person that there is not, a proposal that is gone."""
    one, two = administrators
    asked = {"user": str(iryna.pk), "role": "auditor"}
    one.post(PAGE, asked | {"as": "propose"})
    two.post(PAGE, asked | {"as": "decline"})
    for wrong in (asked | {"as": "agree"}, asked | {"as": "sell"}, {"user": "x", "as": "agree"},
                  {"user": str(iryna.pk), "role": "king", "as": "propose"}):  # fmt: skip
        assert two.post(PAGE, wrong).status_code == 302
    assert [row.role for row in iryna.grants.all()] == ["caseworker"]


def test_a_new_account_may_do_nothing_until_two_gave_it_a_role(
    administrators: tuple[Client, Client], office: Office
) -> None:
    """The password is shown once; the log has ids only; a bad login name is said."""
    one, _ = administrators
    for wrong in ("", "Ірина", "a b", "one"):
        assert 'role="alert"' in one.post(PAGE, {"username": wrong}).content.decode()
    typed = {"username": "marta", "display_name": "Marta", "office": str(office.pk)}
    text = one.post(PAGE, typed).content.decode()
    shown = re.search(r"<code>([^<]+)</code>", text)
    made = User.objects.get(username="marta")
    assert shown is not None
    assert made.check_password(shown[1])
    assert made.roles == frozenset()
    assert made.office == office
    assert shown[1] not in one.get(PAGE).content.decode()
    assert "marta" not in str(LogEntry.objects.get(event__verb="person.added").event)


@pytest.mark.parametrize("role", [one for one in Role if one != Role.ADMINISTRATOR])
def test_nobody_else_opens_it(role: Role, office: Office) -> None:
    """Neither to read nor to send."""
    browser = browser_of(staff("somebody", office, role))
    assert browser.get(PAGE).status_code == 403
    assert browser.post(PAGE, {"username": "marta"}).status_code == 403
    assert not User.objects.filter(username="marta").exists()


def test_a_new_site_begins_with_two_administrators(db: None) -> None:
    """Once; not with one name for both, and not where there is somebody."""
    with pytest.raises(CommandError):
        call_command("first_people", "Office", "adam", "adam")
    assert not User.objects.exists()
    said = StringIO()
    call_command("first_people", "Office", "adam", "alla", stdout=said)
    assert Office.objects.get().takes_filings
    for name, password in re.findall(r"(\w+)  password (\S+)", said.getvalue()):
        user = User.objects.get(username=name)
        assert user.check_password(password)
        assert user.roles == {Role.ADMINISTRATOR}
    with pytest.raises(CommandError, match="already"):
        call_command("first_people", "Office", "eva", "ewa")
    assert User.objects.count() == 2
