import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from homeward.link import cluster

IDS = st.sampled_from("abcdefgh")
PAIRS = st.lists(st.tuples(IDS, IDS, st.floats(0, 1)), max_size=20)


def table(pairs: list[tuple[str, str, float]]) -> pa.Table:
    return pa.table(
        {
            "id_a": [a for a, _, _ in pairs],
            "id_b": [b for _, b, _ in pairs],
            "score": pa.array([score for _, _, score in pairs], pa.float64()),
        }
    )


def by_id(clusters: pa.Table) -> dict[str, str]:
    return dict(zip(clusters["id"].to_pylist(), clusters["cluster"].to_pylist(), strict=True))


def test_chain_is_one_cluster() -> None:
    """Who is linked with the same record is one person."""
    found = by_id(cluster(table([("a", "b", 0.9), ("b", "c", 0.8), ("d", "e", 0.3)])))
    assert found == {"a": "a", "b": "a", "c": "a", "d": "d", "e": "e"}


@given(PAIRS, st.lists(st.tuples(IDS, IDS), max_size=5))
def test_rejected_pairs_are_never_together(
    pairs: list[tuple[str, str, float]], rejected: list[tuple[str, str]]
) -> None:
    """A pair that a person rejected is in one cluster by no chain of scores."""
    rejected = [pair for pair in rejected if pair[0] != pair[1]]
    found = by_id(cluster(table(pairs), rejected=rejected))
    assert all(a not in found or b not in found or found[a] != found[b] for a, b in rejected)


def test_surest_pair_wins() -> None:
    """Where two chains exclude each other, the surer pair is joined."""
    pairs = table([("a", "b", 0.7), ("b", "c", 0.9)])
    assert by_id(cluster(pairs, rejected=[("a", "c")])) == {"a": "a", "b": "b", "c": "b"}
