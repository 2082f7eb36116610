"""One word by itself: which part of a name it may be, in which case, of which sex."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from itertools import product
from operator import itemgetter

from homeward.names.diminutives import diminutive_edges
from homeward.names.endings import (
    CASE_WEIGHT,
    Ending,
    ending_of,
    nominative_endings,
    rules_for,
)
from homeward.names.family import family_key, is_feminine
from homeward.names.frequency import surname_counts
from homeward.names.given import Edge, EdgeKind, edges_of, graph
from homeward.names.likelihood import bends_so, surname_likelihood
from homeward.names.parts import Case, PartRole, TokenAnalysis
from homeward.names.patronymic import patronymic
from homeward.records import Sex
from homeward.text import Script, fold_word, repair_word, script_of
from homeward.text.letters import RUSSIAN_ONLY, UKRAINIAN_ONLY

_SEXES: dict[Sex | None, tuple[Sex, ...]] = {None: tuple(Sex)} | {sex: (sex,) for sex in Sex}
_ROLES = (PartRole.FAMILY, PartRole.GIVEN, PartRole.PATRONYMIC)
_OTHER_CASES = tuple(Case)[1:]
_MEANING = 6  # fields of an analysis that tell it from others; weight and known follow

_KIND_WEIGHT = {
    EdgeKind.NAME: 1.0,
    EdgeKind.TRANSLATION: 1.0,
    EdgeKind.VARIANT: 0.8,
    EdgeKind.SHORT: 0.6,
}
# Surnames that never change, in any case.
_INDECLINABLE = (
    "ко",
    "их",
    "ых",
    "швили",
    "швілі",
    "дзе",
    "дзэ",
    "о",
    "е",
    "э",
    "и",
    "і",
    "у",
    "ю",
    "ово",
    "аго",
)
_UNCHANGING = "еэиіоуюї"  # last letters of given names that no case changes
_BY_SOUND = 0.2  # a Cyrillic word that only sounds like a given name
_BESIDE_A_CASE = 0.02  # the same, if it may be a case of one
_SELDOM = 300  # bearers in the table of counts, below which a word is rather something else
_SELDOM_WEIGHT = 0.3
_SELDOM_FORM = 0.3  # a short form that mostly stands for another name
_GUESSED = 0.3  # a pet name traced by its ending alone
_OBLIQUE = (
    "ого",
    "его",
    "ому",
    "ему",
    "ої",
    "ую",
    "ою",
    "ею",
    "ові",
    "еві",
    "ым",
    "им",
    "ом",
    "ем",
)
_WOMENS_OBLIQUE = (
    "ій",
    "ой",
    "ей",
    "ої",
    "ою",
    "ею",
    "єю",
)  # Білій: rather of Біла than of a woman called Білій
_OBLIQUE_AS_WRITTEN = 0.15
_BENT_PATRONYMIC = re.compile(
    r"(?:(?:[ое]в|[ьйі])?ич(?:а|у|ем|ом|е|і|еві)|(?:[оеіїє]в|ич)н(?:ы|и|е|і|у|ой|ою))$"
)
_OF_FATHERS = re.compile("[včš]n|ič")  # folded: every patronymic has it, in any case
_PATRONYMIC_AS_SURNAME = 0.02
_LEAST_CASE, _LEAST_FORM = 0.05, 0.005  # of what only unusual surnames speak for
_MENS_TOO = (
    "ина",
    "іна",
    "ina",
    "yna",
)  # Щербина: a woman, or a man of another surname
_MENS_TOO_WEIGHT = 0.25
_WOMENS_TOO = (
    "ин",
    "ін",
    "yn",
    "in",
)  # Ірина Федоришин
_WOMENS_TOO_WEIGHT = 0.2
_UNCHANGED_WEIGHT = 0.05  # Anna Ivanov, as abroad
_UNKNOWN = 0.12  # weight of a surname of usual shape that no table has


@lru_cache(maxsize=1 << 16)
def token_analyses(token: str) -> tuple[TokenAnalysis, ...]:
    """All ways to understand one word of a name (no hyphen), likeliest first."""
    return analyses(token)


def analyses(token: str, roles: Collection[PartRole] = _ROLES) -> tuple[TokenAnalysis, ...]:
    """The same, for callers that keep what they make of it or know the role of the word."""
    best: dict[tuple[object, ...], TokenAnalysis] = {}
    for one in all_analyses(token, roles):
        best.setdefault(one[:_MEANING], one)
    return tuple(best.values())


def all_analyses(token: str, roles: Collection[PartRole] = _ROLES) -> list[TokenAnalysis]:
    """The same with what several rules say of it, each by itself."""
    word = repair_word(token).lower().replace("’", "'").replace("ʼ", "'").replace("`", "'")
    return _analysed(word) if roles is _ROLES else _analyse(word, roles)


@lru_cache(maxsize=1 << 6)  # whoever reads a text asks for the names in it twice
def _analysed(word: str) -> list[TokenAnalysis]:
    return _analyse(word, _ROLES)


def _analyse(word: str, roles: Collection[PartRole]) -> list[TokenAnalysis]:
    if not word:
        return []
    cyrillic = script_of(word) is Script.CYRILLIC
    found = [
        one
        for role, understand in _UNDERSTAND.items()
        if role in roles
        for one in understand(word, cyrillic=cyrillic)
    ]
    found.sort(key=_by_weight)
    return found


def _by_weight(one: TokenAnalysis) -> float:
    return -one.weight


def nominatives_of(word: str, role: PartRole) -> Iterator[tuple[str, Ending]]:
    """Nominatives that a word may come from, each with the rule that says so."""
    size = len(word)
    for cut, rule in rules_for(role, ending_of(word), foreign_to(word)):
        yield word[: size - cut] + rule.nominative, rule


@lru_cache(maxsize=64)  # asked three times of each word, once for each role
def foreign_to(word: str) -> str | None:
    """The language that a word with such letters is not in."""
    if not UKRAINIAN_ONLY.isdisjoint(word):
        return "ru"
    return None if RUSSIAN_ONLY.isdisjoint(word) else "uk"


def _given(word: str, *, cyrillic: bool) -> Iterator[TokenAnalysis]:
    by_form = graph().by_form
    as_written = by_form.get(word, ()) if cyrillic else edges_of(word)
    by_sound = () if as_written else edges_of(word)
    inflected = list(_inflected_given(word)) if cyrillic else []
    sounds_so = 1.0 if as_written or not cyrillic else _BY_SOUND
    if by_sound and inflected:  # Галины is no Галіні
        sounds_so *= _BESIDE_A_CASE
    for edge in as_written or by_sound:
        yield _given_one(word, edge, Case.NOMINATIVE, sounds_so)
    yield from inflected
    if not (as_written or by_sound or family_key(word) in surname_counts()):
        for edge in diminutive_edges(word):
            yield _given_one(word, edge, Case.NOMINATIVE, _GUESSED)
    if not cyrillic:
        return
    for edge, case in product(as_written, _OTHER_CASES):
        if word[-1] in _UNCHANGING or (edge.sex is Sex.FEMALE and word[-1] not in "ая"):
            yield _given_one(word, edge, case, CASE_WEIGHT[case] * 0.8)


def _inflected_given(word: str) -> Iterator[TokenAnalysis]:
    """Known given names that the word may be a case of."""
    by_form = graph().by_form
    endings = nominative_endings(PartRole.GIVEN, ending_of(word), foreign_to(word))
    if not any(word[: len(word) - cut] + nominative in by_form for cut, nominative in endings):
        return
    for form, rule in nominatives_of(word, PartRole.GIVEN):
        for edge in by_form.get(form, ()) if form != word else ():
            if rule.sex in (None, edge.sex):
                yield _given_one(form, edge, rule.case, rule.weight)


def _given_one(form: str, edge: Edge, case: Case, weight: float) -> TokenAnalysis:
    weight *= _SELDOM_FORM if edge.seldom else _KIND_WEIGHT[edge.kind]
    if graph().counts.get(edge.id, 0) < _SELDOM:
        weight *= _SELDOM_WEIGHT
    key = fold_word(form)
    return TokenAnalysis(PartRole.GIVEN, case, edge.sex, form, key, (edge.id,), weight, known=True)


def _patronymic(word: str, *, cyrillic: bool) -> Iterator[TokenAnalysis]:
    if not _OF_FATHERS.search(fold_word(word)):
        return
    forms = [(word, Case.NOMINATIVE, 1.0)]
    if cyrillic:
        rules = nominatives_of(word, PartRole.PATRONYMIC)
        forms += [(form, rule.case, rule.weight) for form, rule in rules]
    for form, case, weight in forms:
        found = patronymic(form)
        if found:
            share = weight if found.ids else weight * 0.4
            yield TokenAnalysis(
                PartRole.PATRONYMIC, case, found.sex, form, fold_word(form), found.ids, share,
                known=bool(found.ids),
            )  # fmt: skip


def _family(word: str, *, cyrillic: bool) -> Iterator[TokenAnalysis]:
    yield from family_as_written(word)
    if not cyrillic:
        return
    bent = []
    size = len(word)
    for cut, rule in rules_for(PartRole.FAMILY, ending_of(word), foreign_to(word)):
        form = word[: size - cut] + rule.nominative
        nominative = rule.case is Case.NOMINATIVE
        if form == word and nominative and rule.sex is None:
            continue
        man = word[: size - cut] + rule.masculine if rule.masculine else form
        one = family_one(form, rule.case, rule.sex, rule.weight, man)
        if nominative:
            yield one
        else:
            bent.append(one)
    oblique = word.endswith(_WOMENS_OBLIQUE)
    if word.endswith(_INDECLINABLE):
        bent += _family_unchanged(word, None, 0.7)
    elif word[-1] not in "ая":
        bent += _family_unchanged(word, Sex.FEMALE, _OBLIQUE_AS_WRITTEN if oblique else 1.0)
    yield from _weighed(bent, word)


def _weighed(bent: list[TokenAnalysis], word: str) -> list[TokenAnalysis]:
    """Of the surnames that one bent word may come from, the usual one is the likeliest."""
    shares = [
        (surname_likelihood(one.form, sex) * bends_so(word, one.form), sex, one)
        for one in bent
        for sex in _SEXES[one.sex]
    ]
    if not shares:
        return []
    shares.sort(key=itemgetter(0), reverse=True)
    greatest = shares[0][0]
    best = max([one.weight / CASE_WEIGHT[one.case] for one in bent if one.case])
    peaks: dict[tuple[Case | None, Sex], tuple[float, float]] = {}  # greatest share, its weight
    found = []
    for share, sex, (_, case, _, form, key, ids, _, known) in shares:
        peak = peaks.get((case, sex))
        if peak is None:
            step = _step(share / greatest, _LEAST_CASE)
            peak = peaks[case, sex] = share, best * CASE_WEIGHT[case or Case.NOMINATIVE] * step
        weight = peak[1] * (_step(share / peak[0], _LEAST_FORM) if share < peak[0] else 1.0)
        found.append(TokenAnalysis(PartRole.FAMILY, case, sex, form, key, ids, weight, known))
    return found


def _step(share: float, least: float) -> float:
    """A share in steps of two, so that many words are of one kind."""
    step = 1.0
    while step > least and share < step / 1.4:
        step /= 2
    return step


def _family_unchanged(word: str, sex: Sex | None, usual: float) -> Iterator[TokenAnalysis]:
    """The same form in all cases but the first."""
    key, share, known = _surname(word)
    for case in _OTHER_CASES:
        weight = CASE_WEIGHT[case] * usual * share
        yield TokenAnalysis(PartRole.FAMILY, case, sex, word, key, (), weight, known)


def family_as_written(word: str) -> Iterator[TokenAnalysis]:
    key = family_key(word)
    feminine = is_feminine(word)
    masculine = word.endswith(("ий", "ый")) or key.endswith(("ov", "ev", "in", "ski", "ʦki"))
    masculine = masculine and len(key) > 3
    sex = Sex.FEMALE if feminine else Sex.MALE if masculine else None
    weight = _OBLIQUE_AS_WRITTEN if word.endswith(_OBLIQUE) else 1.0 if sex else 0.8
    weight = min(weight, 0.3) if word.endswith(("ой", "енка")) else weight
    weight *= _PATRONYMIC_AS_SURNAME if _is_bent_patronymic(word) else 1.0
    yield family_one(word, Case.NOMINATIVE, sex, weight)
    if masculine and not feminine and not word.endswith(("ий", "ый")):
        usual = _WOMENS_TOO_WEIGHT if word.endswith(_WOMENS_TOO) else _UNCHANGED_WEIGHT
        yield family_one(word, Case.NOMINATIVE, Sex.FEMALE, weight * usual)
    if feminine and word.endswith(_MENS_TOO):
        share, sound = _surname(word)[1:], fold_word(word)
        weight = _MENS_TOO_WEIGHT * share[0]
        yield TokenAnalysis(
            PartRole.FAMILY, Case.NOMINATIVE, Sex.MALE, word, sound, (), weight, share[1]
        )


def _is_bent_patronymic(word: str) -> bool:
    return ("ич" in word or "вн" in word) and _BENT_PATRONYMIC.search(word) is not None


def family_one(
    form: str, case: Case, sex: Sex | None, weight: float, man: str = ""
) -> TokenAnalysis:
    key, share, known = _surname(man or form)
    return TokenAnalysis(PartRole.FAMILY, case, sex, form, key, (), weight * share, known)


@lru_cache(maxsize=1 << 17)
def _surname(form: str) -> tuple[str, float, bool]:
    """Key of a surname, how likely a word of its shape is one, whether a table has it."""
    key = family_key(form) or form  # apostrophes alone have no sound
    count = surname_counts().get(key, 0)
    return key, 1.0 if count > 200 else 0.6 if count else _UNKNOWN, count > 0


_UNDERSTAND: dict[PartRole, Callable[..., Iterator[TokenAnalysis]]] = {
    PartRole.GIVEN: _given,
    PartRole.PATRONYMIC: _patronymic,
    PartRole.FAMILY: _family,
}
