"""Bad input of every kind: spans stay true to the original, the doubtful is marked."""

import pytest

from homeward.extract import read
from homeward.records import FieldName

NAME = "Лосева Виталия Сергеевича"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"<p>Ищу <b>{NAME}</b>,<br/>отзовитесь</p>", NAME),
        (f"🙏🕯 Ищу {NAME} 🙏", NAME),
        ("Ищу Лосе\u200bва Вита\u00adлия Сергеевича", "Лосе\u200bва Вита\u00adлия Сергеевича"),
        ("ИЩУ ЛОСЕВА ВИТАЛИЯ СЕРГЕЕВИЧА", "ЛОСЕВА ВИТАЛИЯ СЕРГЕЕВИЧА"),
        (f"Hello! Привіт! Guten Tag! 你好! Ищу {NAME}.", NAME),
    ],
)
def test_spans_are_those_of_the_original(text: str, words: str) -> None:
    """HTML, emoji, characters that nobody sees, capitals and other languages move no span."""
    assert [person.span.of(text) for person in read(text)] == [words]


def test_a_phone_inside_a_name_is_found_and_hides_nothing() -> None:
    """Whatever is read of such a name, each span holds its words."""
    text = "Ищу Лосева +380501234567 Виталия Сергеевича, отзовитесь"

    for person in read(text):
        assert person.span.of(text).strip()
        assert all(field.span.of(text).strip() for field in person.fields)


def test_a_day_that_no_calendar_has_is_doubtful() -> None:
    """30 февраля is told as it stands, and marked."""
    (person,) = read(f"Ищу {NAME}, родился 30 февраля 1990 года.")

    births = [field for field in person.fields if field.name is FieldName.BIRTH_DATE]
    assert [field.doubtful for field in births] == [True]


def test_five_megabytes(full: bool) -> None:  # noqa: FBT001  a fixture
    """A long text is read to its end."""
    post = f"Ищу {NAME}, отзовитесь.\n\n"
    times = (5_000_000 if full else 100_000) // len(post)

    assert len(read(post * times)) == times
