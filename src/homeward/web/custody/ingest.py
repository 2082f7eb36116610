"""From a folder of exports, pages, archives and pictures to evidence items, in whole steps.

The same folder again adds nothing; an ingest that was ended goes on where it was.
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TypeVar

from django.db import transaction
from django.db.models import F

from homeward import extract
from homeward.custody import Acquired
from homeward.records import Document, Origin, Rejected
from homeward.records import Mention as Read
from homeward.sources import read_documents, size_of, walk
from homeward.sources.opened import UNOPENED, shown
from homeward.sources.read import MEDIA
from homeward.web.access.log import record
from homeward.web.access.models import User
from homeward.web.access.policy import require
from homeward.web.custody.actions import LARGEST, TOO_LARGE, Found, keep, link, remove_orphans
from homeward.web.custody.models import Original
from homeward.web.evidence.actions import LONGEST_TEXT, Post, item_row, mention_rows
from homeward.web.evidence.models import Mention, Source
from homeward.web.registry import sealing

T = TypeVar("T")
# The matcher's keyed digests of SHA-256 digests: nobody else can make them.
Keyed = Callable[[Sequence[str]], Sequence[bytes]]
Reader = Callable[[str, date | None], Iterable[Read]]
FILES_AT_ONCE, BYTES_AT_ONCE, DOCUMENTS_AT_ONCE = 50, 64 << 20, 200


@dataclass(slots=True)
class Outcome:
    """What an ingest did."""

    kept: int = 0  # new originals
    known: int = 0  # originals that were there
    items: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    originals: dict[str, Original] = field(default_factory=dict)  # by the place of the file


@dataclass(frozen=True, slots=True)
class Ingest:
    """One folder of one source, added by one person."""

    folder: Path
    source: Source
    how: Acquired
    by: User
    keyed: Keyed
    read: Reader = extract.read

    def run(self, progress: Callable[[Path], None] = lambda _: None) -> Outcome:
        """Keep every file, then read those that hold texts; `progress` gets each file when done."""
        require(self.by, "item.add", self.source)
        remove_orphans()
        outcome, originals = Outcome(), dict[Path, Original]()
        for paths in _by_size(walk(self.folder)):
            originals |= self._kept(paths, outcome)
            for path in paths:
                if path.suffix.lower() in MEDIA:
                    progress(path)
        for path, original in originals.items():
            if path.suffix.lower() not in MEDIA:
                self._read(path, original, originals, outcome)
                progress(path)
        return outcome

    def _kept(self, paths: Sequence[Path], outcome: Outcome) -> dict[Path, Original]:
        contents = {path: data for path in paths if (data := self._content(path, outcome))}
        digests = [hashlib.sha256(content).hexdigest() for content in contents.values()]
        found = {
            path: Found(path.name, content, _mime(path), digest)
            for (path, content), digest in zip(contents.items(), self.keyed(digests), strict=True)
        }
        kept = keep(list(found.values()), self.how, by=self.by)
        outcome.kept += kept.new
        outcome.known += len(found) - kept.new
        for path, one in found.items():
            if fault := kept.faults.get(one.digest):
                outcome.rejected.append(Rejected(self._origin(path), "", fault))
        rows = {path: kept.rows[one.digest] for path, one in found.items()}
        outcome.originals |= {self._origin(path).path: row for path, row in rows.items()}
        return rows

    def _content(self, path: Path, outcome: Outcome) -> bytes | None:
        """None for what cannot be kept, which is told."""
        try:
            if size_of(path) <= LARGEST:
                return path.read_bytes()
            reason = TOO_LARGE
        except OSError as fault:
            reason = UNOPENED.format(why=fault.strerror)
        outcome.rejected.append(Rejected(self._origin(path), "", reason))
        return None

    def _origin(self, path: Path) -> Origin:
        return Origin(shown(path.relative_to(self.folder).as_posix()))

    def _read(
        self, path: Path, original: Original, originals: Mapping[Path, Original], outcome: Outcome
    ) -> None:
        if original.read_whole:
            return
        documents = self._documents(path, outcome)
        for some in _batches(islice(documents, original.documents_read, None), DOCUMENTS_AT_ONCE):
            files = [_media(path, document, originals) for document in some]
            self._store(original, some, files)
            outcome.items += len(some)
        Original.objects.filter(pk=original.pk).update(read_whole=True)

    def _documents(self, path: Path, outcome: Outcome) -> Iterator[Document]:
        for found in read_documents(path, root=self.folder):
            if isinstance(found, Rejected):
                outcome.rejected.append(found)
            else:
                yield from in_pieces(found)

    def _store(
        self, original: Original, documents: Sequence[Document], media: Sequence[list[Original]]
    ) -> None:
        """These documents and the mark that they were read, all or nothing."""
        batch, mentions = sealing.Batch(), list[Mention]()
        items = []
        for document in documents:
            item = item_row(_post(document), self.source, batch, by=self.by)
            mentions += mention_rows(item, self.read(document.text, document.posted), batch)
            items.append(item)
        batch.store()
        with transaction.atomic():
            type(items[0]).objects.bulk_create(items)
            Mention.objects.bulk_create(mentions)
            link(
                (item, origin)
                for item, files in zip(items, media, strict=True)
                for origin in dict.fromkeys([original, *files])
            )
            Original.objects.filter(pk=original.pk).update(
                documents_read=F("documents_read") + len(items)
            )
            record(self.by, "items.ingested", original, items=len(items))


def in_pieces(document: Document) -> Iterator[Document]:
    """The document, or as many pieces of it as one item can hold, cut between words."""
    text, number = document.text, 1
    while len(text) > LONGEST_TEXT:
        cut = max(text.rfind(" ", 0, LONGEST_TEXT), text.rfind("\n", 0, LONGEST_TEXT)) + 1
        piece, text = text[: cut or LONGEST_TEXT], text[cut or LONGEST_TEXT :]
        yield _piece(document, piece, number)
        number += 1
    yield _piece(document, text, number) if number > 1 else document


def _piece(document: Document, text: str, number: int) -> Document:
    origin = Origin(document.origin.path, f"{document.origin.locator} part {number}".strip())
    return Document(
        origin=origin,
        kind=document.kind,
        text=text,
        posted=document.posted,
        author=document.author,
        media=document.media,
    )


def _post(document: Document) -> Post:
    """Its address is its place in the original: a web archive gives the page's address there."""
    return Post(
        document.text, document.posted, address=str(document.origin), author=document.author or ""
    )


def _media(path: Path, document: Document, originals: Mapping[Path, Original]) -> list[Original]:
    """A browser sends files without their folders: then the name alone is looked for."""
    named = [
        next(
            (
                one
                for one in (path.parent / name, path.parent / Path(name).name)
                if one in originals
            ),
            None,
        )
        for name in document.media
    ]
    return [originals[one] for one in named if one]


def _mime(path: Path) -> str:
    return mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def _batches(all_of: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(all_of)
    while some := list(islice(rest, size)):
        yield some


def _by_size(paths: Iterable[Path]) -> Iterator[list[Path]]:
    """So many files at once as memory can take."""
    some, size = list[Path](), 0
    for path in paths:
        if some and (len(some) == FILES_AT_ONCE or size + size_of(path) > BYTES_AT_ONCE):
            yield some
            some, size = [], 0
        some.append(path)
        size += size_of(path)
    if some:
        yield some
