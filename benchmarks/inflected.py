"""Names in post order, bent by the invented world, which shares no table of names with the engine.

"Surname Given Patronymic" in each case but the first, in a sentence that asks for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from benchmarks.page import table
from homeward.extract import read
from homeward.records import Span
from homeward.world.inflect import given_form, patronymic, surname_form
from homeward.world.vocabulary import given_names, surnames

CASES = ("gen", "dat", "acc", "ins", "loc")
SIDES = {"uk": "ua", "ru": "ru"}
PARTS = ("family_name", "given_name", "patronymic")
NAMES = 3_000
MOST_SAID = ("span", "all parts", "all parts and the normal form")
_SENTENCES = {
    "uk": {
        "gen": "Немає звісток від {} з березня.",
        "dat": "Передайте {} вітання від родини.",
        "acc": "Шукаю {}, відгукніться, хто знає.",
        "ins": "Разом із {} служили наші хлопці.",
        "loc": "Нічого не знаємо по {} вже рік.",
    },
    "ru": {
        "gen": "Нет вестей от {} с марта.",
        "dat": "Передайте {} привет от семьи.",
        "acc": "Ищу {}, отзовитесь, кто знает.",
        "ins": "Вместе с {} служили наши ребята.",
        "loc": "Ничего не знаем о {} уже год.",
    },
}


def bent_lines() -> Iterator[str]:
    """The table of docs/benchmarks.md."""
    yield f"Ours, {NAMES:,} names in post order (Surname Given Patronymic) in five cases:\n"
    rows = (
        (language, *(f"{share:.3f}" for share in shares(language, NAMES, seed=7)))
        for language in SIDES
    )
    yield from table(("language", *MOST_SAID), rows)


@dataclass(frozen=True, slots=True)
class BentName:
    """A sentence, where the name stands in it, its parts as written and in the nominative."""

    text: str
    span: Span
    written: tuple[str, ...]
    nominative: tuple[str, ...]


def bent_names(language: str, count: int, seed: int) -> Iterator[BentName]:
    """Men and women, three to two, with names drawn without regard to how common they are."""
    random = Random(f"{language}{seed}")
    side = SIDES[language]
    families = surnames(side).things
    given = {sex: given_names(side, sex, "adults").things for sex in "mf"}
    for _ in range(count):
        sex = random.choice("mmmff")
        family, case = random.choice(families), random.choice(CASES)
        name, father = random.choice(given[sex]), random.choice(given["m"])
        written, nominative = (
            (
                surname_form(family, language, sex, each),
                given_form(name, language, each),
                patronymic(father, language, sex, each),
            )
            for each in (case, "nom")
        )
        before, after = _SENTENCES[language][case].split("{}")
        full = " ".join(written)
        start = len(before)
        yield BentName(before + full + after, Span(start, start + len(full)), written, nominative)


def shares(language: str, count: int, seed: int) -> tuple[float, float, float]:
    """Of names bent in one language: found exactly, with each part right, with the lemma too."""
    said: Counter[str] = Counter()
    for bent in bent_names(language, count, seed):
        said.update(_right(bent))
    span, parts, forms = (said[each] / count for each in MOST_SAID)
    return span, parts, forms


def _right(bent: BentName) -> Iterator[str]:
    for mention in read(bent.text):
        if mention.span != bent.span:
            continue
        yield MOST_SAID[0]
        if tuple(mention.parts.get(part) for part in PARTS) != bent.written:
            continue
        yield MOST_SAID[1]
        if _plain(mention.forms[0]) == _plain(" ".join(bent.nominative)):
            yield MOST_SAID[2]


def _plain(form: str) -> str:
    return form.replace("ё", "е").replace("Ё", "Е")
