"""A repost is no second source."""

from __future__ import annotations

from homeward.text.near import NEARLY, NearTexts, digest, fingerprint, overlap

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
    assert overlap(fingerprint(POST), fingerprint("Репост з групи: " + POST)) >= NEARLY


def test_other_text_of_the_same_kind_is_another_text() -> None:
    """Two posts of one form about two men are two texts."""
    other = "Шукаю сина. Коваль Тарас Іванович, 1990 року, не виходить на зв'язок від зими."

    assert overlap(fingerprint(POST), fingerprint(other)) < NEARLY


def test_text_without_words() -> None:
    """Pictures alone can be compared too."""
    assert digest("🙏") != digest("🕯")
    assert overlap(fingerprint("🙏"), fingerprint("🙏")) == 1


def test_the_likest_of_many_is_found() -> None:
    """All are compared: none is missed by a key."""
    held = NearTexts()
    for number in range(2_000):
        held.add(
            fingerprint(f"Допис {number} про людину {number * 7} з міста {number % 90} і поле")
        )
    first = held.add(fingerprint(POST))
    second = held.add(fingerprint(POST + " Поширте, будь ласка, серед знайомих і в інших групах!"))

    assert held.like(fingerprint("Репост: " + POST), least=0.6) == [first, second]
    assert NearTexts().like(fingerprint(POST)) == []
