"""From posts, obituaries, lists and replies to mentions of people, each with its proof."""

from homeward.extract.read import read
from homeward.extract.record import record_of

__all__ = ["read", "record_of"]
