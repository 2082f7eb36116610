"""The main job: requests and a folder of sources in, explained leads out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from homeward.errors import UnreadableFile
from homeward.extract import read
from homeward.index import Index
from homeward.interchange import read_people
from homeward.places import find
from homeward.records import PersonRecord, Rejected
from homeward.rejected import write_rejected
from homeward.trace.batches import Sources, batches, find_sources
from homeward.trace.folder import REJECTED_CSV, REPORT_HTML, new_folder
from homeward.trace.report import Pages
from homeward.trace.search import Searcher
from homeward.trace.spool import Spool
from homeward.trace.summary import Summary
from homeward.trace.tables import LeadTables
from homeward.trace.wording import Language, words
from homeward.trace.workers import Searched, cores, search_batches

# Score under which a lead is not worth a person's time. Chosen on an invented world (seed 1, 1,000
# requests): from 0.5 to 0.65 a third of the wrong leads go, and under 1 % of the right ones.
LEAST = 0.65
KEPT = 200  # leads of one request
_SPOOL = "leads.sqlite"
_WARM = "Шукаю сина, Лося Віталія Сергійовича, 14.02.1994. Ищу брата, в плену."  # invented
_NO_PLACE = "Вигадянка"  # a known one would be found before all dictionaries are loaded
Progress = Callable[[str, int, int], None]  # step ("requests", "sources", "report"), done, of all


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """What was asked for."""

    requests: Path
    sources: Sources
    out: Path
    least: float
    language: Language
    workers: int
    made_on: date | None
    progress: Progress


@dataclass(slots=True)
class _Tally:
    """What has been found so far: leads on disk, the rest as numbers."""

    spool: Spool
    documents: int = 0
    mentions: int = 0
    searched: int = 0
    rejected: int = 0
    leads: int = 0

    def reject(self, rejected: Iterable[Rejected]) -> None:
        for one in rejected:
            self.spool.reject(one)
            self.rejected += 1

    def add(self, searched: Searched) -> None:
        for lead in searched.leads:
            self.spool.add(lead)
        self.reject(searched.rejected)
        self.documents += searched.documents
        self.mentions += searched.mentions
        self.searched += searched.searched


def trace(
    requests: Path,
    sources: Path,
    out: Path,
    *,
    least: float = LEAST,
    lang: Language = Language.ENGLISH,
    workers: int | None = None,
    made_on: date | None = None,
    progress: Progress = lambda *_: None,
) -> Summary:
    """Look for the people of a table in a folder of sources and write the report to `out`.

    `out` appears when all is done, or not at all. Raises `BadInput` if the requests cannot be
    read, the sources are not there, or `out` holds other files.
    """
    job = _Job(
        requests=requests,
        sources=find_sources(sources, requests=requests, out=out),
        out=out,
        least=least,
        language=lang,
        workers=workers or cores(),
        made_on=made_on,
        progress=progress,
    )
    with new_folder(out) as folder, closing(Spool(folder / _SPOOL, keep=KEPT)) as spool:
        tally = _Tally(spool)
        people = _read_requests(job, tally)
        _search(job, people, tally)
        summary = _write(job, people, tally, folder)
        (folder / _SPOOL).unlink()
    return summary


def _read_requests(job: _Job, tally: _Tally) -> dict[str, PersonRecord]:
    people: dict[str, PersonRecord] = {}
    for row in read_people(job.requests):
        if isinstance(row, Rejected):
            tally.reject([row])
        else:
            people[row.id] = row
        job.progress("requests", len(people), 0)
    if not people:
        raise UnreadableFile(
            f"{job.requests} names nobody to look for: the first row must hold headers such as "
            "ПІБ, ФИО or Name"
        )
    return people


def _search(job: _Job, people: dict[str, PersonRecord], tally: _Tally) -> None:
    index = Index.build(
        people.values(), progress=lambda done: job.progress("requests", done, len(people))
    )
    # Dictionaries and compiled code are loaded once, before the workers are forked.
    index.search(next(iter(people.values())), top=1)
    read(_WARM)
    find(_NO_PLACE)
    searcher = Searcher(people, index, job.least, job.language)
    job.progress("sources", 0, job.sources.size)
    found = search_batches(batches(job.sources), searcher, workers=job.workers)
    with closing(found):
        for searched in found:
            tally.add(searched)
            job.progress("sources", searched.bytes_read, job.sources.size)


def _write(job: _Job, people: dict[str, PersonRecord], tally: _Tally, folder: Path) -> Summary:
    pages = Pages(words(job.language))
    nothing_yet = dict(people)
    with LeadTables(folder) as tables:
        for done, found in enumerate(tally.spool.requests(), 1):
            for lead in found.leads:
                tables.add(lead)
            pages.add(found)
            del nothing_yet[found.request]
            tally.leads += found.found
            job.progress("report", done, len(tally.spool.found))
    write_rejected(folder / REJECTED_CSV, tally.spool.rejected())
    summary = _summary(job, len(people), len(nothing_yet), tally)
    without = [(person.id, person.name.full) for person in nothing_yet.values()]
    pages.write(folder / REPORT_HTML, summary, without, job.made_on)
    return summary


def _summary(job: _Job, requests: int, without_leads: int, tally: _Tally) -> Summary:
    return Summary(
        out=job.out,
        requests=requests,
        requests_with_leads=requests - without_leads,
        files=len(job.sources.files),
        documents=tally.documents,
        mentions=tally.mentions,
        searched=tally.searched,
        leads=tally.leads,
        reposts=tally.spool.reposts,
        rejected=tally.rejected,
    )
