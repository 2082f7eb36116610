"""A repost is no second source."""

from __future__ import annotations

from homeward.trace.reposts import NEARLY, digest, overlap, sketch

POST = (
    "Допоможіть знайти! Лось Віталій Сергійович, 14.02.1994, востаннє був на зв'язку 17 травня "
    "під Вугледаром. Якщо хтось бачив або чув, напишіть рідним, будь ласка."
)


def test_typing_does_not_matter() -> None:
    """Case, punctuation, pictures and line breaks make no new text."""
    assert digest(POST) == digest(POST.upper().replace(". ", " 🙏\n\n"))
    assert digest(POST) != digest(POST.replace("1994", "1995"))


def test_repost_with_a_line_of_its_own_is_nearly_the_same() -> None:
    """A heading above a repeated text does not make it a second source."""
    assert overlap(sketch(POST), sketch("Репост з групи: " + POST)) >= NEARLY


def test_other_text_of_the_same_kind_is_another_text() -> None:
    """Two posts of one form about two men are two texts."""
    other = "Шукаю сина. Коваль Тарас Іванович, 1990 року, не виходить на зв'язок від зими."

    assert overlap(sketch(POST), sketch(other)) < NEARLY


def test_text_without_words() -> None:
    """Pictures alone can be compared too."""
    assert digest("🙏") != digest("🕯")
    assert overlap(sketch("🙏"), sketch("🙏")) == 1
