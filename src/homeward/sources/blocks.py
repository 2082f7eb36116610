"""Part of a page as the lines that a reader sees, without menus and scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

_DROPPED = frozenset((
    "script", "style", "nav", "template", "noscript", "svg", "iframe", "object", "button",
    "select", "input", "head", "audio", "video",
))  # fmt: skip
_DROPPED_ROLES = frozenset({"navigation", "banner", "search", "menu", "menubar"})
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
))  # fmt: skip
_CELLS = frozenset({"td", "th"})
_NEXT_CELL = " | "
_CELL_GAPS = re.compile(r"\s*\|(?:\s*\|)*\s*")
_LONGEST_CELL = 300  # characters
_SPACES = re.compile(r"\s+")


def lines_of(top: etree._Element) -> list[str]:
    """What a reader sees of this part of a page, a line for each block and each table row."""
    text = "".join(_pieces(top))
    lines = (_CELL_GAPS.sub(_NEXT_CELL, line.strip(" |\t\xa0")) for line in text.split("\n"))
    return [" ".join(line.split()) for line in lines if line.strip()]


def _pieces(top: etree._Element) -> Iterator[str]:
    """Text in the order of reading; a line feed where a block begins or ends."""
    waiting: list[tuple[etree._Element | str, str]] = [(top, "")]  # with the element around it
    while waiting:
        item, around = waiting.pop()
        if isinstance(item, str):
            yield item if around == "pre" else _SPACES.sub(" ", item)
        elif isinstance(item.tag, str) and not _is_dropped(item):
            edge, inside = _edge_of(item, around)
            yield edge
            waiting.append((edge, "pre"))
            for child in reversed(item):
                waiting.append((child.tail or "", inside))
                waiting.append((child, inside))
            waiting.append((item.text or "", inside))


def _edge_of(element: etree._Element, around: str) -> tuple[str, str]:
    """What stands before and after the element, and what its content stands in."""
    tag = str(element.tag)
    if around == "cell":
        return (" " if tag in _BLOCKS else ""), around
    if tag in _CELLS:
        return (_NEXT_CELL, "cell") if _is_data_cell(element) else ("\n", "")
    inside = "pre" if tag in ("pre", "textarea") else around
    return ("\n" if tag in _BLOCKS else ""), inside


def _is_data_cell(cell: etree._Element) -> bool:
    """Old pages lay out whole articles in cells: those are no data."""
    row = cell.getparent()
    alone = row is None or len(row) < 2
    if alone or next(cell.iter("table"), None) is not None:
        return False
    return sum(len(text) for text in cell.itertext()) <= _LONGEST_CELL


def _is_dropped(element: etree._Element) -> bool:
    return (
        element.tag in _DROPPED
        or element.get("role", "").lower() in _DROPPED_ROLES
        or element.get("hidden") is not None
    )
