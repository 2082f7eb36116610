"""The report: complete, careful, without scripts, whatever the sources hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from homeward.records import Role, Span
from homeward.trace.lead import Lead, Place, Proof, Statement
from homeward.trace.report import Pages
from homeward.trace.report.page import LEADS_SHOWN, REQUESTS_SHOWN
from homeward.trace.spool import OfRequest
from homeward.trace.summary import Summary
from homeward.trace.wording import Language, words

SUMMARY = Summary(
    out=Path("report"),
    requests=3,
    requests_with_leads=1,
    files=2,
    documents=40,
    mentions=50,
    searched=45,
    leads=1,
    reposts=6,
    rejected=4,
)


def report(
    folder: Path,
    *leads: Lead,
    language: Language = Language.ENGLISH,
    summary: Summary = SUMMARY,
    without: tuple[tuple[str, str], ...] = (("2", "Коваль Тарас"),),
) -> html.HtmlElement:
    pages = Pages(words(language))
    for number in sorted({one.request for one in leads}):
        own = tuple(one for one in leads if one.request == number)
        pages.add(OfRequest(number, len(own), own))
    pages.write(folder / "report.html", summary, without, date(2024, 6, 1))
    return html.document_fromstring((folder / "report.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", Language)
def test_loads_and_runs_nothing(
    tmp_path: Path, language: Language, lead: Callable[..., Lead]
) -> None:
    """No script, no style sheet, picture or font from anywhere; the browser is told so too."""
    page = report(tmp_path, lead(), language=language)

    assert not page.xpath("//script|//img|//iframe|//link|//object|//form")
    assert not page.xpath("//@*[starts-with(name(), 'on')]")
    assert all(target.startswith("#") for target in page.xpath("//@href|//@src"))
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [
        "default-src 'none'; style-src 'unsafe-inline'"
    ]
    assert "url(" not in page.xpath("string(//style)")
    assert page.xpath("//html/@lang") == [language.value]


def test_hostile_text_stays_text(
    tmp_path: Path, lead: Callable[..., Lead], place: Callable[..., Place], dead: Statement
) -> None:
    """What a source or a request holds cannot become markup anywhere on the page."""
    evil = "<script>alert(1)</script>\"'><img src=x onerror=y>&lt;"
    page = report(
        tmp_path,
        lead(
            evil,
            request_name=evil,
            name=evil,
            source=place(evil, evil),
            also_in=(place(evil, evil),),
            agrees=(evil,),
            statements=(replace(dead, text=evil),),
            proof=Proof(evil + " Лось", 0, (Span(len(evil) + 1, len(evil) + 5), Span(0, 8))),
        ),
        without=((evil, evil),),
    )

    assert not page.xpath("//script|//img|//@onerror")
    assert page.text_content().count("onerror=y") >= 9


def test_name_is_highlighted_in_the_sentence(tmp_path: Path, lead: Callable[..., Lead]) -> None:
    """The words of the source stand as they were, with the name marked."""
    page = report(tmp_path, lead())

    assert page.xpath("string(//blockquote)") == "Шукаю Лося Віталія, 1994."
    assert page.xpath("//blockquote//mark/text()") == ["Лося Віталія", "1994"]
    assert page.xpath("//blockquote//mark[not(@class)]/text()") == ["Лося Віталія"]


def test_lead_is_explained(
    tmp_path: Path, lead: Callable[..., Lead], place: Callable[..., Place]
) -> None:
    """Score in a word and a number, hypothesis, what agrees, differs, is unknown; the source."""
    page = report(tmp_path, lead(hypothesis="renamed", also_in=tuple([place()] * 7)))
    text = page.xpath("string(//section[contains(@class, 'lead ')])")

    for expected in (
        "Strong possible match", "score 0.90 of 1", "under another name",
        "Можливо, це одна людина.",
        "Прізвище збігається", "nothing", "Підрозділ", "posts.txt (line 3)", "17 May 2024",
        "The same text also in 7 places", "and 2 more",
    ):  # fmt: skip
        assert expected in text, expected


@pytest.mark.rule("R30")
@pytest.mark.parametrize("role", [Role.SOUGHT, Role.FALLEN])
def test_death_is_folded(
    tmp_path: Path, role: Role, lead: Callable[..., Lead], dead: Statement
) -> None:
    """R30: words that speak of a death are shown only to who opens them."""
    page = report(tmp_path, lead(role=role, statements=(dead,) if role is Role.SOUGHT else ()))

    assert page.xpath("//blockquote/ancestor::details[@class='grave' and not(@open)]")
    assert "as dead" not in page.xpath("string(//section[@class='lead strong'])")
    assert "told by a person" in page.xpath("string(//section[@id='caution'])")


@pytest.mark.rule("R35")
def test_every_match_is_called_possible(tmp_path: Path, lead: Callable[..., Lead]) -> None:
    """R35: even the surest lead is a possible one."""
    page = report(tmp_path, lead(score=0.99999))

    assert "possible match" in page.xpath("string(//h4)")
    assert "0.99 of 1" in page.xpath("string(//h4)")


@pytest.mark.rule("R34")
@pytest.mark.rule("R31")
def test_says_whom_to_ask_and_that_nobody_takes_money(
    tmp_path: Path, lead: Callable[..., Lead]
) -> None:
    """R34, R31: the Red Cross, bureau and ombudsman come first; nobody asks for money."""
    page = report(tmp_path, lead())

    for body in ("Central Tracing Agency", "national information bureau", "ombudsman"):
        assert body in page.xpath("string(//section[@id='ask'])")
    assert "money" in page.xpath("string(//section[@id='caution'])")
    assert "Do not publish" in page.xpath("string(//section[@id='safe'])")


def test_says_what_was_searched(tmp_path: Path, lead: Callable[..., Lead]) -> None:
    """All counts stand on the page, the rejected rows among them."""
    page = report(tmp_path, lead())

    assert page.xpath("//dd/text()") == ["3", "2", "40", "50", "45", "1", "6", "4"]
    assert "rejected.csv" in page.xpath("string(//section[@id='searched'])")


def test_people_without_leads_are_named(tmp_path: Path, lead: Callable[..., Lead]) -> None:
    """ "Nothing yet" is an answer too, and is given for each person."""
    page = report(tmp_path, lead())

    assert "Коваль Тарас" in page.xpath("string(//section[@id='without'])")
    assert "1 request without a match" in page.xpath("string(//section[@id='without'])")


def test_nothing_found_at_all(tmp_path: Path) -> None:
    """Without any lead the page says so, and that it means no more than that."""
    page = report(tmp_path, summary=replace(SUMMARY, requests_with_leads=0, leads=0))

    assert "does not mean that a person is not alive" in page.xpath("string(//header)")


def test_thousands_of_leads_stay_readable(tmp_path: Path, lead: Callable[..., Lead]) -> None:
    """Per request and in all, the page shows the strongest and says how many there are."""
    leads = [lead(f"{n:05}", score=0.9) for n in range(REQUESTS_SHOWN + 50)]
    many = [lead("00000", score=0.8)] * 10

    page = report(tmp_path, *leads, *many, summary=replace(SUMMARY, requests_with_leads=len(leads)))

    assert len(page.xpath("//article")) == REQUESTS_SHOWN
    assert len(page.xpath("//article[1]/section")) == LEADS_SHOWN
    assert f"strongest {LEADS_SHOWN} of 11" in page.xpath("string(//article[1])")
    assert "50 more are in leads.csv" in page.xpath("string(//section[@id='leads'])")


def test_headings_and_tables_are_labelled(
    tmp_path: Path, lead: Callable[..., Lead], dead: Statement
) -> None:
    """A screen reader finds one h1, no skipped level, a caption and headers in each table."""
    page = report(tmp_path, lead(statements=(dead,)))
    levels = [int(h.tag[1]) for h in page.iter("h1", "h2", "h3", "h4", "h5")]

    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for table in page.xpath("//table"):
        assert table.xpath("caption")
        assert table.xpath(".//th[@scope='col']")
        assert table.xpath(".//th[@scope='row']")
