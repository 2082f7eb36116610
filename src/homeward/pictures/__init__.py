"""Pictures as evidence: the same picture found again, and copies that give nobody away.

open_picture    bytes to an upright picture, within limits
hash_of         what a picture looks like, in 256 bits; never for faces
variants_of     the same for its eight rotations and mirrorings
NearPictures    which of many pictures look the same
working_copy    the picture again without any metadata, chosen regions made unreadable
still_of        one frame of a film, through an installed ffmpeg
"""

from homeward.pictures.copy import Region, working_copy
from homeward.pictures.hash import PictureHash, hash_of, variants_of
from homeward.pictures.near import SAME_PICTURE, NearPictures, distance
from homeward.pictures.open import open_picture
from homeward.pictures.still import still_of

__all__ = [
    "SAME_PICTURE",
    "NearPictures",
    "PictureHash",
    "Region",
    "distance",
    "hash_of",
    "open_picture",
    "still_of",
    "variants_of",
    "working_copy",
]
