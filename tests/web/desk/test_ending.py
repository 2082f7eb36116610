"""The page of requests that end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from tests.office import Family
from tests.web.desk.conftest import at_the_desk

from homeward.web.access.models import User
from homeward.web.registry import expiry, weeks
from homeward.web.registry.models import State, TracingRequest
from homeward.web.review.models import Candidate


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    def move(by: int) -> None:
        then = weeks.this_week() + timedelta(weeks=by)
        monkeypatch.setattr(expiry, "this_week", lambda: then)

    return move


@pytest.mark.rule("R27")
def test_the_office_sees_whom_to_warn(
    olena: Family, bohdan: User, iryna: User, later: Callable[[int], None]
) -> None:
    """By its number, without a name; another office sees nothing."""
    later(48)
    expiry.warn()
    short = str(olena.request().pk)[:8]
    page = at_the_desk(bohdan).get("/en/desk/ending/").content.decode()

    assert short in page
    assert olena.told["name"] not in page
    assert short not in at_the_desk(iryna).get("/en/desk/ending/").content.decode()


@pytest.mark.rule("R27")
def test_two_people_end_what_is_held(
    candidate: Candidate, olena: Family, bohdan: User, daryna: User, later: Callable[[int], None]
) -> None:
    """One proposes on the page, another agrees; the first cannot do both."""
    pk = olena.request().pk
    later(47)
    expiry.warn()
    later(53)
    one, other = at_the_desk(bohdan), at_the_desk(daryna)
    assert "Propose that it ends" in one.get("/en/desk/ending/").content.decode()

    def press(browser: Client, agree: str) -> str:
        browser.post(f"/en/desk/case/{pk}/end/", {"agree": agree})
        return str(TracingRequest.objects.get(pk=pk).state)

    assert press(one, "yes") == State.OPEN
    assert press(one, "no") == State.OPEN
    assert press(one, "yes") == State.OPEN
    assert "You proposed" in one.get("/en/desk/ending/").content.decode()
    assert press(other, "yes") == State.DORMANT
