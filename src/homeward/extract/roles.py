"""What each person is in the text: looked for, writing, a relative, an official."""

from __future__ import annotations

import re
from collections.abc import Sequence

from homeward.extract.fields.kin import find_kin, sex_of_kin
from homeward.extract.found import Found
from homeward.extract.person import NEVER_SOUGHT, Person
from homeward.extract.phrases import Hit, lexicon
from homeward.extract.profile import is_profile
from homeward.records import FieldName, Polarity, Role

_BEFORE, _AFTER = 70, 40
_ADJACENT = re.compile(r"[\s,:(«\"“—–-]*(?:[а-яіїєґ]\.\s?){0,2}")
_I_AM = re.compile(
    r"(?:^|[\s,.(!])(?:я|i|меня зовут|мене звати|мене звуть|my name is|i am|i'm|пишет|пише|"
    r"пишу вам|обращается|звертається)(?!\w)[\s,—–:-]*(?:[\w'-]+[\s,]+){0,3}$"
)
_MINE = re.compile(
    r"(?:мо[йяюеії]|мій|моего|моему|моей|мого|моєму|моєї|свого|своего|свою|нашего|наш|нашого|our|"
    r"my|шукаю|шукаємо|ищу|ищем|іщу|найти|знайти|разыскиваю|розшукую|looking for|find|ищет|шукає|"
    r"searching for|пропал|зник|пропав|потеряли|найдите|знайдіть)[\s,:]+(?:[\w'-]+\s+){0,2}$"
)
_THEIRS = re.compile(
    r"(?:его|ее|их|його|її|їх|his|her|their|контакт\w*|звонить|зв\w+тися|телефон\w*|связь)[\s,:]*$"
)
_SEEKS = re.compile(
    r"^[\s,]*(?:[^\W\d_][\w'-]*\s+){0,2}(?:ищет|ищут|шукає|шукають|разыскивает|розшукує|"
    r"is looking|are looking|просит|просить|ждет|чекає|чекають)"
)
_WITNESS_AFTER = re.compile(
    r"^[\s,—–-]*(?:видел\w?|рассказал\w?|рассказывает|бачив|бачила|розповів|розповіла|розповідає|"
    r"сообщил\w?|saw|told|says|said|повідомив|повідомила|говорит|каже)(?!\w)"
)
_WITNESS_BEFORE = re.compile(
    r"(?:рассказал\w?|розповів|розповіла|(?:по|за) словам\w?|(?:за|по) слов\w+|со слов|зі слів|"
    r"сокамерник\w*|співкамерник\w*|очевид\w+|свидетел\w+|свідк\w+|свідок|according to|told by|"
    r"cellmate|witness)[\s,:—–-]*(?:[\w'-]+\s+){0,2}$"
)
_OFFICIAL_AFTER = re.compile(
    r"^[\s,—–-]*(?:начальник|заместитель|уполномоченн|директор|следователь|прокурор|министр|"
    r"губернатор|глава|заступник|керівник|уповноважен|слідчий|голова|head of|director|"
    r"commissioner|spokes)"
)
_SIGNED = re.compile(
    r"(?:с уважением|з повагою|sincerely|regards|yours|(?:^|\n)\s*(?:заявитель\w*|"
    r"заявни[кц]\w*)\s?:)"
    r"[\s,:.—–-]*(?:[\w'-]+[\s,]+){0,2}$"
)
_GREETED = re.compile(
    r"(?:уважаем\w+|шановн\w+|dear|дорог\w+|здравствуйте|добрий день|добрый день)[\s,]+"
    r"(?:(?:пан\w?|господин|госпожа|mr|mrs|ms)\.?\s+)?$"
)
_TO_YOU = re.compile(r"^[\s,!]+(?:вам|вы|ви|ваш\w*|на ваше|на ваш)(?!\w)")
_OFTEN_SOUGHT = frozenset(
    ("son", "daughter", "child", "husband", "brother", "grandson", "nephew", "fiance", "uncle")
)
_TOLD_OF_THE_SOUGHT = frozenset((  # said without a cue, it serves to recognise somebody
    FieldName.BIRTH_DATE,
    FieldName.AGE,
    FieldName.CALL_SIGN,
    FieldName.UNIT,
    FieldName.MARK,
    FieldName.RELATION,
))  # fmt: skip
_DASH = 4  # letters
_NO_CHILD = frozenset(("mother", "father", "son", "daughter", "child"))


def assign_roles(low: str, sentences: Sequence[tuple[int, int]], people: Sequence[Person]) -> None:
    """Roles that the words beside a name tell; the rest follows from statuses later."""
    profile = is_profile(low)
    at = 0
    previous_end = 0
    for person in people:
        while at < len(sentences) - 1 and sentences[at][1] <= person.start:
            at += 1
        start = max(sentences[at][0], person.start - _BEFORE, previous_end)
        person.role = _beside(low, start, person, profile=profile)
        previous_end = person.end


