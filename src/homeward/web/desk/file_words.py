"""Why a file or a part of it could not be used, and where: the engine's sentences in words of ours.

The engine speaks English and has no catalogue. Its sentences are the keys of this table; a test
finds those that it lacks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from homeward.pictures import copy, still
from homeward.pictures import open as pictures
from homeward.sources import (
    delimited,
    encoding,
    formulas,
    jsonlines,
    opened,
    page,
    pdf,
    posts,
    read,
    sheets,
    table,
    telegram,
    warc,
)
from homeward.web.custody import actions

WHY: Mapping[str, str | Promise] = {
    opened.EMPTY: _("The file is empty: export or save it again."),
    opened.BAD_BYTES: _(
        "Some signs cannot be read: open it in the program it comes from and save it as UTF-8."
    ),
    opened.UNOPENED: _("The file cannot be opened (%(why)s)."),
    encoding.BINARY: _("This is no text: save it as UTF-8 text, CSV or XLSX."),
    encoding.UNKNOWN: _("The encoding of the letters is not known: save the file as UTF-8."),
    read.NOT_READ: _(
        "Files of this kind are not read. Save it as TXT, CSV, XLSX, JSONL, HTML, PDF, WARC or "
        "WACZ."
    ),
    read.UNOPENED_FOLDER: _("This folder cannot be opened: give yourself the right to read it."),
    posts.NO_TEXT: _("There is no text here: a post needs a field text, content, message or body."),
    posts.NO_DATE: _("The date was not understood, so it was read without: write 2024-02-17."),
    jsonlines.NOT_JSON: _("This line is no JSON: it is cut off or a quote is missing."),
    jsonlines.TOO_LONG: _("This line is longer than 16 million signs: write one post a line."),
    telegram.CUT_OFF: _("The file ends in the middle of a message: export or copy it again."),
    telegram.BROKEN: _("This message is no JSON; what follows was read. Export the file again."),
    telegram.NO_MESSAGES: _(
        "This JSON holds no posts: it is neither an export nor a list of them."
    ),
    page.TOO_LARGE: _("The page is larger than 64 MB: split it, or export the posts as JSON."),
    page.NO_PAGE: _("There is no text on this page: save it again from the browser."),
    page.BROKEN_OFF: _("The page is nested too deeply to be read whole: save it as plain text."),
    pdf.BROKEN: _("The PDF is damaged or cut off: download it again or print it to a new PDF."),
    pdf.LOCKED: _("The PDF is locked with a password: save it again without one."),
    pdf.PICTURES: _("The pages are pictures without text: type the list into a table."),
    pdf.BROKEN_PAGE: _("This page could not be read: print it to a new PDF or type it in."),
    pdf.TOO_MANY: _("Only the first 5,000 pages were read: split the file."),
    warc.CUT_OFF: _("The web archive is damaged or cut off; what stands before was read."),
    warc.TOO_LARGE: _("This part of the web archive is larger than 64 MB and was left out."),
    warc.NO_TEXT: _("There is no page with text in this web archive: save it with its pages."),
    warc.BOMB: _("This would unpack to far more than the file holds; it was left out."),
    warc.NO_ARCHIVE: _("There is no web archive in this file: save the page as WARC or HTML."),
    delimited.OPEN_QUOTE: _('A quote (") opens here and never closes: close it or remove it.'),
    delimited.TOO_LONG: _("This line is longer than a million signs: check the ends of lines."),
    formulas.NOT_COMPUTED: _(
        "Cell %(cell)s holds a formula without a value: open the file in Excel and save it."
    ),
    formulas.ERROR: _("Cell %(cell)s holds the error %(error)s: mend it."),
    sheets.LOCKED: _("The spreadsheet has a password: save it without one."),
    sheets.DAMAGED: _("The spreadsheet is damaged or cut off: open it and save it again."),
    sheets.HIDDEN: _("This sheet is hidden and was not read: show it if it holds people."),
    sheets.HUGE: _("Unpacked, the spreadsheet is larger than 2 GB: save it as CSV."),
    table.MERGED_ACROSS: _("Cells of several columns are merged in this row: split them."),
    table.TOO_WIDE: _("This row has more cells than the header: check quotes and delimiters."),
    pictures.NO_PICTURE: _("This is no picture that can be read: save it as JPEG or PNG."),
    pictures.CUT_OFF: _("The picture ends in the middle: copy or download it again."),
    pictures.TOO_LARGE: _(
        "The picture has more than 120 million pixels: make it smaller and add it again."
    ),
    copy.NO_REGION: _(
        "Part %(number)s lies outside the picture (%(width)s by %(height)s pixels): mark it again."
    ),
    still.NO_FFMPEG: _("Stills need the program ffmpeg, which this machine lacks."),
    still.NO_FRAME: _("There is no picture at second %(at)s of this film: choose an earlier one."),
    actions.TOO_LARGE: _("Larger than 256 MB: split the archive or the film, and add the parts."),
}
PLACES: Mapping[str, str | Promise] = {  # pieces of a locator, from its beginning on
    "after before the first message": _("before the first message"),
    "its beginning": _("its beginning"),
    "after {rest}": _("after %(rest)s"),
    "chat {n} {rest}": _("chat %(n)s, %(rest)s"),
    "line {n} from character {m}": _("line %(n)s from sign %(m)s"),
    "line {n}": _("line %(n)s"),
    "message {n}": _("message %(n)s"),
    "item {n}": _("entry %(n)s"),
    "post {n}": _("post %(n)s"),
    "page {n}": _("page %(n)s"),
    "row {n}": _("row %(n)s"),
    "part {n}": _("part %(n)s"),
    "{sheet} row {n}": _("%(sheet)s, row %(n)s"),
    "{rest} page {n}": _("%(rest)s, page %(n)s"),
    "{rest} post {n}": _("%(rest)s, post %(n)s"),
    "{rest} part {n}": _("%(rest)s, part %(n)s"),
}
NUMBERS, NUMBER = frozenset({"n", "m"}), r"-?\d+"


def why(reason: str) -> str:
    """An engine's sentence in the reader's language; one that the table lacks as it is."""
    return _said(WHY, reason)


def where(locator: str) -> str:
    """A place in a file, such as "row 3"."""
    return _said(PLACES, locator)


def address(text: str) -> str:
    """An item's address: of what came out of a file it is the file and the place in it."""
    path, bracket, place = text.removesuffix(")").rpartition(" (")
    return f"{path} ({where(place)})" if bracket and text.endswith(")") else text


def _said(words: Mapping[str, str | Promise], text: str) -> str:
    for template, ours in words.items():
        if found := _pattern(template).fullmatch(text):
            parts = {name: _said(words, part) if name == "rest" else part
                     for name, part in found.groupdict().items()}  # fmt: skip
            return str(ours) % parts if parts else str(ours)
    return text


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """A sentence with {names} as what it matches."""
    pieces = re.split(r"\{(\w+)(?::[^}]*)?\}", template)
    return re.compile("".join(map(_piece, pieces, range(len(pieces)))), re.DOTALL)


def _piece(piece: str, place: int) -> str:
    if place % 2 == 0:
        return re.escape(piece)
    return f"(?P<{piece}>{NUMBER if piece in NUMBERS else '.+'})"
