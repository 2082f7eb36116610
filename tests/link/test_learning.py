"""What people decide on pairs makes the weights better; what is decided at random does not."""

from __future__ import annotations

from itertools import pairwise
from math import log

import pyarrow as pa

from homeward.index.table import clean
from homeward.link import Judgement, People, Register, Verdict
from homeward.world.dice import Dice
from homeward.world.inflect import given_form, surname_form
from homeward.world.vocabulary import given_names, surnames

SEEDS = (1, 2, 3)
PEOPLE = 120  # fewer than tell anything by themselves
SURNAMES, GIVEN_NAMES = 25, 6  # so few that there are namesakes
LEAST = 1e-6  # a score of a pair that was not found


def _tables(seed: int) -> tuple[pa.Table, pa.Table]:
    """The same people twice; the second clerk has every year of birth two or three years off."""
    ours, theirs = [], []
    for number in range(PEOPLE):
        dice = Dice(seed, "judged", number)
        sex = "mf"[number % 2]
        family_name = surname_form(surnames("ua").things[dice.below(SURNAMES)], "uk", sex)
        given = given_names("ua", sex, "adults").things[dice.below(GIVEN_NAMES)]
        name, year = f"{family_name} {given_form(given, 'uk')}", 1950 + dice.below(50)
        ours.append((f"a{number}", name, str(year)))
        theirs.append((f"b{number}", name, str(year + dice.pick((-3, -2, 2, 3)))))
    return _clean(ours), _clean(theirs)


def _clean(rows: list[tuple[str, str, str]]) -> pa.Table:
    columns = zip(("id", "name", "birth_date"), zip(*rows, strict=True), strict=True)
    return clean(pa.table({name: pa.array(column) for name, column in columns}), "test").rows


def _loss(seed: int, judgements: list[Judgement]) -> float:
    """Log-loss of the second half of the people, by what was learnt with judgements."""
    ours, theirs = (People.of(rows) for rows in _tables(seed))
    register = Register(theirs)
    register.learn(ours, judgements)
    found = register.link(ours, threshold=LEAST).to_pylist()
    scores = {(row["id_a"][1:], row["id_b"][1:]): min(row["score"], 1 - LEAST) for row in found}
    asked = [str(number) for number in range(PEOPLE // 2, PEOPLE)]
    right = sum(-log(scores.get((one, one), LEAST)) for one in asked)
    wrong = [score for (one, other), score in scores.items() if one != other and one in asked]
    return (right + sum(-log(1 - score) for score in wrong)) / len(asked)


def test_judgements_improve_the_weights() -> None:
    """Pairs judged the same in one half make the scores of the other half better by a fifth at
    least; as many pairs judged at random make them no better."""
    half = range(PEOPLE // 2)
    right = [Judgement(f"a{n}", f"b{n}", Verdict.SAME) for n in half]
    random = [Judgement(f"a{n}", f"b{other}", Verdict.SAME) for n, other in pairwise(half)]
    without, with_right, with_random = (
        sum(_loss(seed, judged) for seed in SEEDS) for judged in ([], right, random)
    )

    assert with_right < 0.8 * without
    assert with_random >= without
