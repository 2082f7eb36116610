"""Fill the slots of invented sentences with names, inflected by the table of endings.

A slot `{GPF:d}` is given name, patronymic, family name (I: initial) in a case: n g d a i l v.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from random import Random

from homeward.extract.corpora import MarkedText
from homeward.names import token_analyses
from homeward.names.given import EdgeKind, graph
from homeward.names.parts import PartRole
from homeward.records import Sex, Span

_SLOT = re.compile(r"\{(?:([a-z]):)?([GFPIAK]+):([ngdailv])\}")
_CASES = {
    "n": "nominative",
    "g": "genitive",
    "d": "dative",
    "a": "accusative",
    "i": "instrumental",
    "l": "locative",
    "v": "vocative",
}
_SYLLABLES = (
    *("ба", "ве", "гор", "да", "ель", "жан", "зор", "ів", "ка", "ле", "мар", "но", "ол"),
    *("пер", "ра", "сан", "тім", "ун", "фар", "хо", "це", "чен", "шам", "ян"),
)
_INVENTED_SHARE = 0.12


@dataclass(frozen=True, slots=True)
class Names:
    """Names of one language to draw from, in the nominative."""

    language: str
    given: Mapping[Sex, Sequence[str]]
    families: Sequence[str]  # of men
    foreign: Sequence[str] = ()


def read_names(language: str, surnames: Path) -> Names:
    """Given names from the engine's graph, surnames from a table of Ukrainian and Russian ones."""
    column = {"uk": "uk", "ru": "ru", "en": "uk"}[language]
    with surnames.open(encoding="utf-8-sig") as lines:
        words = {row[column].lower() for row in csv.DictReader(lines)}
    families = sorted(word for word in words if _is_family(word))
    given = {
        sex: sorted(
            name
            for name, edges in graph().by_form.items()
            if any(e.sex is sex and e.kind is not EdgeKind.VARIANT for e in edges)
            and _is_in(name, language)
        )
        for sex in Sex
    }
    return Names(language, given, families, _foreign(surnames.parents[1] / "pairs"))


def _foreign(folder: Path) -> list[str]:
    """Names from Wikidata in Cyrillic letters, without rare ones of another kind."""
    with (folder / "wikidata_en_ru_tokens.csv").open(encoding="utf-8") as lines:
        found = {row["name2"].lower() for row in csv.DictReader(lines) if row["label"] == "1"}
    return sorted(name for name in found if re.fullmatch(r"[а-яё]{3,12}", name))


def _is_family(word: str) -> bool:
    best = next(iter(token_analyses(word)), None)
    return best is not None and best.role is PartRole.FAMILY and best.sex is not Sex.FEMALE


def _is_in(name: str, language: str) -> bool:
    if language == "en":
        return name.isascii() and name.isalpha()
    if not re.fullmatch(r"[а-яёіїєґ']+", name):
        return False
    return not re.search(r"[ыэёъ]" if language == "uk" else r"[іїєґ]", name)


@cache
def _endings() -> tuple[dict[str, str], ...]:
    with (files("homeward.data") / "name_endings.csv").open(encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines))


def inflect(name: str, role: str, sex: Sex, language: str, case: str) -> str:
    """The name in a case; as it is where no row of the table fits."""
    best: tuple[float, str] | None = None
    for row in _endings():
        if row["role"] != role or row["sex"] not in ("", sex.value):
            continue
        if row["language"] not in ("", language):
            continue
        nominative = row["nominative"].split("/")[0]
        stem = name[: len(name) - len(nominative)] if nominative else name
        if not name.endswith(nominative) or not _fits(stem, row["stems"]):
            continue
        form = stem + row[case].split("/")[0]
        weight = float(row["weight"]) + (0.1 if row["language"] else 0.0)
        if row[case] and (best is None or weight > best[0]):
            best = (weight, form)
    return best[1] if best else name


def _fits(stem: str, stems: str) -> bool:
    return not stems or any(stem.endswith(end) for end in stems.split())


