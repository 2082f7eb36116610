"""`homeward read`: show which people a text names, and what it says of them."""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TextIO

import click
from rich.console import Console

from homeward.cli import DONE, FAILED, SOME_REJECTED
from homeward.cli.highlight import shown
from homeward.errors import BadInput, UnusableRow
from homeward.extract import read
from homeward.records import Document, Mention, Origin, Rejected
from homeward.sources import read_documents
from homeward.sources.lines import usable_lines
from homeward.sources.opened import BAD_BYTES, is_broken, open_text

Text = tuple[str, str, date | None]  # source, the text itself, the day it was posted
WHOLE_UP_TO = 8 << 20  # bytes of a plain text that is read as one
_MANY = 1 << 18  # bytes of all files, above which both cores are worth starting
_BATCH = 200
_BATCH_LETTERS = 1 << 18  # a batch ends earlier where texts are long
_ONE_A_LINE = 'write one {"id": …, "text": …} a line; "posted", if given, as 2024-02-17'
_PLAIN = frozenset((".txt", ".text", ".md", ".log", ""))


@click.command(name="read")
@click.argument(
    "paths",
    metavar="FILE…",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--jsonl", type=click.Path(allow_dash=True), help="Write one JSON line a text.")
@click.option("--workers", type=click.IntRange(1), help="Processes; by default one a core.")
def command(paths: tuple[Path, ...], jsonl: str | None, workers: int | None) -> int:
    """Show which people the texts name, and what each text says of them.

    A .jsonl file holds one {"id": …, "text": …} a line, if known with "posted": "2024-02-17".
    Offsets are code points of the text as it is in the file. Whatever is found is only a
    statement of the text until a person has looked at it.

    Exit code: 0 if all was read, 3 if some lines or files could not be (each is named on the
    error output), 2 if nothing could be read.
    """
    rejected: list[Rejected] = []
    texts = (text for path in paths for text in _texts(path, rejected))
    many = sum(path.stat().st_size for path in paths) > _MANY
    found = _read_all(texts, workers or (_cores() if many else 1))
    count = _show(found) if jsonl is None else _write(found, jsonl)
    for each in rejected:
        click.echo(f"{each.origin}: {each.reason}", err=True)
    if rejected and not count:
        return FAILED
    return SOME_REJECTED if rejected else DONE


def _texts(path: Path, rejected: list[Rejected]) -> Iterator[Text]:
    """The texts of a file; what cannot be used is put aside, and the rest goes on."""
    try:
        yield from _texts_of(path, rejected)
    except BadInput as error:
        rejected.append(Rejected(Origin(str(path)), "", str(error)))


def _texts_of(path: Path, rejected: list[Rejected]) -> Iterator[Text]:
    ending = path.suffix.lower()
    if ending == ".jsonl":
        yield from _json_lines(path, rejected)
        return
    if ending in _PLAIN and path.stat().st_size <= WHOLE_UP_TO:
        with open_text(path) as file:
            yield str(path), _sound(file.read()), None
        return
    for document in read_documents(path, root=path.parent):
        if isinstance(document, Document):
            yield str(document.origin), document.text, document.posted
        else:
            rejected.append(document)


def _json_lines(path: Path, rejected: list[Rejected]) -> Iterator[Text]:
    with open_text(path) as lines:
        yield from usable_lines(lines, path, _of_line, rejected)


def _of_line(line: str) -> Text:
    try:
        fields = json.loads(line)
        posted = fields.get("posted")
        day = date.fromisoformat(posted[:10]) if posted else None
        source, text = str(fields["id"]), fields["text"]
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        raise UnusableRow(_ONE_A_LINE) from None
    if not isinstance(text, str):
        raise UnusableRow(_ONE_A_LINE)
    return _sound(source), _sound(text), day


def _sound(text: str) -> str:
    """The text, unless bytes of it could not be decoded: then no output could hold it."""
    if is_broken(text):
        raise UnusableRow(BAD_BYTES)
    return text


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


Result = tuple[Text, tuple[Mention, ...]]


def _read_all(texts: Iterable[Text], workers: int) -> Iterator[Result]:
    """Every text with its mentions, in order; only a few batches are held at a time."""
    if workers == 1:
        for text in texts:
            yield text, read(text[1], text[2])
        return
    _make_ready()
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPoolExecutor(workers, context) as pool:
        waiting: deque[tuple[list[Text], Future[list[tuple[Mention, ...]]]]] = deque()
        for batch in _batches(texts):
            waiting.append((batch, pool.submit(_read_batch, batch)))
            if len(waiting) > 2 * workers:
                yield from _finished(*waiting.popleft())
        while waiting:
            yield from _finished(*waiting.popleft())


def _make_ready() -> None:
    """The tables are read before the processes part, and then left alone by the collector."""
    read("Шукаємо Аліну Чуйко.")
    gc.freeze()


def _batches(texts: Iterable[Text]) -> Iterator[list[Text]]:
    batch: list[Text] = []
    letters = 0
    for text in texts:
        batch.append(text)
        letters += len(text[1])
        if len(batch) >= _BATCH or letters >= _BATCH_LETTERS:
            yield batch
            batch, letters = [], 0
    if batch:
        yield batch


def _read_batch(batch: list[Text]) -> list[tuple[Mention, ...]]:
    return [read(text, posted) for _, text, posted in batch]


def _finished(batch: list[Text], future: Future[list[tuple[Mention, ...]]]) -> Iterator[Result]:
    yield from zip(batch, future.result(), strict=True)


def _show(found: Iterable[Result]) -> int:
    """How many texts there were."""
    console = Console(highlight=False)
    count = 0
    for count, ((source, text, _), mentions) in enumerate(found, 1):  # noqa: B007  it is returned
        console.rule(source, align="left")
        for line in shown(text, mentions):
            console.print(line)
    return count


def _write(found: Iterable[Result], out: str) -> int:
    """How many texts there were."""
    count = 0
    with _opened(out) as file:
        for count, ((source, _, _), mentions) in enumerate(found, 1):  # noqa: B007  it is returned
            _write_line(file, source, mentions)
    return count


@contextmanager
def _opened(out: str) -> Iterator[TextIO]:
    """Written beside, then renamed: an interrupted run leaves an earlier result as it was."""
    if out == "-":
        yield sys.stdout
        return
    path = Path(out)
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("w", encoding="utf-8") as file:
            yield file
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _write_line(file: TextIO, source: str, mentions: tuple[Mention, ...]) -> None:
    line = {"source": source, "mentions": [as_json(mention) for mention in mentions]}
    file.write(json.dumps(line, ensure_ascii=False) + "\n")


def as_json(mention: Mention) -> dict[str, object]:
    """The shape that outside checks read: spans in code points of the original text."""
    return {
        "span": [mention.span.start, mention.span.end],
        "role": mention.role.value,
        "parts": dict(mention.parts),
        "forms": list(mention.forms),
        "sex": mention.sex.value if mention.sex else None,
        "doubtful": mention.doubtful,
        "fields": [
            {
                "name": found.name.value,
                "value": found.value,
                "span": [found.span.start, found.span.end],
                "polarity": found.polarity.value,
                "doubtful": found.doubtful,
            }
            for found in mention.fields
        ],
    }
