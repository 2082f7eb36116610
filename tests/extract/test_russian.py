"""The Russian dictionary, read without the library that it was made for."""

from __future__ import annotations

import pymorphy3
import pytest
from pymorphy3.units import DictionaryAnalyzer

from homeward.extract import russian

WORDS = (
    "стали", "мой", "все", "пересек", "елка", "еж", "длинношеее", "замков", "ищем", "сын",
    "надежда", "вера", "любовь", "днепр", "белая", "коваль", "ивановой", "по-русски", "зсу",
    "шукаємо", "щшъ", "", "а", "е", "word",
)  # fmt: skip


@pytest.fixture(scope="module")
def library() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru", units=[DictionaryAnalyzer()])


@pytest.mark.parametrize("word", WORDS)
def test_tags_are_those_of_the_library(library: pymorphy3.MorphAnalyzer, word: str) -> None:
    """Same tags, same order; a word in small letters may stand for one with ё."""
    assert russian.tags(word) == tuple(map(str, library.tag(word)))


def test_known_and_unknown() -> None:
    """Most words may be several things; a word that the dictionary lacks is nothing."""
    assert {tag[:4] for tag in russian.tags("стали")} == {"NOUN", "VERB"}
    assert russian.tags("шукаємо") == ()
