"""The same picture is found again after edits, and no other is taken for it (CUS-4)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.pictures.drawn import drawn, saved
from tests.programs import shared

from homeward.pictures import (
    SAME_PICTURE,
    NearPictures,
    PictureHash,
    distance,
    hash_of,
    open_picture,
    variants_of,
)

_VECTORS = "vectors/pdq/pdq/data"


def hashes(folder: Path) -> Iterator[tuple[str, PictureHash]]:
    for path in sorted(folder.iterdir()):
        yield path.name, hash_of(open_picture(path.read_bytes()))


@pytest.mark.rule("CUS-4")
def test_edits_change_few_bits() -> None:
    """Blur, contrast, sharpening and size: twelve files, one picture."""
    found = dict(hashes(shared(f"{_VECTORS}/bridge-mods")))
    original = found["aaa-orig.jpg"]

    assert len(found) == 12
    assert max(distance(original, one) for one in found.values()) <= SAME_PICTURE


@pytest.mark.rule("CUS-4")
def test_turned_and_mirrored_pictures_are_found() -> None:
    """Each of the seven is one of the eight variants, and of no other."""
    folder = shared(f"{_VECTORS}/reg-test-input/dih")
    variants = variants_of(open_picture((folder / "bridge-1-original.jpg").read_bytes()))

    for name, one in hashes(folder):
        near = [distance(variant, one) <= SAME_PICTURE for variant in variants]
        assert near.count(True) == 1, name


@pytest.mark.rule("CUS-4")
def test_other_pictures_are_not_taken_for_it() -> None:
    """Forty drawings: no two within the distance of one picture."""
    found = [hash_of(drawn(seed)) for seed in range(40)]

    near = [
        distance(ours, theirs) for number, ours in enumerate(found) for theirs in found[:number]
    ]
    assert min(near) > SAME_PICTURE


def test_a_smaller_copy_of_worse_quality_is_found_among_others() -> None:
    """A repost: half the size, strong compression, turned by ninety degrees."""
    held = NearPictures(hash_of(drawn(seed)) for seed in range(2_000))
    repost = drawn(1_234).rotate(90, expand=True).resize((120, 160))

    assert held.like(variants_of(open_picture(saved(repost, quality=30)))) == [1_234]


def test_pictures_with_nothing_in_them_are_not_alike() -> None:
    """Two white pages are no repost of one another."""
    white = Image.new("RGB", (200, 200), "white")
    held = NearPictures([hash_of(white), hash_of(drawn(1))])

    assert not hash_of(white).tells
    assert held.like(variants_of(white)) == []
    assert NearPictures().like(variants_of(drawn(1))) == []


def test_variants_are_of_the_same_picture_turned() -> None:
    """The first is the picture itself, the others what a turned file would give."""
    picture = drawn(7, 256, 256)
    turned = hash_of(picture.rotate(180))

    variants = variants_of(picture)
    assert variants[0] == hash_of(picture)
    assert min(distance(variant, turned) for variant in variants) <= SAME_PICTURE
    assert len({variant.bits for variant in variants}) == 8


def test_half_of_the_bits_are_set() -> None:
    """On this rests that a picture which tells nothing is near to none."""
    bits = np.unpackbits(np.frombuffer(hash_of(drawn(3)).bits, np.uint8))

    assert 120 <= bits.sum() <= 128
