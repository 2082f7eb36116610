"""Shares of a key: any `k` of `n` give it back, fewer tell nothing (Shamir, 1979, over GF(256)).

A share is one line: `homeward-share-1-<k>-<x>-<base64url of the bytes>`. The key carries four
bytes of its digest, so that wrong or too few shares are noticed.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Sequence

from homeward.errors import Sealed

PREFIX = "homeward-share-1"
CHECK_BYTES = 4


def _tables() -> tuple[list[int], list[int]]:
    """Powers and logarithms of the generator 3 under x^8 + x^4 + x^3 + x + 1."""
    powers, logs, value = [0] * 510, [0] * 256, 1
    for exponent in range(255):
        powers[exponent] = powers[exponent + 255] = value
        logs[value] = exponent
        doubled = (value << 1) ^ (0x11B if value & 0x80 else 0)
        value ^= doubled
    return powers, logs


_POWER, _LOG = _tables()


def _times(left: int, right: int) -> int:
    return _POWER[_LOG[left] + _LOG[right]] if left and right else 0


def _over(left: int, right: int) -> int:
    return _POWER[_LOG[left] - _LOG[right] + 255] if left else 0


def split(key: bytes, *, needed: int, of: int) -> list[str]:
    """Shares of a key, `needed` of which give it back."""
    if not 2 <= needed <= of <= 255:
        raise ValueError("at least 2 shares must be needed, and no more than there are")
    secret = key + hashlib.sha256(key).digest()[:CHECK_BYTES]
    columns = [(byte, *secrets.token_bytes(needed - 1)) for byte in secret]
    points = range(1, of + 1)
    shares = [bytes(_value(column, x) for column in columns) for x in points]
    return [_written(needed, x, share) for x, share in zip(points, shares, strict=True)]


def _value(coefficients: Sequence[int], x: int) -> int:
    result = 0
    for coefficient in reversed(coefficients):
        result = _times(result, x) ^ coefficient
    return result


def _written(needed: int, x: int, share: bytes) -> str:
    body = base64.urlsafe_b64encode(share).decode().rstrip("=")
    return f"{PREFIX}-{needed}-{x}-{body}"


def join(shares: Sequence[str]) -> bytes:
    """The key; raises `Sealed` with too few, doubled or wrong shares."""
    read = [_read(share) for share in shares]
    points = {x: body for _, x, body in read}
    needed = read[0][0] if read else 0
    if not read or len(points) < needed or len({len(body) for body in points.values()}) != 1:
        raise Sealed(f"{needed or 'more'} different shares of one key are needed")
    secret = _at_zero(dict(list(points.items())[:needed]))
    key, check = secret[:-CHECK_BYTES], secret[-CHECK_BYTES:]
    if hashlib.sha256(key).digest()[:CHECK_BYTES] != check:
        raise Sealed("these shares do not belong to one key, or one of them is damaged")
    return key


def _read(share: str) -> tuple[int, int, bytes]:
    head, _, rest = share.strip().partition(PREFIX + "-")
    numbers = rest.split("-", 2)
    try:
        needed, x, body = int(numbers[0]), int(numbers[1]), numbers[2]
        decoded = base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True)
    except (ValueError, IndexError):
        raise Sealed(f"a share is one line that begins with {PREFIX}") from None
    if head or not 1 <= x <= 255 or needed < 2:
        raise Sealed(f"a share is one line that begins with {PREFIX}")
    return needed, x, decoded


def _at_zero(points: dict[int, bytes]) -> bytes:
    length = len(next(iter(points.values())))
    secret = bytearray(length)
    for x, body in points.items():
        factor = 1
        for other in points:
            if other != x:
                factor = _times(factor, _over(other, other ^ x))
        for place in range(length):
            secret[place] ^= _times(body[place], factor)
    return bytes(secret)
