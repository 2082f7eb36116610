"""Files that a family might hand in."""

from __future__ import annotations

import io

from PIL import Image


def picture(kind: str = "JPEG", size: int = 40) -> bytes:
    """A small picture of nobody."""
    written = io.BytesIO()
    Image.effect_noise((size, size), 40).convert("RGB").save(written, kind)
    return written.getvalue()


VOICE = b"OggS\x00\x02" + bytes(200)
FILM = b"\x00\x00\x00\x20ftypisom" + bytes(200)
HEIC = b"\x00\x00\x00\x20ftypheic" + bytes(200)
