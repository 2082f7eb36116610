"""Marking regions of a picture without scripts: two clicks are two corners.

The picture is an `<input type="image">` of a known width, so a click tells where it was. What was
marked so far goes along in the address: coordinates only.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from PIL import Image, ImageDraw, ImageFont

from homeward.pictures import Region, open_picture

WIDTHS = (320, 640, 960)  # of the picture on the page, in its pixels
MOST = 60
BRIGHT, DARK = "#ffe14d", "#111111"


@dataclass(frozen=True, slots=True)
class Marking:
    """Regions in pixels of the picture, and the first corner of the next."""

    regions: tuple[Region, ...]
    corner: tuple[int, int] | None
    width: int  # on the page
    size: tuple[int, int]  # of the picture

    @property
    def height(self) -> int:
        return round(self.width * self.size[1] / self.size[0])

    @property
    def written(self) -> list[str]:
        """Each region as a value of `r`."""
        return [f"{one.left},{one.top},{one.width},{one.height}" for one in self.regions]

    @property
    def query(self) -> str:
        """The whole state for an address."""
        pairs = [("r", one) for one in self.written]
        pairs += [("c", f"{self.corner[0]},{self.corner[1]}")] if self.corner else []
        return urlencode([*pairs, ("w", str(self.width))])


def marking(asked: QueryDict, size: tuple[int, int]) -> Marking:
    """The state after this click; what makes no sense is left out."""
    regions = [one for text in asked.getlist("r") if (one := _region(text, size))]
    if asked.get("undo"):
        regions = regions[:-1]
    width = _number(asked.get("w", ""))
    width = width if width in WIDTHS else WIDTHS[0]
    corner = _point(asked.get("c", ""), size)
    if (typed := _typed(asked, size)) is not None:
        regions.append(typed)
    elif (click := _click(asked, width, size)) is not None:
        if corner is None:
            return Marking(tuple(regions[:MOST]), click, width, size)
        if (drawn := _between(corner, click)) is not None:
            regions.append(drawn)
        corner = None
    return Marking(tuple(regions[:MOST]), corner, width, size)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _numbers(text: str, count: int) -> list[int] | None:
    found = [_number(part) for part in text.split(",")]
    whole = [one for one in found if one is not None]
    return whole if len(whole) == len(found) == count else None


def _point(text: str, size: tuple[int, int]) -> tuple[int, int] | None:
    numbers = _numbers(text, 2)
    return (min(numbers[0], size[0]), min(numbers[1], size[1])) if numbers else None


def _click(asked: QueryDict, width: int, size: tuple[int, int]) -> tuple[int, int] | None:
    """Where the picture was clicked; a keyboard sends 0, 0, which is no click."""
    across, down = _number(asked.get("at.x", "")), _number(asked.get("at.y", ""))
    if across is None or down is None or (across, down) == (0, 0):
        return None
    scale = size[0] / width
    return min(round(across * scale), size[0]), min(round(down * scale), size[1])


def _typed(asked: QueryDict, size: tuple[int, int]) -> Region | None:
    """Four numbers, for whoever has no mouse."""
    numbers = [_number(asked.get(name, "")) for name in ("left", "top", "right", "bottom")]
    left, top, right, bottom = numbers
    if left is None or top is None or right is None or bottom is None:
        return None
    low = (min(left, size[0]), min(top, size[1]))
    return _between(low, (min(right, size[0]), min(bottom, size[1])))


def _between(one: tuple[int, int], other: tuple[int, int]) -> Region | None:
    left, right = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    return Region(left, top, right - left, bottom - top) if left < right and top < bottom else None


def _region(text: str, size: tuple[int, int]) -> Region | None:
    numbers = _numbers(text, 4)
    if numbers is None:
        return None
    left, top, width, height = numbers
    inside = width > 0 and height > 0 and left + width <= size[0] and top + height <= size[1]
    return Region(left, top, width, height) if inside else None


def preview(content: bytes, marked: Marking) -> bytes:
    """The picture as wide as on the page, each region framed and numbered, the corner crossed."""
    picture = open_picture(content).resize((marked.width, max(1, marked.height)))
    scale = marked.width / marked.size[0]
    draw = ImageDraw.Draw(picture)
    for number, one in enumerate(marked.regions, start=1):
        box = [
            round(edge * scale)
            for edge in (one.left, one.top, one.left + one.width, one.top + one.height)
        ]
        for grown, colour in ((0, DARK), (1, BRIGHT), (2, BRIGHT), (3, DARK)):
            draw.rectangle(_grown(box, grown), outline=colour)
        draw.text(
            (box[0] + 3, box[1] + 1), str(number), BRIGHT, ImageFont.load_default(16),
            stroke_width=2, stroke_fill=DARK,
        )  # fmt: skip
    if marked.corner:
        _cross(draw, round(marked.corner[0] * scale), round(marked.corner[1] * scale))
    return _jpeg(picture)


def _grown(box: list[int], by: int) -> tuple[int, int, int, int]:
    return box[0] - by, box[1] - by, max(box[2] + by, box[0]), max(box[3] + by, box[1])


def _cross(draw: ImageDraw.ImageDraw, across: int, down: int) -> None:
    for width, colour in ((5, DARK), (2, BRIGHT)):
        draw.line((across - 12, down, across + 12, down), fill=colour, width=width)
        draw.line((across, down - 12, across, down + 12), fill=colour, width=width)


def _jpeg(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=85)
    return written.getvalue()
