"""What could not be read is told in the reader's language, with its place."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest
from django.utils import translation

from homeward import pictures, sources
from homeward.web.desk.file_words import PLACES, WHY, where, why

SENTENCE = re.compile(r"[a-zA-Z].* .* .*")
ELSEWHERE = {"MEDIA_NOT_READ"}  # said by the command `trace` alone


def sentences_of_the_engine() -> dict[str, str]:
    """What the readers of files and pictures may say: their constants that are sentences."""
    found = {}
    for package in (sources, pictures):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            constants = vars(importlib.import_module(module.name))
            for name, text in constants.items():
                if name.isupper() and isinstance(text, str) and SENTENCE.match(text):
                    found[f"{module.name}.{name}"] = text
    return {key: text for key, text in found.items() if key.rpartition(".")[2] not in ELSEWHERE}


def test_every_sentence_of_the_engine_has_words_of_ours() -> None:
    """A new one without them would stand in English before a Ukrainian reader."""
    engine = sentences_of_the_engine()
    assert len(engine) > 30
    assert {key for key, text in engine.items() if text not in WHY} == set()


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_each_is_translated_and_its_parts_are_kept(language: str) -> None:
    """Also those with a cell, a size or a second in them."""
    with translation.override(language):
        for template in WHY:
            said = template.format(
                cell="C7", error="#REF!", why="no", number=3, width=4, height=5, at=6.0
            )
            assert why(said) != said
            assert re.search("[а-яіїєґ]", why(said))
            for part in ("C7", "#REF!", "6.0"):
                assert (part in why(said)) == (part in said)
        for template in PLACES:
            assert re.search("[а-яіїєґ]", where(template.format(n=3, m=4, rest="x", sheet="Y")))


def test_places_keep_what_is_not_ours() -> None:
    """Names of sheets and addresses stay; what nobody knows stays as it is."""
    with translation.override("uk"):
        assert where("Полонені row 12") == "Полонені, рядок 12"
        assert where("chat 77 after message -5") == "чат 77, після: повідомлення -5"
        assert where("https://example.org/a page 3") == "https://example.org/a, сторінка 3"
        assert (where(""), why("something new")) == ("", "something new")
