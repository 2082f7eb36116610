"""What the cells of a list say: dates, ages, sex, category, names of siblings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from homeward.dates import AgeAt, DateRange, PartialDate
from homeward.datewords import parse_date
from homeward.errors import BadDate
from homeward.records import Category, Sex

_NOTHING = re.compile(
    r"[\s\W_]*|н/?[двп]|б/?д|n/?a|невідом\w*|не відом\w*|неизвестн\w*|не известн\w*|unknown|"
    r"немає|нема|нет|нет данных|немає даних|none|null|nan|no data|не вказан\w*|не указан\w*|"
    r"відсутн\w*|отсутств\w*|прочерк",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\s,;()]+")
_MOST_DATE_WORDS = 6  # "17 травня 1994 року народження" has five
_SHAPED_LIKE_DATE = re.compile(r"\d{1,4}\s*[./-]\s*\d{1,2}\s*[./-]\s*\d{1,4}\D*")
_YEARS = r"(?:р|рр|рік|роки|років|року|г|год|года|лет|л|y|yo|y\.?o|years?|yrs?)\.?"
_AGE = re.compile(
    rf"(?:вік|возраст|age|aged)?:?\s*(\d{{1,3}})(?:\s*[-–—]\s*(\d{{1,3}}))?\s*({_YEARS})?"
    r"(?:\s*(?:old|повних|полных))?",
    re.IGNORECASE,
)
_MONTHS_OLD = re.compile(r"\d{1,2}\s*(?:міс\w*|мес\w*|months?)\.?", re.IGNORECASE)
_SEXES = {
    Sex.MALE: "ч чол чоловік чоловіча чоловічий м муж мужчина мужской хлопець хлопчик парень "
    "мальчик male man m boy",
    Sex.FEMALE: "ж жін жінка жіноча жіночий жен женщина женский дівчина дівчинка девушка девочка "
    "female woman f w girl",
}
_SEX_OF = {word: sex for sex, words in _SEXES.items() for word in words.split()}
_CATEGORIES = (  # the first stem found in the cell decides
    (Category.CHILD, ("дит", "ребён", "ребен", "неповнол", "несоверш", "child", "minor")),
    (Category.CONSCRIPT, ("мобіл", "мобил", "призов", "строк", "срочн", "conscript", "draft")),
    (Category.CIVILIAN, ("цивіл", "гражд", "мирн", "civil")),
    (Category.SOLDIER, ("військ", "воен", "солд", "soldier", "milit", "боєць", "боец")),
)
_AND = re.compile(r"[,;\n/]|\s(?:і|й|та|и|and)\s|\(.*?\)|\d+")


@dataclass(frozen=True, slots=True)
class DateAndRest:
    """A date and the other words of its cell."""

    date: PartialDate
    rest: str


def is_nothing(cell: str) -> bool:
    """Whether a cell is blank or says that nothing is known."""
    return _NOTHING.fullmatch(cell.strip()) is not None


def leading_date(cell: str, *, latest: date | None = None) -> DateAndRest:
    """The longest date with which the cell begins; raises `BadDate` if there is none."""
    words = list(_WORD.finditer(cell))[:_MOST_DATE_WORDS]
    for word in reversed(words):
        try:
            found = parse_date(cell[: word.end()], latest=latest)
        except BadDate:
            continue
        return DateAndRest(found, cell[word.end() :].strip(" ,;.()"))
    raise BadDate(_why_no_date(cell))


def trailing_birth(cell: str, *, latest: date | None = None) -> DateAndRest | None:
    """A name followed by a birth date with its year (`Іваненко Іван, 1994 р.н.`)."""
    if not any(map(str.isdigit, cell)):
        return None
    words = list(_WORD.finditer(cell))[-_MOST_DATE_WORDS:]
    for word in words:
        try:
            found = parse_date(cell[word.start() :].strip(" ,;()"), latest=latest)
        except BadDate:
            continue
        if found.year is not None:
            return DateAndRest(found, cell[: word.start()].strip(" ,;(-–—"))
    return None


def is_impossible_date(cell: str) -> bool:
    """Whether a cell without a date is at least shaped like one: then somebody mistyped it."""
    return _SHAPED_LIKE_DATE.match(cell.strip()) is not None


def _why_no_date(cell: str) -> str:
    try:
        parse_date(cell)
    except BadDate as fault:
        return str(fault)
    return "this is no date"


def is_age(cell: str, *, unit_needed: bool = False) -> bool:
    """Whether a cell is an age (`31`, `30-35 років`, `8 міс.`), `unit_needed` not a bare number."""
    match = _AGE.fullmatch(cell.strip())
    has_unit = match is not None and match[3] is not None
    is_bare = match is not None and not unit_needed
    return has_unit or is_bare or _MONTHS_OLD.fullmatch(cell.strip()) is not None


def age_at(cell: str, said: DateRange | None) -> AgeAt:
    """The age that a cell gives, on the day it was said.

    If the day is known only roughly, the age is widened by a year, so that no birth date that
    fits is lost. Raises `BadDate` if the day is unknown, or if no human has this age.
    """
    if said is None:
        raise BadDate("an age counts from the day it was said; add a column with that date")
    match = _AGE.fullmatch(cell.strip())
    low, high = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    is_one_day = said.first == said.last
    return AgeAt(low, high if is_one_day else high + 1, on=said.last)


def sex_of(cell: str) -> Sex | None:
    """The sex a cell names; `None` if it names none."""
    return _SEX_OF.get(cell.strip(" .").casefold())


def category_of(cell: str) -> Category:
    """The category a cell names, in words of any of the languages, or in our own."""
    folded = cell.casefold()
    stems = ((category, stem) for category, stems in _CATEGORIES for stem in stems)
    return next((category for category, stem in stems if stem in folded), Category.UNKNOWN)


def given_names(cell: str) -> tuple[str, ...]:
    """`Марія (8 р.), Олег і Ганна` as three names."""
    parts = (part.strip(" .-–—") for part in _AND.split(cell))
    return tuple(part for part in parts if part and not is_nothing(part))
