"""Batches searched on several cores, in order, with little in memory at a time.

The workers are forked, so that they share the requests and their index with this process.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.synchronize import Event

from homeward.errors import HomewardError
from homeward.records import Document, Rejected
from homeward.trace.batches import Batch
from homeward.trace.search import Found, Searcher
from homeward.trace.spool import FoundLead

_WAITING = 3  # batches on their way, for each worker


@dataclass(frozen=True, slots=True)
class Searched:
    """What a batch gave, and how many bytes of the sources have been read by then."""

    leads: tuple[FoundLead, ...]
    rejected: tuple[Rejected, ...]  # by the reader of the sources too
    documents: int
    mentions: int
    searched: int
    bytes_read: int


def cores() -> int:
    """The cores this process may use; 1 where processes cannot be forked safely."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def search_batches(
    batches: Iterable[Batch], searcher: Searcher, *, workers: int
) -> Generator[Searched]:
    """Search all batches; the results come in the order of the batches.

    Whoever stops before the end closes the generator: that ends the workers.
    """
    if workers == 1:
        for batch in batches:
            yield search_batch(searcher, batch)
        return
    context = multiprocessing.get_context("fork")
    stop = context.Event()
    with ProcessPoolExecutor(workers, context, _start, (searcher, stop)) as pool:
        try:
            yield from _in_order(batches, pool, workers)
        except BrokenProcessPool:
            raise HomewardError(
                "a worker process ended unexpectedly, perhaps for lack of memory: "
                "try again with --workers 1"
            ) from None
        finally:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)


def search_batch(
    searcher: Searcher, batch: Batch, stopped: Callable[[], bool] = lambda: False
) -> Searched:
    """Search the documents of one batch, until stopped."""
    found = [_search(searcher, document) for document in batch.documents if not stopped()]
    return Searched(
        leads=tuple(lead for one in found for lead in one.leads),
        rejected=(*batch.rejected, *(rejected for one in found for rejected in one.rejected)),
        documents=len(batch.documents),
        mentions=sum(one.mentions for one in found),
        searched=sum(one.searched for one in found),
        bytes_read=batch.bytes_read,
    )


def _search(searcher: Searcher, document: Document) -> Found:
    """One document that the program fails on must not cost a night's work on all others."""
    try:
        return searcher.search(document)
    except Exception as error:  # noqa: BLE001  # any fault of ours; it is listed, not hidden
        fault = f"the program failed on this text ({type(error).__name__}); please report it"
        return Found((), 0, 0, (Rejected(document.origin, document.text[:1000], fault),))


def _in_order(
    batches: Iterable[Batch], pool: ProcessPoolExecutor, workers: int
) -> Iterator[Searched]:
    waiting: deque[Future[Searched]] = deque()
    for batch in batches:
        waiting.append(pool.submit(_work, batch))
        if len(waiting) >= _WAITING * workers:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


_own: tuple[Searcher, Event] | None = None  # of a worker process, set once when it starts


def _start(searcher: Searcher, stop: Event) -> None:
    global _own  # noqa: PLW0603  # a worker gets it by fork: sending it would copy it
    _own = searcher, stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is answered by the parent alone
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # so that the parent can end a worker


def _work(batch: Batch) -> Searched:
    if _own is None:
        raise RuntimeError("a worker was not started")
    searcher, stop = _own
    return search_batch(searcher, batch, stop.is_set)
