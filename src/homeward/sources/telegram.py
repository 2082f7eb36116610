"""Telegram Desktop's `result.json` (one chat or the whole account) and other JSON files.

Service messages and messages without words are left out. The author of a forwarded message is
whom it was forwarded from: the words are theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from homeward.errors import UnreadableFile
from homeward.records import Document, Origin, Rejected
from homeward.sources.jsonitems import DECODER, Broken, JsonText
from homeward.sources.jsonlines import read_json_lines
from homeward.sources.opened import Seen, open_text, shown
from homeward.sources.posts import post_of

_MESSAGES = re.compile(r'"messages"\s*:\s*\[')  # quotes inside a string are escaped: no false hit
_LIST_OF_CHATS = re.compile(r'"list"\s*:\s*\[')
_CHAT = re.compile(r'"id"\s*:\s*(-?\d+)')
CUT_OFF = "the file ends in the middle of a message; export or copy it again"
BROKEN = "this message is no JSON; what follows was read; export the file again"
NO_MESSAGES = (
    "this JSON holds no posts: neither a Telegram export (result.json with messages), nor a list "
    "of posts with a field called text"
)


def read_json(path: Path, shown_path: str, seen: Seen) -> Iterator[Document | Rejected]:
    """The posts of a `.json` file: a Telegram export, an array of posts, or JSON lines."""
    with open_text(path) as file:
        head = file.read(1 << 16)
    if _is_json_lines(head):
        yield from read_json_lines(path, shown_path, seen)
        return
    with open_text(path, seen) as file:
        if head.lstrip().startswith("["):
            yield from _read_array(file, shown_path)
        else:
            yield from _read_export(file, shown_path)


def _is_json_lines(head: str) -> bool:
    """Whether the first line is a whole post by itself."""
    first, _, rest = head.lstrip().partition("\n")
    try:
        post = DECODER.decode(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(post, dict) and (bool(rest.strip()) or "messages" not in post)


def _read_array(file: IO[str], path: str) -> Iterator[Document | Rejected]:
    text = JsonText(file)
    if text.find(re.compile(r"\[")) is None:
        raise UnreadableFile(NO_MESSAGES)
    for number, item in enumerate(text.items(), 1):
        origin = Origin(path, f"item {number}")
        if isinstance(item, Broken):
            yield _broken(item, origin)
        else:
            yield from post_of(item[0], origin, item[1])


def _read_export(file: IO[str], path: str) -> Iterator[Document | Rejected]:
    text = JsonText(file, first_key="id")
    whole_account, found = False, False
    while (before := text.find(_MESSAGES)) is not None:
        found = True
        whole_account = whole_account or _LIST_OF_CHATS.search(before) is not None
        chats = _CHAT.findall(before)
        chat = f"chat {chats[-1]} " if whole_account and chats else ""
        yield from _read_messages(text, path, chat)
    if not found:
        raise UnreadableFile(NO_MESSAGES)


def _read_messages(text: JsonText, path: str, chat: str) -> Iterator[Document | Rejected]:
    last = "before the first message"
    for item in text.items():
        if isinstance(item, Broken):
            yield _broken(item, Origin(path, f"{chat}after {last}"))
            continue
        message, original = item
        identity = message.get("id") if isinstance(message, dict) else None
        last = f"message {identity}"
        yield from _read_message(message, Origin(path, chat + last), original)


def _read_message(message: Any, origin: Origin, original: str) -> Iterator[Document | Rejected]:
    if not isinstance(message, dict):
        yield Rejected(origin, shown(original), BROKEN)
    elif message.get("type") != "service":
        author = message.get("forwarded_from") or message.get("from")
        yield from post_of(message | {"author": author}, origin, original)


def _broken(item: Broken, origin: Origin) -> Rejected:
    return Rejected(origin, shown(item.original), CUT_OFF if item.ends_file else BROKEN)
