"""What every text needs: read with the first one, so that the next do not wait for it."""

from __future__ import annotations

from functools import cache

from homeward import places
from homeward.extract import tagger
from homeward.extract.common import russian
from homeward.extract.phrases import lexicon
from homeward.names.tables import load_tables as load_names

_LEXICA = (
    *("dates", "famous", "kin", "of_people", "places", "polarity", "ranks", "roles", "signature"),
    *("statuses", "traits"),
)


@cache
def load_tables() -> None:
    """Read all tables that most texts need."""
    load_names()
    places.find("Київ")
    russian()
    tagger.models()
    for table in _LEXICA:
        lexicon(table)
