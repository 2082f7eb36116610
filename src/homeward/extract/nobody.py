"""Names that stand for no person: of streets and towns, of saints' days, of what bears a name."""

from __future__ import annotations

import re
from functools import cache

from homeward import places
from homeward.extract.name_words import analyses
from homeward.extract.phrases import words
from homeward.extract.place_lemma import nominative
from homeward.names import PartRole

_BEFORE, _AFTER = 48, 40  # letters around a name that are looked at
_STREET_WORD = (
    r"(?<!\w)(?:вул|ул|пр|просп|пров|пер|пл|бул|вулиц[яіею]ю?|улиц[аеыу]|проспект[аеіуом]{0,2}|"
    r"площ[аіеу]|площад[ьию]{1,2}|бульвар[аеіуом]{0,2}|набережн(?:ая|ой|ую|а|ій|у)|"
    r"провул[оіе]?к[уаи]?|переул(?:ок|ке|ка|ку)|шосе|шоссе|майдан[іу]?)\.?[ ]"
)
_CAPITAL = r"(?-i:[А-ЯЁІЇЄҐ])[\w'’-]+"
_STREET = re.compile(
    rf"{_STREET_WORD}$|"
    rf"(?<!\w)(?:вулиц|улиц|проспект|провулк|переулк|площ)[аяь]{{1,2}}х[ ](?:{_CAPITAL}[ ]?"
    rf"(?:{_CAPITAL})?(?:,| та| і| и)[ ]){{0,4}}$",
    re.IGNORECASE,
)
_STREET_OF_TWO_WORDS = re.compile(rf"{_STREET_WORD}{_CAPITAL}[ ]$", re.IGNORECASE)
_SETTLEMENT = re.compile(
    r"(?<!\w)(?:станиц[аеыіуюя]{1,2}|хутор[аеіуом]{0,2}|селищ[еіау]|пос[её]л(?:ок|ка|ке|ку|ком)|аул[аеу]?|"
    r"громад[аиіу]|район[іеау]?|ст|пос|смт|пгт)\.?[ ]$",
    re.IGNORECASE,
)
_RENAMED = re.compile(
    r"(?<!\w)(?:перейменов\w+|перейменув\w+|переименов\w+)[ ](?:на|в|у)[ ]«?$|"
    r"(?:вулиц|улиц|проспект|площ|провул|переул)[^.!?\n]{2,25}[ ](?:тепер|теперь|відтепер)[ ]$",
    re.IGNORECASE,
)
_ANIMAL = re.compile(
    r"(?<!\w)(?:dogs?|cats?|horse|parrot|tortoise|pupp(?:y|ies)|kittens?|ко?[іо]т(?:ик)?(?:а|и|у|ы)?|"
    r"кошк\w+|кішк\w+|кішечк\w+|кошечк\w+|кошен\w+|кот[её]н\w+|котят\w*|собак\w*|пес|п[её]с|пса|псы|"
    r"щен\w+|цуцен\w+|вівчарк\w+|овчарк\w+|лабрадор\w*|такс[аиу]|мопс|шпіц|шпиц|хаск[иі]|коров\w+|"
    r"кобил\w+|папуг\w+|попуга\w+)"
    r"(?:[ ](?:на|по|called|named)(?:[ ](?:кличку|кличке|ім'я|имя|имени))?|:)?[ ]"
    r"(?:(?-i:[A-ZА-ЯЁІЇЄҐ])[\w'’-]+(?:,| та| і| й| и| and)[ ]){0,4}$",
    re.IGNORECASE,
)
_FOR_SALE = re.compile(
    r"(?<!\w)(?:прода[мю]|продаю|куплю|здам|сдам|отдам|віддам|обм[еі]н на)[ ]"
    r"(?:(?-i:[А-ЯЁІЇЄҐ])[\w'’-]+(?: (?-i:[А-ЯЁІЇЄҐ])[\w'’-]+)?(?:,| або| или| та| и)[ ]){0,3}$",
    re.IGNORECASE,
)
_TOWN_OF_TWO_WORDS = re.compile(
    r"(?:Крив|Стар|Нов|Велик|Больш|Мал|Верхн|Нижн|Красн|Червон|Рус[сь]?к|Б[іе]л|Чорн|Ч[её]рн|Козач|Казач|Гол)"
    r"(?:ого|ому|ом|ой|ої|ій|ий|ый|ая|а|у|ую|ее|е|их|ых)[ ][\w'’-]+"
)
_IN_MEMORY = re.compile(
    r"(?<!\w)(?:турнір|турнир|кубок|фестивал|конкурс|змаган|соревнован|забіг|забег|марафон|"
    r"чемп[іи]онат|вечір|вечор|вечер|матч|гонк)\w*[ ]"
    r"(?:пам'яті|пам’яті|памяти)[ ]$|"
    r"(?<!\w)(?:імені|имени|ім\.|им\.)[ ](?:[а-яёіїєґ]+[ ]){1,2}$|"
    r"(?<!\w)(?:стипенді[яїю]|стипенди[яиюе]|(?:будинок-|дом-)?музей|дворец спорта|палац спорту|"
    r"приз|(?:перейменов|переименов)\w+ (?:на|в) честь)[ ]$|"
    r"(?<!\w)(?:Saint|St\.?|(?:Order|Cross|Medal) of)[ ]$",
    re.IGNORECASE,
)
_TITLE = re.compile(r"[«\"“„]([^«»\"“”„.!?,:;()\n]{3,40})[»\"”“]")
_OF_NAMES = re.compile(r"(?<!\w)(?:РАЦС|ДРАЦС|загс|ЗАГС|[Яя]ке ім'я гарн|[Рр]ейтинг имён)")
_RIVER = re.compile(r"(?:Север|Сівер)\w+ Дон\w+")
_UNIT = re.compile(
    r"[ ](?:район|громад|напрям|направлен|област|шосе|шоссе|вулиц|улиц|провул|переул|міськрад|"
    r"облрад|райрад|рад[аиіо]|горсовет|облдума|сільрад|селищ|пішохідн|суд[уаіо]?\b|морг)"
)
_OF_PLACE = re.compile(r"(?:[сцз]ьк|[сц]к)(?:ий|ого|ому|им|[ауоіе]|ої|ій|ою|их|ая|ой|ую|ое|ом)$")
_TWO_SAINTS = re.compile(r"(?:Петр[ао]|Бориса|Кирил+а|Косьми|Космы|Віри|Веры)(?: (?:і|й|и|та) |, )")
_AFTER_PREPOSITION = re.compile(
    r"(?<!\w)(?:[уУвВзЗ]|[вВ]о|[дД]о|[зЗі]+з|[иИ]з|[пП]ід|[пП]од|та|і|й|и)[ ]$"
)
_AND = re.compile(r"^,? ?(?:(?:і|й|и|та) )?")
_SAINT_AFTER = re.compile(r"(?:Петра|Бориса|Кирил+а|Косьми|Космы|Віри,|Веры,) ?(?:(?:і|й|и|та) )?$")
_SECOND_SAINT = re.compile(
    r"(?:Павла|Гліба|Глеба|Мефоді[яй]|Мефоди[яй]|Дем'яна|Демьяна|Надії|Надежды)"
)
_BESIDE = re.compile(r"([A-ZА-ЯЁІЇЄҐ][\w'’-]+)(?:,| та| і| й| и| или| або| чи| and)[ ]$")
_NEXT = re.compile(
    r"(?: the [A-Z][a-z]+)?[ ]([A-ZА-ЯЁІЇЄҐ][\w'’-]+)(?:[ ]([A-ZА-ЯЁІЇЄҐ][\w'’-]+))?"
)
_BETWEEN = frozenset({"national", "state", "medical", "memorial", "international", "city"})
_INSTITUTION = re.compile(
    r"[ ](?:Legion|Regiment|Brigade|Battalion|University|Theat(?:re|er)|Museum|Hospital|Institute|"
    r"Academy|Foundation|Group|Centre|Center|Street|Avenue|Square|Road|Lane|Island|Boulevard|Cathedral)$|"
    r"^(?:Hotel|Caf[eé]|Bar|Restaurant|Shop|Radio|Camp|Lake|Mount|Fort|Operation|Storm)[ ]"
)


