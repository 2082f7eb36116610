"""Dates and ages as people write them."""

from __future__ import annotations

from datetime import date

from homeward.world.dice import Dice

MONTHS = {
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "en": "January February March April May June July August September October November December",
}
YEARS_OLD = {"uk": ("рік", "роки", "років"), "ru": ("год", "года", "лет")}


def month(number: int, language: str) -> str:
    return MONTHS[language].split()[number - 1]


def written_day(day: date, language: str, dice: Dice) -> str:
    """One day in one of the ways that posts of that language use."""
    numbers = f"{day.day:02}.{day.month:02}"
    if language == "en":
        english = (
            f"{day.day} {month(day.month, 'en')} {day.year}",
            f"{month(day.month, 'en')} {day.day}, {day.year}",
            f"{day.day} {month(day.month, 'en')[:3]} {day.year}",
            day.isoformat(),
            f"{numbers}.{day.year}",
        )
        return dice.pick(english)
    words = f"{day.day} {month(day.month, language)}"
    forms = (
        f"{numbers}.{day.year}",
        f"{numbers}.{day.year}",
        f"{numbers}.{day.year % 100:02}",
        f"{words} {day.year}",
        f"{words} {day.year} {'року' if language == 'uk' else 'года'}",
        f"{numbers}.{day.year}{'р.' if language == 'uk' else 'г.'}",
        f"{day.day}/{day.month:02}/{day.year}",
    )
    return dice.pick(forms)


def born_phrase(born: str | None, language: str, dice: Dice) -> str:
    """Born then, with the words around it; "" where unknown."""
    if born is None:
        return ""
    if len(born) == 4:
        forms = {
            "uk": (f"{born} р.н.", f"{born} року народження", f"{born}р.н.", f"{born} р. н."),
            "ru": (f"{born} г.р.", f"{born} года рождения", f"{born}г.р.", f"{born} г. р."),
            "en": (f"born {born}", f"born in {born}", f"b. {born}"),
        }
        return dice.pick(forms[language])
    day = written_day(date.fromisoformat(born), language, dice)
    around = {
        "uk": (f"{day} р.н.", f"нар. {day}", f"народження {day}", day, f"д.н. {day}", f"{day}"),
        "ru": (f"{day} г.р.", f"род. {day}", f"дата рождения {day}", day, f"д.р. {day}", f"{day}"),
        "en": (f"born {day}", f"DOB {day}", f"b. {day}", f"date of birth {day}"),
    }
    return dice.pick(around[language]).replace("р. р.н.", "р.н.").replace("г. г.р.", "г.р.")


def age_on(born: str, day: date) -> int:
    """Full years, from a full date or a year alone."""
    if len(born) == 4:
        return day.year - int(born)
    then = date.fromisoformat(born)
    return day.year - then.year - ((day.month, day.day) < (then.month, then.day))


def age_phrase(years: int, language: str) -> str:
    """31 рік, 22 года, aged 40."""
    if language == "en":
        return f"aged {years}"
    one, few, many = YEARS_OLD[language]
    if years % 10 == 1 and years % 100 != 11:
        return f"{years} {one}"
    if years % 10 in (2, 3, 4) and years % 100 not in (12, 13, 14):
        return f"{years} {few}"
    return f"{years} {many}"
