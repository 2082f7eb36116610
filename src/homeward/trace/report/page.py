"""The page around the cards: what was searched, cautions, whom to ask, what not to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path

from homeward.trace.report.card import card
from homeward.trace.spool import OfRequest
from homeward.trace.summary import Summary
from homeward.trace.wording import Words

LEADS_SHOWN = 5  # of one request
REQUESTS_SHOWN = 1000  # more make a file that no telephone opens
WITHOUT_SHOWN = 2000
_FOLD_LIST_FROM = 12
_MANY = 100  # sections; from here on a browser draws only those in sight
_NO_NETWORK = "default-src 'none'; style-src 'unsafe-inline'"


@dataclass(frozen=True, slots=True)
class Shown:
    """One request in the report: its line in the list and its finished section."""

    request: str
    name: str
    leads: int
    best: float
    section: str


class Pages:
    """Takes requests with their leads one by one and writes the report at the end."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._shown: list[Shown] = []

    def add(self, found: OfRequest) -> None:
        """The strongest come first; after `REQUESTS_SHOWN` the rest is only counted."""
        if len(self._shown) < REQUESTS_SHOWN:
            best = found.leads[0]
            section = _request(found, len(self._shown) + 1, self._words)
            self._shown.append(
                Shown(found.request, best.request_name, found.found, best.score, section)
            )

    def write(
        self,
        file: Path,
        summary: Summary,
        without: Sequence[tuple[str, str]],
        made_on: date | None = None,
    ) -> None:
        """`without`: id and name of each request that has no lead."""
        with file.open("w", encoding="utf-8", newline="\n") as page:
            page.writelines(_page(self._words, summary, self._shown, without, made_on))


def _page(
    words: Words,
    summary: Summary,
    shown: Sequence[Shown],
    without: Sequence[tuple[str, str]],
    made_on: date | None,
) -> Iterator[str]:
    yield _head(words)
    yield _top(words, summary, made_on)
    yield _caution(words)
    yield _searched(words, summary)
    many = ' class="many"' if len(shown) > _MANY else ""
    yield f'<section id="leads"{many}><h2>{escape(words("leads_title"))}</h2>'
    yield _list(words, summary, shown) if shown else f"<p>{escape(words('leads_none'))}</p>"
    for one in shown:
        yield one.section
    yield "</section>\n"
    yield _without(words, without)
    yield _points(words, "ask", ("icrc", "red_cross", "bureau", "ombudsman", "check"))
    yield _points(words, "safe", ("data", "post", "contact", "delete"))
    yield f"</main><footer><p>{escape(words('footer'))}</p></footer></body></html>\n"


@cache
def _style() -> str:
    return (files("homeward.trace.report") / "style.css").read_text(encoding="utf-8")


def _head(words: Words) -> str:
    return (
        f'<!doctype html>\n<html lang="{words.language.value}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_NO_NETWORK}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(words('title'))} · Homeward</title>"
        f"<style>{_style()}</style></head>\n<body>"
    )


def _top(words: Words, summary: Summary, made_on: date | None) -> str:
    day = words("made_on", day=words.day(made_on)) if made_on else ""
    links = "".join(
        f'<li><a href="#{name}">{escape(words(f"{name}_title"))}</a></li>'
        for name in ("caution", "searched", "leads", "without", "ask", "safe")
    )
    return (
        f"<header><h1>{escape(words('title'))}</h1>"
        f'<p class="result">{escape(_result(words, summary))}</p><p class="quiet">{escape(day)}</p>'
        f'<nav aria-label="{escape(words("contents"))}"><ul>{links}</ul></nav></header>\n<main>'
    )


def _result(words: Words, summary: Summary) -> str:
    if not summary.requests_with_leads:
        return words("result_none")
    return words(
        "result_some",
        with_leads=words.number(summary.requests_with_leads),
        requests=words("requests_genitive", n=summary.requests),
    )


def _caution(words: Words) -> str:
    items = "".join(
        f"<li>{escape(words(f'caution_{what}'))}</li>"
        for what in ("possible", "claims", "death", "money")
    )
    return (
        f'<section id="caution" class="caution"><h2>{escape(words("caution_title"))}</h2>'
        f"<ul>{items}</ul></section>\n"
    )


