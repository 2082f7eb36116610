"""Marks in a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from homeward.web.desk.highlight import Marked, Piece, passage, passage_pieces, pieces

marks = st.builds(
    Marked, st.integers(-2, 30), st.integers(-2, 30), st.sampled_from(["this", "said"]), st.just(1)
)


@given(st.text(max_size=25), st.lists(marks, max_size=6))
def test_nothing_of_the_text_is_lost(text: str, found: list[Marked]) -> None:
    """Whatever the marks are, even wrong ones, the pieces make up the text."""
    assert "".join(piece.text for piece in pieces(text, found)) == text


def test_of_two_marks_on_one_place_the_higher_shows() -> None:
    """A name inside what is said stays a name."""
    found = pieces("abcdef", [Marked(0, 6, "said", 2), Marked(2, 4, "this", 3)])

    assert found == [Piece("ab", "said"), Piece("cd", "this"), Piece("ef", "said")]


def test_the_passage_holds_the_name_and_what_is_said_of_it() -> None:
    """Of a long list one line is shown; a far away field does not draw in everything between."""
    text = "Перший Хтось\n" + "Лосенко Остап, 12.04.1991\n" + "Інший Хтось\n" * 100 + "полон"
    name, day = text.index("Лосенко"), text.index("12.04")
    mention = {
        "span": [name, name + 13],
        "fields": [
            {"span": [day, day + 10], "name": "birth_date", "value": "1991-04-12"},
            {"span": [len(text) - 5, len(text)], "name": "status", "value": "captive"},
        ],
    }

    start, end = passage(text, mention)

    assert text[start:end] == "Лосенко Остап, 12.04.1991"
    assert [piece.kind for piece in passage_pieces(text, mention)] == ["this", "", "said"]
