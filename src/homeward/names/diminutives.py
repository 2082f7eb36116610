"""Pet names that no table has: Олежечка, Настюшка, Тарасонько; traced by their endings."""

from __future__ import annotations

from functools import cache

from homeward.names.given import Edge, EdgeKind, graph

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
_ANY_ENDING = tuple(_ENDINGS)
_LONGEST_ENDING = max(map(len, _ENDINGS))
# Last letters of a stem that change before such an ending.
_CHANGES = {"ж": "г", "ч": "к", "ш": "х", "з": "г"}
_SHORTEST_STEM = 3
_LONGEST_REST = 3  # letters of the known name beyond the stem
_RARE = 200  # bearers below which nobody guesses


def diminutive_edges(form: str) -> tuple[Edge, ...]:
    """Concepts that an unknown pet name may belong to; empty where nothing speaks for any."""
    if not form.endswith(_ANY_ENDING):
        return ()
    for length in range(min(_LONGEST_ENDING, len(form) - _SHORTEST_STEM), 1, -1):
        if form[-length:] not in _ENDINGS:
            continue
        stem = form[:-length]
        last = stem[-1]
        for one in (stem, stem[:-1] + _CHANGES.get(last, last), stem + "ь", stem.rstrip("ь")):
            if one in _stems():
                return tuple(
                    Edge(form, EdgeKind.SHORT, edge.of, edge.id, edge.sex) for edge in _stems()[one]
                )
    return ()


@cache
def _stems() -> dict[str, tuple[Edge, ...]]:
    """Concepts by beginnings of their Cyrillic names, all but the last letters."""
    found: dict[str, dict[int, Edge]] = {}
    counts = graph().counts
    for form, edges in graph().by_form.items():
        for length in range(max(_SHORTEST_STEM, len(form) - _LONGEST_REST), len(form) + 1):
            for edge in edges:
                if counts.get(edge.id, 0) > _RARE:
                    found.setdefault(form[:length], {})[edge.id] = edge
    return {stem: tuple(edges.values()) for stem, edges in found.items()}
