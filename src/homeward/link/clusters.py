"""From pairs to clusters: records that are one person, rejected pairs kept apart."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa


def cluster(
    pairs: pa.Table, *, threshold: float = 0.5, rejected: Iterable[tuple[str, str]] = ()
) -> pa.Table:
    """Clusters of linked records: columns `id` and `cluster` (the smallest id in it).

    The surest pairs join first. Two clusters never join if a pair between them was rejected, so
    that a person's "different" outweighs any chain of scores.
    """
    apart: dict[str, set[str]] = {}
    for one, other in rejected:
        apart.setdefault(one, set()).add(other)
        apart.setdefault(other, set()).add(one)
    members: dict[str, set[str]] = {}
    ranked = sorted(
        zip(*(pairs[key].to_pylist() for key in ("score", "id_a", "id_b")), strict=True),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    for score, one, other in ranked:
        ours, theirs = members.setdefault(one, {one}), members.setdefault(other, {other})
        if score < threshold or ours is theirs or _kept_apart(ours, theirs, apart):
            continue
        few, many = sorted((ours, theirs), key=len)
        many |= few
        members.update(dict.fromkeys(few, many))
    ids = sorted(members)
    return pa.table({"id": ids, "cluster": [min(members[key]) for key in ids]})


def _kept_apart(ours: set[str], theirs: set[str], apart: dict[str, set[str]]) -> bool:
    return any(apart.get(one, set()) & theirs for one in ours)
