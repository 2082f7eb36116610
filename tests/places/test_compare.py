"""Two places side by side."""

from __future__ import annotations

import pytest

from homeward.places import PlaceLevel, compare


@pytest.mark.parametrize(
    ("ours", "theirs", "level"),
    [
        ("Харків", "из Харькова", PlaceLevel.SAME),
        ("Kyiv", "Київ", PlaceLevel.SAME),
        ("Бахмут", "Артемовск", PlaceLevel.OTHER_NAME),
        ("Дніпро", "Днепропетровск", PlaceLevel.OTHER_NAME),
        ("Бахмут", "Краматорськ", PlaceLevel.REGION),
        ("Донецька область", "Маріуполь", PlaceLevel.REGION),
        ("Маріуполь", "Таганрог", PlaceLevel.DIFFERENT),
        ("Вигадянка", "с. Вигадянка", PlaceLevel.SAME),
        ("Вигадянка", "с. Вигадянку", PlaceLevel.ALIKE),
        ("Вигадянка", "Маріуполь", PlaceLevel.UNKNOWN),
    ],
)
def test_compare(ours: str, theirs: str, level: PlaceLevel) -> None:
    """One settlement under two names is one; a shared region is less; unknown is no evidence."""
    assert compare(ours, theirs).level is level
    assert compare(theirs, ours).level is level


def test_a_village_says_more_than_a_capital() -> None:
    """Sharing a small place is rarer than sharing a big one."""
    village, capital = compare("Часів Яр", "Часов Яр"), compare("Київ", "Киев")

    assert village.rarity is not None
    assert capital.rarity is not None
    assert village.rarity > capital.rarity
