"""Checkpoints (C2SP tlog-checkpoint): how large a log is and what its root is, signed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from homeward.errors import BadInput
from homeward.log.notes import Note, Signer, from_base64, sign_note, to_base64
from homeward.log.tree import HASH_BYTES

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{to_base64(self.root)}\n"

    def signed(self, signer: Signer) -> Note:
        return sign_note(self.text, signer)


def read_checkpoint(note: Note) -> Checkpoint:
    """What a note says, if it is a checkpoint; verify its signatures first, or at once after."""
    lines = note.text.removesuffix("\n").split("\n")
    if len(lines) < 3 or not all(lines) or not _SIZE.fullmatch(lines[1]):
        raise BadInput("this is no checkpoint: origin, size, root")
    root = from_base64(lines[2])
    if len(root) != HASH_BYTES:
        raise BadInput("the root of a checkpoint has 32 bytes")
    return Checkpoint(lines[0], int(lines[1]), root)


def read_size(text: str) -> int:
    """A size as checkpoints and witnesses write it."""
    if not _SIZE.fullmatch(text):
        raise BadInput("this is no size of a tree")
    return int(text)
