"""Distinct words: what they may be, in the roles that are told."""

from __future__ import annotations

import numpy as np
import pytest

from homeward.index import wordkinds
from homeward.index.vocabulary import FAMILY, GIVEN, PATRONYMIC
from homeward.index.wordkinds import look_at_words, meanings_in

WORDS = ["Коваленка", "Гончаренка", "Марія", "Петрівна", "Романівна", "Ivanov", "Іг0р"]
ANY = np.ones(len(WORDS), np.uint8)


def test_told_roles_change_no_meaning() -> None:
    """A word that is told to be a family name may be the same ones as where nothing is told."""
    told = look_at_words(WORDS, np.full(len(WORDS), 2, np.uint8))
    free = look_at_words(WORDS, ANY)
    for ours, all_of_it in zip(told.kept, free.kept, strict=True):
        assert meanings_in(ours, FAMILY) == meanings_in(all_of_it, FAMILY)
        assert not meanings_in(ours, GIVEN)
        assert not meanings_in(ours, PATRONYMIC)


def test_words_of_one_kind() -> None:
    """Two patronymics that are read alike are of one kind; an odd word is read alone."""
    found = look_at_words(WORDS, ANY)
    assert found.kinds[3, 1 + PATRONYMIC] == found.kinds[4, 1 + PATRONYMIC]
    assert found.kinds[0, 0] != found.kinds[2, 0]
    assert (found.kinds[-1] == wordkinds.ONE_BY_ONE).all()


def test_shared_between_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several processes find what one finds."""
    monkeypatch.setattr(wordkinds, "MANY", 2)
    monkeypatch.setattr(wordkinds, "CHUNK", 2)
    one, two = look_at_words(WORDS, ANY), look_at_words(WORDS, ANY, 2)
    assert one.kept == two.kept
    assert one.shapes == two.shapes
    assert (one.kinds == two.kinds).all()
