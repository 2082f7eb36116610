"""What a date means where it stands: a birth, a last contact, an event, or nothing of these."""

from __future__ import annotations

import re
from collections.abc import Iterator

from homeward.extract.fields.dates import When
from homeward.extract.found import Found
from homeward.extract.phrases import Hit, lexicon
from homeward.extract.scene import Scene
from homeward.records import FieldName

_FAR_BEFORE, _FAR_AFTER = 80, 45
_AFTER_COSTS = 12  # a cue before a date is likelier its own than one after it
_ANOTHER_DATE_BETWEEN = 30
_BIRTH_AFTER = re.compile(
    r"[\s,]*(?:\(?(?:г|р)\.?\s?(?:р|н)\b|г(?:ода|\.)?\s*рожд|року\s+нар|р\.\s*нар|рожд|народж|born)"
)
_BORN_BEFORE = re.compile(
    r"(?:рожд\w*|род\.|нар\.|народж\w*|народи\w+|родил\w+|born|dob|b\.|г\.р\.|р\.н\.|д/р|д\.р\.|дн)"
    r"[\s:.,—–-]*(?:в\s|у\s|in\s|on\s)?$"
)
_AFTER_NAME = re.compile(r"[\s,;:|(/\t—–-]{0,4}(?:род\.?|нар\.?)?\s?")
_ASIDE = re.compile(r"\([^()\n]{2,40}\)|[«\"][^»\"\n]{2,30}[»\"]")
_LIFE_DATES = re.compile(r"\s*[-–—]\s*")
EVENTS = frozenset(("missing", "captive", "dead", "wounded", "released", "deported"))
_WAR = 2014
_OLDEST_BIRTH_OF_THE_FALLEN = 2012


def is_of_war(when: When) -> bool:
    """A day without a year, or of the war years: no birth of a grown person."""
    return when.date.month is not None and (when.date.year is None or when.date.year >= _WAR)


def date_fields(scene: Scene) -> Iterator[Found]:
    """Dates that are somebody's birth, last contact or event; all others are left out."""
    dates = scene.dates
    for number, when in enumerate(dates):
        before = dates[number - 1] if number else None
        after = dates[number + 1] if number + 1 < len(dates) else None
        if kind := _kind(scene, when, before, after):
            yield Found(kind, str(when.date), when.start, when.end, doubtful=when.doubtful)


def _kind(scene: Scene, when: When, before: When | None, after: When | None) -> FieldName | None:
    if _is_birth(scene, when, after):
        return FieldName.BIRTH_DATE
    if before and _are_life_dates(scene.low, before, when):
        return FieldName.EVENT_DATE
    cue = _nearest_cue(scene, when, scene.sentence_at(when.start), before)
    if cue is None and when.date.year and _follows_name(scene, when.start):
        return _after_name(scene, when)
    if cue is None and when.date.day and (when.date.year or _WAR) <= _OLDEST_BIRTH_OF_THE_FALLEN:
        return FieldName.BIRTH_DATE
    if cue is None and is_of_war(when) and _beside_place(scene, when):
        return FieldName.EVENT_DATE
    return FieldName(cue) if cue and cue not in ("ignore", "none") else None


def _is_birth(scene: Scene, when: When, after: When | None) -> bool:
    """Said so, the first of two life dates, or an old date right after a name."""
    low = scene.low
    start = max(scene.sentence_at(when.start)[0], when.start - 24)
    if _BIRTH_AFTER.match(low, when.end) or _BORN_BEFORE.search(low[start : when.start]):
        return True
    if after and _are_life_dates(low, when, after):
        return True
    return when.date.year is not None and when.date.year < _WAR and _follows_name(scene, when.start)


def _beside_place(scene: Scene, when: When) -> bool:
    return any(
        not where.marked and (0 <= when.start - where.end <= 4 or 0 <= where.start - when.end <= 4)
        for where in scene.places_near(when.start - 60, when.end + 8)
    )


def _are_life_dates(low: str, first: When, second: When) -> bool:
    """A dash between a date of birth and one of the war years."""
    born, died = first.date.year, second.date.year
    if born is None or died is None or not _LIFE_DATES.fullmatch(low[first.end : second.start]):
        return False
    return born <= _OLDEST_BIRTH_OF_THE_FALLEN and died >= _WAR


def _after_name(scene: Scene, when: When) -> FieldName:
    """A bare date of the war years after a name: a child's birth, or the event."""
    item = scene.item_at(when.start)
    told = item.heading.statuses if item and item.heading else ()
    return FieldName.EVENT_DATE if told else FieldName.BIRTH_DATE


def _follows_name(scene: Scene, at: int) -> bool:
    near = scene.within(max(0, at - 100), at)
    if not near:
        return False
    between = _ASIDE.sub("", scene.low[near[-1].end : at])
    return _AFTER_NAME.fullmatch(between) is not None


def _nearest_cue(
    scene: Scene, when: When, sentence: tuple[int, int], before: When | None
) -> str | None:
    best: tuple[float, str] | None = None
    for hit, kind in date_cues(scene.low, *sentence):
        distance = _distance(hit, when)
        if distance is None:
            continue
        if before and hit.end <= before.start:
            distance += _ANOTHER_DATE_BETWEEN
        if best is None or distance < best[0]:
            best = (distance, kind)
    return best[1] if best else None


def _distance(hit: Hit, when: When) -> float | None:
    if hit.end <= when.start:
        gap = when.start - hit.end
        return gap if gap <= _FAR_BEFORE else None
    if hit.start >= when.end:
        gap = hit.start - when.end
        return gap + _AFTER_COSTS if gap <= _FAR_AFTER else None
    return None


def date_cues(low: str, start: int, end: int) -> list[tuple[Hit, str]]:
    """Phrases that say what a date is, in one sentence."""
    own = lexicon("dates").find(low, start, end)
    cues = [(hit, hit.value) for hit in own]
    for hit in lexicon("statuses").find(low, start, end):
        covered = any(other.start < hit.end and hit.start < other.end for other in own)
        if hit.value in EVENTS and not covered:
            cues.append((hit, FieldName.EVENT_DATE.value))
    return cues
