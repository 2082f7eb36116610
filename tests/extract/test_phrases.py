"""Phrases of the tables: what their signs stand for (docs/reading.md, "For a linguist")."""

from __future__ import annotations

import pytest

from homeward.extract.phrases import Lexicon


def _found(phrases: list[str], text: str) -> list[str]:
    lexicon = Lexicon([{"phrase": phrase, "value": ""} for phrase in phrases])
    return [text[hit.start : hit.end] for hit in lexicon.find(text)]


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("попал в плен", "он попал в плен.", ["попал в плен"]),
        ("попал в плен", "он попал в пленку", []),
        ("попал в плен", "он пропал в плен", []),
        ("плен*", "пленные и плен", ["пленные", "плен"]),
        ("взят*/попал* в плен", "взяты в плен, попали в плен", ["взяты в плен", "попали в плен"]),
        ("не [был] взят", "не был взят, не взят", ["не был взят", "не взят"]),
        ("ищу … сына", "ищу уже второй год сына", ["ищу уже второй год сына"]),
        ("ищу … сына", "ищу сына", ["ищу сына"]),
        ("ищу … сына", "ищу вот уже целых два года сына", []),
        ("р. н", "1990 р. н.", ["р. н"]),
        ("пропал без", "пропал, без вести", ["пропал, без"]),
        ("пропал без", "пропал\nбез вести", ["пропал\nбез"]),
        ("ёлка", "елка", ["елка"]),
    ],
)
def test_signs(phrase: str, text: str, found: list[str]) -> None:
    """A star is any ending, a slash either word, brackets may be missing, dots up to four words."""
    assert _found([phrase], text) == found


def test_the_longest_wins() -> None:
    """Of phrases that begin at one place the longest is meant, and nothing inside it is found."""
    assert _found(["в плен", "в плену", "плену был*", "в плену был*"], "в плену была") == [
        "в плену была"
    ]
