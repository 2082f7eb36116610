"""The one table of rates."""

import pytest

from homeward.world import rates


@pytest.mark.parametrize(
    ("rate", "value"),
    [
        ("typo", 0.15),
        ("short_form", 0.04),
        ("no_patronymic", 0.10),
        ("changed_identity", 0.03),
        ("no_birth_date", 0.12),
        ("bad_birth_date", 0.15),
        ("partner", 0.70),
    ],
)
def test_the_rates_of_the_linkage_benchmark_are_the_default(rate: str, value: float) -> None:
    """Figures beside those of other tools need the same corruption."""
    assert rates()[rate] == value


def test_shares_are_shares() -> None:
    """All but the counts per person and per family lie between 0 and 1."""
    counts = {"posts_per_person", "posts_per_bystander", "unasked_families"}

    assert all(0 <= value <= 1 for rate, value in rates().items() if rate not in counts)
