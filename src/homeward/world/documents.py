"""The documents of the invented war: who is named where, and what each text says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from homeward.world.dice import Dice
from homeward.world.guise import Guise, change_of, draw_guise, parts_of
from homeward.world.people import Person
from homeward.world.rows import rates, texts
from homeward.world.writing import Page, place_in

# Which kinds of document may speak of whom: kind, category, how often.
SHARES = (
    ("obituary", "soldier", 0.30),
    ("obituary", "conscript", 0.30),
    ("obituary", "civilian", 0.15),
    ("prisoner_list", "soldier", 0.55),
    ("prisoner_list", "conscript", 0.55),
    ("prisoner_list", "civilian", 0.35),
    ("footage_note", "soldier", 0.40),
    ("footage_note", "conscript", 0.40),
    ("footage_note", "civilian", 0.20),
    ("footage_note", "child", 0.35),
    ("official_reply", "soldier", 0.35),
    ("official_reply", "conscript", 0.35),
    ("official_reply", "civilian", 0.35),
    ("official_reply", "child", 0.45),
    ("adoption_profile", "child", 0.80),
)
LANGUAGES = {  # of a document by its kind and the side of the person: uk, ru, en in hundredths
    ("search_post", "ua"): (58, 34, 8),
    ("search_post", "ru"): (3, 92, 5),
    ("list_post", "ua"): (55, 35, 10),
    ("list_post", "ru"): (5, 88, 7),
    ("obituary", "ua"): (80, 15, 5),
    ("obituary", "ru"): (2, 95, 3),
    ("prisoner_list", "ua"): (20, 60, 20),
    ("prisoner_list", "ru"): (60, 20, 20),
    ("footage_note", "ua"): (30, 50, 20),
    ("footage_note", "ru"): (50, 35, 15),
    ("official_reply", "ua"): (75, 10, 15),
    ("official_reply", "ru"): (3, 85, 12),
    ("adoption_profile", "ua"): (20, 80, 0),
    ("adoption_profile", "ru"): (20, 80, 0),
}
MARKS_OF_A_REPOST = {
    "uk": ("Репост!\n", "Піднімаю пост. ", "поширте!!! ", "UP\n", "Дублюю:\n", ""),
    "ru": ("Репост!\n", "Подниму пост. ", "максимальный репост!!! ", "UP\n", "Дублирую:\n", ""),
    "en": ("Repost:\n", "Sharing again. ", "UP\n", ""),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A person whom a document names, and how."""

    person_id: str
    name: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One document before it is put into a file."""

    key: str  # what it is, for chance that belongs to it alone
    kind: str
    language: str
    posted: date
    text: str
    side: str  # of the people named: it decides who passes the text on
    named: tuple[Named, ...]
    author: str
    forwarded: bool = False
    cells: tuple[str, ...] = ()  # of a list: number, names, birth, home, unit, rank


def language_of(kind: str, person: Person, dice: Dice) -> str:
    uk, ru, _ = LANGUAGES[kind, person.side]
    number = dice.below(100)
    return "uk" if number < uk else "ru" if number < uk + ru else "en"


def items_about(seed: int, person: Person, *, mean: float) -> Iterator[Item]:
    """All documents that name the person, about `mean` of them."""
    dice = Dice(seed, "documents", person.id)
    kinds = [
        kind
        for kind, category, share in SHARES
        if category == person.category and dice.chance(share)
    ]
    if "prisoner_list" in kinds and "obituary" in kinds:
        kinds.remove(dice.pick(("prisoner_list", "obituary")))
    for kind in kinds:
        maker = list_item if kind == "prisoner_list" else written_item
        yield maker(seed, person, kind, 0)
    yield from _posts(seed, person, dice, max(1, mean - len(kinds)))


def _posts(seed: int, person: Person, dice: Dice, wanted: float) -> Iterator[Item]:
    """Search posts, some of them sent around again: about `wanted` in all."""
    number = 0
    left = dice.between(1, max(1, round(2 * wanted) - 1))
    while left > 0:
        original = written_item(seed, person, "search_post", number)
        yield original
        number += 1
        copies = min(left - 1, dice.pick((0, 0, 1, 1, 2, 3, 5)))
        for copy in range(copies):
            yield repost(original, copy, dice)
        left -= copies + 1


def written_item(seed: int, person: Person, kind: str, number: int) -> Item:
    """A text of that kind about the person."""
    key = f"{person.id}/{kind}/{number}"
    dice = Dice(seed, key)
    language = language_of(kind, person, dice)
    posted = person.lost_on + timedelta(days=delay(kind, dice))
    guise = draw_guise(person, language, dice, kind=kind)
    page = Page(person, guise, language, posted, dice)
    text = page.write(kind)
    name = page.name_in_source
    if kind == "search_post" and dice.chance(rates()["lower_case"]):
        text, name = text.lower(), name.lower()
    if language == "uk":
        apostrophe = an_apostrophe(dice)
        text, name = text.replace("'", apostrophe), name.replace("'", apostrophe)
    return Item(
        key=key, kind=kind, language=language, posted=posted, text=text, side=person.side,
        named=(Named(person.id, name, change_of(guise, person, page.case)),),
        author=dice.pick(texts(f"snippets.{language}")["author"]),
    )  # fmt: skip


def an_apostrophe(dice: Dice) -> str:
    """The one that a Ukrainian text uses throughout."""
    return dice.pick("’’’ʼ`") if dice.chance(rates()["curly_apostrophe"]) else "'"


def delay(kind: str, dice: Dice) -> int:
    """Days from the loss to the document."""
    if kind in ("official_reply", "adoption_profile"):
        return dice.between(40, 400)
    return dice.between(2, 30) if dice.chance(0.6) else dice.between(30, 300)


def repost(original: Item, copy: int, dice: Dice) -> Item:
    """The same text again, with or without a word before it."""
    mark = dice.pick(MARKS_OF_A_REPOST[original.language])
    return replace(
        original,
        key=f"{original.key}/repost{copy}",
        kind="repost",
        posted=original.posted + timedelta(days=dice.between(0, 60)),
        text=mark + original.text,
        author=dice.pick(texts(f"snippets.{original.language}")["author"]),
        forwarded=True,
    )


def list_item(seed: int, person: Person, kind: str, number: int) -> Item:
    """One row of a list of prisoners; the text is the row as one line."""
    key = f"{person.id}/{kind}/{number}"
    dice = Dice(seed, key)
    language = language_of(kind, person, dice)
    guise = draw_guise(person, language, dice, kind=kind)
    parts = parts_of(guise)
    posted = person.lost_on + timedelta(days=dice.between(20, 200))
    cells = (*parts, *_row_particulars(person, guise, language, dice))
    name = " ".join(part for part in parts if part)
    return Item(
        key=key, kind=kind, language=language, posted=posted, text=" ".join(cells),
        side=person.side,
        named=(Named(person.id, name, change_of(guise, person, "nom")),), author="", cells=cells,
    )  # fmt: skip


def _row_particulars(person: Person, guise: Guise, language: str, dice: Dice) -> tuple[str, ...]:
    service = person.service
    born = guise.born or ""
    if len(born) > 4 and dice.chance(0.3):
        born = born[:4]
    elif len(born) > 4:
        born = f"{born[8:]}.{born[5:7]}.{born[:4]}"
    return (
        born,
        place_in(person.home, language) if not dice.chance(rates()["no_place"]) else "",
        service.military_unit if service else "",
        service.rank[language] if service else "",
    )
