"""Places by what they are looked up by: names in the phonetic alphabet, and stems of these.

`data/place_keys.csv` holds both, as working them out takes longer than reading a text.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files

from homeward.places.gazetteer import Place, place, places
from homeward.places.stems import stems_of_name
from homeward.text import fold

TABLE = "place_keys.csv"
_NOWHERE: frozenset[Place] = frozenset()
Ids = Mapping[str, str]  # keys of a kind, each with the ids of its places, a space between


def named(name: str) -> frozenset[Place]:
    """The places of that name in the phonetic alphabet."""
    return _places(_keys()[0].get(name))


def stemmed(stem: str) -> frozenset[Place]:
    """The places of which a name has that stem."""
    return _places(_keys()[1].get(stem))


def _places(ids: str | None) -> frozenset[Place]:
    return frozenset(map(place, ids.split())) if ids else _NOWHERE


@cache
def _keys() -> tuple[Ids, Ids]:
    text = files("homeward.data").joinpath(TABLE).read_text(encoding="utf-8")
    lines = list(csv.reader(text.splitlines()))[1:]
    return {k: n for k, n, _ in lines if n}, {k: s for k, _, s in lines if s}


def computed() -> list[tuple[str, str, str]]:
    """The rows of the table as the places and rules of today make them: key, named, stemmed."""
    by_name = _ids(lambda name: (fold(name),))
    by_stem = _ids(stems_of_name)
    keys = sorted(by_name.keys() | by_stem.keys())
    return [(key, by_name.get(key, ""), by_stem.get(key, "")) for key in keys if key]


def _ids(keys_of: Callable[[str], Iterable[str]]) -> Ids:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for one in places():
        for name in one.names():
            for key in keys_of(name):
                found[key][one.id] = None
    return {key: " ".join(ids) for key, ids in found.items()}
