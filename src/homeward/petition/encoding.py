"""Bytes as text in manifests and entries: base64url without padding, and hexadecimal digits."""

from __future__ import annotations

import base64
import binascii
import re

from homeward.errors import BadInput

_HEX = re.compile(r"[0-9a-f]*")


def to_text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_text(text: object, size: int | None = None) -> bytes:
    """The bytes of their one spelling; raises `BadInput`, also where there are not `size`."""
    if not isinstance(text, str):
        raise BadInput("bytes are written as a text (base64url)")
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raise BadInput("this is no base64url") from None
    if to_text(data) != text or size not in (None, len(data)):
        raise BadInput("this is no base64url of the bytes that belong here")
    return data


def from_hex(text: object, size: int) -> bytes:
    if not isinstance(text, str) or len(text) != 2 * size or not _HEX.fullmatch(text):
        raise BadInput(f"{size} bytes are written as {2 * size} digits 0-9 and a-f")
    return bytes.fromhex(text)
