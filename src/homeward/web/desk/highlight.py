"""A text cut into pieces, so that a page can mark the words that matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from homeward.web.desk.words import ROLES, word

LONGEST_PASSAGE = 700


@dataclass(frozen=True, slots=True)
class Marked:
    """Code points `start` up to `end`; of two marks on one place the higher rank shows."""

    start: int
    end: int
    kind: str  # this, other, said: a class of the style sheet
    rank: int
    link: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    kind: str  # "" if it is not marked
    link: str = ""  # where a click on it leads


def pieces(text: str, marks: Iterable[Marked]) -> list[Piece]:
    """The whole text in order; joined again it is the text, whatever the marks."""
    usable = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    edges = sorted({0, len(text), *(edge for mark in usable for edge in (mark.start, mark.end))})
    kinds = _kinds(edges, usable)
    found: list[Piece] = []
    for start, end in pairwise(edges):
        kind, link = kinds[start]
        if found and (found[-1].kind, found[-1].link) == (kind, link):
            found[-1] = Piece(found[-1].text + text[start:end], kind, link)
        else:
            found.append(Piece(text[start:end], kind, link))
    return found


def _kinds(edges: Sequence[int], marks: Sequence[Marked]) -> dict[int, tuple[str, str]]:
    """Kind and link from each edge on."""
    kinds = dict.fromkeys(edges, ("", ""))
    places = {edge: place for place, edge in enumerate(edges)}
    for mark in sorted(marks, key=lambda mark: mark.rank):
        for edge in edges[places[mark.start] : places[mark.end]]:
            kinds[edge] = (mark.kind, mark.link)
    return kinds


def marks_of(mention: Mapping[str, Any], *, ours: bool, link: str = "") -> list[Marked]:
    """The name of a person in a text, and what the text says of that person.

    With a `link` each mark leads to where it is corrected.
    """
    kind, rank = ("this", 3) if ours else ("other", 1)
    start, end = mention["span"]
    marks = [Marked(start, end, kind, rank, link and f"{link}#correct")]
    if ours:
        spans = [said["span"] for said in mention["fields"]]
        marks += [
            Marked(start, end, "said", 2, link and f"{link}&said={number}#correct")
            for number, (start, end) in enumerate(spans)
        ]
    return marks


def passage(text: str, mention: Mapping[str, Any]) -> tuple[int, int]:
    """From the line of a name to the line of the last thing said of that person, not too long."""
    start, end = mention["span"]
    for said in sorted(mention["fields"], key=lambda said: abs(said["span"][0] - start)):
        low, high = min(start, said["span"][0]), max(end, said["span"][1])
        if high - low <= LONGEST_PASSAGE:
            start, end = low, high
    room = max(0, LONGEST_PASSAGE - (end - start)) // 2
    left = text.rfind("\n", 0, start) + 1
    right = text.find("\n", end)
    right = len(text) if right < 0 else right
    first, last = max(left, start - room), min(right, end + room)
    return _word_edge(text, first, -1), _word_edge(text, last, 1)


def _word_edge(text: str, place: int, step: int) -> int:
    """Move out to the end of a cut word."""
    while 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum():
        place += step
    return place


def passage_pieces(text: str, mention: Mapping[str, Any]) -> list[Piece]:
    """The passage that speaks of this person, marked."""
    start, end = passage(text, mention)
    marks = [
        Marked(max(mark.start, start) - start, min(mark.end, end) - start, mark.kind, mark.rank)
        for mark in marks_of(mention, ours=True)
    ]
    return pieces(text[start:end], marks)


def other_names(mentions: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Who else a text names, and what these people are in it."""
    return [(mention["name"], word(ROLES, mention["role"])) for mention in mentions.values()]
