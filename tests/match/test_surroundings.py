"""Units, institutions, siblings, marks, dates of events."""

from __future__ import annotations

from typing import Any

import pytest

from homeward.match import Feature, Level, compare

from .people import someone


def level_of(feature: Feature, ours: object, theirs: object) -> Level:
    known: list[dict[str, Any]] = [{feature: ours}, {feature: theirs}]
    a, b = (someone("Гнатюк Остап", **fields) for fields in known)
    levels = [{c.feature: c.level for c in compare(*pair).comparisons} for pair in ((a, b), (b, a))]
    assert levels[0][feature] is levels[1][feature]
    return levels[0][feature]


@pytest.mark.parametrize(
    ("ours", "theirs", "level"),
    [
        ("54 омбр", "54-та окрема механізована бригада", Level.SAME),
        ("54 ОМБр", "54 омбр", Level.SAME),
        ("93 омбр", "54 омбр", Level.DIFFERENT),
        ("810 бригада морской пехоты", "810-я бригада морской пехоты", Level.SAME),
        ("54 бригада", "54 батальйон", Level.ALIKE),
        ("полк «Вигадка»", "Вигадка", Level.ALIKE),
    ],
)
def test_unit(ours: str, theirs: str, level: Level) -> None:
    """The number of a unit decides; wording does not."""
    assert level_of(Feature.UNIT, ours, theirs) is level


@pytest.mark.parametrize(
    ("ours", "theirs", "level"),
    [
        ("Дитячий будинок №3, Вигадянка", "Вигадянский детский дом № 3", Level.SAME),
        ("Вигадянський обласний будинок дитини", "Вигадянский дом ребёнка", Level.SAME),
        ("Дитячий будинок №3", "Детский дом №5", Level.DIFFERENT),
        ("Дитячий будинок", "Детский дом", Level.ALIKE),
        ("Дитячий будинок, Вигадянка", "Детский дом, Приозёрск", Level.DIFFERENT),
        ("Kherson regional children's home", "Херсонський обласний дитячий будинок", Level.SAME),
    ],
)
def test_institution(ours: str, theirs: str, level: Level) -> None:
    """A number or a name of its own decides; «дитячий будинок» alone is any of them."""
    assert level_of(Feature.INSTITUTION, ours, theirs) is level


@pytest.mark.parametrize(
    ("ours", "theirs", "level"),
    [
        (("Сашко", "Олена"), ("Елена", "Александр"), Level.SAME),
        (("Сашко",), ("Елена", "Александр"), Level.SAME),
        (("Сашко", "Олена"), ("Сашко", "Марія"), Level.SOME),
        (("Сашко",), ("Марія",), Level.DIFFERENT),
    ],
)
def test_siblings(ours: tuple[str, ...], theirs: tuple[str, ...], level: Level) -> None:
    """Siblings agree in any form of their names; those that one side forgot are no evidence."""
    assert level_of(Feature.SIBLINGS, ours, theirs) is level


@pytest.mark.parametrize(
    ("ours", "theirs", "level"),
    [
        ("шрам на лівій щоці", "на лівій щоці шрам", Level.SAME),
        ("татуювання якір", "якір на плечі", Level.SOME),
        ("родимка", "татуювання", Level.DIFFERENT),
    ],
)
def test_marks(ours: str, theirs: str, level: Level) -> None:
    """Marks are told in many words; two that agree say most."""
    assert level_of(Feature.MARKS, ours, theirs) is level


@pytest.mark.parametrize(
    ("ours", "theirs", "level"),
    [
        ("2022-05-20", "2022-05-20", Level.SAME),
        ("2022-05-20", "2022-05-25", Level.SAME_WEEK),
        ("2022-05-20", "2022-06-10", Level.SAME_MONTH),
        ("2022-05", "2022-05-25", Level.SAME_MONTH),
        ("2022-05-20", "2023-01-01", Level.DIFFERENT),
        ("2022", "2022-05-20", Level.MISSING),
    ],
)
def test_event_date(ours: str, theirs: str, level: Level) -> None:
    """Last news and capture are rarely told to the day."""
    a, b = someone("Гнатюк Остап", event=ours), someone("Гнатюк Остап", event=theirs)

    assert {c.feature: c.level for c in compare(a, b).comparisons}[Feature.EVENT_DATE] is level


def test_places_under_old_and_new_names() -> None:
    """A town that was renamed is one town."""
    assert level_of(Feature.HOME, "Бахмут", "из Артемовска") is Level.SAME
    assert level_of(Feature.BIRTH_PLACE, "Бахмут", "Казань") is Level.DIFFERENT
