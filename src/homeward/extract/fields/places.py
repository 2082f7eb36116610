"""Named places in running text: after a word for a town, a preposition, or between commas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from homeward import places
from homeward.extract.clean import CleanText
from homeward.extract.common import is_common
from homeward.extract.name_words import never_names
from homeward.extract.phrases import lexicon
from homeward.extract.place_lemma import nominative
from homeward.records import FieldName

_TOWN = (
    r"(?<!\w)(?i:г\.\s?|м\.\s?|с\.\s?|д\.\s?|х\.\s?|н\.?\s?п\.\s?|п\.\s?|пос\.?\s|пгт\.?\s|"
    r"смт\.?\s|"
    r"ст\.\s?|гор\.\s?|ст-ц\w+\s|город\w{0,3}\s|міст[оауі]\w?\s|сел[аеоуіом]{1,2}\s|деревн\w+\s|"
    r"пос[её]л\w+\s|селищ\w+\s|хутор\w*\s|станиц\w+\s|(?:the\s)?(?:village|city|town)\sof\s)"
)
_NAME = r"[A-ZА-ЯІЇЄҐЁ][\w'-]+(?:[ -](?:на-)?[A-ZА-ЯІЇЄҐЁ][\w'-]+){0,2}"
_REGION_WORD = (
    r"(?i:обл(?:\.|асть|асти|астью|асті|астю|(?!\w))|кра[йяюе]м?|район\w*|р-н\w*|округ\w*|"
    r"region|oblast|krai|republic|district)"
)
_REGION = (
    rf"(?:(?:Республик\w+|Республік\w+)\s{_NAME}|"
    rf"[A-ZА-ЯІЇЄҐЁ][\w'-]+\s{_REGION_WORD}(?!\w)\.?)"
)
_HERE = (
    r"(?<!\w)(?i:(?:у|в|во|під|под|біля|возле|около|поблизу|вблизи|неподалік(?:\sвід)?|"
    r"недалеко\sот|на|за|із|зі|з|из|с|со|до|in|near|at|from|outside|around|of|"
    r"районі|районе|області|области|боях\sза|боях\sпід|штурм\w*)\s)"
)
_PLACE = re.compile(
    rf"(?P<prep>{_HERE})?(?P<town>{_TOWN})?(?P<name>{_REGION}|{_NAME})"
    rf"(?P<rest>(?:,?\s\(?{_REGION})*)"
)
_SMALL = re.compile(rf"{_HERE}(?P<name>[а-яіїєґё][\w'-]{{4,}})")
_STANDS_ALONE = re.compile(r"(?:^|[,;:(|/\n]\s*|\s[–—-]\s*|\.\s+)$")
_THEN = re.compile(r"\s*(?:[,;.)|/\n!]|$|\s[–—-])")
_COUNTRIES = re.compile(
    r"(?:укра[иї]н|росс?[иі]|рф|russia|ukraine|ссср|срср|снг|зсу|всу|нгу|сво|гур)\w{0,2}",
    re.IGNORECASE,
)
# Where people were lost since 2022: a bare name there is likelier a battle than a home.
_FRONT = frozenset(("UA.05", "UA.07", "UA.08", "UA.14", "UA.26"))
_BIG_CITY = 500_000
_UKRAINIAN = re.compile(r"[іїєґ]|(?<!\w)(?:та|у|під|до)(?!\w)")
_RUSSIAN = re.compile(r"[ыэъ]|(?<!\w)(?:и|с|под|г|лет|из|год\w*)(?!\w)|ого(?!\w)")
_BATTLE = frozenset(
    ("під", "под", "біля", "возле", "поблизу", "вблизи", "районі", "районе", "near")
)
_STREET = re.compile(
    r"(?:вул|ул|улица|вулиця|пр|просп|проспект|бул|пер|пл|площа|площадь|мкр)\.?\s$"
)
_SOUNDS_LIKE_A_PLACE = re.compile(
    r"\w{2,}(?:[іїое]вка|ськ|ськ[еа]|ск|ское|поль|піль|град|город|горськ|горск|дар|ичі|ичи|не|ове|"
    r"ово|"
    r"ське|ино|яни|яны)"
)


@dataclass(frozen=True, slots=True)
class Where:
    """A named place: its words, and the normal form where the table knows it."""

    value: str
    start: int
    end: int
    known: bool
    region: bool  # a whole region, not a settlement
    front: bool  # in a region where there is fighting
    marked: bool  # said to be a town


def find_places(clean: CleanText, taken: Sequence[tuple[int, int]]) -> list[Where]:
    """Places outside the names of people (`taken`, in order), in order."""
    found = [*_capitals(clean), *_small(clean)]
    found.sort(key=lambda where: where.start)
    return list(_free(found, taken))


def _free(found: Sequence[Where], taken: Sequence[tuple[int, int]]) -> Iterator[Where]:
    number = 0
    for where in found:
        while number < len(taken) and taken[number][1] <= where.start:
            number += 1
        if number >= len(taken) or taken[number][0] >= where.end:
            yield where


def _capitals(clean: CleanText) -> Iterator[Where]:
    for match in _PLACE.finditer(clean.text):
        if _STREET.search(clean.low[max(0, match.start() - 9) : match.start("name")]):
            continue
        led = match["prep"] or match["town"] or match["rest"] or _is_region(match["name"])
        if not led and not _stands_alone(clean, *match.span("name")):
            continue
        if where := _where(clean, match):
            yield where


def _stands_alone(clean: CleanText, start: int, end: int) -> bool:
    """Between commas, or such: no word belongs to it on either side, and it is no other word."""
    before = clean.text[max(0, start - 3) : start]
    if not (_STANDS_ALONE.search(before) and _THEN.match(clean.text, end)):
        return False
    return not is_common(clean.low[start:end]) and clean.low[start:end] not in never_names()


def _small(clean: CleanText) -> Iterator[Where]:
    """In small letters only after a preposition, and only what the table knows."""
    for match in _SMALL.finditer(clean.text):
        name = match["name"]
        if is_common(name.replace("ё", "е")) or (place := places.find(name)) is None:
            continue
        value = _name_in(place, name, ukrainian=_is_ukrainian(clean.low))
        yield Where(value, *match.span("name"), True, False, _is_front(place), False)


@lru_cache(maxsize=4096)
def _is_region(name: str) -> bool:
    return re.fullmatch(_REGION, name) is not None


def _where(clean: CleanText, match: re.Match[str]) -> Where | None:
    start = match.start("name")
    text = clean.text[start : match.end()].rstrip(" ,.(")
    if _COUNTRIES.fullmatch(text):
        return None
    place, length = _longest_known(text)
    region = _is_region(match["name"])
    marked = bool(match["town"])
    if place is None:
        return _unknown(match, start, region=region, marked=marked)
    shown = match["name"] if match["rest"] and not region else text[:length]
    value = _name_in(place, shown, ukrainian=_is_ukrainian(clean.low))
    end = start + len(shown.rstrip(" ,.("))
    return Where(value, start, end, True, place.is_region, _is_front(place), marked)


def _unknown(match: re.Match[str], start: int, *, region: bool, marked: bool) -> Where | None:
    """No table has it: believed after a word for a town, by a battle, or if it sounds so."""
    name = match["name"].rstrip(" ,.(")
    preposition = (match["prep"] or "").split(" ")[0].lower()
    sounds = not match["prep"] and _SOUNDS_LIKE_A_PLACE.fullmatch(name)
    if not (marked or match["rest"] or region or sounds or preposition in _BATTLE):
        return None
    value = name if region or not preposition else nominative(name, preposition)
    return Where(
        value, start, start + len(name), known=False, region=region, front=False, marked=marked
    )


def _is_front(place: places.Place) -> bool:
    return place.region.code in _FRONT and place.population < _BIG_CITY


def _longest_known(text: str) -> tuple[places.Place | None, int]:
    """The place that the words name, fewer of them if not all do."""
    if place := places.find(text):
        return place, len(text)
    first = text.split(" ", maxsplit=1)[0].rstrip(",")
    if first != text and len(first) > 3 and (place := places.find(first)):
        return place, len(first)
    return None, 0


@lru_cache(maxsize=64)
def _is_ukrainian(low: str) -> bool:
    """Which of the two languages a text is in, where its letters tell."""
    return len(_UKRAINIAN.findall(low[:3000])) >= len(_RUSSIAN.findall(low[:3000]))


def _name_in(place: places.Place, text: str, *, ukrainian: bool) -> str:
    """The name that the words are a form of, in the language of the text."""
    low = text.lower()
    if low.isascii():
        return text  # Latin letters do not bend
    main = place.uk if ukrainian else place.ru
    names = (main, place.uk, place.ru, *place.others)
    return max(names, key=lambda name: (_likeness(name.lower(), low), name == main)).replace(
        "’", "'"
    )


def _likeness(name: str, low: str) -> float:
    """How much of both words is their common beginning; endings of case do not count."""
    equal = takewhile(lambda letters: letters[0] == letters[1], zip(name, low, strict=False))
    shared = sum(1 for _ in equal)
    return min(1.0, (shared + 2) / max(len(name), len(low)))


def cue_before(low: str, at: int, sentence_start: int) -> FieldName | None:
    """What the words before a place say that it is: a home, a birth place, where it happened."""
    hits = lexicon("places").find(low, max(sentence_start, at - 60), at)
    return FieldName(hits[-1].value) if hits else None
