"""What a date, a place or a word of kinship means where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from homeward.extract.attach import Scene
from homeward.extract.fields.dates import When
from homeward.extract.fields.kin import author_sex, find_kin, inverse
from homeward.extract.fields.places import Where, cue_before
from homeward.extract.found import Found
from homeward.extract.phrases import Hit, lexicon
from homeward.records import FieldName, Role

_FAR_BEFORE, _FAR_AFTER = 80, 45
_AFTER_COSTS = 12  # a cue before a date is likelier its own than one after it
_ANOTHER_DATE_BETWEEN = 30
_BIRTH_AFTER = re.compile(
    r"[\s,]*(?:\(?(?:г|р)\.?\s?(?:р|н)\b|г(?:ода|\.)?\s*рожд|року\s+нар|р\.\s*нар|рожд|народж|born)"
)
_BORN_BEFORE = re.compile(
    r"(?:рожд\w*|род\.|нар\.|народж\w*|born|dob|b\.|г\.р\.|р\.н\.|д/р|д\.р\.|дн)[\s:.,—–-]*(?:в\s|"
    r"у\s|in\s|on\s)?$"
)
_AFTER_NAME = re.compile(r"[\s,;:|(\t—–-]{0,4}(?:род\.?|нар\.?)?\s?")
_LIFE_DATES = re.compile(r"\s*[-–—]\s*")
_EVENTS = frozenset(["missing", "captive", "dead", "wounded", "released", "deported"])
_WAR = 2014
_HOME_BEFORE = re.compile(
    r"(?:^|[\s,(])(?:з|із|зі|из|с|со|from|родом\s\w+|сам\w?\s\w+)\s(?:\w+\.?\s)?$"
)
_BY_BATTLE = re.compile(
    r"(?:під|под|біля|возле|около|районі|районе|near|поблизу|вблизи|напрям\w*|направлен\w*|"
    r"outside|за)\s(?:\w+\.?\s)?$"
)
_INSIDE = re.compile(r"(?:^|\s)(?:у|в|во|на|in|at)\s(?:\w+\.?\s)?$")
_MINE = re.compile(
    r"(?:^|[\s,.!(])(?:мо[йяюеії]\w{0,3}|сво\w{2,3}|наш\w{0,3}|our|my|ищ\w+|искать|шука\w+|найти|"
    r"знайти|"
    r"разыскив\w+|розшук\w+|looking for|searching for|find|пропал\w?|зник\w{0,3}|"
    r"пропав\w?)[\s,:]+(?:[\w'-]+\s+){0,2}$"
)
_I = re.compile(
    r"(?:^|[\s,.!(])(?:я|i am|i'm|меня зовут|мене звати)[\s,—–-]+(?:(?:a|the|his|her|его|ее|його|"
    r"її|[\w'-]+)[\s,]+){0,4}$"
)
_SEEKS = re.compile(
    r"[\s,]*(?:[\w'-]+[\s,]+){0,3}(?:ищет|ищут|шукає|шукають|разыскивает|розшукує|is looking|"
    r"looking)(?!\w)"
)


def date_fields(scene: Scene, dates: Sequence[When]) -> Iterator[Found]:
    """Dates that are somebody's birth, last contact or event; all others are left out."""
    for number, when in enumerate(dates):
        before = dates[number - 1] if number else None
        if kind := _kind_of_date(scene, when, before):
            yield Found(kind, str(when.date), when.start, when.end, doubtful=when.doubtful)


