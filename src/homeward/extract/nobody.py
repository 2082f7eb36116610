"""Names that stand for no person: of streets and theatres, of titles, of what bears a name."""

from __future__ import annotations

import re
from functools import cache

from homeward.extract.common import named_after, no_names
from homeward.extract.name_words import analyses
from homeward.extract.people import NameSpan
from homeward.extract.phrases import words
from homeward.names import Case, PartRole

_BEFORE, _AFTER = 60, 40  # letters around a name that are looked at
_CAPITAL = r"[A-ZА-ЯЁІЇЄҐ][\w'-]+"
_LISTED = rf"(?:{_CAPITAL}(?:[ ]{_CAPITAL})?(?:,| та| і| й| и| and)[ ])*"
_WORD_BEFORE = re.compile(  # also before a list of names: "щенки Боня, Тося и Граф"
    rf"(?<![\w'])([\w']+)[ .:]{{0,2}}[«\"“„]?{_LISTED}$"
)
_TITLE = re.compile(r"[«\"“„]([^«»\"“”„.!?,:;()\n]{3,40})[»\"”“]")
_NEXT = re.compile(rf"(?: the [A-Z][a-z]+)?[ ]({_CAPITAL})(?:[ ]({_CAPITAL}))?")
_BETWEEN = frozenset({"national", "state", "medical", "memorial", "international", "city"})
_OF_PLACE = re.compile(r"(?:[сцз]ьк|[сц]к)(?:ий|ого|ому|им|[ауоіе]|ої|ій|ою|их|ая|ой|ую|ое|ом)$")
_UNIT = re.compile(
    r"[ ](?:район|громад|напрям|направлен|област|шосе|шоссе|вулиц|улиц|провул|переул|міськрад|"
    r"облрад|райрад|рад[аиіо]|горсовет|облдума|сільрад|селищ|пішохідн|суд[уаіо]?\b|морг)"
)


def names_nobody(text: str, span: NameSpan) -> bool:
    """Whether the words around a name, or the name itself, tell that no person is meant."""
    if _is_named_after(text, span) or _gives_its_name(text, span):
        return True
    if " " in text[span.start : span.end]:
        return False
    return _is_in_a_title(text, span) or _is_of_a_place(text, span)


def _is_named_after(text: str, span: NameSpan) -> bool:
    """A holiday or a god, a saint, or what is named after somebody ("театр Франка")."""
    name = text[span.start : span.end].lower().replace("’", "'").split()
    if not no_names().isdisjoint((name[0], name[-1])):
        return True
    if name[0] in named_after():  # unless it is a family name: "Папуга Остап Ігорович"
        return "P" not in span.shape and not (len(name) > 1 and _is_nominative(name[1:]))
    before = _WORD_BEFORE.search(text[max(0, span.start - _BEFORE) : span.start])
    if before is None or "P" in span.shape or before[1].lower() not in named_after():
        return False
    return len(span.shape) == 1 or not _is_nominative(name)


def _is_nominative(name: list[str]) -> bool:
    """Whether a given name is in the first case: of "театра Алексей …" only the theatre is."""
    for word in name:
        cases = {a.case for a in analyses(word) if a.known and a.role is PartRole.GIVEN}
        if cases:
            return Case.NOMINATIVE in cases and Case.GENITIVE not in cases
    return name[0][-1] not in "аяиіїуюоеєйь"


def _gives_its_name(text: str, span: NameSpan) -> bool:
    """A university, a brigade, an icon: what the word after the name is, or its last word."""
    if text[span.start : span.end].rsplit(maxsplit=1)[-1].lower() in _epithets():
        return True
    following = _NEXT.match(text, span.end)
    if following is None:
        return False
    one, other = following[1].lower(), (following[2] or "").lower()
    things = words("after_names")
    return one in things or (one in _BETWEEN and other in things)


@cache
def _epithets() -> frozenset[str]:
    """The words of other letters than Latin: Купала, Чудотворец."""
    return frozenset(word for word in words("after_names") if not word.isascii())


def _is_in_a_title(text: str, span: NameSpan) -> bool:
    """A book, a song, a film: a few words in quotation marks, one of them a name."""
    titles = _TITLE.finditer(text, max(0, span.start - _BEFORE), span.end + _AFTER)
    return any(
        match.start() < span.start and span.end < match.end() and " " in match[1]
        for match in titles
    )


def _is_of_a_place(text: str, span: NameSpan) -> bool:
    """An adjective that says of which town a district is."""
    return bool(
        _OF_PLACE.search(text, span.start, span.end)
        and _UNIT.match(text, span.end)
        and not any(
            a.known and a.role is PartRole.GIVEN
            for a in analyses(text[span.start : span.end].lower())
        )
    )
