"""Find the place that a text names, in any case, script or language."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache

from homeward.places.gazetteer import Place, Region, whole_regions
from homeward.places.keys import named, stemmed
from homeward.places.stems import stems_of_name, stems_of_text, words_of
from homeward.text import fold

LONGEST_TEXT = 200
_PARTING = re.compile(r"[,;()/]")

# Words that say what kind of place it is, or how somebody stands to it; they name no place.
_KINDS = re.compile(
    r"^(?:(?:м|г|гор|с|д|дер|х|п|пос|ст|смт|пгт|міст[а-яіо]+|город[а-я]{0,3}|сел[оаіуе]м?|"
    r"деревн[а-я]+|селищ[а-яі]+|посёлк[а-я]*|поселк[а-я]*|посёлок|поселок|хутор[а-яі]*|"
    r"станиц[а-яі]+|city|town|village|of|near|from|in|at|the|"
    r"у|в|во|з|із|зі|из|со|від|от|до|біля|під|под|возле|около|на)(?:\.\s*|\s+))+",
    re.IGNORECASE,
)
_WHOLE_REGION = re.compile(
    r"(?:обл\b\.?|област[а-яії]*|кра[йюяєеї]\b|краєм|краем|республ?[іи]к[а-яії]*|окру[гз][а-яі]*|"
    r"\bар\b|\bавтономн[а-яії]*|oblast|region|krai|republic|province|okrug)",
    re.IGNORECASE,
)
_DISTRICT = re.compile(r"\b(?:район[а-яі]*|р-н[а-яі]*|district|raion)\b", re.IGNORECASE)


@lru_cache(maxsize=1 << 14)
def find(text: str) -> Place | None:
    """The place a text names; where several bear the name, the largest. `None` if unknown."""
    found = find_all(text)
    if len(found) < 2:
        return next(iter(found), None)
    return max(found, key=lambda place: _likeliest(place, text))


def without_kind(text: str) -> str:
    """The text without «місто», «с.», «біля» and the like before the name."""
    return _KINDS.sub("", text.strip())


def _likeliest(place: Place, text: str) -> tuple[bool, int, str]:
    """Rather a present name than a former one, then the larger place."""
    asked = [f"{key} " for key in stems_of_text(without_kind(re.split(r"[,;(]", text)[0]))]
    stems = {stem for name in (place.uk, place.ru, place.en) for stem in stems_of_name(name)}
    named_so = any(key.startswith(f"{stem} ") for key in asked for stem in stems)
    return named_so, place.population, place.id


@lru_cache(maxsize=1 << 14)
def find_all(text: str) -> frozenset[Place]:
    """Every place the text may name: «Іванівка» names many, with its region one."""
    parts = [p.strip() for p in _PARTING.split(text[:LONGEST_TEXT]) if p.strip()]
    of_regions = [part for part in parts if _is_region(part)]
    in_regions = {place.region for part in of_regions for place in _regions(part)}
    for part in parts:
        if part in of_regions or _DISTRICT.search(part):
            continue
        if settlements := _lookup(part):
            return _inside(settlements, in_regions)
    whole = [place for part in parts for place in _regions(part)]
    return frozenset(whole) if in_regions else _joined(parts)


def _is_region(part: str) -> bool:
    return bool(_WHOLE_REGION.search(part)) and bool(_regions(part))


def _inside(settlements: frozenset[Place], named: set[Region]) -> frozenset[Place]:
    """Those of the named region; all, if none lies there."""
    kept = frozenset(place for place in settlements if place.region in named)
    return kept or settlements


def _joined(parts: list[str]) -> frozenset[Place]:
    """«Куп'янськ Харківська область» without a comma: a place, then its region."""
    for part in parts:
        words = part.split()
        for cut in range(1, len(words)):
            head, tail = " ".join(words[:cut]), " ".join(words[cut:])
            for place_text, region_text in ((head, tail), (tail, head)):
                if _is_region(region_text) and (found := _lookup(place_text)):
                    return _inside(found, {place.region for place in _regions(region_text)})
    return frozenset(place for part in parts for place in _regions(part))


def _lookup(text: str) -> frozenset[Place]:
    """Settlements of that name; the text as it stands counts before it is shortened."""
    for wording in dict.fromkeys((text, without_kind(text))):
        if exact := named(fold(wording)):
            return exact
        for stem in stems_of_text(" ".join(words_of(wording))):
            if found := stemmed(stem):
                return found
    return frozenset()


def _regions(text: str) -> frozenset[Place]:
    plain = _WHOLE_REGION.sub(" ", text)
    for stem in stems_of_text(" ".join(words_of(plain))):
        if found := _region_stems().get(stem):
            return found
    return frozenset()


@cache
def _region_stems() -> dict[str, frozenset[Place]]:
    """Regions by the stems of their names without the word «область»."""
    index: defaultdict[str, set[Place]] = defaultdict(set)
    for place in whole_regions():
        for name in place.names():
            for stem in stems_of_name(_WHOLE_REGION.sub(" ", name).strip()):
                index[stem].add(place)
    return {key: frozenset(found) for key, found in index.items() if key}
