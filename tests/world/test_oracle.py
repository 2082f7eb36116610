"""The bound on finding changed identities."""

from homeward.world import oracle_bound


def test_a_small_register_is_easier_than_a_large_one() -> None:
    """Chance twins grow with the register, so the bound falls; it is never certain."""
    small = oracle_bound(1, requests=3_000, register=3_000)
    large = oracle_bound(1, requests=3_000, register=60_000)

    assert 0 < large.in_top < 1
    assert large.in_top < small.in_top <= 1
    assert 0 <= large.at_precision <= small.at_precision <= 1
    assert small.changed < small.requests
