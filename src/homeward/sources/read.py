"""Any file, or many, to documents. Nothing stops the walk but the reader himself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from zipfile import BadZipFile

from homeward.errors import UnreadableFile
from homeward.records import Document, Origin, Rejected
from homeward.sources.jsonlines import read_json_lines
from homeward.sources.opened import BAD_BYTES, EMPTY, UNOPENED, Seen, nobody_looks, shown
from homeward.sources.page import read_page
from homeward.sources.pdf import read_pdf
from homeward.sources.plain import read_plain
from homeward.sources.table import DELIMITED_ENDINGS, SHEET_ENDINGS, read_rows
from homeward.sources.telegram import read_json
from homeward.sources.warc import read_wacz, read_warc

Found = Iterator[Document | Rejected]
Reader = Callable[[Path, str, Seen], Found]

READERS: Mapping[str, Reader] = {
    **dict.fromkeys((".txt", ".text", ".md", ".log"), read_plain),
    **dict.fromkeys((".jsonl", ".ndjson"), read_json_lines),
    ".json": read_json,
    **dict.fromkeys((".html", ".htm", ".xhtml"), read_page),
    ".pdf": read_pdf,
    **dict.fromkeys((".warc", ".warc.gz"), read_warc),
    ".wacz": read_wacz,
    **dict.fromkeys(DELIMITED_ENDINGS | SHEET_ENDINGS, read_rows),
}
NOT_READ = (
    "files of this kind are not read; save it as plain text, CSV, XLSX, JSON lines, HTML, PDF, "
    "WARC or WACZ, with the ending .txt, .csv, .xlsx, .jsonl, .html, .pdf, .warc or .wacz"
)
UNOPENED_FOLDER = "this folder cannot be opened; give yourself the right to read it"
MEDIA = frozenset((
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".heic", ".svg", ".ico",
    ".mp4", ".mov", ".avi", ".mkv", ".webm", ".mp3", ".ogg", ".oga", ".opus", ".wav", ".m4a",
    ".tgs", ".css", ".js", ".woff", ".woff2", ".ttf",
))  # fmt: skip
MEDIA_NOT_READ = "{count} files {ending}: pictures, films, sound and parts of pages are not read"


def read_documents(path: Path, *, root: Path, seen: Seen = nobody_looks) -> Found:
    """The documents of one file, lazily; what cannot be used comes as `Rejected`.

    `seen` gets the bytes read so far. Only running out of memory or a broken disk raises.
    """
    shown_path = shown(path.relative_to(root).as_posix())  # a name on a disk may be any bytes
    try:
        reader = READERS.get(_ending(path))
        if path.is_dir() or reader is None:
            yield Rejected(Origin(shown_path), "", _why_not(path))
            return
        yield from reader(path, shown_path, seen)
    except UnreadableFile as fault:
        yield Rejected(Origin(shown_path), "", str(fault))
    except UnicodeDecodeError:
        yield Rejected(Origin(shown_path), "", BAD_BYTES)
    except BadZipFile:
        yield Rejected(Origin(shown_path), "", EMPTY)
    except OSError as fault:
        yield Rejected(Origin(shown_path), "", UNOPENED.format(why=fault.strerror))


def _ending(path: Path) -> str:
    return "".join(path.suffixes[-2:] if path.suffix == ".gz" else path.suffixes[-1:]).lower()


def _why_not(path: Path) -> str:
    if path.is_dir():
        return UNOPENED_FOLDER
    return EMPTY if path.stat().st_size == 0 else NOT_READ


def read_files(
    files: Iterable[Path], *, root: Path, progress: Callable[[Path, int], None] = lambda *_: None
) -> Found:
    """The documents of many files, lazily, in their order.

    `progress` gets each file and the bytes of it read so far. Pictures and other media are
    rejected together at the end, once for each folder and kind.
    """
    media: dict[tuple[str, str], int] = {}
    for path in files:
        ending = path.suffix.lower()
        if ending in MEDIA:
            inside = path.parent.relative_to(root).as_posix()
            media[inside, ending] = media.get((inside, ending), 0) + 1
        else:
            yield from read_documents(path, root=root, seen=partial(progress, path))
            progress(path, size_of(path))
    for (inside, ending), count in media.items():
        yield Rejected(Origin(shown(inside)), "", MEDIA_NOT_READ.format(count=count, ending=ending))


def size_of(path: Path) -> int:
    """Bytes of a file; 0 if it cannot be asked for: its reader says why."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
