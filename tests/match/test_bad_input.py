"""Names that are none, or hardly: a clear error or a defined reading, never a sure match."""

import pytest

from homeward.errors import BadInput
from homeward.match import compare
from homeward.records import PersonRecord, WrittenName


def score(ours: str, theirs: str) -> float:
    a, b = (PersonRecord(id="", name=WrittenName(name)) for name in (ours, theirs))
    return compare(a, b).score


NO_LETTERS = ("", " ", "😀", "123", "---", "'", "\u200f", "?")


@pytest.mark.parametrize("name", NO_LETTERS)
@pytest.mark.parametrize("other", ["", "Гнатюк Остап Романович", "😀"])
def test_what_has_no_letters_is_no_name(name: str, other: str) -> None:
    """Two names that say nothing are as likely one person as any two records."""
    assert score(name, other) < 0.001


def test_one_letter_says_hardly_anything() -> None:
    """A letter beside the same letter, or beside a name that begins with it, is no match."""
    assert score("О", "О") < 0.01
    assert score("О", "Гнатюк Остап") < 0.01


def test_ten_thousand_characters_are_an_error() -> None:
    """A text pasted into a field of names is told as such, without its words."""
    with pytest.raises(BadInput, match="10000 characters are no name") as caught:
        score("Гнатюк " * 1428 + "Отут", "Гнатюк Остап")

    assert "Гнатюк" not in str(caught.value)


@pytest.mark.parametrize(
    "written",
    [
        "😀 Гнатюк Остап Романович",
        "\u200fГнатюк\u200e Остап \u202bРоманович\u202c",
        "Гнaтюк Ocтaп Poмaнoвич",  # Latin а, О, с, Р, о inside
        "Гнатюк\nОстап\tРоманович",
        "Гнатюк\u00a0Остап Романович",
        "Гна\u00adтюк Оста\u0301п Романович",
        "ГНАТЮК  ОСТАП,РОМАНОВИЧ",
    ],
)
def test_signs_around_a_name_do_not_change_it(written: str) -> None:
    """Emoji, marks of direction, look-alike letters, odd spaces: the name is read all the same."""
    assert score(written, "Гнатюк Остап Романович") > 0.95


@pytest.mark.parametrize("nothing", ["nan", "None", "null", "невідомо"])
def test_a_word_for_nothing_is_no_evidence_for_a_person(nothing: str) -> None:
    """What tables write for an empty cell never makes a match that anybody would be told of."""
    assert score(nothing, nothing) < 0.5
    assert score(nothing, "Гнатюк Остап Романович") < 0.01