def feminine(family: str, language: str) -> str:
    """The form that a daughter bears."""
    if re.search(r"(?:ов|ев|єв|їв|ин|ін|їн|ын)$", family):
        return family + "а"
    if family.endswith(("ський", "цький", "зький")):
        return family[:-2] + "а"
    if family.endswith(("ский", "цкий")):
        return family[:-2] + "ая"
    return family[:-2] + ("а" if language == "uk" else "ая") if family.endswith("ий") else family


def invented(
    sentences: Sequence[str], names: Names, count: int, random: Random
) -> Iterator[MarkedText]:
    """Sentences with their slots filled; some names are nobody's, so that shape must tell."""
    for number in range(count):
        yield _filled(f"invented-{number}", random.choice(sentences), names, random)


def _filled(text_id: str, sentence: str, names: Names, random: Random) -> MarkedText:
    text, people, at = "", [], 0
    cast: dict[str, Person] = {}
    for slot in _SLOT.finditer(sentence):
        text += sentence[at : slot.start()]
        person = cast.get(slot[1] or "") or _somebody(slot[1] or "", slot[2], names, random)
        if slot[1]:
            cast[slot[1]] = person
        name = _name(slot[2], _CASES[slot[3]], person, names.language)
        people.append(Span(len(text), len(text) + len(name)))
        text += name
        at = slot.end()
    text += sentence[at:]
    return MarkedText(text_id, text, tuple(people))


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a text names, maybe several times."""

    sex: Sex
    given: str
    father: str
    family: str
    initials: str
    before: str = ""
    spaced: bool = False  # between initials


_PARTICLES = ("де ", "фон ", "ван ", "ди ", "ла ", "дос ", "да ")
_ARABIC = ("аль-", "эль-", "бин ", "ибн ", "ас-", "ад-")
_ASIAN = (
    *("Ким", "Ли", "Чан", "Ван", "Хван", "Пак", "Цзян", "Ху", "Вэнь", "Нгуен", "Со", "Чен"),
    *("Ир", "Сен", "Ын", "Чжан", "Цзябао", "Ён", "Су", "Чжи", "Мин", "Хо", "Дук", "Ха", "Пин"),
)


def _somebody(label: str, shape: str, names: Names, random: Random) -> Person:
    sex = random.choice(list(Sex))
    given, family = random.choice(names.given[sex]), random.choice(names.families)
    family = family if sex is Sex.MALE else feminine(family, names.language)
    before = ""
    if label in ("x", "y", "z") and names.foreign:
        given, family = random.choice(names.foreign), random.choice(names.foreign)
        before = "" if random.random() < 0.85 else random.choice(_PARTICLES)
    if "A" in shape:
        before = random.choice(_ARABIC)
    if "K" in shape:
        given = " ".join(random.sample(_ASIAN, random.choice([2, 3, 3])))
    if random.random() < _INVENTED_SHARE:
        family = "".join(random.choices(_SYLLABLES, k=random.choice([2, 2, 3])))
    initials = "".join(random.choices("АБВГДЄЖЗІКЛМНОПРСТФЮЯ", k=2))
    father = random.choice(names.given[Sex.MALE])
    return Person(sex, given, father, family, initials, before, random.random() < 0.5)


def _name(shape: str, case: str, person: Person, language: str) -> str:
    found, initials = [], iter(person.initials)
    sex = person.sex
    for role in shape.replace("A", "G"):
        if role == "I":
            found.append(next(initials) + ".")
        elif role == "K":
            found.append(person.given)
        elif role == "G":
            found.append(inflect(person.given, "given_name", sex, language, case).title())
        elif role == "P":
            found.append(_patronymic(person.father, sex, case, language))
        else:
            family = inflect(person.family, "family_name", sex, language, case).title()
            found.append(person.before + family)
    name = " ".join(found)
    return name if person.spaced else re.sub(r"(?<=\w\.) (?=\w\.)", "", name)


def _patronymic(father: str, sex: Sex, case: str, language: str) -> str:
    stem = father[:-1] if father[-1] in "йоаяь" else father
    soft = father[-1] in "йь"
    if language == "uk":
        ending = ("йович" if soft else "ович") if sex is Sex.MALE else ("ївна" if soft else "івна")
    else:
        ending = ("евич" if soft else "ович") if sex is Sex.MALE else ("евна" if soft else "овна")
    return inflect(stem + ending, "patronymic", sex, language, case).title()