def names_nobody(text: str, start: int, end: int) -> bool:
    """Whether the words around a name, or the name itself, tell that no person is meant."""
    name = text[start:end]
    before = text[max(0, start - _BEFORE) : start]
    after = text[end : end + _AFTER]
    if before[-1:] == "#" or any(
        cue.search(before) for cue in (_STREET, _RENAMED, _ANIMAL, _FOR_SALE, _IN_MEMORY)
    ):
        return True
    if _bears_the_name(name, after) or _is_saints_day(name, before, after):
        return True
    if " " in name:
        return " или " in name or " або " in name or _is_town_of_two_words(name, before)
    if _STREET_OF_TWO_WORDS.search(before):
        return True
    if _is_in_a_title(text, start, end) or _is_of_a_place(name, before, after):
        return True
    return _OF_NAMES.search(text, max(0, start - 2 * _BEFORE), end + 2 * _AFTER) is not None


def _is_in_a_title(text: str, start: int, end: int) -> bool:
    """A book, a song, a film: a few words in quotation marks, one of them a name."""
    titles = _TITLE.finditer(text, max(0, start - _BEFORE), end + _AFTER)
    return any(match.start() < start and end < match.end() and " " in match[1] for match in titles)


def _bears_the_name(name: str, after: str) -> bool:
    """A university, a brigade, an icon: what the word after the name is."""
    if (
        _INSTITUTION.search(name)
        or _RIVER.fullmatch(name)
        or name.rsplit(maxsplit=1)[-1].lower() in _epithets()
    ):
        return True
    if after.startswith(" курган"):
        return True
    following = _NEXT.match(after)
    if following is None:
        return False
    one, other = following[1].lower(), (following[2] or "").lower()
    things = words("after_names")
    return one in things or (one in _BETWEEN and other in things)


