"""ENU-1: three hundred known and three hundred unknown codes, interleaved."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from tests.office import ask

from homeward.seal.codes import FULL, new_code
from homeward.web.access.models import Office
from homeward.web.family.views import read
from homeward.web.registry.codes import keys_of
from homeward.web.site import flood

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

pytestmark = pytest.mark.django_db
KNOWN = 30
UNEQUAL = re.compile(r'csrfmiddlewaretoken" value="[^"]*"')


@pytest.fixture(autouse=True)
def open_gates(monkeypatch: pytest.MonkeyPatch) -> None:
    """The waiting page answers everybody alike; here it stays away."""
    monkeypatch.setattr(flood, "GATES", {})


def guess(code: str) -> tuple[Any, ...]:
    """What somebody sees who tries a code: the answer itself tells nothing of what it opens."""
    answer = Client().post("/uk/read/", {"code": code})
    headers = {name: text for name, text in answer.headers.items() if name != "Set-Cookie"}
    cookies = {
        name: (len(one.value), {key: one[key] for key in one})
        for name, one in answer.cookies.items()
    }
    return answer.status_code, len(answer.content), headers, answer["Location"], cookies


@pytest.mark.rule("ENU-1", "R12")
def test_a_known_and_an_unknown_code_are_answered_alike(office: Office, full: bool) -> None:  # noqa: FBT001  # a fixture
    """Status, length, headers, cookies and where it leads: one answer for all."""
    known, rounds = [ask().code for _ in range(KNOWN)], 10_000 if full else 300
    answers = set()
    for number in range(rounds):
        for code in (known[number % KNOWN], new_code()):
            answers.add(repr(guess(code)))
    assert len(answers) == 1


@pytest.mark.rule("ENU-1")
def test_what_the_code_opens_does_tell(office: Office) -> None:
    """The control: the page behind the answer differs, so the codes above were not all wrong."""
    pages = []
    for code in (ask().code, new_code()):
        browser = Client()
        browser.post("/uk/read/", {"code": code})
        pages.append(UNEQUAL.sub("", browser.get("/uk/read/").content.decode()))
    assert pages[0] != pages[1]


@pytest.mark.rule("ENU-1")
def test_the_medians_of_the_time_are_near(
    office: Office, settings: SettingsWrapper, *, full: bool
) -> None:
    """At the full cost of a code, 5 % in the long run; on a busy machine in CI work is counted."""
    settings.HOMEWARD_CODE_COST = FULL
    known, rounds = ask().code, 300 if full else 5
    one, other = medians(known, rounds, time.perf_counter if full else time.process_time)
    assert abs(one - other) < (0.05 if full else 0.25) * min(one, other)


@pytest.mark.rule("ENU-1")
def test_a_known_code_that_costs_more_would_be_noticed(
    office: Office, settings: SettingsWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: a site that makes the keys once more for a code that opens something."""
    settings.HOMEWARD_CODE_COST = FULL
    known = ask().code
    monkeypatch.setattr(read, "renew", lambda case: case and keys_of(new_code()))
    one, other = medians(known, 2, time.process_time)
    assert abs(one - other) > 0.25 * min(one, other)


def medians(known: str, rounds: int, clock: Callable[[], float]) -> tuple[float, float]:
    """Seconds for a known and for an unknown code, tried in turn."""
    took: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(rounds):
        for is_known, code in ((True, known), (False, new_code())):
            began = clock()
            guess(code)
            took[is_known].append(clock() - began)
    return median(took[True]), median(took[False])
