"""What somebody learns who tries codes."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from tests.office import Family

from homeward.seal.codes import FULL, new_code
from homeward.web.registry.codes import NoSuchCase, open_case

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

pytestmark = pytest.mark.django_db


@pytest.fixture
def olena(settings: SettingsWrapper, office: object) -> Family:
    """Her code costs as much as in production."""
    from tests.office import ask

    settings.HOMEWARD_CODE_COST = FULL
    return ask()


def _work(typed: str) -> float:
    """Seconds of the processor for one typed code, so that a busy machine does not matter."""
    began = time.process_time()
    Client().post("/uk/read/", {"code": typed})
    return time.process_time() - began


@pytest.mark.rule("ENU-1")
def test_a_code_that_opens_costs_what_any_other_costs(
    olena: Family,
    full: bool,  # noqa: FBT001  # a fixture
) -> None:
    """Known, unknown, mistyped and no code, interleaved: the medians of the work are near.

    A busy machine may disturb a few rounds; more of them outvote it, but no real difference.
    """
    rounds, most, near = (300, 300, 0.05) if full else (7, 49, 0.15)
    kinds = {"known": lambda: olena.code, "unknown": new_code, "short": lambda: "12345"}
    took: dict[str, list[float]] = {kind: [] for kind in kinds}
    apart = near
    while apart >= near and len(took["known"]) < most:
        for _ in range(rounds):
            for kind, typed in kinds.items():
                took[kind].append(_work(typed()))
        medians = [median(of_kind) for of_kind in took.values()]
        apart = max(medians) / min(medians) - 1

    assert apart < near


def test_a_guess_costs_a_derivation(olena: Family) -> None:
    """The control: without the cost of a code the work would be far below it."""
    began = time.process_time()
    with pytest.raises(NoSuchCase):
        open_case("12345")
    assert time.process_time() - began > 0.05
