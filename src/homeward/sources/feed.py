"""Pages that hold many posts: archives and saved pages of VK, exports and pages of Telegram.

Each kind is a row of `FEEDS`; a page that fits none is one document (see `page`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree, html

from homeward.sources.blocks import lines_of
from homeward.sources.posts import day_of


@dataclass(frozen=True, slots=True)
class Feed:
    """Names of classes: of a post, and inside it of its text, author and date."""

    post: str
    text: str
    author: str
    date: str
    dropped: str = ""  # inside the text


@dataclass(frozen=True, slots=True)
class PostOnPage:
    """One post as it stands; `date` as it is written there."""

    text: str
    author: str | None
    date: str | None
    joined: bool = False  # to the one before, whose author it has


FEEDS = (
    # VK: an archive of one's own data (messages, then wall and comments), the site, its small form
    Feed("message", "", "message__header", "message__header", "kludges"),
    Feed("item", "item__main", "", "item__tertiary", "kludges"),
    Feed("post", "wall_post_text", "author", "rel_date"),
    Feed("Post", "vkitPostText__root", "PostHeaderTitle__authorName", "PostHeaderSubtitle__item"),
    Feed("wall_item", "pi_text", "pi_author", "wi_date"),
    # Telegram: Telegram Desktop's export as HTML, a channel's public page
    Feed("message", "text", "from_name", "date"),
    Feed(
        "tgme_widget_message",
        "tgme_widget_message_text",
        "tgme_widget_message_owner_name",
        "tgme_widget_message_date",
    ),
)
_WRITTEN_DATE = re.compile(
    r"\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}\s+[^\W\d]{3,9}\.?\s+\d{4}"
)
_ONESELF = frozenset({"Вы", "Ви", "You"})  # the owner of an archive


def posts_on(tree: html.HtmlElement) -> list[PostOnPage]:
    """The posts of the kind of page that this is, in their order; empty if it is another page."""
    by_class = _by_class(tree)
    for feed in FEEDS:
        outermost = [item for item in by_class.get(feed.post, ()) if not _is_inside(item, feed)]
        posts = [post for item in outermost for post in _post_of(item, feed)]
        if posts:
            return list(_with_authors(posts))
    return []


def _with_authors(posts: list[PostOnPage]) -> Iterator[PostOnPage]:
    """Telegram's export names the author of several messages in a row once."""
    last: str | None = None
    for post in posts:
        last = post.author or (last if post.joined else None)
        yield replace(post, author=last)


def _is_inside(item: etree._Element, feed: Feed) -> bool:
    """Whether it is quoted in another post."""
    around = item.iterancestors(etree.Element)
    return any(feed.post in (element.get("class") or "").split() for element in around)


def _by_class(top: etree._Element) -> dict[str, list[etree._Element]]:
    found: dict[str, list[etree._Element]] = {}
    for element in top.iter(etree.Element):
        for name in (element.get("class") or "").split():
            found.setdefault(name, []).append(element)
    return found


def _post_of(item: etree._Element, feed: Feed) -> Iterator[PostOnPage]:
    inside = _by_class(item)
    head = next(iter(inside.get(feed.author, ())), None)
    body = next(iter(inside.get(feed.text, ())), None) if feed.text else _after(head)
    if body is None:
        return
    dropped = {line for part in inside.get(feed.dropped, ()) for line in lines_of(part)}
    text = "\n".join(line for line in lines_of(body) if line not in dropped)
    if text:
        joined = "joined" in (item.get("class") or "").split()
        yield PostOnPage(text, _author(head), _date(inside.get(feed.date, ())), joined)


def _after(head: etree._Element | None) -> etree._Element | None:
    """The text of a message stands behind its header, without a class of its own."""
    return None if head is None else head.getnext()


def _author(head: etree._Element | None) -> str | None:
    if head is None:
        return None
    link = head.find(".//a")
    words = _words(head if link is None else link).partition(",")[0].strip()
    return None if words in _ONESELF else words or None


def _words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext(etree.Element)).split())  # type: ignore[arg-type]


def _date(elements: list[etree._Element] | tuple[()]) -> str | None:
    """The first date in a time stamp, a title or the words themselves."""
    for element in elements:
        told = [part.get("datetime") or part.get("title") for part in element.iter(etree.Element)]
        for text in (*told, _words(element)):
            written = _WRITTEN_DATE.search(text or "")
            if written and day_of(written[0]):
                return written[0]
    return None
