"""All tables of names at once, for programs that would rather wait at the start than later."""

from __future__ import annotations

from homeward.names.diminutives import stems
from homeward.names.endings import ending_of
from homeward.names.frequency import surname_counts
from homeward.names.given import by_romanization, graph
from homeward.names.likelihood import given_endings, surname_endings
from homeward.names.patronymic import fathers


def load_tables() -> None:
    """Read the tables and work out what follows from them; later calls cost nothing."""
    for load in (graph, by_romanization, surname_counts, surname_endings, given_endings, fathers):
        load()
    for latin in (False, True):
        stems(latin=latin)
    ending_of("а")
