"""Shares of a key."""

import secrets
from itertools import combinations

import pytest

from homeward.errors import Sealed
from homeward.seal.shares import join, split


def test_any_three_of_five_give_the_key_back() -> None:
    """The departure of two officers loses nothing."""
    key = secrets.token_bytes(32)
    shares = split(key, needed=3, of=5)

    assert all(join(chosen) == key for chosen in combinations(shares, 3))
    assert join(shares) == key


def test_two_of_three_needed_are_too_few() -> None:
    """Fewer shares than needed are refused, the same share twice too."""
    shares = split(bytes(range(32)), needed=3, of=5)

    for few in ([], shares[:2], [shares[0], shares[0], shares[1]]):
        with pytest.raises(Sealed):
            join(few)


def test_fewer_shares_tell_nothing() -> None:
    """With one of two shares every byte of the key stays possible."""
    seen = {split(b"\x07", needed=2, of=2)[0].rsplit("-", 1)[1][:2] for _ in range(2000)}

    assert len(seen) > 200


def test_shares_of_two_keys_do_not_mix() -> None:
    """A wrong or damaged share is noticed, never turned into a wrong key."""
    one, two = (split(secrets.token_bytes(32), needed=2, of=3) for _ in range(2))

    for wrong in ([one[0], two[1]], [one[0], one[1][:-3] + "AAA"], ["nonsense", one[0]]):
        with pytest.raises(Sealed):
            join(wrong)


@pytest.mark.parametrize(("needed", "of"), [(1, 3), (4, 3), (2, 256)])
def test_a_split_that_makes_no_sense_is_refused(needed: int, of: int) -> None:
    """One share alone must never be the key."""
    with pytest.raises(ValueError, match="shares"):
        split(bytes(32), needed=needed, of=of)
