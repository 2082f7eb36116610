"""Whether two texts are one text: word for word, or nearly.

One person in ten reposts: a repost is no second source, so it must not look like one.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from hashlib import blake2b
from zlib import crc32

_WORD = re.compile(r"\w+")
_WORDS_IN_SHINGLE = 3
_SKETCH = 64  # the smallest hashes of all shingles stand for the text
NEARLY = 0.8  # share of three-word runs that both texts have


def words(text: str) -> list[str]:
    """The words without punctuation, pictures, case and accents of typing."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def digest(text: str) -> bytes:
    """Equal for texts with equal words; a text without words stands for itself."""
    return blake2b(" ".join(words(text) or [text]).encode(), digest_size=16).digest()


def sketch(text: str) -> bytes:
    """What is needed to estimate how far two texts overlap: at most 256 bytes."""
    found = words(text)
    runs = range(max(1, len(found) - _WORDS_IN_SHINGLE + 1))
    hashes = {crc32(" ".join(found[n : n + _WORDS_IN_SHINGLE]).encode()) for n in runs}
    return array("I", sorted(hashes)[:_SKETCH]).tobytes()


def overlap(one: bytes, other: bytes) -> float:
    """The estimated share of three-word runs that both texts have, of all that either has."""
    ours, theirs = set(array("I", one)), set(array("I", other))
    smallest = set(sorted(ours | theirs)[:_SKETCH])
    return len(smallest & ours & theirs) / len(smallest)
