"""Saved HTML pages to text: what a reader sees, block by block, without menus and scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from lxml import etree, html

from homeward.errors import UnreadableFile
from homeward.records import Document, DocumentKind, Origin, Rejected
from homeward.sources.encoding import recognise
from homeward.sources.opened import BAD_BYTES, Seen, open_bytes
from homeward.sources.posts import day_of

TOO_LARGE = "the page is larger than 64 MB; split it, or export the posts as JSON"
NO_PAGE = "there is no text on this page; save it again from the browser"
BROKEN_OFF = "the page is nested too deeply to be read whole; save it as plain text"
_LARGEST = 1 << 26
_CHARSET = re.compile(
    rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]+encoding=[\"']([\w-]+)"
)
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
_DATE_FIELDS = (
    "article:published_time", "datepublished", "date", "pubdate", "publishdate", "dc.date",
    "dcterms.created", "og:published_time", "publication_date",
)  # fmt: skip
# A date alone in a line may be a birth date: a time or one of these words beside it tells.
_PUBLISHED = re.compile(
    r"(?:опубл\w*|додано|добавлено|дата публ\w*|published|posted)(?: on)?\s*:?\s+", re.IGNORECASE
)
_CLOCK = re.compile(
    r"(?:\b(?:о|об|в|at)\s+)?\b\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\b\.?)?", re.IGNORECASE
)
_DATE_ALONE = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}\s+[^\W\d]+\.?,?\s+\d{4}(?:\s*(?:року|года|[рг]\.))?|"
    r"[^\W\d]+\.?\s+\d{1,2},?\s+\d{4}"
)
_AUTHOR_FIELDS = ("author", "article:author", "dc.creator")


def read_page(path: Path, shown_path: str, seen: Seen) -> Iterator[Document | Rejected]:
    """The page as one document."""
    if path.stat().st_size > _LARGEST:
        raise UnreadableFile(TOO_LARGE)
    with open_bytes(path, seen) as file:
        data = file.read()
    origin = Origin(shown_path)
    encoding = _encoding(data)
    try:
        markup = data.decode(encoding)
    except UnicodeDecodeError:
        yield Rejected(origin, data.decode(encoding, "backslashreplace"), BAD_BYTES)
        return
    tree = _parsed(markup)
    text = text_of(tree)
    if not text:
        raise UnreadableFile(NO_PAGE)
    yield Document(
        origin=origin,
        kind=DocumentKind.PAGE,
        text=text,
        posted=_posted(tree) or _dated_line(text),
        author=_meta(tree, _AUTHOR_FIELDS),
    )


def _encoding(data: bytes) -> str:
    """UTF-8 if the bytes are that, else what the page declares, else what it looks like."""
    declared = _CHARSET.search(data, 0, 4096)
    names = ["utf-8"] if not data.startswith((b"\xff\xfe", b"\xfe\xff")) else []
    if names and declared:
        names.append((declared[1] or declared[2]).decode("ascii"))
    for name in names:
        try:
            data.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
        return "utf-8-sig" if name == "utf-8" else name
    return recognise(data)


def _parsed(markup: str) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        tree = html.document_fromstring(markup.encode("utf-8"), parser=parser)
    except etree.ParserError as fault:
        raise UnreadableFile(NO_PAGE) from fault
    if any(error.level_name == "FATAL" for error in parser.error_log):
        raise UnreadableFile(BROKEN_OFF)
    return tree


def text_of(tree: html.HtmlElement) -> str:
    """Title and body as lines; the cells of a table row stand on one line."""
    title = " ".join((tree.findtext(".//title") or "").split())
    body = tree.find("body")
    lines = _lines("".join(_pieces(body))) if body is not None else []
    if title and title not in lines:
        lines.insert(0, title)
    return "\n".join(lines)


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


def _lines(text: str) -> list[str]:
    lines = (_CELL_GAPS.sub(_NEXT_CELL, line.strip(" |\t\xa0")) for line in text.split("\n"))
    return [" ".join(line.split()) for line in lines if line.strip()]


def _meta(tree: html.HtmlElement, names: tuple[str, ...]) -> str | None:
    """The content of the first meta tag, by the order of `names`."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        content = (tag.get("content") or "").strip()
        if content:
            found.setdefault(name.lower(), content)
    return next((found[name] for name in names if name in found), None)


def _posted(tree: html.HtmlElement) -> date | None:
    """The day the page says it was published: a tag, a marked time, or the only time there is."""
    times = list(tree.iter("time"))
    marked = [time for time in times if time.get("pubdate") is not None]
    marked += [time for time in times if (time.get("itemprop") or "").lower() == "datepublished"]
    days = {day_of(time.get("datetime")) for time in times} - {None}
    candidates = [_meta(tree, _DATE_FIELDS), *(time.get("datetime") for time in marked)]
    found = next((day for day in map(day_of, candidates) if day), None)
    return found or (days.pop() if len(days) == 1 else None)


def _dated_line(text: str) -> date | None:
    """The day of the lines that only say when the page was published; two days are no answer.

    «17 лютого 2024, 12:40», «Опубліковано: 17.02.2024».
    """
    days = {day for line in text.split("\n") if (day := _day_of_line(line))}
    return days.pop() if len(days) == 1 else None


def _day_of_line(line: str) -> date | None:
    without_label = _PUBLISHED.sub("", line, count=1)
    stamp = _CLOCK.sub(" ", without_label).strip(" ,.;|·•-–—")
    told = stamp != line.strip(" ,.;|·•-–—")
    return day_of(stamp) if told and _DATE_ALONE.fullmatch(stamp) else None
