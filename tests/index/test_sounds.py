import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from homeward.index.sounds import LETTERS, bits_set, letter_masks, slips
from homeward.index.vocabulary import Part, Vocabulary

KEYS = st.text("abcdefiou", min_size=1, max_size=32)


@settings(deadline=None)  # the first call compiles
@given(KEYS, KEYS)
def test_slips(ours: str, theirs: str) -> None:
    """The compiled distance is that of rapidfuzz."""
    words = Vocabulary()
    for key in (ours, theirs):
        words.number(Part(0, key, (key,), (), (), initial=False))
    keys = words.arrays().keys
    masks = np.zeros((1, LETTERS), np.uint64)
    letter_masks(keys, 0, masks, 0)
    assert slips(masks, 0, len(ours), keys, len(keys) - 1) == OSA.distance(ours, theirs)


@given(st.integers(0, 2**64 - 1))
def test_bits(value: int) -> None:
    """Bits are counted."""
    assert bits_set(np.uint64(value)) == value.bit_count()
