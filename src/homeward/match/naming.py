"""How far the names of two records agree, part by part, with the other names they are known by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from homeward.match.fathers import observe_father
from homeward.match.features import Level
from homeward.match.name_parts import AGREEING, observe_parts
from homeward.match.observation import Observation, seen
from homeward.match.reading import parsed
from homeward.match.spacing import respaced
from homeward.names import ParsedName, compare_names
from homeward.records import NameKind, PersonRecord, Sex, WrittenName

__all__ = ["OWN_NAMES", "observe_names", "parsed", "sex_of"]

# Names of the person himself; a call sign and the mother's maiden name are compared elsewhere.
OWN_NAMES = frozenset(
    {
        NameKind.CURRENT,
        NameKind.FORMER,
        NameKind.AT_HOME,
        NameKind.DOCUMENT_SPELLING,
        NameKind.BELIEVED_NEW,
    }
)

# One name as it is written now and in a document or a text: no other name of the person.
SPELLINGS = frozenset({NameKind.CURRENT, NameKind.DOCUMENT_SPELLING})
OtherNames = tuple[frozenset[NameKind], list[Observation]]  # two names' kinds, and how they agree


def observe_names(a: PersonRecord, b: PersonRecord) -> list[Observation]:
    """Family name, given name, patronymic; else the father's given name."""
    found = observe_parts(compare_names(*_parsed_alike(a.name, b.name)))
    if a.other_names or b.other_names:
        others = [
            (frozenset({x.kind, y.kind}), observe_parts(compare_names(parsed(x), parsed(y))))
            for x, y in _other_pairs(a, b)
        ]
        found = [_with_other_names(part, others) for part in found]
    if father := observe_father(a, b, found):
        found.append(father)
    return found


def _parsed_alike(ours: WrittenName, theirs: WrittenName) -> tuple[ParsedName, ParsedName]:
    """Both names read, a missing or added space first put right by the other."""
    words, their_words = len(ours.full.split()), len(theirs.full.split())
    if words != their_words and not (ours.family_name or theirs.family_name):
        if words < their_words:
            ours = replace(ours, full=respaced(ours.full, theirs.full))
        else:
            theirs = replace(theirs, full=respaced(theirs.full, ours.full))
    return parsed(ours), parsed(theirs)


def _other_pairs(a: PersonRecord, b: PersonRecord) -> Iterator[tuple[WrittenName, WrittenName]]:
    """Every two names of both but the two that they bear now."""
    pairs = product((a.name, *a.other_names), (b.name, *b.other_names))
    for ours, theirs in pairs:
        if (ours, theirs) != (a.name, b.name) and {ours.kind, theirs.kind} <= OWN_NAMES:
            yield ours, theirs


def _with_other_names(part: Observation, others: list[OtherNames]) -> Observation:
    """An agreement under another name counts where the present names do not agree."""
    if part.level in AGREEING:
        return part
    for other, kinds in ((o, kinds) for kinds, found in others for o in found):
        if other.feature is part.feature and other.level in AGREEING:
            spelled = f"{part.feature}.other_spelling" if kinds <= SPELLINGS else None
            return seen(
                part.feature,
                Level.OTHER_NAME,
                other.ours,
                other.theirs,
                reason=spelled,
                rarity=other.rarity,
            )
    return part


def sex_of(record: PersonRecord) -> Sex | None:
    """The sex a record states, or that every reading of its name has."""
    if record.sex:
        return record.sex
    sexes = {reading.sex for reading in parsed(record.name).readings}
    return sexes.pop() if len(sexes) == 1 else None
