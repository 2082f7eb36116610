"""Pictures for tests, drawn here: nobody's photograph."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
from PIL import Image


def drawn(seed: int, width: int = 320, height: int = 240) -> Image.Image:
    """Random shapes, different for each seed: large ones strong, small ones weak, as in life."""
    dice = np.random.default_rng(seed)
    seen = np.zeros((height, width, 3))
    for cells in (3, 6, 12, 24, 48):
        rough = dice.integers(0, 256, (cells, cells, 3), dtype=np.uint8)
        layer = Image.fromarray(rough).resize((width, height), Image.Resampling.BICUBIC)
        seen += np.asarray(layer, dtype=float) / cells
    seen -= seen.min()
    return Image.fromarray((seen / seen.max() * 255).astype(np.uint8))


def saved(picture: Image.Image, kind: str = "JPEG", **told: object) -> bytes:
    """The picture as a file."""
    file = io.BytesIO()
    picture.save(file, kind, **told)
    return file.getvalue()


def of_200_megapixels() -> bytes:
    """A PNG of a hundred bytes that says it has so many."""
    head = struct.pack(">IIBBBBB", 20_000, 10_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    picture = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(head)) + chunk
    return (
        picture + struct.pack(">I", zlib.crc32(chunk)) + struct.pack(">I", 0)
        + b"IDAT\x35\xaf\x06\x1e"
    )  # fmt: skip
