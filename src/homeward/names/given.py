"""The graph of given names: translations, variants and short forms of one name.

A concept is one name in all its languages (Микола, Николай, Mykola); its id is computed from
its head and sex, so that it stays the same when the tables grow.
"""

from __future__ import annotations

import csv
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

from homeward.records import Sex
from homeward.text import fold_word, spellings


class EdgeKind(StrEnum):
    """How a spelling belongs to a concept."""

    NAME = "name"
    TRANSLATION = "translation"
    VARIANT = "variant"
    SHORT = "short_form"


@dataclass(frozen=True, slots=True)
class Edge:
    """A spelling of a concept."""

    name: str
    kind: EdgeKind
    of: str
    id: int
    sex: Sex


@dataclass(frozen=True, slots=True)
class Graph:
    """All edges by spelling and by phonetic key, and how often each concept occurs."""

    by_form: dict[str, tuple[Edge, ...]]
    by_key: dict[str, tuple[Edge, ...]]
    counts: dict[int, int]
    heads: dict[int, Edge]
    total: int


def concept_id(head: str, sex: Sex) -> int:
    """A positive 31-bit number for a head of the graph."""
    return zlib.crc32(f"{sex}:{head}".encode()) & 0x7FFFFFFF


@cache
def graph() -> Graph:
    """The graph, read once from the tables `given_*.csv`."""
    edges: dict[tuple[str, int], Edge] = {}
    for edge in _edges():
        edges.setdefault((edge.name, edge.id), edge)
    by_form: dict[str, list[Edge]] = {}
    by_key: dict[str, list[Edge]] = {}
    for edge in edges.values():
        by_form.setdefault(edge.name, []).append(edge)
        by_key.setdefault(fold_word(edge.name), []).append(edge)
    counts = _counts(by_form)
    heads = {edge.id: edge for edge in edges.values() if edge.kind is EdgeKind.NAME}
    return Graph(_frozen(by_form), _frozen(by_key), counts, heads, sum(counts.values()))


@lru_cache(maxsize=1 << 16)
def edges_of(form: str) -> tuple[Edge, ...]:
    """Edges of a spelling in lower case; by sound where the letters are not in the table."""
    known = graph().by_form.get(form)
    if known:
        return known
    key = fold_word(form)
    return graph().by_key.get(key) or (_by_romanization().get(key, ()) if form.isascii() else ())


@lru_cache(maxsize=1 << 12)
def is_of_other_language(form: str, language: str) -> bool:
    """Whether people write a name so in Russian rather than in Ukrainian ("uk"), or the reverse."""
    kinds = {edge.kind for edge in graph().by_form.get(form, ())}
    if language == "uk":
        return EdgeKind.TRANSLATION not in kinds
    return kinds == {EdgeKind.TRANSLATION} or (not kinds and form.endswith("о"))


@cache
def _by_romanization() -> dict[str, tuple[Edge, ...]]:
    """Edges by the sound of Latin spellings that mislead: Chasan, Rachid, Sinaida."""
    found: dict[str, list[Edge]] = {}
    written = (EdgeKind.NAME, EdgeKind.TRANSLATION)
    for row in _rows("given_names.csv"):
        if EdgeKind(row["kind"]) not in written:
            continue
        language = "ru" if row["kind"] == EdgeKind.NAME else "uk"
        edge = _edge(row["name"], EdgeKind(row["kind"]), row["of"], row["sex"])
        for key in {fold_word(spelling) for spelling in spellings(row["name"], language)}:
            found.setdefault(key, []).append(edge)
    return _frozen(found)


def _frozen(lists: dict[str, list[Edge]]) -> dict[str, tuple[Edge, ...]]:
    return {name: tuple(edges) for name, edges in lists.items()}


def _edges() -> Iterator[Edge]:
    heads: dict[tuple[str, str], str] = {}
    for row in _rows("given_names.csv"):
        heads.setdefault((row["name"], row["sex"]), row["of"])
        yield _edge(row["name"], EdgeKind(row["kind"]), row["of"], row["sex"])
    for row in _rows("given_counts.csv"):
        if (row["name"], row["sex"]) not in heads:
            yield _edge(row["name"], EdgeKind.NAME, row["name"], row["sex"])
    for row in _rows("given_translations.csv"):
        if (row["name"], row["sex"]) not in heads:
            of = heads.get((row["of"], row["sex"]), row["of"])
            yield _edge(row["name"], EdgeKind.TRANSLATION, of, row["sex"])


def _edge(name: str, kind: EdgeKind, of: str, sex: str) -> Edge:
    known = Sex.FEMALE if sex == "f" else Sex.MALE
    return Edge(name, kind, of, concept_id(of, known), known)


def _counts(by_form: dict[str, list[Edge]]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for row in _rows("given_counts.csv"):
        same = [e for e in by_form[row["name"]] if e.sex[0] == row["sex"]]
        for edge in same:
            counts[edge.id] = counts.get(edge.id, 0) + int(row["count"]) // len(same)
    return counts


def _rows(name: str) -> list[dict[str, str]]:
    text = files("homeward.data").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
