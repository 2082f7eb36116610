"""Canonical JSON."""

from typing import Any

import pytest

from homeward.errors import BadInput
from homeward.log import canonical, read_canonical


def test_written_as_rfc_8785_says() -> None:
    """Keys sorted by UTF-16, no spaces, UTF-8, the short escapes."""
    value = {"€": 1, "\r": [True, None], "1": '\x1f\n"\\é', "\U0001f600": 2, "\ufb33": 3}
    assert canonical(value) == (
        '{"\\r":[true,null],"1":"\\u001f\\n\\"\\\\é","€":1,"\U0001f600":2,"\ufb33":3}'.encode()
    )


@pytest.mark.parametrize("value", [1.5, float("nan"), 2**53, {1: 2}, b"x", "\ud800"])
def test_what_has_no_one_spelling(value: Any) -> None:
    """Fractions, large numbers and half characters are refused."""
    with pytest.raises(BadInput):
        canonical({"a": value})


@pytest.mark.parametrize(
    "line",
    [b'{"a": 1}', b'{"b":1,"a":1}', b'{"a":1,"a":1}', b'{"a":1}\n', b"1.0", b"\xff", b'"\\u0041"',
     b"[" * 100_000],
)  # fmt: skip
def test_other_spellings_are_refused(line: bytes) -> None:
    """One value has one line."""
    with pytest.raises(BadInput):
        read_canonical(line)
    assert read_canonical(b'{"a":[1,"x"]}') == {"a": [1, "x"]}
