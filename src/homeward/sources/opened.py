"""Open a file so that its bytes are counted, its encoding is known and bad bytes stay visible."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from homeward.errors import UnreadableFile
from homeward.sources.encoding import recognise

Seen = Callable[[int], None]  # gets the bytes of the file read so far

EMPTY = "the file is empty; export or save it again"
BAD_BYTES = (
    "some bytes do not fit the encoding of the file; open it in the program it comes from and "
    "save it again as UTF-8"
)
UNOPENED = "cannot be opened ({why})"
_SAMPLE = 1 << 16
_BUFFER = 1 << 18
_SURROGATE = re.compile("[\ud800-\udfff]")  # what undecodable bytes become


def nobody_looks(_: int) -> None:
    """For callers that want no progress."""


class _CountedFile(io.FileIO):
    def __init__(self, path: Path, seen: Seen) -> None:
        super().__init__(path)
        self._seen = seen
        self._done = 0

    def readinto(self, buffer: Any) -> int:
        read = super().readinto(buffer) or 0
        self._done += read
        self._seen(self._done)
        return read


def open_bytes(path: Path, seen: Seen = nobody_looks) -> io.BufferedReader:
    """The file as bytes, its progress told to `seen`. Raises `UnreadableFile` if it is empty."""
    if path.stat().st_size == 0:
        raise UnreadableFile(EMPTY)
    return io.BufferedReader(_CountedFile(path, seen), _BUFFER)


def open_text(path: Path, seen: Seen = nobody_looks) -> IO[str]:
    """The file as text in its own encoding, every line end as a line feed.

    Bytes that do not fit become lone surrogates: ask `is_broken` before a text is used.
    """
    encoding = encoding_of(path)
    errors = "surrogatepass" if encoding.startswith("utf-16") else "surrogateescape"
    return io.TextIOWrapper(open_bytes(path, seen), encoding, errors)


def encoding_of(path: Path) -> str:
    """The encoding, judged where the file first stops being ASCII; raises `UnreadableFile`."""
    with open_bytes(path) as file:
        before = b""
        for chunk in iter(lambda: file.read(_SAMPLE), b""):
            if not chunk.isascii() or b"\0" in chunk:
                return recognise(before + chunk, whole=len(chunk) < _SAMPLE)
            before = chunk[-200:]
    return recognise(before)


def is_broken(text: str) -> bool:
    """Whether bytes in it could not be decoded, or half a character stands alone."""
    return not text.isascii() and _SURROGATE.search(text) is not None


def shown(text: str) -> str:
    r"""The text with undecodable bytes written as \xff, so that it can be stored and mended."""
    return _SURROGATE.sub(_as_bytes, text)


def _as_bytes(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"


def bounded_lines(text: IO[str], longest: int) -> Iterator[str]:
    """The lines, each cut to `longest` characters; what is cut off is skipped."""
    while line := text.readline(longest):
        yield line
        while len(line) >= longest and not line.endswith("\n"):
            line = text.readline(longest)
