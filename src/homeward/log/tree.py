"""The Merkle tree of RFC 6962: roots, proofs and their verification.

A proof is made from `Node`: the hash of the complete subtree of 2**level leaves that is the
index-th of its level. A tree in memory has such a function, and so have tiles on disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

from homeward.errors import NotVerified

Node = Callable[[int, int], bytes]
HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    return sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


def root_hash(node: Node, size: int) -> bytes:
    return subtree_hash(node, 0, size) if size else EMPTY_ROOT


def subtree_hash(node: Node, start: int, end: int) -> bytes:
    """The hash over leaves start … end - 1, where start is a multiple of the next power of two."""
    level = (end - start - 1).bit_length()
    if end - start == 1 << level:
        return node(level, start >> level)
    middle = start + (1 << (level - 1))
    left = node(level - 1, start >> (level - 1))
    return node_hash(left, subtree_hash(node, middle, end))


def inclusion_proof(node: Node, index: int, size: int) -> list[bytes]:
    """The hashes that lead from the leaf to the root, the leaf's neighbour first."""
    if not 0 <= index < size:
        raise ValueError(f"there is no leaf {index} in a tree of {size}")
    path, start, end = [], 0, size
    while end - start > 1:
        middle = _split(start, end)
        if index < middle:
            path.append(subtree_hash(node, middle, end))
            end = middle
        else:
            path.append(subtree_hash(node, start, middle))
            start = middle
    return path[::-1]


def consistency_proof(node: Node, old: int, new: int) -> list[bytes]:
    """The hashes that show that the tree of `old` leaves is the beginning of that of `new`."""
    if not 0 < old <= new:
        raise ValueError(f"there is no proof from size {old} to {new}")
    path, start, end = [], 0, new
    while old != end:
        middle = _split(start, end)
        if old <= middle:
            path.append(subtree_hash(node, middle, end))
            end = middle
        else:
            path.append(subtree_hash(node, start, middle))
            start = middle
    if start:
        path.append(subtree_hash(node, start, end))
    return path[::-1]


def _split(start: int, end: int) -> int:
    """Where RFC 6962 divides these leaves: after the largest power of two below their number."""
    return start + (1 << ((end - start - 1).bit_length() - 1))


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Raise `NotVerified` unless this leaf hash stands there in the tree (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        raise NotVerified(f"inclusion proof: there is no leaf {index} in a tree of {size}")
    if {len(part) for part in (leaf, root, *proof)} != {HASH_BYTES}:
        raise NotVerified("inclusion proof: what is no hash stands in it")
    found, last = leaf, size - 1
    for step in proof:
        if not last:
            raise NotVerified("inclusion proof: too long")
        if index & 1 or index == last:
            found = node_hash(step, found)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            found = node_hash(found, step)
        index, last = index >> 1, last >> 1
    if last or found != root:
        raise NotVerified("inclusion proof: it does not lead to the root of the tree")


def verify_consistency(
    old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes
) -> None:
    """Raise `NotVerified` unless the old tree is the beginning of the new (RFC 9162, 2.1.4.2).

    From an empty tree nothing follows, so size 0 is always refused.
    """
    if not 0 < old <= new:
        raise NotVerified(f"consistency proof: none can lead from size {old} to {new}")
    if old == new:
        if proof or old_root != new_root:
            raise NotVerified("consistency proof: one size with two roots")
        return
    steps = list(proof) if old & (old - 1) else [old_root, *proof]
    if not steps:
        raise NotVerified("consistency proof: empty")
    if _roots(old, new, steps) != (old_root, new_root):
        raise NotVerified("consistency proof: it does not lead to both roots")


def _roots(old: int, new: int, steps: Sequence[bytes]) -> tuple[bytes, bytes]:
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if not last:
            raise NotVerified("consistency proof: too long")
        if at & 1 or at == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            second = node_hash(second, step)
        at, last = at >> 1, last >> 1
    if last:
        raise NotVerified("consistency proof: too short")
    return first, second


class Tree:
    """A tree in memory: 64 bytes a leaf."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self.size = 0
        self._levels = [bytearray()]
        self.extend(leaves)

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Append leaf hashes (see `leaf_hash`)."""
        levels, size = self._levels, self.size
        for leaf in leaves:
            levels[0] += leaf
            size += 1
            level, rest = 0, size
            while not rest & 1:
                parent = sha256(b"\1" + levels[level][-64:]).digest()
                level, rest = level + 1, rest >> 1
                if level == len(levels):
                    levels.append(bytearray())
                levels[level] += parent
        self.size = size

    def node(self, level: int, index: int) -> bytes:
        return bytes(self._levels[level][index * HASH_BYTES : (index + 1) * HASH_BYTES])

    def root(self) -> bytes:
        return root_hash(self.node, self.size)
