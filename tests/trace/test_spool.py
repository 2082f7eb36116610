"""Leads wait on disk: sorted, counted honestly, repeated texts told once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from homeward.records import DocumentKind, Origin, Rejected
from homeward.text.near import digest, fingerprint
from homeward.trace.lead import Lead, Place, Statement, as_json, from_json
from homeward.trace.spool import FoundLead, OfRequest, Spool

TEXT = "Допоможіть знайти! Шукаю Лося Віталія, 1994, зник у травні під Вугледаром, напишіть рідним."


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    with closing(Spool(tmp_path / "leads.sqlite", keep=3)) as spool:
        yield spool


def found(lead: Lead, text: str = TEXT) -> FoundLead:
    return FoundLead(lead, digest(text), fingerprint(text))


def all_of(spool: Spool) -> list[OfRequest]:
    return list(spool.requests())


def test_lead_comes_back_as_it_was(
    lead: Callable[..., Lead], place: Callable[..., Place], dead: Statement
) -> None:
    """`leads.jsonl` holds everything there is to a lead."""
    full = lead(statements=(dead,), also_in=(place(posted=None),))

    assert from_json(as_json(full)) == full


def test_equal_text_is_one_lead(
    spool: Spool, lead: Callable[..., Lead], place: Callable[..., Place]
) -> None:
    """Seven posts of one text are one lead, which names the six other places."""
    for number in range(7):
        spool.add(found(lead(source=place(locator=f"line {number}"))))

    (of_request,) = all_of(spool)

    assert (len(of_request.leads), of_request.found, spool.reposts) == (1, 1, 6)
    assert [p.locator for p in of_request.leads[0].also_in] == [f"line {n}" for n in range(1, 7)]


def test_nearly_equal_text_is_one_lead(
    spool: Spool, lead: Callable[..., Lead], place: Callable[..., Place]
) -> None:
    """A repost under a heading of its own joins the text that it repeats."""
    spool.add(found(lead()))
    spool.add(found(lead(source=place("repost.txt")), "Репост! " + TEXT))

    (of_request,) = all_of(spool)

    assert (len(of_request.leads), of_request.found) == (1, 1)
    assert [p.path for p in of_request.leads[0].also_in] == ["repost.txt"]


def test_rows_of_two_lists_stay_two_leads(
    spool: Spool, lead: Callable[..., Lead], place: Callable[..., Place]
) -> None:
    """Two lists that share most words are two sources."""
    row = place(kind=DocumentKind.ROW)
    spool.add(found(lead(source=row)))
    spool.add(found(lead(source=row), TEXT + " Список Б"))

    (of_request,) = all_of(spool)

    assert len(of_request.leads) == 2


def test_best_first_and_no_more_than_asked_for(spool: Spool, lead: Callable[..., Lead]) -> None:
    """Of each request the best leads are kept; those dropped are still counted."""
    for number in range(9):
        text = f"Текст {number} про людину {number * 7} з міста {number * 13}"
        spool.add(found(lead("1", score=number / 10), text))
    spool.add(found(lead("2", score=0.95)))

    second, first = all_of(spool)

    assert (second.request, first.request) == ("2", "1")
    assert [one.score for one in first.leads] == [0.8, 0.7, 0.6]
    assert first.found == 9


def test_rejected_come_back_in_order(spool: Spool) -> None:
    """Every rejected row keeps its place, its text and the reason."""
    rows = [Rejected(Origin("a.csv", f"row {n}"), "x;y", "no name") for n in (2, 5)]
    for row in rows:
        spool.reject(row)

    assert list(spool.rejected()) == rows