def _kind_of_date(scene: Scene, when: When, before: When | None) -> FieldName | None:
    low = scene.low
    if _BIRTH_AFTER.match(low, when.end):
        return FieldName.BIRTH_DATE
    if (
        before
        and _LIFE_DATES.fullmatch(low[before.end : when.start])
        and _follows_name(scene, before.start)
    ):
        return FieldName.EVENT_DATE
    start, end = scene.sentence_at(when.start)
    if _BORN_BEFORE.search(low[max(start, when.start - 24) : when.start]):
        return FieldName.BIRTH_DATE
    if _follows_name(scene, when.start) and not (when.date.year or 0) >= _WAR:
        return FieldName.BIRTH_DATE if when.date.year else None
    cue = _nearest_cue(scene, when, start, end, before)
    if cue is None and _follows_name(scene, when.start) and when.date.year:
        return _after_name(scene, when)
    return FieldName(cue) if cue and cue != "ignore" else None


def _after_name(scene: Scene, when: When) -> FieldName:
    """A bare date of the war years after a name: a child's birth, or the event."""
    item = scene.item_at(when.start)
    told = item.heading.statuses if item and item.heading else ()
    return FieldName.EVENT_DATE if told else FieldName.BIRTH_DATE


def _follows_name(scene: Scene, at: int) -> bool:
    near = scene.within(max(0, at - 60), at)
    return bool(near) and _AFTER_NAME.fullmatch(scene.low[near[-1].end : at]) is not None


def _nearest_cue(scene: Scene, when: When, start: int, end: int, before: When | None) -> str | None:
    best: tuple[float, str] | None = None
    for hit, kind in date_cues(scene.low, start, end):
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
        if hit.value in _EVENTS and not covered:
            cues.append((hit, FieldName.EVENT_DATE.value))
    return cues


def place_fields(scene: Scene, found: Sequence[Where]) -> Iterator[Found]:
    """Places that are somebody's home, birth place, region, or where it happened."""
    for where in found:
        if kind := _kind_of_place(scene, where):
            yield Found(kind, where.value, where.start, where.end)


def _kind_of_place(scene: Scene, where: Where) -> FieldName | None:
    start, end = scene.sentence_at(where.start)
    before = scene.low[max(start, where.start - 30) : where.start]
    cue = cue_before(scene.low, where.start, start)
    happened = [h for h in lexicon("statuses").find(scene.low, start, end) if h.value in _EVENTS]
    just_told = any(where.start - 60 < hit.start and hit.end <= where.start for hit in happened)
    inside = _INSIDE.search(before) is not None
    if _BY_BATTLE.search(before) or (happened and inside and (just_told or not cue)):
        return FieldName.EVENT_PLACE
    if cue or _HOME_BEFORE.search(before):
        return cue or FieldName.HOME
    item = scene.item_at(where.start)
    listed = item is not None and item.listed and (where.marked or where.known)
    return FieldName.HOME if listed or (where.marked and not inside) else None


def relation_fields(scene: Scene) -> Iterator[Found]:
    """What the author is to the person looked for."""
    sex = author_sex(scene.low)
    seeking = False
    for sentence in scene.sentences:
        start, end = sentence
        for hit in find_kin(scene.low, start, end):
            before = scene.low[max(start, hit.start - 50) : hit.start]
            if _I.search(before):
                yield _relation(hit, hit.value)
            elif _SEEKS.match(scene.low, hit.end):
                seeking = True
                yield _relation(hit, hit.value)
            elif _MINE.search(before) and not seeking:
                yield _relation(hit, inverse(hit.value, sex))


def _relation(hit: Hit, value: str) -> Found:
    return Found(FieldName.RELATION, value, hit.start, hit.end)


def sibling_fields(scene: Scene) -> Iterator[Found]:
    """Brothers and sisters by their given names."""
    for person in scene.people:
        start, _ = scene.sentence_at(person.start)
        hits = find_kin(scene.low, max(start, person.start - 30), person.start)
        if hits and hits[-1].value in ("brother", "sister") and person.role is Role.RELATIVE:
            given = person.parts.get("given_name")
            if given and person.start - hits[-1].end <= 3:
                yield Found(
                    FieldName.SIBLING, _normal_given(person.forms, given), person.start, person.end
                )


def _normal_given(forms: tuple[str, ...], given: str) -> str:
    return forms[0] if forms and " " not in forms[0] else given
