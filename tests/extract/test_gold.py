"""The gold set: its format, and a gate that no field falls below."""

import csv
from pathlib import Path

import pytest

from homeward.errors import UnusableRow
from homeward.extract import read
from homeward.extract.gold import parse_gold, read_gold, texts_of
from homeward.extract.score import Score, score_text
from homeward.records import FieldName, Polarity, Role

GOLD = Path(__file__).parents[1] / "accuracy" / "gold"
GATE = Path(__file__).parents[1] / "accuracy" / "reading_gate.csv"


@pytest.fixture(scope="module")
def score() -> Score:
    total = Score()
    for text in texts_of(read_gold(GOLD), held_out=False):
        score_text(total, text, read(text.text, text.posted))
    return total


def test_marks_are_taken_out_and_understood() -> None:
    """The text is what remains without marks; owners, values and polarity are kept."""
    person = "[1 sought=Лосев Иван:Лосева [1.call_sign:Ель] Ивана]"
    content = f"=== a 2024-01-02\n{person}, [1.status=captive?:в плену]"

    (text,) = parse_gold(content)

    assert text.text == "Лосева Ель Ивана, в плену"
    assert text.people[1].role is Role.SOUGHT
    assert text.people[1].spans[0].of(text.text) == "Лосева Ель Ивана"
    assert [(f.name, f.value, f.polarity) for f in text.fields] == [
        (FieldName.CALL_SIGN, "Ель", Polarity.ASSERTED),
        (FieldName.STATUS, "captive", Polarity.HEARSAY),
    ]


@pytest.mark.parametrize("broken", ["=== a\n[1 sought:Лосев", "=== a\n[2.age=3:3 года]"])
def test_a_broken_mark_is_an_error(broken: str) -> None:
    """A mark that is not closed, or a person without a name, is told, not skipped."""
    with pytest.raises(UnusableRow):
        list(parse_gold(broken))


def test_a_third_is_held_out() -> None:
    """The part that nobody tunes on is about a third, and never empty."""
    texts = list(read_gold(GOLD))

    assert 0.25 < len(texts_of(texts, held_out=True)) / len(texts) < 0.42


@pytest.mark.parametrize(
    "row", list(csv.DictReader(GATE.open(encoding="utf-8"))), ids=lambda row: row["what"]
)
def test_nothing_gets_worse(score: Score, row: dict[str, str]) -> None:
    """Each figure of the tuning part stays above the one written down."""
    what = row["what"]
    tallies = {
        "people": score.people,
        "fields": score.fields,
        "roles": score.roles,
        "forms": score.forms,
        "polarity": score.polarity,
    }
    tally = tallies[what] if what in tallies else score.by_field[FieldName(what)]

    assert tally.f1 >= float(row["least_f1"])
