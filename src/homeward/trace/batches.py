"""The files of a folder as batches of documents, read as they are needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from homeward.errors import BadInput, UnreadableFile
from homeward.records import Document, Rejected
from homeward.sources import read_files, size_of, walk

_LETTERS = 60_000  # in a batch: enough work to be worth sending, little enough to share fairly
_DOCUMENTS = 200


@dataclass(frozen=True, slots=True)
class Batch:
    """Some documents and rejections, and how many bytes of the sources have been read by then."""

    documents: tuple[Document, ...]
    rejected: tuple[Rejected, ...]
    bytes_read: int


@dataclass(frozen=True, slots=True)
class Sources:
    """The files to be read, and their size."""

    root: Path
    files: tuple[Path, ...]
    size: int


def find_sources(sources: Path, *, requests: Path, out: Path) -> Sources:
    """Every file below a folder but the requests themselves and earlier reports."""
    if not sources.exists():
        raise UnreadableFile(f"{sources} does not exist: name the folder with the sources")
    if sources.is_file():
        return Sources(sources.parent, (sources,), sources.stat().st_size)
    ours = {requests.resolve()}
    files = tuple(
        file
        for file in walk(sources)
        if file.resolve() not in ours and not file.resolve().is_relative_to(out.resolve())
    )
    if not files:
        raise BadInput(f"{sources} holds no files: put the posts, lists and pages there")
    return Sources(sources, files, sum(map(size_of, files)))


def batches(sources: Sources) -> Iterator[Batch]:
    """All documents in the order of the files; what cannot be read is a rejection."""
    documents: list[Document] = []
    rejected: list[Rejected] = []
    letters = 0
    read: dict[Path, int] = {}  # bytes of each file
    for item in read_files(sources.files, root=sources.root, progress=read.__setitem__):
        if isinstance(item, Rejected):
            rejected.append(item)
        else:
            documents.append(item)
            letters += len(item.text)
        if letters >= _LETTERS or len(documents) + len(rejected) >= _DOCUMENTS:
            yield Batch(tuple(documents), tuple(rejected), sum(read.values()))
            documents, rejected, letters = [], [], 0
    yield Batch(tuple(documents), tuple(rejected), sources.size)
