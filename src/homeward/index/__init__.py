"""Search for a person among records, in memory or in a stored index."""

from homeward.index.queries import id_of, read_queries
from homeward.index.search import Hit, Index
from homeward.index.table import People, read_people, records

__all__ = [
    "Hit",
    "Index",
    "People",
    "id_of",
    "read_people",
    "read_queries",
    "records",
]
