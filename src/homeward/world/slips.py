"""Slips of the finger, of the ear and of the scanner."""

from __future__ import annotations

from functools import cache

from homeward.world.dice import Dice
from homeward.world.rows import table


@cache
def neighbours(language: str) -> dict[str, str]:
    """Each key with the keys beside it."""
    found: dict[str, str] = {}
    rows = [row["keys"] for row in table("keyboards") if row["language"] == language]
    for number, keys in enumerate(rows):
        above = rows[number - 1] if number else ""
        for place, key in enumerate(keys):
            found[key] = keys[max(0, place - 1) : place] + keys[place + 1 : place + 2]
            found[key] += above[place : place + 2]
    return found


@cache
def slips(kind: str, language: str) -> tuple[tuple[str, str], ...]:
    return tuple((row["right"], row["wrong"]) for row in table(kind) if row["language"] == language)


def typo(word: str, language: str, dice: Dice) -> str:
    """One slip; never in the first letter's case, and never the same word again."""
    for _ in range(6):
        wrong = (
            _by_ear(word, language, dice) if dice.chance(0.4) else _by_hand(word, language, dice)
        )
        if wrong not in (word, ""):
            return wrong
    return word + word[-1:]


def _by_ear(word: str, language: str, dice: Dice) -> str:
    fitting = [pair for pair in slips("phonetic_slips", language) if pair[0] in word[1:]]
    if not fitting:
        return _by_hand(word, language, dice)
    right, wrong = dice.pick(fitting)
    places = [at for at in range(1, len(word)) if word.startswith(right, at)]
    at = dice.pick(places)
    return word[:at] + wrong + word[at + len(right) :]


def _by_hand(word: str, language: str, dice: Dice) -> str:
    """Left out, doubled, a key beside, or two letters swapped; mostly after the first letter."""
    if len(word) < 3:
        return word
    at = dice.between(0 if dice.chance(0.1) else 1, len(word) - 1)
    kind = dice.below(4)
    if kind == 0:
        return _like(word, word[:at] + word[at + 1 :])
    if kind == 1:
        return word[:at] + word[at].lower() + word[at:] if at else word
    if kind == 2 and at:
        return word[: at - 1] + _swapped(word[at - 1], word[at]) + word[at + 1 :]
    beside = neighbours(language).get(word[at].lower(), "")
    return _like(word, word[:at] + (dice.pick(beside) if beside else "") + word[at + 1 :])


def _swapped(first: str, second: str) -> str:
    return second.upper() + first.lower() if first.isupper() else second + first


def _like(word: str, wrong: str) -> str:
    return wrong[:1].upper() + wrong[1:] if word[:1].isupper() else wrong


def misread(word: str, language: str, dice: Dice) -> str:
    """One or two letters taken for others by a machine that reads scans."""
    for _ in range(dice.between(1, 2)):
        word = _replaced(word, slips("ocr_slips", language), dice)
    return word


def disguised(word: str, language: str, dice: Dice) -> str:
    """One Cyrillic letter typed on a Latin keyboard: it looks the same."""
    return _replaced(word, slips("look_alikes", language), dice)


def _replaced(word: str, pairs: tuple[tuple[str, str], ...], dice: Dice) -> str:
    fitting = [pair for pair in pairs if pair[0] in word]
    if not fitting:
        return word
    right, wrong = dice.pick(fitting)
    at = dice.pick([place for place in range(len(word)) if word.startswith(right, place)])
    return word[:at] + wrong + word[at + len(right) :]
