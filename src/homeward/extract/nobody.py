"""Names that stand for no person: of streets and towns, of saints' days, of what bears a name."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from homeward import places
from homeward.extract.name_words import analyses
from homeward.extract.place_lemma import nominative
from homeward.names import PartRole

_BEFORE, _AFTER = 48, 40  # letters around a name that are looked at
_STREET = re.compile(
    r"(?<!\w)(?:вул|ул|пр|просп|пров|пер|пл|бул|вулиц[яіею]ю?|улиц[аеыу]|проспект[аеіуом]{0,2}|"
    r"площ[аіеу]|площад[ьию]{1,2}|бульвар[аеіуом]{0,2}|набережн(?:ая|ой|ую|а|ій|у)|провул[оіе]?к[уаи]?|"
    r"переул(?:ок|ке|ка|ку)|шосе|шоссе|майдан[іу]?)\.?[ ](?:[А-ЯЁІЇЄҐ][\w'’-]+[ ])?$",
    re.IGNORECASE,
)
_SETTLEMENT = re.compile(
    r"(?<!\w)(?:станиц[аеыіуюя]{1,2}|хутор[аеіуом]{0,2}|селищ[еіау]|пос[её]л(?:ок|ка|ке|ку|ком)|аул[аеу]?|"
    r"громад[аиіу]|район[іеау]?|район|ст|пос|смт|пгт)\.?[ ]$",
    re.IGNORECASE,
)
_RENAMED = re.compile(
    r"(?<!\w)(?:перейменов\w+|перейменув\w+|переименов\w+)[ ](?:на|в|у)[ ]«?$|"
    r"(?:вулиц|улиц|проспект|площ|провул|переул)[^.!?\n]{2,25}[ ](?:тепер|теперь|відтепер)[ ]$",
    re.IGNORECASE,
)
_ANIMAL = re.compile(r"(?<!\w)(?:dog|cat|horse|parrot|puppy|kitten)[ ](?:(?:called|named)[ ])?$", re.I)
_IN_MEMORY = re.compile(
    r"(?<!\w)(?:турнір|турнир|кубок|фестивал|конкурс|змаган|соревнован|забіг|забег|марафон)\w*[ ]"
    r"(?:пам'яті|пам’яті|памяти)[ ]$|(?<!\w)(?:Saint|St\.?)[ ]$",
    re.IGNORECASE,
)
_RIVER = re.compile(r"(?:Север|Сівер)\w+ Дон\w+")
_UNIT = re.compile(
    r"[ ](?:район|громад|напрям|направлен|област|шосе|шоссе|вулиц|улиц|провул|переул|міськрад|"
    r"облрад|райрад|рад[аиіо]|горсовет|облдума|сільрад|селищ|пішохідн|суд[уаіо]?\b|морг)"
)
_OF_PLACE = re.compile(r"(?:[сцз]ьк|[сц]к)(?:ий|ого|ому|им|[ауоіе]|ої|ій|ою|их|ая|ой|ую|ое|ом)$")
_TWO_SAINTS = re.compile(r"(?:Петр[ао]|Бориса|Кирил+а|Косьми|Космы|Віри|Веры)(?: (?:і|й|и|та) |, )")
_SAINT_AFTER = re.compile(r"(?:Петра|Бориса|Кирил+а|Косьми|Космы|Віри,|Веры,) ?(?:(?:і|й|и|та) )?$")
_SECOND_SAINT = re.compile(r"(?:Павла|Гліба|Глеба|Мефоді[яй]|Мефоди[яй]|Дем'яна|Демьяна|Надії|Надежды)")
_BESIDE = re.compile(r"([A-ZА-ЯЁІЇЄҐ][\w'’-]+)(?:,| та| і| й| и| или| або| чи| and)[ ]$")
_NEXT = re.compile(r"[ ]([A-ZА-ЯЁІЇЄҐ][\w'’-]+)(?:[ ]([A-ZА-ЯЁІЇЄҐ][\w'’-]+))?")
_BETWEEN = frozenset({"national", "state", "medical", "memorial", "international", "city"})
_INSTITUTION = re.compile(
    r"[ ](?:Legion|Regiment|Brigade|Battalion|University|Theat(?:re|er)|Museum|Hospital|Institute|"
    r"Academy|Foundation|Group|Centre|Center)$"
)


@cache
def _after_names() -> frozenset[str]:
    source = files("homeward.data") / "reading" / "after_names.txt"
    return frozenset(source.read_text(encoding="utf-8").split())


def names_nobody(text: str, start: int, end: int) -> bool:
    """Whether the words around a name, or the name itself, tell that no person is meant."""
    name = text[start:end]
    before = text[max(0, start - _BEFORE) : start]
    after = text[end : end + _AFTER]
    if any(cue.search(before) for cue in (_STREET, _RENAMED, _ANIMAL, _IN_MEMORY)):
        return True
    if _bears_the_name(name, after) or _is_saints_day(name, before, after):
        return True
    return " " not in name and _is_of_a_place(name, before, after)


def _bears_the_name(name: str, after: str) -> bool:
    """A university, a brigade, an icon: what the word after the name is."""
    if _INSTITUTION.search(name) or _RIVER.fullmatch(name) or name.split()[-1].lower() in _epithets():
        return True
    following = _NEXT.match(after)
    if following is None:
        return False
    one, other = following[1].lower(), (following[2] or "").lower()
    return one in _after_names() or (one in _BETWEEN and other in _after_names())


@cache
def _epithets() -> frozenset[str]:
    """The words of other letters than Latin: Купала, Чудотворец."""
    return frozenset(word for word in _after_names() if not word.isascii())


def _is_saints_day(name: str, before: str, after: str) -> bool:
    """Of Peter and Paul and the like: two given names that people say together."""
    if _TWO_SAINTS.fullmatch(name + " і ") and _SECOND_SAINT.match(re.sub(r"^,? ?(?:і |й |и |та )?", "", after)):
        return True
    return bool(_SECOND_SAINT.fullmatch(name) and _SAINT_AFTER.search(before))


def _is_of_a_place(name: str, before: str, after: str) -> bool:
    """One word that is a town among towns, or says of which town a district is."""
    low = name.lower()
    if any(a.known and a.role is PartRole.GIVEN for a in analyses(low)):
        return False
    if _SETTLEMENT.search(before):
        return True
    if (_OF_PLACE.search(low) and _UNIT.match(after)) or ("-" in low and places.find(name)):
        return True
    beside = _BESIDE.search(before) or re.match(
        r"(?:,| та| і| й| и| или| або| чи| and)[ ]([A-ZА-ЯЁІЇЄҐ][\w'’-]+)", after
    )
    return beside is not None and _is_town(name) and _is_town(beside[1])


def _is_town(word: str) -> bool:
    if any(a.known and a.role is PartRole.GIVEN for a in analyses(word.lower())):
        return False
    forms = {word, nominative(word, "до"), nominative(word, "в"), nominative(word, "під")}
    return any(places.find(form) is not None for form in forms)
