"""Proofs to keep (C2SP tlog-proof): one text that shows, offline, that an entry is in a log."""

from __future__ import annotations

from dataclasses import dataclass

from homeward.errors import BadInput, NotVerified
from homeward.log.checkpoints import read_checkpoint, read_size
from homeward.log.notes import Note, from_base64, read_note, to_base64
from homeward.log.policy import Policy
from homeward.log.tree import HASH_BYTES, Node, inclusion_proof, leaf_hash, verify_inclusion

FIRST_LINE = "c2sp.org/tlog-proof@v1"
_LONGEST = 63  # hashes


@dataclass(frozen=True, slots=True)
class Proof:
    index: int
    path: tuple[bytes, ...]
    note: Note  # the checkpoint
    extra: bytes | None = None

    def __str__(self) -> str:
        extra = [] if self.extra is None else [f"extra {to_base64(self.extra)}"]
        head = [FIRST_LINE, *extra, f"index {self.index}", *map(to_base64, self.path)]
        return "\n".join(head) + "\n\n" + str(self.note)


def prove(node: Node, index: int, note: Note) -> Proof:
    """The proof for the entry of that number in the tree of this checkpoint."""
    size = read_checkpoint(note).size
    return Proof(index, tuple(inclusion_proof(node, index, size)), note)


def read_proof(text: str) -> Proof:
    head, _, checkpoint = text.partition("\n\n")
    first, *lines = head.split("\n")
    if first != FIRST_LINE or not lines:
        raise BadInput(f"this is no proof of a log: it begins with {FIRST_LINE}")
    extra = from_base64(lines.pop(0)[len("extra ") :]) if lines[0].startswith("extra ") else None
    if not lines or not lines[0].startswith("index "):
        raise BadInput("the proof names no index")
    path = tuple(from_base64(line) for line in lines[1:])
    if len(path) > _LONGEST or any(len(step) != HASH_BYTES for step in path):
        raise BadInput("the hashes of the proof are not of SHA-256, or too many")
    return Proof(read_size(lines[0][len("index ") :]), path, read_note(checkpoint), extra)


def verify_proof(proof: Proof, entry: bytes, policy: Policy) -> None:
    """Raise `NotVerified` unless this entry is in the log as the policy demands."""
    policy.verify(proof.note)
    checkpoint = read_checkpoint(proof.note)
    try:
        verify_inclusion(
            leaf_hash(entry), proof.index, checkpoint.size, proof.path, checkpoint.root
        )
    except NotVerified:
        raise NotVerified("the proof does not show this entry in this log") from None
