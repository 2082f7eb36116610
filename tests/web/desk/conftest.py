"""Staff at the desk: clients that are logged in with a one-time code."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.utils import translation
from tests.office import search_all, staff

from homeward.web.access.login import set_one_time_code
from homeward.web.access.models import Office, User
from homeward.web.access.roles import Role
from homeward.web.evidence.models import EvidenceItem
from homeward.web.matching.server import Matcher
from homeward.web.review.models import Candidate

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def in_ukrainian() -> Iterator[None]:
    """Addresses are made in Ukrainian, whatever the test before asked for."""
    with translation.override("uk"):
        yield


def at_the_desk(user: User) -> Client:
    """A client that gave password and code."""
    set_one_time_code(user, SECRET)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def desk_of_bohdan(bohdan: User) -> Client:
    return at_the_desk(bohdan)


@pytest.fixture
def desk_of_daryna(daryna: User) -> Client:
    return at_the_desk(daryna)


@pytest.fixture
def desk_of_iryna(iryna: User) -> Client:
    return at_the_desk(iryna)


@pytest.fixture
def in_role(office: Office) -> Callable[[Role], Client]:
    """A client of somebody of this office with one role."""

    def made(role: Role) -> Client:
        return at_the_desk(staff(f"somebody-{role}", office, role))

    return made


@pytest.fixture
def found(olena: object, post: EvidenceItem, running_matcher: Matcher) -> Candidate:
    """What the standing search found, with the matcher behind its real socket."""
    search_all(running_matcher)
    return Candidate.objects.get(pair__mention__item=post)
