"""Bytes to an upright picture; what could exhaust the machine is refused before it is read."""

from __future__ import annotations

import io
import warnings
from contextlib import suppress

from PIL import Image, ImageOps, UnidentifiedImageError

from homeward.errors import UnreadableFile

KINDS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")
MOST_PIXELS = 120_000_000
warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit answers
NO_PICTURE = "this is no picture that can be read; save it as JPEG or PNG and add it again"
CUT_OFF = "the picture ends in the middle; copy or download it again"
TOO_LARGE = (
    f"the picture has more than {MOST_PIXELS // 1_000_000} million pixels; make it smaller and add "
    "it again"
)


def open_picture(data: bytes) -> Image.Image:
    """The picture in RGB as a person sees it, turned as its camera says; the first of a film.

    Raises `UnreadableFile` for what is no picture, is cut off or has too many pixels.
    """
    try:
        with Image.open(io.BytesIO(data), formats=KINDS) as found:
            _require_size(found)
            found.load()
            upright = ImageOps.exif_transpose(found)
    except UnreadableFile:
        raise
    except Image.DecompressionBombError as fault:
        raise UnreadableFile(TOO_LARGE) from fault
    except (UnidentifiedImageError, SyntaxError) as fault:
        raise UnreadableFile(NO_PICTURE) from fault
    except (OSError, ValueError) as fault:
        raise UnreadableFile(CUT_OFF) from fault
    return _on_white(upright)


def _require_size(found: Image.Image) -> None:
    if found.width * found.height > MOST_PIXELS:
        raise UnreadableFile(TOO_LARGE)


def _on_white(picture: Image.Image) -> Image.Image:
    """RGB; what is transparent becomes white, as on a page."""
    with suppress(KeyError):
        del picture.info["icc_profile"]
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        white = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(white, seen).convert("RGB")
    return picture.convert("RGB")
