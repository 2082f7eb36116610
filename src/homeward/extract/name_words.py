"""What part of a name a word may be, and how much speaks for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from homeward.extract import lexicon
from homeward.extract.common import grammar_of, is_common
from homeward.extract.phrases import rows
from homeward.extract.words import PATRONYMIC_ENDS, Word
from homeward.names import Case, PartRole, TokenAnalysis
from homeward.names.analyse import analyses as analyses_of
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

Agreement = tuple[Sex | None, Case | None]


@lru_cache(maxsize=1 << 11)  # they are large; a stream of texts has ever new words
def analyses(low: str) -> tuple[TokenAnalysis, ...]:
    """What the tables of names say of a word."""
    return analyses_of(low)


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
    if not capital and lexicon.plain(low):
        return ""
    found = {_ROLE[a.role] for a in analyses(low) if a.role in _ROLE and (capital or a.known)}
    return "".join(sorted(found))


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
    best = max((a.weight for a in mine), default=0.0)
    for analysis in mine:
        weight = _weight(analysis, low) - (0.7 if analysis.weight < best * _RARE else 0.0)
        key = (analysis.sex, analysis.case)
        found[key] = max(found.get(key, -9.0), weight)
    if role == G and not found:
        return {(None, None): _GIVEN_BY_PLACE}
    return found


def _weight(analysis: TokenAnalysis, low: str) -> float:
    weight = (_KNOWN if analysis.known else _UNKNOWN)[analysis.role]
    if analysis.role is not PartRole.PATRONYMIC and is_common(low):
        weight -= _COMMON_TOO if analysis.known else _COMMON_AND_UNKNOWN
    if analysis.role is PartRole.FAMILY and not analysis.known and grammar_of(low).place:
        weight -= _PLACE  # "президент Грузии Михаил …"
    return weight


@lru_cache(maxsize=1 << 13)
def agreement(lows: tuple[str, ...], shape: str) -> float:
    """The weights of the words of a span, in the sex and case that fit them all best."""
    options = [weights(low, role) for low, role in zip(lows, shape, strict=True)]
    if any(not option for option in options):
        return -9.0
    roles_of = zip(lows, shape, strict=True)
    guessed = sum(role in (G, P) and _is_guessed(low, role) for low, role in roles_of)
    keys = {key for option in options for key in option if None not in key}
    keys = keys or {key for option in options for key in option}
    best = max(sum(_fit(option, key) for option in options) for key in keys)
    return best - (_BOTH_GUESSED if guessed > 1 and shape[0] == G else 0.0)


def _is_guessed(low: str, role: str) -> bool:
    """Whether no table knows a given name or the father of a patronymic ("Ищу Дейч")."""
    return not any(a.known for a in analyses(low) if _ROLE.get(a.role) == role)


def _fit(option: Mapping[Agreement, float], key: Agreement) -> float:
    sex, case = key
    return max(
        weight
        - (0.0 if has_sex in (sex, None) else 1.2)
        - (0.0 if has_case in (case, None) else 0.9)
        for (has_sex, has_case), weight in option.items()
    )