def _beside(low: str, start: int, person: Person, *, profile: bool) -> Role | None:
    before = low[start : person.start]
    after = low[person.end : person.end + _AFTER]
    kin = _kin_beside(low, start, person)
    official = _official(low, start, person.start) or bool(_OFFICIAL_AFTER.match(after))
    if _SIGNED.search(low[max(0, person.start - _BEFORE) : person.start]):
        return Role.OFFICIAL if official else Role.AUTHOR
    if _writes_or_is_written_to(kin, person, before, after):
        return Role.AUTHOR
    if _WITNESS_BEFORE.search(before) or (_WITNESS_AFTER.match(after) and not official):
        return Role.WITNESS
    if official:
        return Role.OFFICIAL
    if kin is None or (profile and kin.value in _NO_CHILD):
        return None
    return _role_of_kin(kin.value, before[: kin.start - start], after, thin=person.doubtful)


def _writes_or_is_written_to(kin: Hit | None, person: Person, before: str, after: str) -> bool:
    if _I_AM.search(before) and not _is_of_another(kin, person, before):
        return True
    return bool(_GREETED.search(before) or _TO_YOU.match(after))


def _is_of_another(kin: Hit | None, person: Person, before: str) -> bool:
    """As in: I am the mother of Ivan. The name is in the genitive or of the other sex."""
    if kin is None:
        return (
            re.search(r"(?:мать|мати|жена|дружина|сестра|отец|батько|брат|of)\s$", before)
            is not None
        )
    wrong_sex = person.sex is not None and sex_of_kin(kin.value) not in (person.sex, None)
    return wrong_sex or before.endswith(" of ")


def _official(low: str, start: int, end: int) -> bool:
    hits = [hit for hit in lexicon("roles").find(low, start, end) if hit.value == "official"]
    return bool(hits) and not re.search(r"[.;!?\n]\s", low[hits[-1].end + 1 : end])


def _kin_beside(low: str, start: int, person: Person) -> Hit | None:
    """The word of kinship right before a name, of the same sex."""
    hits = find_kin(low, start, person.start)
    if not hits or not _ADJACENT.fullmatch(low[hits[-1].end : person.start]):
        return None
    sex = sex_of_kin(hits[-1].value)
    return hits[-1] if person.sex in (None, sex) or sex is None else None


def _role_of_kin(kin: str, before: str, after: str, *, thin: bool) -> Role | None:
    """`None` for those the text is about: what they are follows from what is said of them."""
    if _SEEKS.match(after):
        return Role.RELATIVE
    if _MINE.search(before) and not re.search(r"(?:ищет|шукає)[\s,:]+$", before):
        return None
    if _THEIRS.search(before) or kin not in _OFTEN_SOUGHT or thin:
        return Role.RELATIVE
    return None


def settle_roles(low: str, people: Sequence[Person]) -> None:
    """Roles of the people that the text is about, from what it says of them and asks for."""
    asked = {hit.value for hit in lexicon("roles").find(low)}
    if people and not any(person.main for person in people):
        _free_the_only_one(people)
    for person in people:
        if person.role is None and person.same is None:
            person.role = _of_statuses(person, asked)
    for person in people:
        if person.role is None:
            person.role = person.known_as.role or Role.OTHER
        if person.same is not None and person.role not in NEVER_SOUGHT:
            person.role = person.same.role


def _free_the_only_one(people: Sequence[Person]) -> None:
    """A text that names but one relative, in full, is about that person."""
    full = [p for p in people if p.role is Role.RELATIVE and not p.doubtful]
    if len(full) == 1:
        full[0].role = None


def _of_statuses(person: Person, asked: set[str]) -> Role:
    statuses = [found for found in person.fields if found.name is FieldName.STATUS]
    said = {found.value for found in statuses if found.polarity is Polarity.ASSERTED}
    if "child" in asked and "sought" not in asked:
        return Role.CHILD
    if "dead" in said and "missing" not in said:
        return Role.FALLEN
    if "released" in said:
        return Role.PRISONER
    awaited = any(found.name is FieldName.LAST_CONTACT for found in person.fields)
    if "sought" in asked or "missing" in said or awaited:
        return Role.SOUGHT
    return Role.PRISONER if "captive" in said else _without_cue(person, statuses, said)


def _without_cue(person: Person, statuses: Sequence[Found], said: set[str]) -> Role:
    if _has_life_dates(person):
        return Role.FALLEN
    if statuses:
        return Role.SOUGHT if said.isdisjoint({"wounded", "deported"}) else Role.OTHER
    told = {found.name for found in person.fields}
    return Role.OTHER if told.isdisjoint(_TOLD_OF_THE_SOUGHT) else Role.SOUGHT


def _has_life_dates(person: Person) -> bool:
    """«05.05.1995 – 10.02.2023» without a word."""
    births = [found.end for found in person.fields if found.name is FieldName.BIRTH_DATE]
    events = [found.start for found in person.fields if found.name is FieldName.EVENT_DATE]
    return any(0 < event - birth <= _DASH for birth in births for event in events)
