"""The tree: roots, proofs, and what must not verify."""

import base64
import json
import time
from pathlib import Path
from typing import Any

import pytest
from tests.programs import shared

from homeward.errors import NotVerified
from homeward.log import (
    Tree,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)
from homeward.log.tree import EMPTY_ROOT, node_hash

MOST = 200
LEAVES = [leaf_hash(bytes([n])) for n in range(MOST)]


def vectors(kind: str) -> list[Path]:
    return sorted(shared("vectors/merkle").glob(f"testdata/{kind}/**/*.json"))


def decoded(text: str | None) -> bytes:
    return base64.b64decode(text or "")


@pytest.mark.rule("LOG-1")
def test_inclusion_vectors() -> None:
    """98 of 98 published inclusion proofs are judged as their authors say."""
    files = vectors("inclusion")
    assert len(files) == 98
    for file in files:
        case = json.loads(file.read_text())
        proof = [decoded(step) for step in case["proof"] or []]
        given = decoded(case["leafHash"]), case["leafIdx"], case["treeSize"], proof
        assert accepted(verify_inclusion, *given, decoded(case["root"])) is not case["wantErr"], (
            file
        )


@pytest.mark.rule("LOG-1")
def test_consistency_vectors() -> None:
    """98 of 98 published consistency proofs are judged as their authors say."""
    files = vectors("consistency")
    assert len(files) == 98
    for file in files:
        case = json.loads(file.read_text())
        proof = [decoded(step) for step in case["proof"] or []]
        roots = decoded(case["root1"]), decoded(case["root2"])
        right = accepted(verify_consistency, case["size1"], case["size2"], proof, *roots)
        assert right is not case["wantErr"], file


def accepted(verify: Any, *given: Any) -> bool:
    try:
        verify(*given)
    except NotVerified:
        return False
    return True


def plain_root(leaves: Any) -> Any:
    """RFC 6962, 2.1, as it is written there."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(plain_root(leaves[:split]), plain_root(leaves[split:]))


@pytest.mark.rule("LOG-1")
def test_all_trees_up_to_200() -> None:
    """Every leaf of every tree proves itself, and every tree that it continues the smaller ones."""
    trees = [Tree(LEAVES[:size]) for size in range(MOST + 1)]
    roots = [tree.root() for tree in trees]
    assert roots == [plain_root(LEAVES[:size]) for size in range(MOST + 1)]
    for size, tree in enumerate(trees):
        for index in range(size):
            proof = inclusion_proof(tree.node, index, size)
            verify_inclusion(LEAVES[index], index, size, proof, roots[size])
        for old in range(1, size + 1):
            proof = consistency_proof(tree.node, old, size)
            verify_consistency(old, size, proof, roots[old], roots[size])


def test_wrong_proofs_fail() -> None:
    """A proof with any other leaf, place, size or step is refused."""
    tree = Tree(LEAVES[:13])
    proof = inclusion_proof(tree.node, 5, 13)
    for leaf, index, size, path in (
        (LEAVES[6], 5, 13, proof),
        (LEAVES[5], 4, 13, proof),
        (LEAVES[5], 5, 25, proof),
        (LEAVES[5], 5, 13, proof[:-1]),
        (LEAVES[5], 5, 13, [*proof, proof[0]]),
        (LEAVES[5], 13, 13, proof),
    ):
        with pytest.raises(NotVerified):
            verify_inclusion(leaf, index, size, path, tree.root())


@pytest.mark.parametrize("new", [0, 1, 7])
def test_nothing_follows_from_an_empty_tree(new: Any) -> None:
    """A consistency proof from size 0 always fails."""
    with pytest.raises(NotVerified):
        verify_consistency(0, new, [], EMPTY_ROOT, Tree(LEAVES[:new]).root())


def test_proofs_of_nothing_are_not_made() -> None:
    """There is no proof for a leaf or a size that the tree does not have."""
    tree = Tree(LEAVES[:3])
    with pytest.raises(ValueError, match=r"no leaf 3"):
        inclusion_proof(tree.node, 3, 3)
    with pytest.raises(ValueError, match=r"from size 0"):
        consistency_proof(tree.node, 0, 3)


@pytest.mark.rule("LOG-2")
def test_a_million_leaves(*, full: bool) -> None:
    """100,000 leaves and 10,000 proofs a second of the processor at a million (--full: a clock)."""
    size = 1_000_000 if full else 10_000
    tree = Tree()
    begun = time.process_time()
    tree.extend(leaf_hash(b"%d" % n) for n in range(size))
    appended = time.process_time()
    indexes = range(0, size, size // 1_000)
    proofs = [inclusion_proof(tree.node, index, size) for index in indexes]
    proved = time.process_time()
    root = tree.root()
    for index, proof in zip(indexes, proofs, strict=True):
        verify_inclusion(leaf_hash(b"%d" % index), index, size, proof, root)
    if full:
        assert size / (appended - begun) >= 100_000
        assert len(proofs) / (proved - appended) >= 10_000
