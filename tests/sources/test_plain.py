"""Plain text and where it is cut."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.records import Document, DocumentKind
from homeward.sources import read_documents
from homeward.sources.plain import WHOLE_UP_TO


def texts(path: Path) -> dict[str, str]:
    """Locator to text of all documents of a file."""
    found = list(read_documents(path, root=path.parent))
    assert all(isinstance(document, Document) for document in found)
    return {doc.origin.locator: doc.text for doc in found if isinstance(doc, Document)}


def test_small_file_is_one_document(tmp_path: Path) -> None:
    """Up to 64 KiB a letter stays whole, blank lines and all, with an empty locator."""
    written = "Шукаю сина\n\nІваненко Петро\n\n----\n\nз Полтави"
    (tmp_path / "letter.txt").write_text(written, encoding="utf-8")
    [document] = read_documents(tmp_path / "letter.txt", root=tmp_path)
    assert isinstance(document, Document)
    assert (document.kind, document.text) == (DocumentKind.TEXT, written)
    assert str(document.origin) == "letter.txt"


def test_large_file_is_cut_at_drawn_lines_if_it_has_them(tmp_path: Path) -> None:
    """A post with a blank line inside stays whole where lines of dashes part the posts."""
    post = "Шукаю сина\n\nІваненко Петро, Полтава " + "слово " * 100
    (tmp_path / "heap.txt").write_text("\n-----\n".join([post] * 200), encoding="utf-8")
    found = texts(tmp_path / "heap.txt")
    assert len(found) == 200
    assert set(found.values()) == {post.rstrip()}
    assert "line 5" in found


def test_large_file_without_drawn_lines_is_cut_at_blank_lines(tmp_path: Path) -> None:
    """Two blank lines part the posts if the file uses them, else one does."""
    for gap, pieces in (("\n\n\n", 300), ("\n\n", 600)):
        post = "Шукаю сина\n\nІваненко Петро " + "слово " * 60
        (tmp_path / "heap.txt").write_text(gap.join([post] * 300), encoding="utf-8")
        assert len(texts(tmp_path / "heap.txt")) == pieces


def test_endless_line_is_cut_between_words(tmp_path: Path) -> None:
    """A file without line ends is read in pieces, no word is cut and none is lost."""
    words = [f"слово{n}" for n in range(60_000)]
    (tmp_path / "heap.txt").write_text(" ".join(words), encoding="utf-8")
    found = texts(tmp_path / "heap.txt")
    assert " ".join(found.values()).split() == words
    assert max(map(len, found.values())) <= 3 * WHOLE_UP_TO


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text("абв \n-", min_size=1, max_size=200), min_size=1, max_size=30))
def test_locator_leads_to_the_text(
    tmp_path_factory: pytest.TempPathFactory, parts: list[str]
) -> None:
    """At the line that a document names, the file holds just that document's text."""
    path = tmp_path_factory.mktemp("heap") / "heap.txt"
    filling = ("\n\n" + "кінець " * 500) * 12  # 80 KiB: more than stays whole
    path.write_text("\n\n".join(parts) + filling, encoding="utf-8")
    whole = path.read_text(encoding="utf-8")
    starts = [0, *(end.end() for end in re.finditer("\n", whole))]
    for locator, text in texts(path).items():
        first = int(locator.removeprefix("line ").split()[0])
        assert whole.startswith(text, starts[first - 1])
