"""Saved HTML pages to text: what a reader sees, block by block, without menus and scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from lxml import etree, html

from homeward.errors import UnreadableFile
from homeward.records import Document, DocumentKind, Origin, Rejected
from homeward.sources.blocks import lines_of
from homeward.sources.encoding import recognise
from homeward.sources.feed import PostOnPage, posts_on
from homeward.sources.opened import BAD_BYTES, Seen, open_bytes
from homeward.sources.posts import day_of

TOO_LARGE = "the page is larger than 64 MB; split it, or export the posts as JSON"
NO_PAGE = "there is no text on this page; save it again from the browser"
BROKEN_OFF = "the page is nested too deeply to be read whole; save it as plain text"
_LARGEST = 1 << 26
_POSTS_OF_PAGE = 0.3  # the share of its text that makes it a page of posts
_CHARSET = re.compile(
    rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]+encoding=[\"']([\w-]+)"
)
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
    """The posts of the page, or the page as one document."""
    if path.stat().st_size > _LARGEST:
        raise UnreadableFile(TOO_LARGE)
    with open_bytes(path, seen) as file:
        yield from documents_of_page(file.read(), Origin(shown_path))


def documents_of_page(data: bytes, origin: Origin) -> Iterator[Document | Rejected]:
    """Each post of a page that holds posts, else the page as one document.

    Raises `UnreadableFile` if there is no text on it.
    """
    encoding = _encoding(data)
    try:
        markup = data.decode(encoding)
    except UnicodeDecodeError:
        yield Rejected(origin, data.decode(encoding, "backslashreplace"), BAD_BYTES)
        return
    tree = _parsed(markup)
    text, posts = text_of(tree), posts_on(tree)
    if not text:
        raise UnreadableFile(NO_PAGE)
    if sum(len(post.text) for post in posts) >= _POSTS_OF_PAGE * len(text):
        yield from _posts(posts, origin)
        return
    yield Document(
        origin=origin,
        kind=DocumentKind.PAGE,
        text=text,
        posted=_posted(tree) or _dated_line(text),
        author=_meta(tree, _AUTHOR_FIELDS),
    )


def _posts(posts: list[PostOnPage], origin: Origin) -> Iterator[Document]:
    before = f"{origin.locator} " if origin.locator else ""
    for number, post in enumerate(posts, 1):
        yield Document(
            origin=Origin(origin.path, f"{before}post {number}"),
            kind=DocumentKind.POST,
            text=post.text,
            posted=day_of(post.date),
            author=post.author,
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
    lines = lines_of(body) if body is not None else []
    if title and title not in lines:
        lines.insert(0, title)
    return "\n".join(lines)


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
