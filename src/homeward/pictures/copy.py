"""Working copies: pixels only, chosen regions made unreadable. The original is never shown."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image

from homeward.errors import BadInput

_CELLS = 3  # a hidden region keeps so many colours in each direction, and nothing of a face
_QUALITY = 88
NO_REGION = (
    "region {number} has no part inside the picture ({width} x {height} pixels); give left, top, "
    "width and height in its pixels"
)


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle in pixels of the upright picture."""

    left: int
    top: int
    width: int
    height: int


def working_copy(
    picture: Image.Image, hidden: Iterable[Region] = (), *, only: Region | None = None
) -> bytes:
    """A JPEG without any metadata; `hidden` regions are unreadable.

    With `only`, everything outside that region is unreadable as well: one face is kept.
    Raises `BadInput` for a region outside the picture.
    """
    clean = Image.new("RGB", picture.size)  # nothing but pixels passes
    clean.paste(picture)
    if only is not None:
        box = _box(only, picture, 1)
        kept = clean.crop(box)
        _hide(clean, (0, 0, *clean.size))
        clean.paste(kept, box)
    for number, region in enumerate(hidden, start=1):
        _hide(clean, _box(region, picture, number))
    written = io.BytesIO()
    clean.save(written, "JPEG", quality=_QUALITY)
    return written.getvalue()


def _box(region: Region, picture: Image.Image, number: int) -> tuple[int, int, int, int]:
    left, top = max(region.left, 0), max(region.top, 0)
    right = min(region.left + region.width, picture.width)
    bottom = min(region.top + region.height, picture.height)
    if left >= right or top >= bottom:
        raise BadInput(NO_REGION.format(number=number, width=picture.width, height=picture.height))
    return left, top, right, bottom


def _hide(picture: Image.Image, box: tuple[int, int, int, int]) -> None:
    """A few cells of mean colour: unlike a blur, they cannot be computed back."""
    part = picture.crop(box)
    cells = part.resize((_CELLS, _CELLS), Image.Resampling.BOX)
    picture.paste(cells.resize(part.size, Image.Resampling.NEAREST), box)
