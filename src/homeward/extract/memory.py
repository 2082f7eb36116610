"""A stream of texts has ever new words: what was remembered of them is forgotten now and then.

The caches of names are made for registers, whose names come again; here most words come once.
"""

from __future__ import annotations

from homeward.names import analyse
from homeward.names.family import family_key
from homeward.names.given import edges_of
from homeward.names.likelihood import surname_likelihood
from homeward.names.patronymic import patronymic
from homeward.text import fold_word, script_of

_MOST_WORDS = 32_000  # loading the tables alone takes most of them
_CACHES = (
    *(fold_word, script_of, family_key, edges_of, patronymic, surname_likelihood),
    analyse._surname,  # noqa: SLF001  its cache is made for registers, too
)


def forget_if_much() -> None:
    """Empty the caches of names if they hold very many words."""
    if fold_word.cache_info().currsize > _MOST_WORDS:
        for remembered in _CACHES:
            remembered.cache_clear()
