"""Any bytes: a picture as a person sees it, or a sentence that says what to do."""

from __future__ import annotations

import pytest
from PIL import Image
from tests.pictures.drawn import drawn, of_200_megapixels, saved

from homeward.errors import UnreadableFile
from homeward.pictures import open_picture


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"])
def test_usual_kinds_are_read(kind: str) -> None:
    """In RGB, of the size they have."""
    found = open_picture(saved(drawn(1), kind))

    assert (found.mode, found.size) == ("RGB", (320, 240))


def test_a_picture_stands_as_its_camera_says() -> None:
    """Regions are given in the pixels that a person sees."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by ninety degrees

    assert open_picture(saved(drawn(1), exif=exif)).size == (240, 320)


def test_what_is_transparent_is_white() -> None:
    """Black text on a transparent ground stays readable."""
    assert open_picture(saved(Image.new("RGBA", (8, 8)), "PNG")).getpixel((4, 4)) == (255,) * 3


@pytest.mark.parametrize(
    "data", [b"", b"not a picture", b"<svg onload='alert(1)'/>", b"%PDF-1.7", b"\xff\xd8\xff"]
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    """The sentence says what to do."""
    with pytest.raises(UnreadableFile, match="again"):
        open_picture(data)


def test_a_picture_that_ends_in_the_middle_is_refused() -> None:
    """A grey half must not be taken for the picture."""
    with pytest.raises(UnreadableFile, match="ends in the middle"):
        open_picture(saved(drawn(1))[:2_000])


def test_200_megapixels_are_refused_before_they_are_read() -> None:
    """A few hundred bytes may stand for gigabytes of memory."""
    with pytest.raises(UnreadableFile, match="more than 120 million pixels"):
        open_picture(of_200_megapixels())
