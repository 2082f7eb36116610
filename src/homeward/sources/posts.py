"""One post as JSON, whatever its field names, to a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from homeward.datewords import parse_date
from homeward.errors import BadDate
from homeward.records import Document, DocumentKind, Origin, Rejected
from homeward.sources.opened import BAD_BYTES, is_broken, shown

TEXT_FIELDS = ("text", "content", "message", "body")
DATE_FIELDS = ("date", "posted", "timestamp", "created_at", "published")
MEDIA_FIELDS = ("photo", "file", "media", "images", "attachments")
AUTHOR_FIELDS = ("author", "from", "user", "username", "channel")
NO_TEXT = "there is no text; put it into a field called text, content, message or body"
NO_DATE = "the date of this post was not understood, so it was read without; write it 2024-02-17"
_MILLISECONDS = 1e11  # seconds reach this in the year 5138


def post_of(fields: Any, origin: Origin, original: str) -> Iterator[Document | Rejected]:
    """The document of one post, and beside it a rejection if its date cannot be read."""
    fields = _archived(fields)
    text = _text(fields) if isinstance(fields, dict) else None
    if text is None:
        yield Rejected(origin, shown(original), NO_TEXT)
        return
    if is_broken(text):
        yield Rejected(origin, shown(text), BAD_BYTES)
        return
    written = _first(fields, DATE_FIELDS)
    posted = day_of(written)
    if posted is None and written not in (None, ""):
        yield Rejected(origin, shown(str(written)), NO_DATE)
    if text.strip():
        author = name_of(_first(fields, AUTHOR_FIELDS))
        yield Document(
            origin=origin,
            kind=DocumentKind.POST,
            text=text,
            posted=posted,
            author=author,
            media=tuple(_media(fields)),
        )


def _archived(fields: Any) -> Any:
    """The post that Bellingcat's auto-archiver saved, where its own record of it stands around."""
    if isinstance(fields, dict) and isinstance(fields.get("metadata"), dict) and "media" in fields:
        told = fields["metadata"]
        title, content = joined(told.get("title")), joined(told.get("content"))
        text = "\n".join(part for part in (title, content) if part)
        return told | {"text": text, "media": fields["media"]}
    return fields


def _text(fields: Mapping[str, Any]) -> str | None:
    for name in TEXT_FIELDS:
        if name in fields:
            value = joined(fields[name])
            if value is not None:
                return value
    return None


def joined(text: Any) -> str | None:
    """A text that is a string, or a list of strings and `{"text": ...}` parts; else `None`."""
    if isinstance(text, str):
        return text
    if not isinstance(text, list):
        return None
    parts = [part.get("text") if isinstance(part, dict) else part for part in text]
    return "".join(part for part in parts if isinstance(part, str))


def _media(fields: Mapping[str, Any]) -> Iterator[str]:
    """Names of files beside the post; Telegram writes "(File not included …)" where it left one."""
    for told in (fields.get(name) for name in MEDIA_FIELDS):
        for one in told if isinstance(told, list) else [told]:
            name = one.get("filename") if isinstance(one, dict) else one
            if isinstance(name, str) and name and not name.startswith("("):
                yield shown(name)


def _first(fields: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((fields[name] for name in names if fields.get(name) is not None), None)


def name_of(author: Any) -> str | None:
    """The author's name: a string, or a field of `{"name": ..., "username": ...}`."""
    if isinstance(author, dict):
        author = author.get("name") or author.get("username") or author.get("id")
    if author is None or isinstance(author, list | dict):
        return None
    name = shown(str(author)).strip()
    return name or None


def day_of(written: Any) -> date | None:
    """The day in ISO, as people write it, or as seconds since 1970; `None` if it is none."""
    if isinstance(written, str) and written.strip().isdigit() and len(written.strip()) > 8:
        written = int(written)
    if isinstance(written, str):
        return _day_of_text(written)
    if isinstance(written, int | float) and not isinstance(written, bool) and written > 0:
        seconds = written / 1000 if written > _MILLISECONDS else written
        try:
            return datetime.fromtimestamp(seconds, UTC).date()
        except (ValueError, OverflowError, OSError):
            return None
    return None


def _day_of_text(written: str) -> date | None:
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        pass
    try:
        day = parse_date(written)
    except BadDate:
        return None
    if day.year is None or day.month is None or day.day is None:
        return None
    return date(day.year, day.month, day.day)
