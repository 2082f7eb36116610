"""Forms of common Ukrainian words, each beside the same form of a Russian word of its meaning.

`words_uk.csv` was written for this project. `stem` is what other forms are made from where the
word does not tell: of a noun the stem of the other cases ("рік", "рок"), of a verb the third
person of the present ("писати", "пише").
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

Pair = tuple[str, str]  # a Ukrainian form and a Russian one

_TABLE = Path(__file__).parent / "words_uk.csv"
# Cases as in the table of a grammar: singular n g d a i l v, then plural n g d i l.
_NOUNS_UK = {
    "": ("", "а", "у", "а", "ом", "і", "е", "и", "ів", "ам", "ами", "ах"),
    "й": ("й", "я", "ю", "я", "єм", "ї", "ю", "ї", "їв", "ям", "ями", "ях"),
    "ь": ("ь", "я", "ю", "я", "ем", "і", "ю", "і", "ів", "ям", "ями", "ях"),
    "а": ("а", "и", "і", "у", "ою", "і", "о", "и", "", "ам", "ами", "ах"),
    "я": ("я", "і", "і", "ю", "ею", "і", "е", "і", "ь", "ям", "ями", "ях"),
    "ія": ("ія", "ії", "ії", "ію", "ією", "ії", "іє", "ії", "ій", "іям", "іями", "іях"),
    "о": ("о", "а", "у", "о", "ом", "і", "о", "а", "", "ам", "ами", "ах"),
    "е": ("е", "я", "ю", "е", "ем", "і", "е", "я", "ь", "ям", "ями", "ях"),
    "ння": ("ння", "ння", "нню", "ння", "нням", "нні", "ння", "ння", "нь", "нням", "ннями", "ннях"),
    "ття": ("ття", "ття", "ттю", "ття", "ттям", "тті", "ття", "ття", "ть", "ттям", "ттями", "ттях"),
    "и": ("и", "ів", "ам", "и", "ами", "ах", "и", "и", "", "ам", "ами", "ах"),
}
_IN_A_CONSONANT = ("", "і", "і", "", "ю", "і", "е", "і", "ей", "ям", "ями", "ях")
_NOUNS_RU = {
    "": ("", "а", "у", "а", "ом", "е", "", "ы", "ов", "ам", "ами", "ах"),
    "й": ("й", "я", "ю", "я", "ем", "е", "й", "и", "ев", "ям", "ями", "ях"),
    "ь": ("ь", "и", "и", "ь", "ью", "и", "ь", "и", "ей", "ям", "ями", "ях"),
    "а": ("а", "ы", "е", "у", "ой", "е", "а", "ы", "", "ам", "ами", "ах"),
    "я": ("я", "и", "е", "ю", "ей", "е", "я", "и", "ь", "ям", "ями", "ях"),
    "ия": ("ия", "ии", "ии", "ию", "ией", "ии", "ия", "ии", "ий", "иям", "иями", "иях"),
    "о": ("о", "а", "у", "о", "ом", "е", "о", "а", "", "ам", "ами", "ах"),
    "е": ("е", "я", "ю", "е", "ем", "е", "е", "я", "ей", "ям", "ями", "ях"),
    "ие": ("ие", "ия", "ию", "ие", "ием", "ии", "ие", "ия", "ий", "иям", "иями", "иях"),
    "ы": ("ы", "ов", "ам", "ы", "ами", "ах", "ы", "ы", "", "ам", "ами", "ах"),
}
_ADJECTIVE_UK = ("ий", "ого", "ому", "им", "а", "ої", "ій", "у", "ою", "е", "і", "их", "ими", "о")
_SOFT_UK = ("ій", "ього", "ьому", "ім", "я", "ьої", "ій", "ю", "ьою", "є", "і", "іх", "іми", "ьо")
_ADJECTIVE_RU = (
    "ый",
    "ого",
    "ому",
    "ым",
    "ая",
    "ой",
    "ой",
    "ую",
    "ой",
    "ое",
    "ые",
    "ых",
    "ыми",
    "о",
)
_SOFT_RU = ("ий", "его", "ему", "им", "яя", "ей", "ей", "юю", "ей", "ее", "ие", "их", "ими", "е")
_SOFTENED = {"к": "ц", "г": "з", "х": "с"}
_PRESENT_UK = {"увати": "ує", "ювати": "ює", "ати": "ає", "яти": "яє", "іти": "іє", "нути": "не"}
_PRESENT_RU = {
    "овать": "ует",
    "евать": "ует",
    "ать": "ает",
    "ять": "яет",
    "еть": "еет",
    "нуть": "нет",
}


def forms() -> Iterator[Pair]:
    """Every form of every word of the table, and of its Russian twin."""
    with _TABLE.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            yield row["word"], row["russian"]
            yield from _FORMS[row["kind"]](row["word"], row["stem"], row["russian"])


def _noun(word: str, stem: str, russian: str) -> Iterator[Pair]:
    yield from zip(_declined(word, stem, _NOUNS_UK), _declined(russian, "", _NOUNS_RU), strict=True)


def _in_a_consonant(word: str, stem: str, russian: str) -> Iterator[Pair]:
    own = [(stem or word.removesuffix("ь")) + ending for ending in _IN_A_CONSONANT]
    own[0] = own[3] = word
    own[4] = re.sub(r"([нлтдсц])ю$", r"\1\1ю", own[4])
    yield from zip(own, _declined(russian, "", _NOUNS_RU), strict=True)


def _declined(word: str, stem: str, table: Mapping[str, Sequence[str]]) -> list[str]:
    ending = next((end for end in sorted(table, key=len, reverse=True) if word.endswith(end)), "")
    begun = stem or word.removesuffix(ending)
    found = [begun + each for each in table[ending]]
    found[0] = word
    if table is _NOUNS_UK and ending in ("", "а", "о") and begun[-1:] in _SOFTENED:
        found[5] = begun[:-1] + _SOFTENED[begun[-1]] + "і"
        found[2] = found[5] if ending == "а" else found[2]
    if table is _NOUNS_RU and begun[-1:] in "гкхжшщч":
        found = [re.sub("ы$", "и", each) for each in found]
    return found


def _adjective(word: str, _stem: str, russian: str) -> Iterator[Pair]:
    own = _SOFT_UK if word.endswith("ій") else _ADJECTIVE_UK
    soft = russian.endswith("ний") or russian[-3:-2] in "жшщч"
    other = _SOFT_RU if soft else _ADJECTIVE_RU
    twins = [russian[:-2] + ending for ending in other]
    if russian[-3:-2] in "гкх":
        twins = [re.sub(r"ы(?=[ехмй]|ми)", "и", each) for each in twins]
    twins[0] = russian
    yield from zip((word[:-2] + ending for ending in own), twins, strict=True)


def _verb(word: str, present: str, russian: str) -> Iterator[Pair]:
    own, reflexive = re.sub(r"ся$", "", word), word.endswith("ся")
    other, too = re.sub(r"с[яь]$", "", russian), russian.endswith(("ся", "сь"))
    twins = list(_conjugated(other, "", "ть", ("л", "ла", "ло", "ли"), _PRESENT_RU))
    mine = list(
        _conjugated(own, re.sub(r"ся$", "", present), "ти", ("в", "ла", "ло", "ли"), _PRESENT_UK)
    )
    for form, twin in zip(mine, twins, strict=True):
        bent = twin + ("сь" if twin[-1] in "аоиую" else "ся") if too else twin
        yield (form + "ся" if reflexive else form), bent


def _conjugated(
    word: str, present: str, ending: str, past: tuple[str, ...], presents: dict[str, str]
) -> Iterator[str]:
    begun = word.removesuffix(ending)
    yield from (begun + each for each in past)
    if not present:
        end = next(
            (end for end in sorted(presents, key=len, reverse=True) if word.endswith(end)), ""
        )
        present = (
            word.removesuffix(end) + presents[end]
            if end
            else begun + ("т" if ending == "ть" else "ть")
        )
    yield present
    yield _third_plural(present)
    yield _first(present)


def _third_plural(present: str) -> str:
    for one, many in (
        *(("ить", "ять"), ("їть", "їять"), ("є", "ють"), ("е", "уть")),
        *(
            ("ает", "ают"),
            ("яет", "яют"),
            ("ует", "уют"),
            ("еет", "еют"),
            ("ет", "ут"),
            ("ит", "ят"),
        ),
    ):
        if present.endswith(one):
            hissing = one == "ить" and present[-4:-3] in "жшщч"
            return present.removesuffix(one) + ("ать" if hissing else many)
    return present


def _first(present: str) -> str:
    for one, mine in (
        ("ить", "лю"),
        ("є", "ю"),
        ("е", "у"),
        ("ает", "аю"),
        ("яет", "яю"),
        ("ует", "ую"),
        ("ет", "у"),
        ("ит", "лю"),
    ):
        if present.endswith(one):
            return present.removesuffix(one) + mine
    return present


def _word(_word: str, _stem: str, _russian: str) -> Iterator[Pair]:
    return iter(())


_FORMS = {
    "noun": _noun,
    "noun in a consonant": _in_a_consonant,
    "adjective": _adjective,
    "verb": _verb,
    "word": _word,
}
