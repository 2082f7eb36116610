"""Names are read at the pace of their kinds: what needs no letters is worked out once."""

from __future__ import annotations

import pytest

from homeward.names import PartRole, parse_name
from homeward.names.endings import LONGEST, ending_of, endings, rules_for
from homeward.names.plan import plan_of

WORDS = ("ковальчук", "іванової", "садовому", "петрівною", "олексієві", "зеленської", "ко", "я")


def test_names_of_one_kind_share_a_plan() -> None:
    """Two names whose words may be the same things are read by one plan, in their own letters."""
    plan_of.cache_clear()
    names = [parse_name(f"{surname} Назар") for surname in ("Тарбуренко", "Гарбуренко")]

    assert plan_of.cache_info().misses == 1
    found = [name.best.of(PartRole.FAMILY)[0].forms for name in names]
    assert found == [("тарбуренко",), ("гарбуренко",)]


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("role", [PartRole.FAMILY, PartRole.GIVEN, PartRole.PATRONYMIC])
def test_the_longest_ending_tells_all_rules(word: str, role: PartRole) -> None:
    """A word's longest ending has every rule of its shorter ones, the shortest first."""
    tails = [word[len(word) - size :] for size in range(min(LONGEST, len(word)) + 1)]
    every = [rule for tail in tails for rule in endings(role).get(tail, ())]

    assert [rule for _, rule in rules_for(role, ending_of(word), None)] == every
