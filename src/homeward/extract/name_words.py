"""What part of a name a word may be, and how much speaks for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import product

from homeward.extract import lexicon
from homeward.extract.common import grammar_of, is_common
from homeward.extract.phrases import rows
from homeward.extract.words import PATRONYMIC_ENDS, Word
from homeward.names import Case, PartRole, TokenAnalysis
from homeward.names.analyse import all_analyses
from homeward.records import Sex

F, G, P, I = "F", "G", "P", "I"  # noqa: E741  family name, given name, patronymic, initial
_ROLE = {PartRole.FAMILY: F, PartRole.GIVEN: G, PartRole.PATRONYMIC: P}
_KNOWN = {PartRole.FAMILY: 1.5, PartRole.GIVEN: 2.0, PartRole.PATRONYMIC: 2.6}
_UNKNOWN = {PartRole.FAMILY: 0.6, PartRole.GIVEN: 0.0, PartRole.PATRONYMIC: 1.2}
_COMMON_TOO, _COMMON_AND_UNKNOWN, _PLACE = 1.2, 2.4, 3.0
_GIVEN_BY_PLACE = 0.3  # an unknown given name beside a patronymic
_BOTH_GUESSED = 1.8  # unknown given name beside an unknown patronymic
_INITIAL = 0.6
_RARE = 0.02  # analyses this much less likely than the best say little

_COUNTRY = re.compile(  # "президент Украины Виктор Янукович": no family name
    r"украин(?:а|ы|е|у|ой)|україн(?:а|и|і|у|ою)|росси(?:я|и|ю|ей)|росі(?:я|ї|ю|єю)|"
    r"грузи(?:я|и|ю|ей)|грузі(?:я|ї|ю|єю)|польш(?:а|и|е|у|ей)|польщ(?:а|і|у|ею)"
)

_SEXES, _CASES = (*Sex, None), (*Case, None)
_OTHER_SEX, _OTHER_CASE = 1.2, 0.9
Agreement = tuple[Sex | None, Case | None]
# Each once: thousands of words are remembered with theirs.
_AGREEMENTS: dict[Agreement, Agreement] = {(s, c): (s, c) for s in _SEXES for c in _CASES}
_FULL = tuple(key for key in _AGREEMENTS if None not in key)
_PARTLY = tuple(key for key in _AGREEMENTS if None in key)
_LESS = {  # what the first loses where the second is asked for
    (has, key): (_OTHER_SEX if has[0] not in (key[0], None) else 0.0)
    + (_OTHER_CASE if has[1] not in (key[1], None) else 0.0)
    for has, key in product(_AGREEMENTS, repeat=2)
}


@lru_cache(maxsize=1 << 11)  # they are large; a stream of texts has ever new words
def analyses(low: str) -> tuple[TokenAnalysis, ...]:
    """What the tables of names say of a word: of each role, case and sex the likeliest form."""
    best: dict[tuple[object, ...], TokenAnalysis] = {}
    for one in all_analyses(low):
        role, case, sex, *_, known = one
        best.setdefault((role, case, sex, known), one)
    return tuple(best.values())


@cache
def never_names() -> frozenset[str]:
    """Words of kinship, rank and office: they stand beside names, never in them."""
    found: set[str] = set()
    for table in ("kin", "ranks", "titles"):
        for row in rows(table):
            for word in row["phrase"].replace("[", " ").replace("]", " ").lower().split():
                found.update(part for part in word.split("/") if "*" not in part and len(part) > 1)
    return frozenset(found)


def roles(words: Sequence[Word], at: int) -> str:
    """The roles that a word may play where it stands: some letters of FGPI."""
    word = words[at]
    if len(word.text) == 1:
        return I if word.text.isupper() else ""
    if word.text[0].isdigit():
        return ""
    if word.head in PATRONYMIC_ENDS:
        return P
    found = _roles(word.head, word.capital)
    unheard = word.capital and G not in found and found and not is_common(word.head)
    if unheard and _beside_patronymic(words, at):
        found += G
    return found


@lru_cache(maxsize=1 << 14)
def _roles(low: str, capital: bool) -> str:  # noqa: FBT001  part of the cache key
    if low in never_names() or _COUNTRY.fullmatch(low):
        return ""
    if lexicon.plain(low):
        return _roles_of_plain(low) if capital else ""
    found = {_ROLE[a.role] for a in analyses(low) if a.role in _ROLE and (capital or a.known)}
    return "".join(sorted(found))


def _roles_of_plain(low: str) -> str:
    """Of a word that no table of names knows: any may be a family name, and end as a father's."""
    return F + P if all_analyses(low, (PartRole.PATRONYMIC,)) else F


def _beside_patronymic(words: Sequence[Word], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1].capital and P in _roles(words[at + 1].head, True)


@lru_cache(maxsize=1 << 12)
def weights(low: str, role: str) -> Mapping[Agreement, float]:
    """How much speaks for a word in one role, by sex and case; empty if nothing."""
    if role == I:
        return {(None, None): _INITIAL}
    if low in PATRONYMIC_ENDS:
        return {(None, None): 2.0}
    found: dict[Agreement, float] = {}
    mine = [a for a in analyses(low) if _ROLE.get(a.role) == role]
    if not mine:
        return {(None, None): _GIVEN_BY_PLACE} if role == G else found
    rare = max([a.weight for a in mine]) * _RARE
    usual = [_weight(mine[0].role, low, known=known) for known in (False, True)]
    for analysis in mine:
        weight = usual[analysis.known] - (0.7 if analysis.weight < rare else 0.0)
        key = _AGREEMENTS[analysis.sex, analysis.case]
        if weight > found.get(key, -9.0):
            found[key] = weight
    return found


def _weight(role: PartRole, low: str, *, known: bool) -> float:
    weight = (_KNOWN if known else _UNKNOWN)[role]
    if role is not PartRole.PATRONYMIC and is_common(low):
        weight -= _COMMON_TOO if known else _COMMON_AND_UNKNOWN
    if role is PartRole.FAMILY and not known and grammar_of(low).place:
        weight -= _PLACE  # "президент Грузии Михаил …"
    return weight


@lru_cache(maxsize=1 << 13)
def agreement(lows: tuple[str, ...], shape: str) -> float:
    """The weights of the words of a span, in the sex and case that fit them all best."""
    options = [weights(low, role) for low, role in zip(lows, shape, strict=True)]
    if not all(options):
        return -9.0
    keys = {key for option in options for key in option}
    full = {key for key in keys if None not in key}
    fits = [_fits(tuple(option.items()), _FULL if full else _PARTLY) for option in options]
    best = max([sum([fit[key] for fit in fits]) for key in full or keys])
    return best - (_BOTH_GUESSED if shape[0] == G and _guessed(lows, shape) > 1 else 0.0)


def _guessed(lows: Sequence[str], shape: str) -> int:
    roles_of = zip(lows, shape, strict=True)
    return sum(role in (G, P) and _is_guessed(low, role) for low, role in roles_of)


def _is_guessed(low: str, role: str) -> bool:
    """Whether no table knows a given name or the father of a patronymic ("Ищу Дейч")."""
    return not any(a.known for a in analyses(low) if _ROLE.get(a.role) == role)


@lru_cache(maxsize=1 << 10)  # many words have the same weights
def _fits(
    option: tuple[tuple[Agreement, float], ...], asked: tuple[Agreement, ...]
) -> Mapping[Agreement, float]:
    """How well a word goes with each sex and case that others may ask for."""
    return {key: max([weight - _LESS[has, key] for has, weight in option]) for key in asked}
