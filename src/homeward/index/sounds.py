"""How many slips of the pen lie between two folded keys (optimal string alignment), compiled."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from homeward.index.compiled import compiled, signed
from homeward.index.vocabulary import FIRST_LETTERS, LENGTH

Keys = npt.NDArray[np.uint64]  # (keys, KEY_COLUMNS) of a vocabulary
Masks = npt.NDArray[np.uint64]  # (slots, LETTERS)
LETTERS = 64


@compiled
def letter(keys: Keys, key: int, place: int) -> Any:
    """The code of one letter of a key."""
    eight = keys[key, FIRST_LETTERS + (place >> 3)]
    return (eight >> np.uint64((place & 7) << 3)) & np.uint64(255)


@compiled
def letter_masks(keys: Keys, key: int, masks: Masks, slot: int) -> None:
    """Where each letter stands in a key: one bit a place, into one slot of `masks`."""
    masks[slot] = 0
    for place in range(signed(keys[key, LENGTH])):
        masks[slot, letter(keys, key, place)] |= np.uint64(1) << np.uint64(place)


@compiled
def slips(masks: Masks, slot: int, length: int, keys: Keys, key: int) -> int:
    """Edits and swaps of neighbours between a key, given by its masks, and another (Hyyrö 2003)."""
    one = np.uint64(1)
    ups, downs, diagonal, before = ~np.uint64(0), np.uint64(0), np.uint64(0), np.uint64(0)
    last = one << np.uint64(length - 1)
    distance = length
    for place in range(signed(keys[key, LENGTH])):
        here = masks[slot, letter(keys, key, place)]
        swapped = (((~diagonal) & here) << one) & before
        diagonal = (((here & ups) + ups) ^ ups) | here | downs | swapped
        rise = downs | ~(diagonal | ups)
        fall = diagonal & ups
        if rise & last:
            distance += 1
        if fall & last:
            distance -= 1
        rise = (rise << one) | one
        fall <<= one
        ups = fall | ~(diagonal | rise)
        downs = rise & diagonal
        before = here
    return distance


@compiled
def bits_set(value: np.uint64) -> int:
    """How many bits of a number are 1."""
    value -= (value >> np.uint64(1)) & np.uint64(0x5555555555555555)
    twos = np.uint64(0x3333333333333333)
    value = (value & twos) + ((value >> np.uint64(2)) & twos)
    value = (value + (value >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return int((value * np.uint64(0x0101010101010101)) >> np.uint64(56))
