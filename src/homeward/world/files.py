"""Files of the invented world, written one document at a time."""

from __future__ import annotations

import csv
import html
import io
import json
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import xlsxwriter

MADE_ON = datetime(2025, 1, 1)  # noqa: DTZ001 - spreadsheets keep local time
PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="{charset}"><title>{site}</title>
<style>body {{ font-family: sans-serif }} .ad {{ color: gray }}</style>
<script>var counter = 1;</script></head>
<body>
<nav><a href="/">{site}</a> | <a href="/news">{news}</a></nav>
<article>
<p class="date">{day}</p>
{paragraphs}
</article>
<footer>&copy; {site}, {year}</footer>
</body>
</html>
"""


class Lines:
    """A text file of lines: JSON Lines or CSV. Knows the number of the last line."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file: IO[str] = path.open("w", encoding="utf-8", newline="")
        self.count = 0

    def write(self, line: str) -> int:
        self._file.write(line + "\n")
        self.count += 1
        return self.count

    def write_json(self, value: dict[str, Any]) -> int:
        return self.write(json.dumps(value, ensure_ascii=False))

    def write_cells(self, cells: Sequence[str], separator: str = ",") -> int:
        line = io.StringIO()
        csv.writer(line, delimiter=separator, lineterminator="").writerow(cells)
        return self.write(line.getvalue())

    def close(self) -> None:
        self._file.close()


class Sheet:
    """A spreadsheet of one sheet that is written row by row; equal rows give equal bytes."""

    def __init__(self, path: Path, name: str, headers: Sequence[str]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path, self.name, self.count = path, name, 0
        self._book = xlsxwriter.Workbook(
            str(path), {"constant_memory": True, "strings_to_formulas": False}
        )
        self._book.set_properties({"created": MADE_ON})
        self._sheet = self._book.add_worksheet(name)
        self.write(headers)

    def write(self, cells: Sequence[str]) -> int:
        """Add a row of texts; returns its number, counted from 1."""
        for at, cell in enumerate(cells):
            if cell:
                self._sheet.write_string(self.count, at, cell)
        self.count += 1
        return self.count

    def close(self) -> None:
        self._book.close()
        store_unpacked(self._path)


def store_unpacked(path: Path) -> None:
    """Write a zip again without compression: zlib's bytes differ between builds."""
    with zipfile.ZipFile(path) as packed:
        parts = [(name, packed.read(name)) for name in packed.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as stored:
        for name, content in parts:
            stored.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)


class TelegramExport:
    """A chat as Telegram Desktop exports it (`result.json`), message by message."""

    def __init__(self, path: Path, name: str, chat_id: int) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("w", encoding="utf-8", newline="\n")
        head = json.dumps(
            {"name": name, "type": "public_supergroup", "id": chat_id}, ensure_ascii=False, indent=1
        )
        self._file.write(head[:-2] + ',\n "messages": [')
        self.count = 0

    def write(self, text: str, posted: date, author: str, forwarded_from: str | None) -> int:
        """Add a message; returns its id."""
        self.count += 1
        number = self.count * 3 + 17  # ids have gaps, as where messages were deleted
        message = {
            "id": number,
            "type": "message",
            **moment(posted, number),
            "from": author,
            "from_id": f"user{sum(map(ord, author)) * 7919}",
            **({"forwarded_from": forwarded_from} if forwarded_from else {}),
            "text": entities(text),
            "text_entities": [
                part if isinstance(part, dict) else {"type": "plain", "text": part}
                for part in entities(text)
            ],
        }
        comma = "," if self.count > 1 else ""
        self._file.write(comma + "\n  " + json.dumps(message, ensure_ascii=False))
        return number

    def close(self) -> None:
        self._file.write("\n ]\n}\n")
        self._file.close()


def moment(posted: date, number: int) -> dict[str, str]:
    at = datetime.combine(posted, time(number % 24, number * 7 % 60, number * 13 % 60), tzinfo=UTC)
    return {"date": at.strftime("%Y-%m-%dT%H:%M:%S"), "date_unixtime": str(int(at.timestamp()))}


def entities(text: str) -> list[str | dict[str, str]]:
    """A message in the pieces that Telegram makes of it: plain text and hashtags."""
    pieces: list[str | dict[str, str]] = []
    for at, part in enumerate(text.split("#")):
        if at == 0:
            pieces += [part] if part else []
            continue
        tag = part.split(maxsplit=1)[0] if part[:1].strip() else ""
        pieces.append({"type": "hashtag", "text": f"#{tag}"})
        pieces += [part[len(tag) :]] if part[len(tag) :] else []
    return pieces or [""]


def saved_page(text: str, *, language: str, site: str, posted: date, charset: str) -> bytes:
    """A saved page of a news site with one text on it; letters that a charset lacks are escaped."""
    news = {"uk": "Новини", "ru": "Новости", "en": "News"}[language]
    paragraphs = "\n".join(
        f"<p>{html.escape(line, quote=False)}</p>" for line in text.split("\n") if line
    )
    page = PAGE.format(
        language=language, charset=charset, site=site, news=news, day=posted.isoformat(),
        year=posted.year, paragraphs=paragraphs,
    )  # fmt: skip
    return page.encode(charset, errors="xmlcharrefreplace")


class ManyFiles:
    """Closes whatever a folder has opened, also after an error."""

    def __init__(self) -> None:
        self.open: dict[str, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        for file in self.open.values():
            file.close()
