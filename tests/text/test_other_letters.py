"""Letters beyond Latin and Cyrillic."""

import pytest

from homeward.text import fold_word, repair, tokens
from homeward.text.other_letters import is_abjad, may_be_read_so


@pytest.mark.parametrize(
    ("text", "latin"),
    [("თამარ", "tamar"), ("Արամ", "Aram"), ("Γιάννης", "Giannis"), ("キム", "kimu"), ("김", "gim")],
)
def test_alphabets_and_syllables_become_latin(text: str, latin: str) -> None:
    """Georgian, Armenian, Greek, Japanese and Korean names are read by their sounds."""
    assert repair(text).text == latin


def test_words_keep_their_places() -> None:
    """One letter may become several: the spans are those of the original."""
    text = "შოთა Берідзе"

    assert [text[word.span.start : word.span.end] for word in tokens(text)] == text.split()


@pytest.mark.parametrize(
    ("abjad", "name", "expected"),
    [
        ("رستم", "Рустам", True),
        ("کریم", "Karim", True),
        ("کریم", "Kamil", False),
        ("رستم", "Рашид", False),
        ("یا", "Іа", False),
    ],
)
def test_an_abjad_is_compared_by_its_consonants(abjad: str, name: str, expected: bool) -> None:  # noqa: FBT001 - a parameter
    """Vowels that nobody wrote may be any; consonants must agree. The key is near the name's."""
    assert is_abjad(abjad)
    assert may_be_read_so(abjad, fold_word(name)) is expected


def test_the_key_of_an_abjad_is_near_the_name() -> None:
    """A search finds Arabic letters as it finds a slip or two."""
    assert fold_word("کریم") == "krim"
    assert fold_word("رستم") == "rstm"
