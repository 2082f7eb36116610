"""Patronymics: recognised by their endings, traced to the father's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from homeward.names.given import graph
from homeward.records import Sex
from homeward.text import fold_word

# Endings of folded patronymics, the longest first; what is left is the father's stem.
_ENDINGS = re.compile(
    r"(?P<female>(?:ovn|evn|ivn|avn|ičn|iničn|inišn|išn)a)$|(?P<male>(?:ovič|evič|avič|ivič|ič))$"
)
_FATHERS_END = re.compile(r"[aeiou]+$")

# Fathers whose stem changes in the patronymic: fleeting vowels and old forms, folded.
_CHANGED = {
    "pavl": "pavel", "lv": "lev", "iakovl": "iakov", "iak": "iakiv", "petr": "petr",
    "mikol": "mikola", "mihal": "mihail", "kuzm": "kuzma", "lukin": "luka", "ilin": "ilia",
    "fomin": "foma",
}  # fmt: skip

# Words of other traditions that turn the name before them into a patronymic.
SONS_AND_DAUGHTERS = {
    "оглы": Sex.MALE, "огли": Sex.MALE, "оглу": Sex.MALE, "углы": Sex.MALE, "угли": Sex.MALE,
    "ugli": Sex.MALE, "ogly": Sex.MALE, "oglu": Sex.MALE, "ogli": Sex.MALE, "oğlu": Sex.MALE,
    "улы": Sex.MALE, "уулу": Sex.MALE, "uulu": Sex.MALE, "uly": Sex.MALE,
    "кызы": Sex.FEMALE, "кизи": Sex.FEMALE, "гызы": Sex.FEMALE, "гизи": Sex.FEMALE,
    "qızı": Sex.FEMALE, "kyzy": Sex.FEMALE, "qizi": Sex.FEMALE, "kizi": Sex.FEMALE,
    "gyzy": Sex.FEMALE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Patronymic:
    """A word in -ович, -івна and the like: sex, the father's stem, his concepts if known."""

    sex: Sex
    stem: str
    ids: tuple[int, ...]


@lru_cache(maxsize=1 << 17)
def patronymic(form: str) -> Patronymic | None:
    """Read a nominative word as a patronymic; `None` when it has no such ending."""
    key = fold_word(form)
    match = _ENDINGS.search(key) if key[-1:] in ("a", "č") else None
    if not match or match.start() < 1:
        return None
    stem = key[: match.start()]
    sex = Sex.FEMALE if match.lastgroup == "female" else Sex.MALE
    return Patronymic(sex, stem, fathers().get(stem, ()))


@cache
def fathers() -> dict[str, tuple[int, ...]]:
    """Concepts of masculine names by the stem that their patronymics have."""
    found: dict[str, dict[int, None]] = {}
    for key, edges in graph().by_key.items():
        ids = [edge.id for edge in edges if edge.sex is Sex.MALE and edge.kind != "short_form"]
        for stem in father_stems(key) if ids else ():
            found.setdefault(stem, {}).update(dict.fromkeys(ids))
    return {stem: tuple(ids) for stem, ids in found.items()}


def father_stems(key: str) -> set[str]:
    """Stems that the patronymics of a folded masculine name may have."""
    bare = _FATHERS_END.sub("", key)
    stems = {bare, key.removesuffix("i"), key}
    stems |= {stem for stem, father in _CHANGED.items() if father == key}
    return {stem for stem in stems if stem}
