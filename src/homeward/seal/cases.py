"""The key pair of a case: what is told to a family is sealed to it and opened with her code."""

from __future__ import annotations

from homeward.errors import Sealed
from homeward.seal import boxes
from homeward.seal.codes import CodeKeys
from homeward.seal.records import open_body, seal_body

CONTEXT = b"homeward case key v1"


def new_case(keys: CodeKeys) -> tuple[bytes, bytes]:
    """Public half, and the private half sealed under the code."""
    pair = boxes.new_pair()
    context = CONTEXT + keys.lookup_id
    return pair.public, seal_body(pair.private, keys.unwrap_key, context=context)


def case_private(sealed: bytes, keys: CodeKeys) -> bytes:
    """The private half; raises `Sealed` with another code."""
    private = open_body(sealed, keys.unwrap_key, context=CONTEXT + keys.lookup_id)
    if len(private) != boxes.KEY_BYTES:
        raise Sealed("the case's key is damaged")
    return private