@cache
def _epithets() -> frozenset[str]:
    """The words of other letters than Latin: Купала, Чудотворец."""
    return frozenset(word for word in words("after_names") if not word.isascii())


def _is_saints_day(name: str, before: str, after: str) -> bool:
    """Of Peter and Paul and the like: two given names that people say together."""
    second = _SECOND_SAINT.match(_AND.sub("", after, count=1))
    if second and _TWO_SAINTS.fullmatch(f"{name} і "):
        return True
    return bool(_SECOND_SAINT.fullmatch(name) and _SAINT_AFTER.search(before))


def _is_of_a_place(name: str, before: str, after: str) -> bool:
    """One word that is a town among towns, or says of which town a district is."""
    low = name.lower()
    if _is_given(low):
        return False
    if _SETTLEMENT.search(before):
        return True
    if (_OF_PLACE.search(low) and _UNIT.match(after)) or ("-" in low and places.find(name)):
        return True
    beside = _BESIDE.search(before) or re.match(
        r"(?:,| та| і| й| и| или| або| чи| and)[ ]([A-ZА-ЯЁІЇЄҐ][\w'’-]+)", after
    )
    return beside is not None and _is_town(name) and _is_town(beside[1])


def _is_town_of_two_words(name: str, before: str) -> bool:
    """Of Kryvyi Rih and the like, after a preposition; a family name such as Стара is no such."""
    if not _TOWN_OF_TWO_WORDS.fullmatch(name):
        return False
    if places.find(name) is not None:
        return True
    last = name.rsplit(maxsplit=1)[-1]
    return _AFTER_PREPOSITION.search(before) is not None and not _is_given(nominative(last, "в"))


def _is_given(word: str) -> bool:
    return any(a.known and a.role is PartRole.GIVEN for a in analyses(word.lower()))


def _is_town(word: str) -> bool:
    if _is_given(word):
        return False
    forms = {word, nominative(word, "до"), nominative(word, "в"), nominative(word, "під")}
    return any(places.find(form) is not None for form in forms)
