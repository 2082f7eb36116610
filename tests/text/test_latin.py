"""Latin spellings: by document, and how alike two of them are."""

import pytest

from homeward.text import language_of, likeness, romanize, spellings


@pytest.mark.parametrize(
    ("name", "language", "system", "latin"),
    [
        ("Згурський Юрій", "uk", "kmu_2010", "Zghurskyi Yurii"),
        ("Сергій Григоренко", "uk", "passport_1997", "Sergii Grygorenko"),
        ("Щербина Яна", "uk", "kmu_2010", "Shcherbyna Yana"),
        ("Шевченко Жанна", "uk", "german", "Schewtschenko Schanna"),
        ("Шевчук", "uk", "polish", "Szewczuk"),
        ("Чуйко", "uk", "french", "Tchouïko"),
        ("Юлия Щукина", "ru", "passport_2013", "Iuliia Shchukina"),
        ("Юлия Щукина", "ru", "passport_2000", "Yuliya Shchukina"),
    ],
)
def test_spelling_of_a_document(name: str, language: str, system: str, latin: str) -> None:
    """Each system writes the letters as its rules say."""
    assert romanize(name, language, system) == latin


def test_all_spellings_are_listed_once() -> None:
    """The official spelling of today comes first; a Latin name is its own only spelling."""
    found = spellings("Ганна", "uk")
    assert found[0] == "Hanna"
    assert len(set(found)) == len(found)
    assert spellings("Hanna", "uk") == ("Hanna",)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (("Джонсон", "Johnson"), ("Джонсон", "Jackson")),
        (("Белый", "Білий"), ("Белый", "Булий")),
        (("Vasiliev", "Vassilyev"), ("Vasiliev", "Vasilenko")),
    ],
)
def test_spellings_of_one_name_are_more_alike(
    better: tuple[str, str], worse: tuple[str, str]
) -> None:
    """Likeness ranks spellings of one name above names with a common beginning."""
    assert likeness(*better) > likeness(*worse)
    assert likeness(*better) == likeness(*reversed(better))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Олексій", "uk"),
        ("Алексей Ильич", "ru"),
        ("Зеленский", "ru"),
        ("Oleksii", "en"),
        ("Коваль", None),
        ("习近平", None),
    ],
)
def test_language_of_a_name(text: str, language: str | None) -> None:
    """Letters and endings tell; where nothing tells, it is unknown."""
    assert language_of(text) == language
