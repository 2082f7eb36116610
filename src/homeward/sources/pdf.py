"""PDF lists: the text of each page. Scripts, forms and attachments in a PDF are never looked at."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from homeward.errors import UnreadableFile
from homeward.records import Document, DocumentKind, Origin, Rejected
from homeward.sources.opened import Seen, is_broken, open_bytes, shown

BROKEN = "this PDF is damaged or cut off; download it again or print it to a new PDF"
LOCKED = "this PDF is locked with a password; save it again without one"
PICTURES = "the pages are pictures without text; run OCR on them or type the list into a table"
BROKEN_PAGE = "this page could not be read; print it to a new PDF or type it into a table"
MOST_PAGES = 5_000
TOO_MANY = f"only the first {MOST_PAGES} pages were read; split the file"

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks quote the file


def read_pdf(path: Path, shown_path: str, seen: Seen) -> Iterator[Document | Rejected]:
    """One document for each page with text."""
    with open_bytes(path, seen) as file:
        yield from documents_of_pdf(file, Origin(shown_path))


def documents_of_pdf(file: IO[bytes], origin: Origin) -> Iterator[Document | Rejected]:
    """The same for an opened file. Raises `UnreadableFile` if there is no text in it."""
    reader = _opened(file)
    pages = len(reader.pages)
    before = f"{origin.locator} " if origin.locator else ""
    nothing = True
    for number in range(min(pages, MOST_PAGES)):
        for found in _page(reader, number, Origin(origin.path, f"{before}page {number + 1}")):
            nothing = False
            yield found
    if pages > MOST_PAGES:
        yield Rejected(origin, "", TOO_MANY)
    if nothing:
        raise UnreadableFile(PICTURES)


def _opened(file: IO[bytes]) -> PdfReader:
    try:
        reader = PdfReader(file, strict=False)
        if not reader.is_encrypted or reader.decrypt(""):
            len(reader.pages)  # finds the pages
            return reader
    except _FAULTS as fault:
        raise UnreadableFile(BROKEN) from fault
    raise UnreadableFile(LOCKED)


def _page(reader: PdfReader, number: int, origin: Origin) -> Iterator[Document | Rejected]:
    try:
        text = reader.pages[number].extract_text()
    except _FAULTS:
        yield Rejected(origin, "", BROKEN_PAGE)
        return
    text = shown(text) if is_broken(text) else text
    if text.strip():
        yield Document(origin=origin, kind=DocumentKind.PAGE, text=text.strip())


# What its reader lets out when the file is not what it says.
_FAULTS = (
    PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError,
    OSError, EOFError, RecursionError, NotImplementedError, OverflowError, ZeroDivisionError,
)  # fmt: skip
