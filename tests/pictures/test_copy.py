"""Working copies hold nothing but pixels, and what is hidden cannot be seen (CUS-5, R16)."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from tests.pictures.drawn import drawn, saved

from homeward.errors import BadInput
from homeward.pictures import Region, open_picture, working_copy

_PLACE = "48.1374 N, in the camera's own words"


def told() -> bytes:
    """A picture whose file tells who took it, where and with what."""
    exif = Image.Exif()
    exif[0x010E] = _PLACE  # description
    exif.get_ifd(0x8825)[2] = (48.0, 8.0, 14.6)  # latitude
    return saved(drawn(1), exif=exif, comment=_PLACE.encode())


@pytest.mark.rule("CUS-5")
def test_nothing_of_the_file_but_its_pixels_is_copied() -> None:
    """No EXIF, no place, no comment, no profile; the control finds them in the original."""
    original = told()
    copy = working_copy(open_picture(original))

    assert b"Exif" in original
    assert _PLACE.encode() in original
    with Image.open(io.BytesIO(copy)) as read:
        assert not read.getexif()
        assert set(read.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for trace in (b"Exif", b"c2pa", b"jumb", b"http://ns.adobe.com", _PLACE.encode()):
        assert trace not in copy


@pytest.mark.rule("R16")
def test_a_hidden_region_has_a_few_colours_left() -> None:
    """Whatever was in it, nine cells remain; the rest of the picture is as it was."""
    picture = drawn(2)
    seen = open_picture(working_copy(picture, [Region(100, 60, 90, 90)]))

    cell = (105, 65, 125, 85)
    assert np.ptp(np.asarray(picture.crop(cell)), axis=(0, 1)).max() > 40
    assert np.ptp(np.asarray(seen.crop(cell)), axis=(0, 1)).max() < 20  # JPEG moves it a little
    outside = np.asarray(seen, dtype=int)[200:, :] - np.asarray(picture, dtype=int)[200:, :]
    assert np.abs(outside).mean() < 4


@pytest.mark.rule("R16")
def test_two_pictures_that_differ_where_nothing_is_shown_give_one_copy() -> None:
    """What is hidden leaves no trace: cells of equal mean hide any detail."""
    detail = np.asarray(drawn(3)).copy()
    other = detail.copy()
    other[60:90, 60:90] = detail[60:90, 60:90][::-1, ::-1]  # the same colours elsewhere in a cell
    regions = [Region(60, 60, 90, 90)]

    assert working_copy(Image.fromarray(detail), regions) == working_copy(
        Image.fromarray(other), regions
    )


@pytest.mark.rule("R16")
def test_only_one_face_is_kept() -> None:
    """All but the chosen region is unreadable."""
    picture = drawn(4)
    seen = np.asarray(open_picture(working_copy(picture, only=Region(40, 40, 80, 80))), dtype=int)
    before = np.asarray(picture, dtype=int)

    assert np.abs(seen[50:110, 50:110] - before[50:110, 50:110]).mean() < 4
    assert np.ptp(seen[170:190, 220:240], axis=(0, 1)).max() <= 6


def test_a_region_outside_the_picture_is_refused() -> None:
    """A slip of the hand must not release an uncovered face."""
    with pytest.raises(BadInput, match=r"region 2 .*320 x 240"):
        working_copy(drawn(5), [Region(0, 0, 10, 10), Region(400, 10, 20, 20)])
    with pytest.raises(BadInput, match="region 1"):
        working_copy(drawn(5), only=Region(10, 10, 0, 20))
