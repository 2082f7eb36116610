"""Canonical JSON (RFC 8785, without fractions): one value, one sequence of bytes."""

from __future__ import annotations

import json
from typing import Any

from homeward.errors import BadInput

LARGEST = 2**53 - 1  # beyond it JSON readers round


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def canonical(value: Any) -> bytes:
    """The bytes of a value of dicts, lists, texts, whole numbers, booleans and None."""
    try:
        return _encode(_sorted(value)).encode()
    except UnicodeEncodeError:
        raise BadInput("a text holds half a character (a lone surrogate)") from None


def read_canonical(line: bytes) -> Any:
    """The value of canonical bytes; raises `BadInput` for any other spelling of it."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise BadInput("this is no JSON") from None
    if canonical(value) != line:
        raise BadInput("this JSON is not canonical (RFC 8785: keys sorted, no spaces, UTF-8)")
    return value


def _sorted(value: Any) -> Any:
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in _sorted_keys(value)}
    if isinstance(value, (list, tuple)):
        return [_sorted(item) for item in value]
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise BadInput("a number is too large for JSON")
        return value
    raise BadInput(f"canonical JSON holds no {type(value).__name__}")


def _sorted_keys(value: dict[str, Any]) -> list[str]:
    """By UTF-16, as the RFC demands; that differs from Python's order outside ASCII only."""
    try:
        return sorted(value) if "".join(value).isascii() else sorted(value, key=_utf16)
    except TypeError:
        raise BadInput("a key of JSON is a text") from None


def _utf16(key: str) -> bytes:
    return key.encode("utf-16-be", "surrogatepass")
