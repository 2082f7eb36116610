"""Profiles of children for whom a family is sought."""

from __future__ import annotations

from homeward.extract.phrases import lexicon

_LONGEST = 2_500  # letters of a profile; a longer text that speaks of adoption is an article


def is_profile(low: str) -> bool:
    """Whether a child is offered to a family; words of character mean little elsewhere."""
    if len(low) > _LONGEST:
        return False
    return any(hit.value == "child" for hit in lexicon("roles").find(low))
