"""What a text says became of somebody, and how it says so. A statement, never a fact."""

from __future__ import annotations

import re
from collections.abc import Sequence

from homeward.extract.found import Found
from homeward.extract.phrases import Hit, lexicon
from homeward.extract.sentences import clauses
from homeward.records import FieldName, Polarity

_JUST_AFTER = 14  # letters: "in captivity, they say"
_NEAR = 24  # letters between "not" and what it denies
_SEPARATOR = re.compile(r"[,.;:!?()]")
_ASKED = re.compile(r"\?\s*$|[?]")
_OR = re.compile(r"\s(?:или|либо|чи|або|or)\s")
_LINE_BEFORE = re.compile(r"(?:^|\n)[ \t(№]*$")
_MARK_AFTER = re.compile(r"\s?[.)](?!\d)")
_LI = re.compile(r"\s?(?:ли|чи)\b")


def find_statuses(low: str, sentence: tuple[int, int]) -> list[Found]:
    """Statuses of one sentence with their polarity."""
    found = lexicon("statuses").find(low, *sentence)
    hits = [hit for hit in found if hit.value != "none" and not _counts_a_line(low, hit)]
    if not hits:
        return []
    cues = lexicon("polarity").find(low, *sentence)
    parts = clauses(low, *sentence)
    return [_status(low, hit, cues, parts, sentence) for hit in hits]


def _counts_a_line(low: str, hit: Hit) -> bool:
    """«300. Лосев Иван» stands after 299, and is not wounded."""
    if not low[hit.start].isdigit():
        return False
    before = low[max(0, hit.start - 6) : hit.start]
    number = low[hit.start : hit.end].rstrip(".,:")
    after = _MARK_AFTER.match(low, hit.start + len(number))
    return after is not None and _LINE_BEFORE.search(before) is not None


def _status(
    low: str,
    hit: Hit,
    cues: Sequence[Hit],
    parts: Sequence[tuple[int, int]],
    sentence: tuple[int, int],
) -> Found:
    polarity = _polarity(low, hit, cues, parts, sentence)
    return Found(FieldName.STATUS, hit.value, hit.start, hit.end, polarity)


def _polarity(
    low: str,
    hit: Hit,
    cues: Sequence[Hit],
    parts: Sequence[tuple[int, int]],
    sentence: tuple[int, int],
) -> Polarity:
    own = next((part for part in parts if part[0] <= hit.start < part[1]), sentence)
    others = [cue for cue in cues if not _within(cue, hit)]
    if any(_denies(low, cue, hit, own, sentence) for cue in others):
        return Polarity.DENIED
    hearsay = any(cue.value == "hearsay" and _reaches(cue, hit) for cue in others)
    if hearsay or _is_open(low, hit, own, sentence):
        return Polarity.HEARSAY
    return Polarity.ASSERTED


def _reaches(cue: Hit, hit: Hit) -> bool:
    """Hearsay holds for what follows; after a status only right behind it."""
    return cue.start < hit.start or cue.start - hit.end <= _JUST_AFTER


def _within(cue: Hit, hit: Hit) -> bool:
    """The "not" of "not in touch" is a part of the status and denies nothing."""
    return hit.start <= cue.start and cue.end <= hit.end


def _denies(low: str, cue: Hit, hit: Hit, own: tuple[int, int], sentence: tuple[int, int]) -> bool:
    match cue.value:
        case "denied_sentence":
            return sentence[0] <= cue.start < sentence[1]
        case "denied_clause":
            return own[0] <= cue.start < own[1] and not _parted(low, cue, hit)
        case "denied_near":
            between = low[cue.end : hit.start]
            return (
                cue.end <= hit.start
                and len(between) <= _NEAR
                and len(between.split()) <= 2
                and not _SEPARATOR.search(between)
            )
    return False


def _parted(low: str, cue: Hit, hit: Hit) -> bool:
    """Whether a comma with a status of its own side stands between ("not dead, in captivity")."""
    start, end = (cue.end, hit.start) if cue.end <= hit.start else (hit.end, cue.start)
    return cue.end <= hit.start and "," in low[start:end]


def _is_open(low: str, hit: Hit, own: tuple[int, int], sentence: tuple[int, int]) -> bool:
    """A question, "whether", or one of two possibilities."""
    if _ASKED.search(low, own[0], sentence[1]) and own[1] >= sentence[1] - 2:
        return True
    if _LI.match(low, hit.end):
        return True
    return bool(_OR.search(low, hit.end, min(own[1], hit.end + 12))) or bool(
        _OR.search(low, max(own[0], hit.start - 6), hit.start + 1)
    )
