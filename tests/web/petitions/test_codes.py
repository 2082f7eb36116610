"""Who may sign: codes of cases, of invitations, on sheets, of supporters."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.office import Family

from homeward.errors import AlreadyUsed, BadInput, NotAllowed
from homeward.web.access.models import LogEntry, User
from homeward.web.petitions import actions, codes
from homeward.web.petitions.models import CodesGiven, Kind
from homeward.web.review import actions as review
from homeward.web.review.models import Fact

GIVEN = re.compile(r"given-code[^>]*>([^<]+)<")


@pytest.mark.rule("R36")
def test_a_relatives_code_only_after_the_check(olena: Family, bohdan: User) -> None:
    """Before R36 a supporter's code; after it three of a relative, and no fourth."""
    assert codes.give_to_case(olena.open())[0] is Kind.SUPPORTER
    review.record_relationship_check(olena.request(), by=bohdan, facts=[Fact.TOY], passed=True)
    before = LogEntry.objects.count()
    given = {codes.give_to_case(olena.open()) for _ in range(codes.MOST_OF_A_CASE)}
    assert {kind for kind, _ in given} == {Kind.RELATIVE}
    assert olena.code not in {code for _, code in given}
    with pytest.raises(AlreadyUsed):
        codes.give_to_case(olena.open())
    assert CodesGiven.objects.get().count == codes.MOST_OF_A_CASE
    assert LogEntry.objects.count() == before  # no line tells at what moment a family came


def test_invitations_end_after_two_steps(db: None) -> None:
    """A relative invites two, once; those invite two; theirs invite nobody. All of own class."""
    first = codes.new_codes(Kind.RELATIVE)[0]
    second = codes.invite(first)
    assert len(second) == 2
    with pytest.raises(AlreadyUsed):
        codes.invite(first)
    third = codes.invite(second[0])
    assert {codes.look_up(code).kind for code in (*second, *third)} == {Kind.INVITED}
    with pytest.raises(AlreadyUsed):
        codes.invite(third[0])
    with pytest.raises(AlreadyUsed):
        codes.invite(codes.new_codes(Kind.SUPPORTER)[0])


def test_sheets_are_for_staff(bohdan: User, iryna: User, db: None) -> None:
    """A permission, a number that fits on a sheet, a class of their own."""
    made = actions.print_codes(3, by=bohdan)
    assert {codes.look_up(code).kind for code in made} == {Kind.PRINTED}
    with pytest.raises(BadInput):
        actions.print_codes(0, by=bohdan)
    iryna.is_active = False  # her account is closed
    with pytest.raises(NotAllowed):
        actions.print_codes(1, by=iryna)


def test_codes_by_the_pages(olena: Family) -> None:
    """A family, a supporter, an invitation; a wrong code is told apart from nothing."""
    browser = Client(enforce_csrf_checks=True)
    page = browser.post("/en/petitions/code/case/", {"code": olena.code})
    assert len(GIVEN.findall(page.content.decode())) == 1
    assert browser.post("/en/petitions/code/case/", {"code": "1" * 21}).status_code == 400
    page = browser.post("/en/petitions/code/supporter/")
    code = GIVEN.findall(page.content.decode())[0]
    assert codes.look_up(code).kind is Kind.SUPPORTER
    assert browser.post("/en/petitions/code/invite/", {"code": code}).status_code == 400
    relative = codes.new_codes(Kind.RELATIVE)[0]
    page = browser.post("/uk/petitions/code/invite/", {"code": relative})
    assert len(GIVEN.findall(page.content.decode())) == 2
