"""The sentence that proves a lead is cut out of the text just as it stands."""

from __future__ import annotations

import pytest

from homeward.records import Span
from homeward.trace.proof import proof


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "name", "sentence"),
    [
        ("Вітаю. Шукаю Лося Віталія, 1994. Дякую!", "Лося Віталія", "Шукаю Лося Віталія, 1994."),
        ("Список:\n1. Лось В. С.\n2. Коваль Т. І.", "Лось В. С.", "1. Лось В. С."),
        ("Лось В. С. Пропав у травні.", "Лось В. С.", "Лось В. С. Пропав у травні."),
        ("Лось Віталій, 1994 г. Суджа, в/ч 11111. Ищем!", "Лось Віталій",
         "Лось Віталій, 1994 г. Суджа, в/ч 11111."),
        ("Зник гр. Лось Віталій. Шукаємо.", "Лось Віталій", "Зник гр. Лось Віталій."),
        ("«Де він?» Лось Віталій пішов у травні.", "Лось Віталій", "Лось Віталій пішов у травні."),
        ("Лось\nВіталій", "Лось\nВіталій", "Лось\nВіталій"),
        ("Лось", "Лось", "Лось"),
    ],
)  # fmt: skip
def test_sentence_around_the_name(text: str, name: str, sentence: str) -> None:
    """A dot after an initial or a shortened word ends nothing; the end of a line does."""
    found = proof(text, span(text, name))

    assert found.text == sentence
    assert text[found.start : found.start + len(found.text)] == found.text
    assert found.marks[0].of(found.text) == name


def test_reaches_to_what_is_said_nearby() -> None:
    """What the text says of the person in the sentences beside the name is shown and marked."""
    text = "Добрий день. Шукаю Лося Віталія. Народився 14.02.1994. Дзвоніть."

    found = proof(text, span(text, "Лося Віталія"), [span(text, "14.02.1994")])

    assert found.text == "Шукаю Лося Віталія. Народився 14.02.1994."
    assert [mark.of(found.text) for mark in found.marks] == ["Лося Віталія", "14.02.1994"]


def test_far_words_are_left_out() -> None:
    """What stands pages away does not make the proof a page long."""
    text = "Шукаю Лося Віталія. " + "Інше речення. " * 200 + "У полоні."

    found = proof(text, span(text, "Лося Віталія"), [span(text, "У полоні")])

    assert found.text == "Шукаю Лося Віталія."


def test_endless_sentence_is_cut_between_words() -> None:
    """A text without any full stop still gives a short proof with whole words around the name."""
    text = "слово " * 500 + "Лось Віталій" + " слово" * 500

    found = proof(text, span(text, "Лось Віталій"))

    assert len(found.text) <= 700
    assert set(found.text.split()) == {"слово", "Лось", "Віталій"}
    assert found.marks[0].of(found.text) == "Лось Віталій"


def test_overlapping_marks_are_told_once() -> None:
    """The name wins over what overlaps it."""
    text = "Лось Віталій 1994"

    found = proof(text, span(text, "Лось Віталій"), [span(text, "Віталій 1994")])

    assert [mark.of(found.text) for mark in found.marks] == ["Лось Віталій"]