def _searched(words: Words, summary: Summary) -> str:
    counts = "".join(
        f"<div><dt>{escape(words(f'count_{what}'))}</dt>"
        f"<dd>{words.number(getattr(summary, what))}</dd></div>"
        for what in (
            *("requests", "files", "documents", "mentions"),
            *("searched", "leads", "reposts", "rejected"),
        )
    )
    note = words("searched_note")
    if summary.rejected:
        note += " " + words("rejected_note")
    return (
        f'<section id="searched"><h2>{escape(words("searched_title"))}</h2>'
        f'<dl class="counts">{counts}</dl><p class="quiet">{escape(note)}</p></section>\n'
    )


def _list(words: Words, summary: Summary, shown: Sequence[Shown]) -> str:
    rows = "".join(
        f'<tr><th scope="row"><a href="#r{number}"><bdi>{escape(one.name)}</bdi></a> '
        f'<span class="quiet">{escape(words.locator(one.request))}</span></th>'
        f"<td>{words.number(one.leads)}</td><td>{words.fraction(one.best)}</td></tr>"
        for number, one in enumerate(shown, 1)
    )
    head = "".join(
        f'<th scope="col">{escape(words(f"col_{what}"))}</th>'
        for what in ("person", "leads", "best")
    )
    table = (
        f'<div class="wide"><table><caption>{escape(words("list_caption"))}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
    if len(shown) >= _FOLD_LIST_FROM:
        opening = escape(words("list_open", n=len(shown)))
        table = f"<details><summary>{opening}</summary>{table}</details>"
    rest = summary.requests_with_leads - len(shown)
    cut = words("requests_shown", shown=words.number(len(shown)), rest=words.number(rest))
    note = words("leads_order") + (f" {cut}" if rest else "")
    return f'<p class="quiet">{escape(note)}</p>{table}\n'


def _request(found: OfRequest, number: int, words: Words) -> str:
    """One request with its strongest leads."""
    shown = found.leads[:LEADS_SHOWN]
    cards = "".join(card(lead, words) for lead in shown)
    cut = words("leads_shown", shown=words.number(len(shown)), all=words.number(found.found))
    note = f'<p class="quiet">{escape(cut)}</p>' if found.found > len(shown) else ""
    asked = words("request_number", request=words.locator(found.request))
    return (
        f'<article id="r{number}"><h3><bdi>{escape(shown[0].request_name)}</bdi></h3>'
        f'<p class="quiet">{escape(asked)} · '
        f"{escape(words('leads_count', n=found.found))}</p>{cards}{note}</article>\n"
    )


def _without(words: Words, without: Sequence[tuple[str, str]]) -> str:
    title = f'<section id="without"><h2>{escape(words("without_title"))}</h2>'
    if not without:
        return f"{title}<p>{escape(words('without_nobody'))}</p></section>\n"
    rows = "".join(
        f"<tr><td>{escape(words.locator(request))}</td>"
        f'<th scope="row"><bdi>{escape(name)}</bdi></th></tr>'
        for request, name in without[:WITHOUT_SHOWN]
    )
    rest = len(without) - WITHOUT_SHOWN
    more = words("without_rest", n=words.number(rest)) if rest > 0 else ""
    head = "".join(
        f'<th scope="col">{escape(words(f"col_{what}"))}</th>' for what in ("request", "person")
    )
    return (
        f"{title}<p>{escape(words('without_text'))}</p>"
        f"<details><summary>{escape(words('without_open', n=len(without)))}</summary>"
        f'<div class="wide"><table><caption>{escape(words("without_caption"))}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        f"{f'<p>{escape(more)}</p>' if more else ''}</details></section>\n"
    )


def _points(words: Words, part: str, points: Sequence[str]) -> str:
    title = escape(words(f"{part}_title"))
    items = "".join(f"<li>{escape(words(f'{part}_{point}'))}</li>" for point in points)
    return f'<section id="{part}"><h2>{title}</h2><ul>{items}</ul></section>\n'
