"""Pet names that no table has: Олежечка, Настюшка, Тарасонько; traced by their endings."""

from __future__ import annotations

from functools import cache

from homeward.names.given import Edge, EdgeKind, graph
from homeward.text import fold_word

# Endings that make pet names in Ukrainian and Russian.
_ENDINGS = frozenset(
        {
            "очка", "ечка", "ичка", "ічка", "енька", "онька", "інька", "ушка", "юшка", "ишка",
            "урка", "юська", "уська", "онько", "енько", "ечко", "ічко", "ко", "ка", "ик",
            "ік", "чик", "ок", "ёк", "ьок", "ец", "усь", "юсь", "уся", "юся", "уня", "юня", "уньо",
            "уля", "юля", "ульчик", "унчик", "юнчик", "усик", "юсик", "унька", "юнька", "аша",
            "уша", "юша", "яша", "иша", "аня", "еня", "ася", "ося", "ута", "юта", "утка", "ютка",
            "ульця", "унця", "ця", "ище", "яха", "юха", "уха", "аха", "оха", "ян", "он",
        }
)  # fmt: skip
# Last letters of a stem that change before such an ending.
_CHANGES = {"ж": "г", "ч": "к", "ш": "х", "з": "г"}
_SHORTEST_STEM = 3
_LONGEST_REST = 3  # letters of the known name beyond the stem
_RARE = 200  # bearers below which nobody guesses

_Stems = dict[str, tuple[int, ...]]  # ids of concepts


def diminutive_edges(form: str) -> tuple[Edge, ...]:
    """Concepts that an unknown pet name may belong to; empty where nothing speaks for any.

    One in Latin letters is read by sound.
    """
    latin = form.isascii()
    word = fold_word(form) if latin else form
    endings, changes = _table(latin=latin)
    if not word.endswith(endings):
        return ()
    for length in range(min(len(endings[0]), len(word) - _SHORTEST_STEM), 1, -1):
        if word[-length:] not in endings:
            continue
        stem = word[:-length]
        last = stem[-1]
        for one in (stem, stem[:-1] + changes.get(last, last), stem + "ь", stem.rstrip("ь")):
            if found := stems(latin=latin).get(one):
                named = (_concepts()[concept] for concept in found)
                return tuple(Edge(form, EdgeKind.SHORT, e.of, e.id, e.sex) for e in named)
    return ()


@cache
def _table(*, latin: bool) -> tuple[tuple[str, ...], dict[str, str]]:
    """Endings, the longest first, and letters that change before them; as written or by sound."""
    written = fold_word if latin else str
    endings = {written(ending) for ending in _ENDINGS}
    changes = {written(new): written(old) for new, old in _CHANGES.items()}
    return tuple(sorted(endings, key=len, reverse=True)), changes


@cache
def stems(*, latin: bool) -> _Stems:
    """Concepts by beginnings of their Cyrillic names, all but the last letters."""
    found: dict[str, dict[int, None]] = {}
    counts = graph().counts
    for name, edges in graph().by_form.items():
        usual = {edge.id: None for edge in edges if counts.get(edge.id, 0) > _RARE}
        if name.isascii() or not usual:
            continue
        form = fold_word(name) if latin else name
        for length in range(max(_SHORTEST_STEM, len(form) - _LONGEST_REST), len(form) + 1):
            found.setdefault(form[:length], {}).update(usual)
    return {stem: tuple(ids) for stem, ids in found.items()}


@cache
def _concepts() -> dict[int, Edge]:
    """One of the spellings of each concept: they share its head and sex."""
    return {edge.id: edge for edges in graph().by_form.values() for edge in edges}
