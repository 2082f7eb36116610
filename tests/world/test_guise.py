"""How a source spells a name."""

import pytest

from homeward.world.guise import by_sound, short_forms, with_yo
from homeward.world.latin import romanise


@pytest.mark.parametrize(
    ("word", "language", "scheme", "latin"),
    [
        ("Олександр", "uk", "kmu2010", "Oleksandr"),
        ("Згурський", "uk", "kmu2010", "Zghurskyi"),
        ("Юлія", "uk", "kmu2010", "Yuliia"),
        ("Знам'янський", "uk", "kmu2010", "Znamianskyi"),
        ("Григорій", "uk", "passport1997", "Grygoriy"),
        ("Якимчук", "uk", "german", "Jakymtschuk"),
        ("Сергій", "uk", "polish", "Serhij"),
        ("Щербаков", "ru", "french", "Chtcherbakov"),
        ("Юрьев", "ru", "icao2013", "Iurev"),
        ("Евгений", "ru", "bgn", "Yevgeniy"),
        ("Дмитрий", "ru", "popular", "Dmitry"),
        ("Жуков", "ru", "german", "Schukow"),
        ("Ростов-на-Дону", "ru", "icao2013", "Rostov-na-Donu"),
    ],
)
def test_latin_spellings(word: str, language: str, scheme: str, latin: str) -> None:
    """Each scheme spells as its rules say."""
    assert romanise(word, language, scheme) == latin


@pytest.mark.parametrize(
    ("word", "language", "heard"),
    [("Алексей", "ru", "Алєксєй"), ("Олексій", "uk", "Олэксий"), ("Микола", "uk", "Мыкола")],
)
def test_spelt_by_ear(word: str, language: str, heard: str) -> None:
    """A clerk of the other language writes what he hears."""
    assert by_sound(word, language) == heard


@pytest.mark.parametrize(
    ("word", "spoken"),
    [
        ("Петр", "Пётр"),
        ("Петра", "Петра"),
        ("Петрович", "Петрович"),
        ("Семенова", "Семёнова"),
        ("Семененко", "Семененко"),
        ("Федорович", "Фёдорович"),
        ("Федоренко", "Федоренко"),
        ("Артемьев", "Артемьев"),
        ("Алена", "Алёна"),
    ],
)
def test_yo_only_where_it_is_spoken(word: str, spoken: str) -> None:
    """The letter ё stands under stress and nowhere else."""
    assert with_yo(word) == spoken


def test_short_forms_differ_by_language() -> None:
    """A Ukrainian family shortens a name in its own way."""
    assert set(short_forms("Петр", "uk")) != set(short_forms("Петр", "ru"))
