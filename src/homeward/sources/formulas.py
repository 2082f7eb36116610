"""Cells of an XLSX file whose value cannot be trusted: errors, and formulas never computed.

The reader of values gives an empty cell for both, so the sheets are looked through once more.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from posixpath import join, normpath

from lxml import etree

NOT_COMPUTED = "cell {cell} holds a formula without a value; open and save the file in Excel"
ERROR = "cell {cell} holds the error {error}; mend it"
_SUSPECT = re.compile(rb"<(?:\w+:)?f[\s/>]|t=[\"']e[\"']")
_CHUNK = 1 << 20
_NO_NETWORK = {"resolve_entities": False, "no_network": True, "load_dtd": False}


def unusable_rows(path: Path) -> Mapping[str, Mapping[int, str]]:
    """Sheet name to {row number: what is wrong with it}; sheets without faults are left out."""
    faults = {}
    with zipfile.ZipFile(path) as book:
        for sheet, part in _parts(book):
            if part in book.namelist() and _is_suspect(book, part):
                faults[sheet] = dict(_faults(book, part))
    return faults


def _parts(book: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """(sheet name, its part of the package)."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    links = etree.fromstring(book.read("xl/_rels/workbook.xml.rels"), parser)
    targets = {link.get("Id"): link.get("Target", "") for link in links.iter("{*}Relationship")}
    for sheet in etree.fromstring(book.read("xl/workbook.xml"), parser).iter("{*}sheet"):
        identity = next((v for k, v in sheet.attrib.items() if str(k).endswith("}id")), "")
        target = str(targets.get(identity, ""))
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        yield str(sheet.get("name")), part


def _is_suspect(book: zipfile.ZipFile, part: str) -> bool:
    tail = b""
    with book.open(part) as sheet:
        while chunk := sheet.read(_CHUNK):
            if _SUSPECT.search(tail + chunk):
                return True
            tail = chunk[-16:]
    return False


def _faults(book: zipfile.ZipFile, part: str) -> Iterator[tuple[int, str]]:
    number = 0
    with book.open(part) as sheet:
        for _, row in etree.iterparse(sheet, tag="{*}row", huge_tree=True, **_NO_NETWORK):
            number = int(row.get("r") or number + 1)  # a row may leave its number out
            fault = next(filter(None, map(_fault, row.iter("{*}c"))), "")
            if fault:
                yield number, fault
            row.clear()
            while row.getprevious() is not None:
                del row.getparent()[0]


def _fault(cell: etree._Element) -> str:
    value = cell.findtext("{*}v")
    kind = cell.get("t")
    if kind == "e":
        return ERROR.format(cell=cell.get("r", ""), error=value)
    if cell.find("{*}f") is not None and not value and kind != "str":
        return NOT_COMPUTED.format(cell=cell.get("r", ""))
    return ""
