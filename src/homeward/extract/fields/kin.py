"""Who the author is to the person looked for, turned round from what the author writes.

"I look for my son" says that the author is a parent: the mother, if she writes as a woman.
"""

from __future__ import annotations

import re

from homeward.extract.phrases import Hit, lexicon
from homeward.records import Sex

# What the named person is to the author -> the author to him: by the author's sex, or unknown.
_INVERSE: dict[str, tuple[str, str, str]] = {
    "son": ("mother", "father", "parent"),
    "daughter": ("mother", "father", "parent"),
    "child": ("mother", "father", "parent"),
    "husband": ("wife", "wife", "wife"),
    "wife": ("husband", "husband", "husband"),
    "father": ("daughter", "son", "child"),
    "mother": ("daughter", "son", "child"),
    "brother": ("sister", "brother", "sibling"),
    "sister": ("sister", "brother", "sibling"),
    "grandson": ("grandmother", "grandfather", "grandparent"),
    "granddaughter": ("grandmother", "grandfather", "grandparent"),
    "grandfather": ("granddaughter", "grandson", "grandchild"),
    "grandmother": ("granddaughter", "grandson", "grandchild"),
    "uncle": ("niece", "nephew", "nephew_or_niece"),
    "aunt": ("niece", "nephew", "nephew_or_niece"),
    "nephew": ("aunt", "uncle", "aunt_or_uncle"),
    "niece": ("aunt", "uncle", "aunt_or_uncle"),
    "cousin": ("cousin", "cousin", "cousin"),
    "stepson": ("stepmother", "stepfather", "step_parent"),
    "stepfather": ("stepdaughter", "stepson", "stepchild"),
    "fiance": ("fiancee", "fiancee", "fiancee"),
    "fiancee": ("fiance", "fiance", "fiance"),
    "friend": ("friend", "friend", "friend"),
    "fellow_soldier": ("fellow_soldier", "fellow_soldier", "fellow_soldier"),
    "godson": ("godmother", "godfather", "godparent"),
    "godfather": ("friend", "friend", "friend"),
    "son_in_law": ("mother_in_law", "father_in_law", "parent_in_law"),
    "father_in_law": ("daughter_in_law", "son_in_law", "child_in_law"),
    "relative": ("relative", "relative", "relative"),
}
_SEX_OF_KIN = {
    **dict.fromkeys(
        [
            "son",
            "husband",
            "father",
            "brother",
            "grandson",
            "grandfather",
            "uncle",
            "nephew",
            "stepson",
            "stepfather",
            "fiance",
            "godson",
            "godfather",
            "son_in_law",
            "father_in_law",
        ],
        Sex.MALE,
    ),
    **dict.fromkeys(
        [
            "daughter",
            "wife",
            "mother",
            "sister",
            "granddaughter",
            "grandmother",
            "aunt",
            "niece",
            "fiancee",
        ],
        Sex.FEMALE,
    ),
}
_FEMALE_AUTHOR = re.compile(
    r"(?<!\w)(?:я|i am|i'm|меня зовут|мене звати|пишет|пише|обращается|"
    r"звертається)[\s,—–-]+(?:\w+[\s,]+){0,3}?"
    r"(?:мать|мама|мати|жена|дружина|сестра|дочь|дочка|донька|бабушка|бабуся|тетя|тітка|невеста|"
    r"наречена|mother|mom|"
    r"wife|sister|daughter|grandmother|aunt)(?!\w)|(?<!\w)я\s+(?:\w+\s+)?[а-яіїє]+(?:ла|лась|"
    r"лася)(?!\w)"
    r"|(?<!\w)(?:благодарна|вдячна|готова|звонила ему|видела его|бачила його|сама ищу|його мама|"
    r"его мама|мама ищет|"
    r"мати шукає|мама шукає|мать ищет)(?!\w)"
)
_MALE_AUTHOR = re.compile(
    r"(?<!\w)(?:я|i am|i'm|меня зовут|мене звати|пишет|пише)[\s,—–-]+(?:\w+[\s,]+){0,3}?"
    r"(?:отец|батько|папа|тато|муж|чоловік|брат|сын|син|дедушка|дідусь|дядя|father|dad|husband|"
    r"brother|son|"
    r"uncle)(?!\w)|(?<!\w)(?:благодарен|вдячний)(?!\w)"
)


def find_kin(low: str, start: int, end: int) -> list[Hit]:
    """Words of kinship, in order."""
    return lexicon("kin").find(low, start, end)


def sex_of_kin(kin: str) -> Sex | None:
    """The sex that the word itself tells."""
    return _SEX_OF_KIN.get(kin)


def author_sex(low: str) -> Sex | None:
    """How the author writes of herself or himself."""
    if _FEMALE_AUTHOR.search(low):
        return Sex.FEMALE
    return Sex.MALE if _MALE_AUTHOR.search(low) else None


def inverse(kin: str, author: Sex | None) -> str:
    """What the author is to somebody whom the author calls `kin`."""
    female, male, unknown = _INVERSE[kin]
    if author is None:
        return unknown
    return female if author is Sex.FEMALE else male
