"""Homes, schools, hospitals, prisons: where a source says somebody is kept."""

from __future__ import annotations

import re

from homeward.extract.clean import CleanText
from homeward.extract.found import Found
from homeward.records import FieldName

_NAME = (
    r"(?:\s*№\s?\d{1,4}|\s*[«\"“„][^»\"”“\n]{2,60}[»\"”“]|"
    r"\s+(?:им|ім)\.?\s+[^\W\d_][\w. ]{2,30}?(?=[,.;\n)]|$))?"
)
_KIND = (
    r"детск\w+\s+дом\w*(?:-интернат\w*)?|дитяч\w+\s+будин\w+|дом\w*\s+ребенка|будин\w+\s+дитини|"
    r"школ\w+-интернат\w*|школ\w+-інтернат\w*|(?:дом\w*-)?интернат\w*|інтернат\w*|детдом\w*|"
    r"(?:социальн\w+|реабилитационн\w+|социально-реабилитационн\w+|соціальн\w+|реабілітаційн\w+|"
    r"соціально-реабілітаційн\w+|перинатальн\w+)\s+(?:\w+\s+)?центр\w*|"
    r"центр\w*\s+(?:содействия|социальн\w+|соціальн\w+|реабилитац\w+|реабілітац\w+|помощи|"
    r"допомоги|защиты|сприяння)(?:\s+\w+){0,4}|"
    r"приют\w*|притул\w+|цссв|цссут|срцн|"
    r"(?:областн\w+|обласн\w+|районн\w+|городск\w+|міськ\w+|военн\w+|військов\w+|детск\w+|"
    r"дитяч\w+|центральн\w+|клиническ\w+|клінічн\w+)\s+"
    r"(?:\w+\s+)?(?:больниц\w+|лікарн\w+|госпитал\w+|госпітал\w+)|больниц\w+|лікарн\w+|"
    r"госпитал\w+|госпітал\w+|"
    r"сизо|сізо|ик-\d+|исправительн\w+\s+колони\w+|виправн\w+\s+колоні\w+|колони[яиюей]+|"
    r"колоні[яїюєй]+|"
    r"изолятор\w*|ізолятор\w*|лаге\w+|таб[оі]р\w*|"
    r"orphanage|boarding\s+school|children'?s\s+home|baby\s+home|hospital|penal\s+colony|"
    r"detention\s+(?:centre|center)|shelter|rehabilitation\s+cent(?:er|re)"
)
_INSTITUTION = re.compile(
    rf"(?<!\w)(?P<adjective>(?:[а-яіїєґ-]+(?:ск|ськ|цьк|цк|нн)(?:ий|ий|ого|ом|ому|им|ая|ой|ой|ую|"
    rf"а|ої|ій|у|ою)\s+){{0,2}})(?P<kind>{_KIND})(?!\w){_NAME}"
)


_SAYS_NOTHING = re.compile(
    r"больниц|лікарн|госпит|госпіт|лаге|таб|колон|изолятор|ізолятор|hospital|центр"
)


def find_institutions(clean: CleanText) -> list[Found]:
    """As written; a bare "hospital" or "camp" without number, name or adjective is doubtful."""
    found = []
    for match in _INSTITUTION.finditer(clean.low):
        value = " ".join(clean.text[match.start() : match.end()].split())
        bare = match.group().strip() == match["kind"] and " " not in match["kind"].strip()
        if bare and _SAYS_NOTHING.match(match["kind"]):
            continue
        found.append(Found(FieldName.INSTITUTION, value, match.start(), match.end(), doubtful=bare))
    return found
