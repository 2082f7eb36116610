"""PDF lists."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from homeward.records import Document, Rejected
from homeward.sources import read_documents
from homeward.sources.pdf import BROKEN, LOCKED, PICTURES


def pdf(*pages: str, password: str = "") -> bytes:
    """A PDF with one line of Latin text on each page, and a script that must not be looked at."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for text in pages:
        page = writer.add_blank_page(200, 200)
        content = DecodedStreamObject()
        content.set_data(f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode() if text else b"")
        page[NameObject("/Contents")] = writer._add_object(content)  # no other way
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert('Scripted Person')"),
        }
    )
    if password:
        writer.encrypt(password)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def read(folder: Path, data: bytes) -> list[Document | Rejected]:
    (folder / "list.pdf").write_bytes(data)
    return list(read_documents(folder / "list.pdf", root=folder))


def test_each_page_is_a_document(tmp_path: Path) -> None:
    """An empty one is none; scripts are no text."""
    first, third = read(tmp_path, pdf("1. Losenko Ostap", "", "2. Bondar Yurii"))

    assert isinstance(first, Document)
    assert (first.text, first.origin.locator) == ("1. Losenko Ostap", "page 1")
    assert isinstance(third, Document)
    assert (third.text, third.origin.locator) == ("2. Bondar Yurii", "page 3")


def test_a_scan_says_what_to_do(tmp_path: Path) -> None:
    """Pages that are pictures hold no text."""
    [found] = read(tmp_path, pdf("", ""))

    assert isinstance(found, Rejected)
    assert found.reason == PICTURES


def test_a_locked_pdf_says_what_to_do(tmp_path: Path) -> None:
    """Nobody's password is guessed."""
    [found] = read(tmp_path, pdf("x", password="secret"))  # of a test file

    assert isinstance(found, Rejected)
    assert found.reason == LOCKED


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n" + bytes(200), b"no pdf at all"])
def test_what_is_no_pdf_is_refused(data: bytes, tmp_path: Path) -> None:
    """With one sentence."""
    [found] = read(tmp_path, data)

    assert isinstance(found, Rejected)
    assert found.reason == BROKEN


def test_a_cut_or_changed_pdf_never_crashes(tmp_path: Path) -> None:
    """Cut at any place, or with bytes changed: documents or reasons."""
    whole = pdf("1. Losenko Ostap", "2. Bondar Yurii")
    for at in range(1, len(whole), 41):
        changed = whole[:at] + bytes([whole[at] ^ 0x15]) + whole[at + 1 :]
        for data in (whole[:at], changed):
            assert read(tmp_path, data)
