"""Leads against the truth."""

import json
from pathlib import Path

import pytest

from homeward.errors import UnreadableFile, UnusableRow
from homeward.world import measure
from homeward.world.measure import Precision, Recall

TRUTH = """request_id,path,locator,name_in_source,kind,change
R1,posts/a.txt,,Іван,search_post,none
R1,posts/b.jsonl,line 2,Иван,repost,language
R2,lists/c.csv,row 7,Ivan,prisoner_list,script
"""
DOCUMENTS = """path,locator,kind
posts/a.txt,,search_post
posts/b.jsonl,line 2,repost
lists/c.csv,row 7,prisoner_list
lists/c.csv,row 8,prisoner_list
"""


def lead(request: str, path: str, locator: str, *also: tuple[str, str]) -> str:
    places = [{"path": path, "locator": place} for path, place in also]
    source = {"path": path, "locator": locator}
    return json.dumps({"request": request, "source": source, "score": 0.9, "also_in": places})


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    (tmp_path / "documents.csv").write_text(DOCUMENTS, encoding="utf-8")
    path = tmp_path / "truth.csv"
    path.write_text(TRUTH, encoding="utf-8")
    return path


def test_leads_are_right_only_where_the_truth_has_them(truth: Path) -> None:
    """Right is the same request at the same place; equal texts count each; repeats count once."""
    leads = truth.with_name("leads.jsonl")
    lines = [
        lead("R1", "posts/a.txt", "", ("posts/b.jsonl", "line 2")),
        lead("R1", "posts/a.txt", ""),
        lead("R2", "lists/c.csv", "row 8"),
    ]
    leads.write_text("\n".join(lines) + "\n", encoding="utf-8")

    measured = measure(leads, truth)

    assert measured.all == Recall(3, 2)
    assert measured.leads == Precision(3, 2)
    assert measured.by_change == {
        "language": Recall(1, 1),
        "none": Recall(1, 1),
        "script": Recall(1, 0),
    }
    assert measured.leads_by_kind["prisoner_list"] == Precision(1, 0)
    assert measured.requests == Recall(2, 1)


def test_nothing_found_is_no_division(truth: Path) -> None:
    """Without leads there is no precision, rather than a zero."""
    leads = truth.with_name("leads.jsonl")
    leads.write_text("", encoding="utf-8")

    measured = measure(leads, truth)

    assert measured.leads.precision is None
    assert measured.all.recall == 0


def test_a_broken_line_is_named(truth: Path) -> None:
    """A lead without its place stops the measuring and says where."""
    leads = truth.with_name("leads.jsonl")
    leads.write_text('{"request": "R1"}\n', encoding="utf-8")

    with pytest.raises(UnusableRow, match="line 1"):
        measure(leads, truth)


def test_a_missing_file_is_named(truth: Path) -> None:
    """What cannot be read is an error, not an empty result."""
    with pytest.raises(UnreadableFile, match=r"none\.jsonl"):
        measure(truth.with_name("none.jsonl"), truth)
