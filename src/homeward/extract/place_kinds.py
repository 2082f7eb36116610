"""What a place means where it stands: home, birth place, where it happened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from homeward.extract.date_kinds import date_cues, is_of_war
from homeward.extract.fields.places import Where, cue_before
from homeward.extract.found import Found
from homeward.extract.profile import is_profile
from homeward.extract.scene import Scene
from homeward.records import FieldName

_HOME_BEFORE = re.compile(
    r"(?:^|[\s,(])(?:з|із|зі|из|с|со|from|родом\s\w+|сам\w?\s\w+)\s(?:\w+\.?\s)?$"
)
_LEFT = re.compile(
    r"(?:вивез\w+|вывез\w+|забра\w+|выеха\w+|виїха\w+|эвакуир\w+|евакуй\w+|увез\w+|deported|taken)"
    r"\s+(?:\w+\s+)?(?:з|із|зі|из|с|from)\s(?:\w+\.?\s)?$"
)
_BY_BATTLE = re.compile(
    r"(?:під|под|біля|возле|около|районі|районе|near|поблизу|вблизи|неподалік|напрям\w*|"
    r"направлен\w*|outside|around|за|штурм\w*|боях|бої|бою|боях за|позиц\w+)"
    r"[\s:–—-]+(?:(?:від|от)\s)?(?:\w+\.?\s)?$"
)
_INSIDE = re.compile(r"(?:^|\s)(?:у|в|во|на|in|at)\s(?:\w+\.?\s)?$")
_TO = re.compile(r"(?:^|\s)(?:до|к|ко|to)\s(?:\w+\.?\s)?$")
_FRONT = re.compile(r"[\s,]*(?:напрям|направлен|direction|axis|сектор)")
_FIGHTING = (FieldName.EVENT_DATE.value, FieldName.LAST_CONTACT.value)


def place_fields(scene: Scene) -> Iterator[Found]:
    """Places that are somebody's home, birth place, region, or where it happened."""
    for where in scene.places:
        if kind := _kind(scene, where):
            yield Found(kind, where.value, where.start, where.end)


def _kind(scene: Scene, where: Where) -> FieldName | None:
    start, end = scene.sentence_at(where.start)
    before = scene.low[max(start, where.start - 40) : where.start]
    cue = cue_before(scene.low, where.start, start)
    if cue is FieldName.REGION or (where.region and is_profile(scene.low)):
        return FieldName.REGION
    if _TO.search(before):
        return None
    happened = [hit for hit, kind in date_cues(scene.low, start, end) if kind in _FIGHTING]
    just_told = any(where.start - 60 < hit.start and hit.end <= where.start for hit in happened)
    inside = _INSIDE.search(before) is not None
    if (
        _BY_BATTLE.search(before)
        or _LEFT.search(before)
        or _FRONT.match(scene.low, where.end)
        or (happened and inside and (just_told or not cue))
    ):
        return FieldName.EVENT_PLACE
    if cue or _HOME_BEFORE.search(before):
        return cue or FieldName.HOME
    if inside:
        return FieldName.EVENT_PLACE if where.known and _topic_is_soldier(scene, where) else None
    return _by_itself(scene, where, just_told=just_told)


def _topic_is_soldier(scene: Scene, where: Where) -> bool:
    return any(person.main for person in scene.within(max(0, where.start - 200), where.start))


def _by_itself(scene: Scene, where: Where, *, just_told: bool) -> FieldName | None:
    """Between commas: where it happened if something just did, else the home."""
    if (just_told or _date_of_war_beside(scene, where)) and not where.marked:
        return FieldName.EVENT_PLACE
    item = scene.item_at(where.start)
    if where.marked or (item is not None and item.listed and not where.front):
        return FieldName.HOME
    start, end = scene.sentence_at(where.start)
    told = [kind for _, kind in date_cues(scene.low, start, end)]
    if where.front and not _at_home(scene, where):
        return FieldName.EVENT_PLACE
    if any(kind in _FIGHTING for kind in told) or _after_service(scene, where, start):
        return FieldName.EVENT_PLACE
    return FieldName.HOME


def _at_home(scene: Scene, where: Where) -> bool:
    """Right after a date of birth stands a home, and children's profiles tell no battles."""
    if is_profile(scene.low):
        return True
    return any(
        0 <= where.start - when.end <= 12 and not is_of_war(when)
        for when in scene.dates_near(where.start - 60, where.end + 8)
        if when.date.year
    )


def _date_of_war_beside(scene: Scene, where: Where) -> bool:
    """As in "Соледар, 7 января": a day right beside a place is that of what happened there."""
    return any(
        0 <= when.start - where.end <= 4 or 0 <= where.start - when.end <= 4
        for when in scene.dates_near(where.start - 60, where.end + 8)
        if is_of_war(when)
    )


def _after_service(scene: Scene, where: Where, start: int) -> bool:
    """A unit or call sign just named: what follows is the front, not a home."""
    before = scene.low[max(start, where.start - 70) : where.start]
    return (
        re.search(r"бригад|батальон|батальйон|полк|рот[аы]\b|позывн|позивн|в/ч|омбр", before)
        is not None
    )
