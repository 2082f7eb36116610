"""Tiles (C2SP tlog-tiles): the log as static files.

checkpoint
tile/<level>/<n>[.p/<width>]     256 hashes each, or fewer at the right edge
tile/entries/<n>[.p/<width>]     256 entries each, every one after its length in two bytes
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from homeward.errors import BadInput
from homeward.log.tree import HASH_BYTES, Tree

WIDTH = 256  # hashes in a full tile, entries in a full bundle
HEIGHT = 8  # levels of the tree in one tile
LARGEST_ENTRY = 0xFFFF
ENTRIES = "entries"
CHECKPOINT = "checkpoint"
TILE_PATH = re.compile(r"tile/(?:[0-9]{1,2}|entries)/(?:x[0-9]{3}/)*[0-9]{3}(?:\.p/[0-9]{1,3})?")

Fetch = Callable[[str], bytes]  # path inside the log → bytes; FileNotFoundError if there is none


def tile_path(level: int | str, index: int, width: int = WIDTH) -> str:
    """Where a tile lies; level "entries" for a bundle of entries."""
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    name = "/".join([*("x" + group for group in groups[:-1]), groups[-1]])
    return f"tile/{level}/{name}" + ("" if width == WIDTH else f".p/{width}")


def widths(size: int, level: int = 0) -> Iterator[tuple[int, int]]:
    """Index and width of each tile of that level in a log of that size."""
    hashes = size >> (HEIGHT * level)
    for index in range(-(-hashes // WIDTH)):
        yield index, min(WIDTH, hashes - index * WIDTH)


def levels(size: int) -> int:
    """How many levels of tiles a log of that size has."""
    return max(1, -(-(size.bit_length()) // HEIGHT)) if size else 0


def encode_bundle(entries: Iterable[bytes]) -> bytes:
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def decode_bundle(data: bytes) -> list[bytes]:
    entries, at = [], 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if at + 2 > len(data) or end > len(data):
            raise BadInput("the bundle of entries is cut off")
        entries.append(data[at + 2 : end])
        at = end
    return entries


def split_hashes(tile: bytes) -> list[bytes]:
    return [tile[at : at + HASH_BYTES] for at in range(0, len(tile), HASH_BYTES)]


def tile_hash(hashes: Iterable[bytes]) -> bytes:
    """The hash of a full tile in the tile above it."""
    return Tree(hashes).root()


class Tiles:
    """The tree of a log as its tiles tell it; `node` serves the functions of `tree`."""

    def __init__(self, fetch: Fetch, size: int) -> None:
        self._fetch = fetch
        self._size = size
        self._tree = lru_cache(maxsize=1024)(self._read)

    def node(self, level: int, index: int) -> bytes:
        tile_level, within = divmod(level, HEIGHT)
        tile, start = divmod(index << within, WIDTH)
        return self._tree(tile_level, tile).node(within, start >> within)

    def _read(self, level: int, index: int) -> Tree:
        width = min(WIDTH, (self._size >> (HEIGHT * level)) - index * WIDTH)
        path = tile_path(level, index, width)
        data = self._fetch(path)
        if len(data) != width * HASH_BYTES:
            raise BadInput(f"{path} holds {len(data)} bytes and not {width * HASH_BYTES}")
        return Tree(split_hashes(data))
