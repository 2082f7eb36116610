"""Texts with marked people: published ones, read where they lie, and invented posts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from homeward.records import Span

_BETWEEN_POSTS = re.compile(r"^%%$", re.MULTILINE)
_MARKED = re.compile(r"\[\[(.+?)\]\]")
_NAME_SPANS = frozenset(("name", "surname", "patronymic", "nickname"))


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text and the spans that name people."""

    id: str
    text: str
    people: tuple[Span, ...]


def read_factrueval(folder: Path) -> Iterator[MarkedText]:
    """The development set of factRuEval-2016 (MIT): Russian news."""
    for path in sorted(folder.glob("*.objects")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        spans = dict(_factrueval_spans(path.with_suffix(".spans")))
        people = {
            _cover([spans[number] for number in numbers if number in spans])
            for numbers in _factrueval_people(path)
            if any(number in spans for number in numbers)
        }
        yield MarkedText(path.stem, text, tuple(sorted(people, key=lambda span: span.start)))


def _factrueval_spans(path: Path) -> Iterator[tuple[str, Span]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("#")[0].split()
        if len(cells) >= 4 and cells[1] in _NAME_SPANS:
            start = int(cells[2])
            yield cells[0], Span(start, start + int(cells[3]))


def _factrueval_people(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("#")[0].split()
        if len(cells) > 2 and cells[1] == "Person":
            yield cells[2:]


def _cover(spans: list[Span]) -> Span:
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def read_brat(folder: Path, *, kind: str = "PERS") -> Iterator[MarkedText]:
    """Texts with `.ann` files, as ner-uk has them."""
    for path in sorted(folder.glob("*.ann")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        people = []
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.replace(";", " ").split(maxsplit=4)
            if len(cells) == 5 and cells[1] == kind:
                people.append(Span(int(cells[2]), int(cells[3])))
        yield MarkedText(path.stem, text, tuple(sorted(set(people), key=lambda span: span.start)))


def read_posts(path: Path) -> Iterator[MarkedText]:
    """Posts of a file, a line `%%` between them; `[[words]]` name a person (docs/gold-set.md)."""
    posts = _BETWEEN_POSTS.split(path.read_text(encoding="utf-8"))
    for number, post in enumerate(filter(None, map(str.strip, posts))):
        yield _without_marks(f"{path.stem}-{number}", post)


def _without_marks(id_: str, post: str) -> MarkedText:
    text, people, read = "", [], 0
    for mark in _MARKED.finditer(post):
        text += post[read : mark.start()]
        people.append(Span(len(text), len(text) + len(mark[1])))
        text += mark[1]
        read = mark.end()
    return MarkedText(id_, text + post[read:], tuple(people))
