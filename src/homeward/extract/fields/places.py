"""Where somebody lives, was born, was last seen: a cue, then a name of a place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from os.path import commonpath

from homeward import places
from homeward.extract.clean import CleanText
from homeward.extract.phrases import lexicon
from homeward.records import FieldName

_TOWN = (
    r"(?<!\w)(?:г\.\s?|м\.\s?|с\.\s?|д\.\s?|х\.\s?|н\.?\s?п\.\s?|пос\.?\s|пгт\.?\s|смт\.?\s|"
    r"ст\.\s?|гор\.\s?|ст-ц\w+\s|"
    r"город\w{0,3}\s|місто?\w{0,2}\s|міст[іа]\s|сел[аеоуіом]{1,2}\s|деревн\w+\s|пос[её]л\w+\s|"
    r"селищ\w+\s|хутор\w*\s|станиц\w+\s|"
    r"village\sof\s|city\sof\s|town\sof\s|the\svillage\sof\s)"
)
_NAME = r"[A-ZА-ЯІЇЄҐЁ][\w'-]*(?:[ -](?:на-|under-)?[A-ZА-ЯІЇЄҐЁ][\w'-]+){0,2}"
_REGION_WORD = (
    r"(?:обл(?:\.|асть|асти|астью|асті|астю)?|кра[йяюе]м?|район\w*|р-н\w*|округ\w*|"
    r"region|oblast|krai|republic|district)"
)
_REGION = (
    rf"(?:(?:Республик\w+|Республік\w+)\s{_NAME}|"
    rf"[A-ZА-ЯІЇЄҐЁ][\w'-]+\s{_REGION_WORD}(?!\w)\.?)"
)
_HERE = (
    r"(?<!\w)(?:у|в|во|під|под|біля|возле|около|поблизу|вблизи|неподалік(?:\sвід)?|недалеко\sот|"
    r"на|за|із|зі|з|из|с|со|до|"
    r"in|near|at|from|outside|around|of|под|в\sрайоні|в\sрайоне|у\sрайоні|районі|районе|"
    r"in\sthe\sarea\sof)\s(?:районі\s|районе\s)?"
)
_PLACE = re.compile(
    rf"(?P<prep>{_HERE})?(?P<town>{_TOWN})?(?P<name>{_REGION}|"
    rf"{_NAME})(?P<rest>(?:,?\s(?:\()?(?:{_REGION}))*)"
)
_COUNTRIES = re.compile(r"укра[иї]н[аиыеіу]|росс?[иі][яиії]|рф|russia|ukraine", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Where:
    """A named place: its words, and the normal form where the table knows it."""

    value: str
    start: int
    end: int
    known: bool
    region: bool  # a whole region, not a settlement
    marked: bool  # said to be a town, or after a preposition


def find_places(clean: CleanText, taken: list[tuple[int, int]]) -> list[Where]:
    """Places outside the names of people (`taken`), in order."""
    found = []
    for match in _PLACE.finditer(clean.text):
        start, end = match.start("name"), match.end()
        if not (match["prep"] or match["town"] or match["rest"]) and not _is_region(match["name"]):
            continue
        if any(start < stop and begin < end for begin, stop in taken):
            continue
        if where := _where(clean, match, start, end):
            found.append(where)
    return found


def _is_region(name: str) -> bool:
    return re.fullmatch(_REGION, name) is not None


def _where(clean: CleanText, match: re.Match[str], start: int, end: int) -> Where | None:
    text = clean.text[start:end].rstrip(" ,.(")
    if _COUNTRIES.fullmatch(text):
        return None
    place = places.find(text)
    marked = bool(match["town"])
    if place is None and not (marked or match["rest"] or _is_region(match["name"])):
        return None
    value = _name_in(place, text) if place else " ".join(text.split())
    return Where(
        value, start, start + len(text), place is not None, bool(place and place.is_region), marked
    )


def _name_in(place: places.Place, text: str) -> str:
    """The name that the words in the text are a form of: of all languages the nearest."""
    return max(
        (place.uk, place.ru, place.en, *place.others),
        key=lambda name: len(commonpath((name.lower(), text.lower()))),
    )


def cue_before(low: str, at: int, sentence_start: int) -> FieldName | None:
    """What the words before a place say that it is: a home, a birth place, where it happened."""
    hits = lexicon("places").find(low, max(sentence_start, at - 60), at)
    return FieldName(hits[-1].value) if hits else None
