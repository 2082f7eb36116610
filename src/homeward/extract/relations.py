"""What the author is to the person looked for; brothers and sisters of children."""

from __future__ import annotations

import re
from collections.abc import Iterator

from homeward.extract.fields.kin import author_sex, find_kin, inverse, sex_of_kin
from homeward.extract.found import Found
from homeward.extract.phrases import Hit
from homeward.extract.scene import Scene
from homeward.records import FieldName, Role, Sex

_MINE = re.compile(
    r"(?:^|[\s,.!(])(?:мо[йяюеії]\w{0,3}|мій|сво\w{2,3}|наш\w{0,3}|our|my|ищу|ищем|іщу|искать|"
    r"шукаю|шукаємо|"
    r"шукаєм|найти|знайти|разыскив\w+|розшук\w+|розыскать|looking for|searching for|find|"
    r"потерял\w+|"
    r"пропал\w?|зник|зникла|пропав|найдите|знайдіть)[\s,:]+(?:[\w'-]+\s+){0,2}$"
)
_I = re.compile(
    r"(?:^|[\s,.!(])(?:я|i am|i'm|меня зовут|мене звати|пишет|пише)[\s,—–-]+"
    r"(?:(?:a|the|his|her|его|ее|його|її|[\w'-]+)[\s,]+){0,4}$"
)
_SEEKS = re.compile(
    r"[\s,—–-]*(?:[\w'-]+[\s,]+){0,3}(?:ищет|ищут|шукає|шукають|разыскивает|розшукує|is looking|"
    r"looking|"
    r"плачет|плаче|ждет|ждут|чекає|чекають|is searching|not sleep)(?!\w)"
)
_SOUGHT_BY = re.compile(
    r"(?:^|[\s,.!(])(?:ищет|ищут|шукає|шукають|разыскивает|розшукує)[\s:—–-]+(?:[\w'-]+\s+)?$"
)


_VAGUE = frozenset(
    ("fiance", "fiancee", "friend", "relative", "child", "fellow_soldier", "father_in_law")
)
_ONLY_LOST = re.compile(r"(?:пропал\w?|зник\w*|пропав|потерял\w+)[\s,:]+(?:[\w'-]+\s+){0,2}$")


def relation_fields(scene: Scene) -> Iterator[Found]:
    """One relation a text: the author's own word for it goes before one turned round."""
    said, turned = [], []
    sex = author_sex(scene.low)
    for start, end in scene.sentences:
        hits = find_kin(scene.low, start, end)
        for hit in hits:
            before = scene.low[max(start, hit.start - 50) : hit.start]
            if _is_author(scene, hit, before):
                said.append(Found(FieldName.RELATION, hit.value, hit.start, hit.end))
            elif _MINE.search(before) and not (hit.value in _VAGUE and _ONLY_LOST.search(before)):
                turned.append(hit)
    yield from said[:1]
    if not said:
        sex = sex or _signed_sex(scene)
        for hit in turned:
            value = inverse(hit.value, sex)
            yield Found(FieldName.RELATION, value, hit.start, hit.end)


def _is_author(scene: Scene, hit: Hit, before: str) -> bool:
    """The word of kinship is said of the author, or of who looks for the person."""
    if hit.value in ("child", "relative", "friend"):
        return False
    if _I.search(before) or _SOUGHT_BY.search(before):
        return True
    return _SEEKS.match(scene.low, hit.end) is not None and not _MINE.search(before)


def _signed_sex(scene: Scene) -> Sex | None:
    author = next((person for person in scene.people if person.role is Role.AUTHOR), None)
    return author.sex if author else None


def sibling_fields(scene: Scene) -> Iterator[Found]:
    """Brothers and sisters by their given names."""
    for person in scene.people:
        start, _ = scene.sentence_at(person.start)
        hits = find_kin(scene.low, max(start, person.start - 30), person.start)
        if not hits or hits[-1].value not in ("brother", "sister"):
            continue
        if person.role is not Role.RELATIVE or person.start - hits[-1].end > 3:
            continue
        if "given_name" in person.parts and sex_of_kin(hits[-1].value) in (person.sex, None):
            name = person.forms[0] if person.forms else person.parts["given_name"]
            yield Found(FieldName.SIBLING, name, person.start, person.end)
