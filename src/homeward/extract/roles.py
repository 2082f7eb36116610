"""What each person is in the text: looked for, writing, a relative, an official."""

from __future__ import annotations

import re
from collections.abc import Sequence

from homeward.extract.fields.kin import find_kin, sex_of_kin
from homeward.extract.person import NEVER_SOUGHT, Person
from homeward.extract.phrases import Hit, lexicon
from homeward.records import FieldName, Polarity, Role

_BEFORE, _AFTER = 70, 40
_ADJACENT = re.compile(r"[\s,:(«\"“—–-]*(?:[а-яіїєґ]\.\s?){0,2}")
_I_AM = re.compile(
    r"(?:^|[\s,.(!])(?:я|i|меня зовут|мене звати|мене звуть|my name is|i am|"
    r"i'm)[\s,—–:-]*(?:[\w'-]+[\s,]+){0,3}$"
)
_MINE = re.compile(
    r"(?:мо[йяюеії]|моего|моему|моей|мого|моєму|моєї|свого|своего|свою|нашего|наш|нашого|our|my|"
    r"шукаю|"
    r"шукаємо|ищу|ищем|найти|знайти|разыскиваю|розшукую|looking for|find|searching for|пропал|"
    r"зник|пропав)"
    r"[\s,:]+(?:[\w'-]+\s+){0,2}$"
)
_THEIRS = re.compile(
    r"(?:его|ее|их|його|її|їх|his|her|their|контакт\w*|звонить|зв\w+тися|телефон\w*|связь)[\s,:]*$"
)
_SEEKS = re.compile(
    r"^[\s,]*(?:[^\W\d_][\w'-]*\s+){0,2}(?:ищет|ищут|шукає|шукають|разыскивает|розшукує|is "
    r"looking|are looking|просит|просить|ждет|чекає|чекають)"
)
_WITNESS_AFTER = re.compile(
    r"^[\s,—–-]*(?:видел\w?|рассказал\w?|рассказывает|бачив|бачила|розповів|розповіла|розповідає|"
    r"сообщил\w?|saw|told|says|said|повідомив|повідомила|говорит|каже)(?!\w)"
)
_WITNESS_BEFORE = re.compile(
    r"(?:рассказал\w?|розповів|розповіла|(?:по|за) словам\w?|со слов|зі слів|сокамерник\w*|"
    r"співкамерник\w*|очевид\w+|свидетел\w+|свідк\w+|according to|told by|"
    r"cellmate)[\s,:—–-]*(?:[\w'-]+\s+){0,2}$"
)
_OFFICIAL_AFTER = re.compile(
    r"^[\s,—–-]*(?:начальник|заместитель|уполномоченн|директор|следователь|прокурор|министр|"
    r"губернатор|глава|заступник|керівник|уповноважен|слідчий|голова|head of|director|"
    r"commissioner|spokes)"
)
_SIGNED = re.compile(
    r"(?:с уважением|з повагою|sincerely|regards|yours|подпись|підпис|заявитель\w*|"
    r"заявни\w+)[\s,:.—–-]*(?:[\w'-]+[\s,]+){0,2}$"
)
_OFTEN_SOUGHT = frozenset(
    ["son", "daughter", "child", "husband", "brother", "grandson", "nephew", "fiance"]
)
_OF_STATUS = {
    "missing": Role.SOUGHT,
    "captive": Role.PRISONER,
    "released": Role.PRISONER,
    "dead": Role.FALLEN,
    "adopted": Role.CHILD,
}


def assign_roles(low: str, sentences: Sequence[tuple[int, int]], people: Sequence[Person]) -> None:
    """Roles that the words beside a name tell; the rest follows from statuses later."""
    at = 0
    previous_end = 0
    for person in people:
        while at < len(sentences) - 1 and sentences[at][1] <= person.start:
            at += 1
        start = max(sentences[at][0] if sentences else 0, person.start - _BEFORE, previous_end)
        before = low[start : person.start]
        after = low[person.end : person.end + _AFTER]
        person.role = _beside(low, before, after, start, person)
        previous_end = person.end


def _beside(low: str, before: str, after: str, start: int, person: Person) -> Role | None:
    if _I_AM.search(before) or _SIGNED.search(low[max(0, person.start - _BEFORE) : person.start]):
        return Role.AUTHOR
    if _WITNESS_BEFORE.search(before) or _WITNESS_AFTER.match(after):
        return Role.WITNESS
    if _official(low, start, person.start) or _OFFICIAL_AFTER.match(after):
        return Role.OFFICIAL
    kin = _kin_beside(low, start, person)
    if kin is None:
        return None
    return _role_of_kin(kin.value, before[: kin.start - start], after, thin=person.doubtful)


def _official(low: str, start: int, end: int) -> bool:
    hits = [hit for hit in lexicon("roles").find(low, start, end) if hit.value == "official"]
    return bool(hits) and not re.search(r"[.;!?\n]\s", low[hits[-1].end : end])


def _kin_beside(low: str, start: int, person: Person) -> Hit | None:
    """The word of kinship right before a name, of the same sex."""
    hits = find_kin(low, start, person.start)
    if not hits or not _ADJACENT.fullmatch(low[hits[-1].end : person.start]):
        return None
    sex = sex_of_kin(hits[-1].value)
    return hits[-1] if person.sex in (None, sex) or sex is None else None


def _role_of_kin(kin: str, before: str, after: str, *, thin: bool) -> Role | None:
    if _SEEKS.match(after):
        return Role.RELATIVE
    if _MINE.search(before):
        return Role.SOUGHT
    if _THEIRS.search(before) or kin not in _OFTEN_SOUGHT or thin:
        return Role.RELATIVE
    return None


def settle_roles(low: str, people: Sequence[Person]) -> None:
    """Roles of the people that the text is about, from what it says of them and asks for."""
    asked = {hit.value for hit in lexicon("roles").find(low)}
    for person in people:
        if person.role is None:
            person.role = _of_statuses(person, asked)
    for person in people:
        if person.same is not None and person.role not in NEVER_SOUGHT:
            person.role = person.same.role


def _of_statuses(person: Person, asked: set[str]) -> Role:
    statuses = [found for found in person.known_as.fields if found.name is FieldName.STATUS]
    said = {found.value for found in statuses if found.polarity is Polarity.ASSERTED}
    if "child" in asked and "sought" not in asked:
        return Role.CHILD
    if "sought" in asked and not ("dead" in said and "missing" not in said):
        return Role.SOUGHT
    for value in ("dead", "missing", "released", "captive"):
        if value in said:
            return _OF_STATUS[value]
    return Role.SOUGHT if statuses else Role.OTHER
