"""What a picture looks like as 256 bits, so that it is found again after edits: PDQ.

The hash was published by Facebook (ThreatExchange, "The TMK+PDQF Video-Hashing Algorithm and the
PDQ Image-Hashing Algorithm", 2019). It tells pictures, not people: nothing here looks at faces.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_SIDE = 64  # of the picture that is transformed
_KEPT = 16  # lowest frequencies of each direction
_LARGEST = 512  # pixels of a side; more of them change nothing but the time
_LUMINANCE = np.array([0.299, 0.587, 0.114], dtype=np.float32)
_LEAST_QUALITY = 50  # as its publisher advises
_FULL_QUALITY = 90.0  # gradient at which a picture counts as rich enough

_ROWS = np.arange(1, _KEPT + 1)[:, None]
_COLUMNS = 2 * np.arange(_SIDE)[None, :] + 1
_COSINES = (np.sqrt(2 / _SIDE) * np.cos(np.pi / 2 / _SIDE * _ROWS * _COLUMNS)).astype(np.float64)

Grey = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PictureHash:
    """256 bits as 32 bytes; quality 0 (one colour) to 100."""

    bits: bytes
    quality: int

    @property
    def tells(self) -> bool:
        """Whether there is enough in the picture to tell it from others."""
        return self.quality >= _LEAST_QUALITY


def hash_of(picture: Image.Image) -> PictureHash:
    """The hash of the picture as it stands."""
    small = _small(picture)
    return PictureHash(_bits(small), _quality(small))


def variants_of(picture: Image.Image) -> tuple[PictureHash, ...]:
    """Eight hashes: four turns by 90 degrees, and the same of the mirrored picture."""
    small = _small(picture)
    quality = _quality(small)
    turned = [np.rot90(side, turns) for side in (small, np.fliplr(small)) for turns in range(4)]
    return tuple(PictureHash(_bits(one), quality) for one in turned)


def _small(picture: Image.Image) -> Grey:
    """Luminance, blurred and thinned out to 64 x 64."""
    reduced = picture.copy()
    reduced.thumbnail((_LARGEST, _LARGEST), Image.Resampling.BOX)
    grey = (np.asarray(reduced.convert("RGB"), dtype=np.float32) @ _LUMINANCE).astype(np.float64)
    for lean in (0, 1):  # an even window leans to one side: the second time to the other
        grey = _blurred(_blurred(grey, lean).T, lean).T
    return _thinned(_thinned(grey).T).T


def _blurred(grey: Grey, lean: int) -> Grey:
    """Each row by the mean of a window of 1/128 of its length, shorter at the edges."""
    length = grey.shape[1]
    window = -(-length // (2 * _SIDE))
    sums = np.concatenate([np.zeros((grey.shape[0], 1)), np.cumsum(grey, axis=1)], axis=1)
    first = np.arange(length) - (window - 1 + lean) // 2
    end = np.minimum(first + window, length)
    first = np.maximum(first, 0)
    means: Grey = (sums[:, end] - sums[:, first]) / (end - first)
    return means


def _thinned(grey: Grey) -> Grey:
    """Each row at the middles of 64 equal parts."""
    middles = (np.arange(_SIDE) + 0.5) * grey.shape[1] / _SIDE - 0.5
    left = np.clip(np.floor(middles).astype(np.intp), 0, grey.shape[1] - 1)
    right = np.minimum(left + 1, grey.shape[1] - 1)
    share = middles - left
    thin: Grey = grey[:, left] * (1 - share) + grey[:, right] * share
    return thin


def _bits(small: Grey) -> bytes:
    waves = _COSINES @ small @ _COSINES.T
    return np.packbits(waves > np.median(waves)).tobytes()


def _quality(small: Grey) -> int:
    """How much there is to see: gradients between neighbours, in hundredths of the range."""
    steps = [np.abs(np.diff(small, axis=axis)) * 100 / 255 for axis in (0, 1)]
    return min(100, int(sum(np.floor(step).sum() for step in steps) / _FULL_QUALITY))
