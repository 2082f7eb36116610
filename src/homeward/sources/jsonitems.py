"""The items of the arrays inside a JSON text, one after another, never the whole text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

LARGEST_ITEM = 1 << 24  # characters
_CHUNK = 1 << 20
_SHOWN = 1 << 16  # characters of a broken item that are kept
_NEXT = re.compile(r"[\s,]*")
DECODER = json.JSONDecoder(strict=False)  # a raw tab or line end inside a string is no harm


@dataclass(frozen=True, slots=True)
class Broken:
    """A stretch that is no JSON; `ends_file` if the text stops inside it."""

    original: str
    ends_file: bool


@dataclass(slots=True)
class JsonText:
    """A window that moves over a JSON text."""

    file: IO[str]
    window: str = ""
    at: int = 0
    ended: bool = False
    first_key: str = ""  # with which the items begin; reading goes on there after a broken one

    def more(self) -> bool:
        """Lengthen the window, forgetting what was read; false at the end of the text."""
        chunk = self.file.read(_CHUNK)
        self.window = self.window[self.at :] + chunk
        self.at = 0
        self.ended = not chunk
        return bool(chunk)

    def find(self, pattern: re.Pattern[str], keep: int = 1000) -> str | None:
        """Move behind the next match; return what stands before it, cut to its last `keep`."""
        while not (match := pattern.search(self.window, self.at)):
            self.at = max(self.at, len(self.window) - keep)  # a match may begin there
            if not self.more():
                return None
        before = self.window[max(self.at, match.start() - keep) : match.start()]
        self.at = match.end()
        return before

    def items(self) -> Iterator[tuple[Any, str] | Broken]:
        """(item, its JSON) for each item up to the end of the array that begins at `at`."""
        while True:
            self._skip(_NEXT)
            if self.at < len(self.window) and self.window[self.at] == "]":
                self.at += 1
                return
            found = self._item()
            if isinstance(found, Broken):
                yield found
                if found.ends_file:
                    return
            else:
                yield found

    def _skip(self, pattern: re.Pattern[str]) -> None:
        while True:
            match = pattern.match(self.window, self.at)
            self.at = match.end() if match else self.at
            if self.at < len(self.window) or not self.more():
                return

    def _item(self) -> tuple[Any, str] | Broken:
        while True:
            try:
                value, end = DECODER.raw_decode(self.window, self.at)
            except (ValueError, RecursionError):
                if len(self.window) - self.at < LARGEST_ITEM and self.more():
                    continue
                return self._broken()
            if end == len(self.window) and self.more():  # a number may go on
                continue
            start, self.at = self.at, end
            if not self.first_key and isinstance(value, dict):
                self.first_key = next(iter(value), "")
            return value, self.window[start:end]

    def _broken(self) -> Broken:
        fresh = rf'(?<=[\]}}"\w])\s*,\s*(?=\{{\s*{re.escape(json.dumps(self.first_key))}\s*:)'
        match = re.compile(fresh if self.first_key else r"\}\s*,\s*(?=\{)").search(
            self.window, self.at + 1
        )
        end = match.end() if match else len(self.window)
        original = self.window[self.at : min(end, self.at + _SHOWN)]
        self.at = end
        return Broken(original, ends_file=match is None and self.ended)
