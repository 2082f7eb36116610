"""Which files of a folder are read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from homeward.records import Document, Rejected
from homeward.sources import read_files, walk


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("Шукаю сина", encoding="utf-8")


def names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in walk(folder)]


def test_walk_is_sorted_and_skips_hidden_files(tmp_path: Path) -> None:
    """The order never depends on the disk; hidden and lock files are nobody's sources."""
    touch(tmp_path, "b.txt", "a.txt", "c/d.txt", ".git/x.txt", ".hidden.txt", "~$list.xlsx")
    assert names(tmp_path) == ["a.txt", "b.txt", "c/d.txt"]


def test_our_own_report_is_not_read_again(tmp_path: Path) -> None:
    """A report inside the sources is left out; a user's own report.html elsewhere is read."""
    touch(tmp_path, "out/leads.csv", "out/leads.jsonl", "out/report.html", "out/rejected.csv")
    touch(tmp_path, "report.html", "rejected.csv")
    assert names(tmp_path) == ["rejected.csv", "report.html"]


def test_parts_of_a_saved_page_are_not_read(tmp_path: Path) -> None:
    """What a browser saves beside a page belongs to the page."""
    touch(tmp_path, "page.html", "page_files/ad.html", "list_files/a.txt")
    assert names(tmp_path) == ["list_files/a.txt", "page.html"]


def test_links_do_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    """A link to a file elsewhere is not followed; one inside the folder is."""
    inside, outside = tmp_path / "in", tmp_path / "out"
    touch(inside, "a.txt")
    touch(outside, "secret.txt")
    (inside / "leak.txt").symlink_to(outside / "secret.txt")
    (inside / "leak").symlink_to(outside)
    (inside / "loop").symlink_to(inside)
    (inside / "same.txt").symlink_to(inside / "a.txt")
    assert names(inside) == ["a.txt", "same.txt"]


def test_unknown_and_empty_files_are_rejected_and_the_walk_goes_on(tmp_path: Path) -> None:
    """Each unusable file is named with what to do; the others are read."""
    touch(tmp_path, "a.docx", "b.txt", "noending", "z/c.txt")
    (tmp_path / "empty.csv").touch()
    (tmp_path / "empty.xyz").touch()
    found = list(read_files(walk(tmp_path), root=tmp_path))
    rejected = {item.origin.path: item.reason for item in found if isinstance(item, Rejected)}
    assert sorted(rejected) == ["a.docx", "empty.csv", "empty.xyz", "noending"]
    assert ".txt" in rejected["a.docx"]
    assert "empty" in rejected["empty.csv"]
    assert [i.origin.path for i in found if isinstance(i, Document)] == ["b.txt", "z/c.txt"]


def test_media_are_rejected_together(tmp_path: Path) -> None:
    """A thousand pictures of an export are one line in the list of what was not read."""
    touch(tmp_path, "photos/1.jpg", "photos/2.JPG", "photos/3.png", "a.txt")
    rejected = [
        item for item in read_files(walk(tmp_path), root=tmp_path) if isinstance(item, Rejected)
    ]
    assert [(str(item.origin), item.reason.split(":")[0]) for item in rejected] == [
        ("photos", "2 files .jpg"),
        ("photos", "1 files .png"),
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_closed_folder_is_rejected(tmp_path: Path) -> None:
    """A folder without the right to read is named, not skipped."""
    touch(tmp_path, "closed/a.txt")
    (tmp_path / "closed").chmod(0)
    [rejected] = read_files(walk(tmp_path), root=tmp_path)
    (tmp_path / "closed").chmod(0o700)
    assert isinstance(rejected, Rejected)


def test_progress_reaches_the_size_of_each_file(tmp_path: Path) -> None:
    """A bar that is fed from `progress` ends full."""
    touch(tmp_path, "a.txt", "b.jsonl")
    (tmp_path / "list.csv").write_text("ПІБ\nІваненко Іван\n" * 10_000, encoding="utf-8")
    done: dict[str, int] = {}

    def progress(path: Path, read: int) -> None:
        assert read >= done.get(path.name, 0)
        done[path.name] = read

    list(read_files(walk(tmp_path), root=tmp_path, progress=progress))
    assert done == {path.name: path.stat().st_size for path in walk(tmp_path)}
