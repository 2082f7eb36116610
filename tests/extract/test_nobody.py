"""Texts that name nobody: places, units, streets, holidays, offices."""

import pytest

from homeward.extract import read


@pytest.mark.parametrize(
    "text",
    [
        "Великдень і Різдво святкуватимуть у підвалах.",
        "Червоний Хрест і Координаційний штаб приймають звернення.",
        "Прогноз погоды: Урал, Сибирь, Крым и Кавказ ждут дождей.",
        "Збір на вул. Шевченка, 5, допомога для 93 бригади «Холодний Яр».",
        "Улица Гагарина перекрыта, объезд через Горловку.",
        "Театр Франка скасував вистави, орден Богдана Хмельницького вручено.",
        "Монастырь Сергия Радонежского принимает паломников. Слава Богу!",
        "Польща і Литва прийняли колону з Ізюму.",
    ],
)
def test_nobody_is_named(text: str) -> None:
    """A word with a capital is no person by that alone."""
    assert read(text) == ()
