"""A report appears whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from homeward.errors import BadInput
from homeward.trace.folder import new_folder


def test_appears_when_all_is_done(tmp_path: Path) -> None:
    """Until the end nothing stands under the name; then everything does."""
    out = tmp_path / "deep" / "report"
    with new_folder(out) as folder:
        (folder / "leads.csv").write_text("x")
        assert not out.exists()

    assert (out / "leads.csv").read_text() == "x"
    assert [path.name for path in out.parent.iterdir()] == ["report"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_interrupt_leaves_nothing(tmp_path: Path, error: type[BaseException]) -> None:
    """Ctrl-C, or any fault, leaves neither a half-written report nor a hidden folder."""

    def write() -> None:
        with new_folder(tmp_path / "report") as folder:
            (folder / "leads.csv").write_text("x")
            raise error

    with pytest.raises(error):
        write()
    assert list(tmp_path.iterdir()) == []


def test_earlier_report_is_replaced_only_by_a_finished_one(tmp_path: Path) -> None:
    """An interrupted run leaves the earlier report as it was."""
    out = tmp_path / "report"
    with new_folder(out) as folder:
        (folder / "leads.csv").write_text("first")

    def write(text: str, fail: type[BaseException] | None = None) -> None:
        with new_folder(out) as folder:
            (folder / "leads.csv").write_text(text)
            if fail:
                raise fail

    with pytest.raises(KeyboardInterrupt):
        write("second", KeyboardInterrupt)
    assert (out / "leads.csv").read_text() == "first"
    write("third")
    assert (out / "leads.csv").read_text() == "third"


def test_earlier_report_comes_back_if_the_new_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C between taking the earlier report away and putting the new one there loses neither."""
    out = tmp_path / "report"
    with new_folder(out) as folder:
        (folder / "leads.csv").write_text("first")
    moved: list[Path] = []
    rename = Path.rename

    def interrupted(self: Path, target: Path) -> Path:
        moved.append(self)
        if len(moved) == 2:
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt), new_folder(out) as folder:
        (folder / "leads.csv").write_text("second")

    assert (out / "leads.csv").read_text() == "first"
    assert list(tmp_path.iterdir()) == [out]


def test_other_files_are_never_touched(tmp_path: Path) -> None:
    """A folder with anything but an earlier report is refused; so is a file."""
    (tmp_path / "photo.jpg").write_text("x")

    with pytest.raises(BadInput, match="new or empty folder"), new_folder(tmp_path):
        pass
    with pytest.raises(BadInput, match="is a file"), new_folder(tmp_path / "photo.jpg"):
        pass
    assert (tmp_path / "photo.jpg").exists()


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    """A report holds personal data: its folder opens for its owner only."""
    with new_folder(tmp_path / "report"):
        pass

    assert (tmp_path / "report").stat().st_mode & 0o077 == 0
