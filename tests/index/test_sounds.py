import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from homeward.index.sounds import LETTERS, bits_set, letter_masks, slips
from homeward.index.vocabulary import key_codes

KEYS = st.text("abcdefiou", min_size=1, max_size=32)


@settings(deadline=None)  # the first call compiles
@given(KEYS, KEYS)
def test_slips(ours: str, theirs: str) -> None:
    """The compiled distance is that of rapidfuzz."""
    masks = np.zeros(LETTERS, np.uint64)
    one, other = (np.frombuffer(key_codes(key), np.uint8) for key in (ours, theirs))
    letter_masks(one, len(one), masks)
    assert slips(masks, len(one), other, len(other)) == OSA.distance(ours, theirs)


@given(st.integers(0, 2**64 - 1))
def test_bits(value: int) -> None:
    """Bits are counted."""
    assert bits_set(np.uint64(value)) == value.bit_count()
