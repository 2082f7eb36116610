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
from typing import NamedTuple

from homeward.records import Sex
from homeward.text import Script, fold_word, script_of, spellings


class EdgeKind(StrEnum):
    """How a spelling belongs to a concept."""

    NAME = "name"
    TRANSLATION = "translation"
    VARIANT = "variant"
    SHORT = "short_form"


_SELDOM = "seldom_form"  # in the table: a short form that mostly stands for another name
_KINDS = {_SELDOM: EdgeKind.SHORT} | {kind.value: kind for kind in EdgeKind}
_COMMON = 300  # bearers from which a form is first of all a name of its own


class Edge(NamedTuple):
    """A spelling of a concept; `seldom` for a short form that mostly stands for another name."""

    name: str
    kind: EdgeKind
    of: str
    id: int
    sex: Sex
    seldom: bool = False


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
    for edge in [edge for edge in edges.values() if "ё" in edge.name]:
        plain = edge.name.replace("ё", "е")  # Алеша is written for Алёша
        edges.setdefault((plain, edge.id), edge._replace(name=plain))
    by_form: dict[str, list[Edge]] = {}
    for edge in edges.values():
        by_form.setdefault(edge.name, []).append(edge)
    counts = _counts(by_form)
    _mark_seldom(by_form, counts)
    by_key: dict[str, list[Edge]] = {}
    for form, same in by_form.items():
        by_key.setdefault(fold_word(form), []).extend(same)
    heads = {edge.id: edge for edge in edges.values() if edge.kind is EdgeKind.NAME}
    return Graph(_frozen(by_form), _frozen(by_key), counts, heads, sum(counts.values()))


def _mark_seldom(by_form: dict[str, list[Edge]], counts: dict[int, int]) -> None:
    """Олеся is a common name of its own, and so seldom short for Олена."""
    for form, edges in by_form.items():
        by_form[form] = _with_seldom(edges, counts)


def _with_seldom(edges: list[Edge], counts: dict[int, int]) -> list[Edge]:
    if all(edge.kind is not EdgeKind.SHORT for edge in edges):
        return edges
    if any(edge.kind is not EdgeKind.SHORT and counts.get(edge.id, 0) >= _COMMON for edge in edges):
        return [e._replace(seldom=True) if e.kind is EdgeKind.SHORT else e for e in edges]
    return edges


@lru_cache(maxsize=1 << 16)
def edges_of(form: str) -> tuple[Edge, ...]:
    """Edges of a spelling in lower case; by sound where the letters are not in the table.

    Latin letters only tell the sound: Nika is a name, and short for Вероніка.
    """
    known = graph().by_form.get(form, ())
    latin = form.isascii() or script_of(form) is Script.LATIN
    if known and not latin:
        return known
    key = fold_word(form)
    heard = graph().by_key.get(key) or (by_romanization().get(key, ()) if latin else ())
    found = [*known, *(edge for edge in heard if edge not in known)]
    return tuple(_with_seldom(found, graph().counts) if latin else found)


@lru_cache(maxsize=1 << 12)
def is_of_other_language(form: str, language: str) -> bool:
    """Whether people write a name so in Russian rather than in Ukrainian ("uk"), or the reverse."""
    edges = graph().by_form.get(form, ())
    kinds = {edge.kind for edge in edges}
    if language == "uk":
        return EdgeKind.TRANSLATION not in kinds
    if any(edge.of.replace("ё", "е") == form for edge in edges):  # Артем
        return False
    return kinds == {EdgeKind.TRANSLATION} or (not kinds and form.endswith("о"))


@cache
def by_romanization() -> dict[str, tuple[Edge, ...]]:
    """Edges by the sound of Latin spellings that mislead: Chasan, Rachid, Sinaida."""
    found: dict[str, list[Edge]] = {}
    written = (EdgeKind.NAME, EdgeKind.TRANSLATION)
    for row in _rows("given_names.csv"):
        edge = _edge(*row)
        if edge.kind not in written:
            continue
        language = "ru" if edge.kind is EdgeKind.NAME else "uk"
        for key in {fold_word(spelling) for spelling in spellings(edge.name, language)}:
            found.setdefault(key, []).append(edge)
    return _frozen(found)


def _frozen(lists: dict[str, list[Edge]]) -> dict[str, tuple[Edge, ...]]:
    return {name: tuple(edges) for name, edges in lists.items()}


def _edges() -> Iterator[Edge]:
    heads: dict[tuple[str, str], str] = {}
    for name, kind, of, sex in _rows("given_names.csv"):
        heads.setdefault((name, sex), of)
        yield _edge(name, kind, of, sex)
    for name, sex, _ in _rows("given_counts.csv"):
        if (name, sex) not in heads:
            yield _edge(name, EdgeKind.NAME, name, sex)
    for name, of, sex in _rows("given_translations.csv"):
        if (name, sex) not in heads:
            yield _edge(name, EdgeKind.TRANSLATION, heads.get((of, sex), of), sex)


def _edge(name: str, kind: str, of: str, sex: str) -> Edge:
    known = Sex.FEMALE if sex == "f" else Sex.MALE
    return Edge(name, _KINDS[kind], of, concept_id(of, known), known, kind == _SELDOM)


def _counts(by_form: dict[str, list[Edge]]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for name, sex, count in _rows("given_counts.csv"):
        same = [e for e in by_form[name] if e.sex[0] == sex]
        for edge in same:
            counts[edge.id] = counts.get(edge.id, 0) + int(count) // len(same)
    return counts


def _rows(table: str) -> list[list[str]]:
    """The rows without the heading; `given_names.csv` has name, kind, of, sex."""
    text = files("homeward.data").joinpath(table).read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines()[1:]))
