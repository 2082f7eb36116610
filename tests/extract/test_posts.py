"""Posts of which only the names are marked (docs/gold-set.md): how they are read, how well."""

from __future__ import annotations

from pathlib import Path

import pytest

from homeward.extract import read
from homeward.extract.corpora import read_posts
from homeward.extract.score import Tally

HELD_OUT = Path(__file__).parents[1] / "accuracy" / "posts" / "held_out"
# F1 of exact spans that must be reached: kept a little below what was measured.
LEAST = {"people": 0.8, "news_uk": 0.84}


def test_marks_give_spans_of_the_text_without_them(tmp_path: Path) -> None:
    """A line `%%` parts posts; square brackets twice are around a name."""
    path = tmp_path / "posts.txt"
    path.write_text("Хто бачив [[Ярему Гайку]]\nй [[Остапа]]?\n%%\nВідбій!\n", encoding="utf-8")

    people, nobody = read_posts(path)

    assert people.text == "Хто бачив Ярему Гайку\nй Остапа?"
    assert [span.of(people.text) for span in people.people] == ["Ярему Гайку", "Остапа"]
    assert (nobody.text, nobody.people) == ("Відбій!", ())


@pytest.mark.parametrize("batch", sorted(LEAST))
def test_people_of_posts_are_found(batch: str) -> None:
    """Posts and news that were never looked at while tuning."""
    tally = Tally()
    for post in read_posts(HELD_OUT / f"{batch}.txt"):
        tally.count({mention.span for mention in read(post.text)}, set(post.people))

    assert tally.f1 >= LEAST[batch]
