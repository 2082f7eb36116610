"""The work for a supporter's code."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.petition.test_client import node

from homeward.errors import BadInput
from homeward.petition import work

TODAY = date(2026, 12, 24)


def test_work_is_known_by_its_digest() -> None:
    """Done for a day, taken on that day and its neighbours, and always as the same."""
    done = work.do(TODAY)
    digests = {work.check(done, TODAY + timedelta(days=n)) for n in (-1, 0, 1)}
    assert len(digests) == 1
    for day in (TODAY - timedelta(days=2), TODAY + timedelta(days=2)):
        with pytest.raises(BadInput):
            work.check(done, day)


def test_what_is_no_work() -> None:
    """Another number, another spelling, nothing."""
    done = work.do(TODAY)
    for text in (f"{done}1", f" {done}", done.upper() + " ", "", "2026-12-24 x 1", done[:-1] + "٣"):
        with pytest.raises(BadInput):
            work.check(text, TODAY)


def test_the_page_computes_the_same_digest() -> None:
    """Its script joins label and text as Python does."""
    told = node(
        'toHex(sha256(joined(utf8("homeward supporter\'s work v1\\n"), utf8(given))))',
        given="a b 7",
    )
    assert told == work._digest("a b 7").hex()
