"""Web archives: WARC, plain or packed, and WACZ, which is a zip of them. Nothing is unpacked."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from homeward.errors import UnreadableFile
from homeward.records import Document, DocumentKind, Origin, Rejected
from homeward.sources.encoding import recognise
from homeward.sources.opened import Seen, open_bytes
from homeward.sources.page import documents_of_page
from homeward.sources.pdf import documents_of_pdf

CUT_OFF = "the web archive ends in the middle or is damaged; what stands before was read"
TOO_LARGE = "this part of the web archive is larger than 64 MB and was left out"
NO_TEXT = "there is no page with text in this web archive; save it again with its pages"
BOMB = "this file would unpack to far more than it holds; it was left out"
NO_ARCHIVE = "there is no web archive in this file; save the page as WARC, WACZ or HTML"
_LARGEST_PART = 1 << 26
_LARGEST_ARCHIVE = 1 << 36
_LIKELY_RATIO = 300  # packed text comes to about 10, a bomb to 1,000
# What its reader lets out when the file is not what it says.
_FAULTS = (ArchiveLoadFailed, EOFError, OSError, ValueError, AttributeError, TypeError, zlib.error)
_WITH_TEXT = ("response", "resource", "conversion")

Found = Iterator[Document | Rejected]


def read_warc(path: Path, shown_path: str, seen: Seen) -> Found:
    """Each page in the archive; its locator is the address it was saved from."""
    with open_bytes(path, seen) as file:
        yield from _some(_documents_in(file, shown_path, ""))


def read_wacz(path: Path, shown_path: str, seen: Seen) -> Found:
    """The pages of all archives inside, wherever they claim to lie."""
    with open_bytes(path, seen) as file:
        try:
            with ZipFile(file) as zipped:
                yield from _some(_documents_of_all(zipped, shown_path))
        except (BadZipFile, NotImplementedError, EOFError, OSError) as fault:
            raise UnreadableFile(CUT_OFF) from fault


def _some(found: Found) -> Found:
    """What is found; raises `UnreadableFile` at the end if there was nothing."""
    nothing = True
    for one in found:
        nothing = False
        yield one
    if nothing:
        raise UnreadableFile(NO_TEXT)


def _documents_of_all(zipped: ZipFile, shown_path: str) -> Found:
    inside = [part for part in zipped.infolist() if part.filename.endswith((".warc", ".warc.gz"))]
    if not inside:
        raise UnreadableFile(NO_ARCHIVE)
    for part in inside:
        if _is_bomb(part):
            yield Rejected(Origin(shown_path, part.filename), "", BOMB)
            continue
        with zipped.open(part) as file:
            before = f"{part.filename} " if len(inside) > 1 else ""
            yield from _documents_in(file, shown_path, before)


def _is_bomb(part: ZipInfo) -> bool:
    packed = max(part.compress_size, 1)
    return part.file_size > min(_LARGEST_ARCHIVE, max(_LARGEST_PART, packed * _LIKELY_RATIO))


def _documents_in(file: IO[bytes], shown_path: str, before: str) -> Found:
    last = ""
    for record in _records(file):
        if record is None:
            after = f"after {last}" if last else "its beginning"
            yield Rejected(Origin(shown_path, before + after), "", CUT_OFF)
        elif record.rec_type in _WITH_TEXT:
            last = record.rec_headers.get_header("WARC-Target-URI") or ""
            yield from _documents_of(record, Origin(shown_path, before + last))


def _records(file: IO[bytes]) -> Iterator[Any]:
    """The records that can be read; `None` where the archive is damaged, and nothing after it."""
    try:
        yield from ArchiveIterator(file)
    except _FAULTS:
        yield None


def _documents_of(record: Any, origin: Origin) -> Found:
    headers = record.http_headers or record.rec_headers
    kind = (headers.get_header("Content-Type") or "").lower()
    if not kind.startswith(("text/html", "application/xhtml", "text/plain", "application/pdf")):
        return
    try:
        data = record.content_stream().read(_LARGEST_PART + 1)
    except _FAULTS:
        yield Rejected(origin, "", CUT_OFF)
        return
    if getattr(record.raw_stream, "limit", 0) > 0 and len(data) <= _LARGEST_PART:
        yield Rejected(origin, "", CUT_OFF)  # shorter than its record says
    if len(data) > _LARGEST_PART:
        yield Rejected(origin, "", TOO_LARGE)
        return
    try:
        if kind.startswith("application/pdf"):
            yield from documents_of_pdf(io.BytesIO(data), origin)
        elif kind.startswith("text/plain"):
            yield from _plain(data, origin)
        else:
            yield from documents_of_page(data, origin)
    except UnreadableFile as fault:
        yield Rejected(origin, "", str(fault))


def _plain(data: bytes, origin: Origin) -> Iterator[Document]:
    text = data.decode(recognise(data), "replace")
    if text.strip():
        yield Document(origin=origin, kind=DocumentKind.TEXT, text=text)
