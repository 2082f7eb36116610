"""Posts that name several people: lists, and two or more of one family."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice

from homeward.world.dice import Dice, key_of
from homeward.world.documents import Item, Named, an_apostrophe, delay, language_of
from homeward.world.guise import change_of, draw_guise
from homeward.world.people import Person
from homeward.world.rows import rates, texts
from homeward.world.writing import Page, tidied

KIND = "list_post"
SIZES = (2, 3, 3, 4, 5, 6, 8, 10, 15)
BULLETS = ("", "", "- ", "• ", "— ", "➖ ", "{number}. ", "{number}) ")


def joint_posts(seed: int, people: Sequence[Person]) -> Iterator[Item]:
    """One post about all of a family whom the sources know, if there are several."""
    if len(people) > 1 and Dice(seed, "joint", people[0].id).chance(rates()["joint_post"]):
        yield list_post(seed, people, heads="heads.family")


def list_posts(seed: int, people: Sequence[Person]) -> Iterator[Item]:
    """Lists of strangers of one side; children on lists of their own."""
    chosen = [one for one in people if Dice(seed, "listed", one.id).chance(rates()["listed"])]
    chosen.sort(key=lambda one: key_of(seed, "listed", one.id))
    for side in ("ua", "ru"):
        for child in (True, False):
            fitting = iter(
                [one for one in chosen if one.side == side and (one.category == "child") == child]
            )
            size = Dice(seed, "lists", side)
            while group := list(islice(fitting, size.pick(SIZES))):
                yield list_post(seed, group, heads="heads.child" if child else "heads")


def list_post(seed: int, people: Sequence[Person], *, heads: str) -> Item:
    """A head, a line for each person, a tail; one way of writing throughout."""
    key = f"{people[0].id}/{KIND}/{heads}"
    dice = Dice(seed, key)
    language = language_of(KIND, people[0], dice)
    lists = texts(f"{KIND}.{language}")
    posted = max(one.lost_on for one in people) + timedelta(days=delay(KIND, dice))
    pattern, bullet = dice.pick(lists["lines"]), dice.pick(BULLETS)
    lines, named = [], []
    for number, person in enumerate(people, start=1):
        guise = draw_guise(person, language, dice, kind=KIND)
        page = Page(person, guise, language, posted, dice)
        line = tidied(page.fill(pattern, lists))
        lines.append(bullet.format(number=number) + line)
        named.append(Named(person.id, page.name_in_source, change_of(guise, person, page.case)))
    head, tail = (tidied(page.fill(dice.pick(lists[name]), lists)) for name in (heads, "tails"))
    apostrophe = an_apostrophe(dice) if language == "uk" else "'"
    text = "\n".join([head, *lines, tail]).strip().replace("'", apostrophe)
    return Item(
        key=key,
        kind=KIND,
        language=language,
        posted=posted,
        text=text,
        side=people[0].side,
        named=tuple(
            Named(one.person_id, one.name.replace("'", apostrophe), one.change) for one in named
        ),
        author=dice.pick(texts(f"snippets.{language}")["author"]),
    )
