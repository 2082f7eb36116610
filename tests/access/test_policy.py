"""Who may do what: the permission table, asked as sentences about people."""

from __future__ import annotations

import pytest
from tests.office import Family, ask, staff

from homeward.errors import NotAllowed
from homeward.web.access.actions import grant_role, propose_role, withdraw_role
from homeward.web.access.models import Office, User
from homeward.web.access.policy import PERMISSIONS, allowed, require
from homeward.web.access.roles import Role
from homeward.web.registry.models import SoughtPerson, TracingRequest

CASE_VERBS = [verb for verb in PERMISSIONS if verb.split(".")[0] in {"request", "relationship"}]


@pytest.mark.parametrize("verb", CASE_VERBS)
def test_bohdan_works_the_case_and_iryna_does_not(
    verb: str, olena: Family, bohdan: User, iryna: User
) -> None:
    """A case is open to caseworkers of its office and to nobody else."""
    request = olena.request()

    assert allowed(bohdan, verb, request)
    assert not allowed(iryna, verb, request)
    with pytest.raises(NotAllowed):
        require(iryna, verb, request)


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.CASEWORKER])
def test_other_roles_of_the_office_see_no_case(role: Role, olena: Family, office: Office) -> None:
    """A volunteer, an analyst, an auditor or an administrator of the same office reads no case."""
    person = staff("somebody", office, role)
    request = olena.request()

    expected = role is Role.PROTECTION_OFFICER
    assert allowed(person, "request.read", request) is expected
    assert TracingRequest.objects.visible_to(person).exists() is expected


def test_lists_and_single_objects_follow_one_rule(olena: Family, bohdan: User, iryna: User) -> None:
    """`visible_to` shows exactly what the table allows to read."""
    for person in (bohdan, iryna):
        seen = set(TracingRequest.objects.visible_to(person))
        assert seen == {
            r for r in TracingRequest.objects.all() if allowed(person, "request.read", r)
        }


@pytest.mark.rule("R23")
def test_a_childs_case_is_for_protection_officers(office: Office, bohdan: User) -> None:
    """A caseworker does not even see that the case exists."""
    child = ask(category="child")
    officer = staff("olha", office, Role.PROTECTION_OFFICER)

    assert not allowed(bohdan, "request.read", child.request())
    assert not TracingRequest.objects.visible_to(bohdan).exists()
    assert not SoughtPerson.objects.visible_to(bohdan).exists()
    assert list(TracingRequest.objects.visible_to(officer)) == [child.request()]


def test_what_is_not_in_the_table_is_allowed_to_nobody(office: Office) -> None:
    """A forgotten row refuses; it does not let in."""
    everything = staff("everything", office, *Role)

    assert not allowed(everything, "case.sell")


def test_a_closed_account_may_do_nothing(olena: Family, bohdan: User) -> None:
    """Closing an account takes all rights away at once."""
    bohdan.is_active = False
    bohdan.save()

    assert not allowed(User.objects.get(pk=bohdan.pk), "request.read", olena.request())


def test_a_role_is_granted_by_two_administrators(office: Office, iryna: User) -> None:
    """One proposes, another confirms; taking it away needs one."""
    one, two = (staff(name, office, Role.ADMINISTRATOR) for name in ("one", "two"))
    propose_role(iryna, Role.ANALYST, by=one)

    with pytest.raises(NotAllowed):
        grant_role(iryna, Role.ANALYST, by=one)
    with pytest.raises(NotAllowed):
        propose_role(iryna, Role.ANALYST, by=iryna)
    assert Role.ANALYST not in User.objects.get(pk=iryna.pk).roles

    grant_role(iryna, Role.ANALYST, by=two)
    assert Role.ANALYST in User.objects.get(pk=iryna.pk).roles
    withdraw_role(iryna, Role.ANALYST, by=one)
    assert Role.ANALYST not in User.objects.get(pk=iryna.pk).roles
