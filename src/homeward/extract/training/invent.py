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

_SLOT = re.compile(r"\{([GFPI]+):([ngdailv])\}")
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
    return Names(language, given, families)


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
    for slot in _SLOT.finditer(sentence):
        text += sentence[at : slot.start()]
        name = _name(slot[1], _CASES[slot[2]], names, random)
        people.append(Span(len(text), len(text) + len(name)))
        text += name
        at = slot.end()
    text += sentence[at:]
    return MarkedText(text_id, text, tuple(people))


def _name(shape: str, case: str, names: Names, random: Random) -> str:
    sex = random.choice(list(Sex))
    parts = [_part(role, sex, case, names, random) for role in shape]
    return re.sub(r"(?<=\w\.) (?=\w\.)", random.choice(["", " "]), " ".join(parts))


def _part(role: str, sex: Sex, case: str, names: Names, random: Random) -> str:
    if role == "I":
        return random.choice("АБВГДЄЖЗІКЛМНОПРСТФЮЯ") + "."
    if random.random() < _INVENTED_SHARE and role != "P":
        return "".join(random.choices(_SYLLABLES, k=random.choice([2, 2, 3]))).capitalize()
    language = names.language
    if role == "G":
        return inflect(random.choice(names.given[sex]), "given_name", sex, language, case).title()
    family = random.choice(names.families)
    if role == "P":
        father = random.choice(names.given[Sex.MALE])
        return _patronymic(father, sex, case, language)
    family = family if sex is Sex.MALE else feminine(family, language)
    return inflect(family, "family_name", sex, language, case).title()


def _patronymic(father: str, sex: Sex, case: str, language: str) -> str:
    stem = father[:-1] if father[-1] in "йоаяь" else father
    soft = father[-1] in "йь"
    if language == "uk":
        ending = ("йович" if soft else "ович") if sex is Sex.MALE else ("ївна" if soft else "івна")
    else:
        ending = ("евич" if soft else "ович") if sex is Sex.MALE else ("евна" if soft else "овна")
    return inflect(stem + ending, "patronymic", sex, language, case).title()
