import json
from pathlib import Path

import pytest

from homeward.errors import IndexDamaged, IndexInUse
from homeward.index import folder


def write(place: Path, text: str = "x", **facts: int) -> None:
    with folder.writer(place), folder.new_generation(place, facts) as files:
        (files / "rows").write_text(text)


def test_write_and_open(tmp_path: Path) -> None:
    """What was written last is what is opened; older generations go."""
    write(tmp_path, "old")
    write(tmp_path, "new", people=3)
    files, manifest = folder.open_generation(tmp_path)
    assert (files / "rows").read_text() == "new"
    assert manifest["people"] == 3
    assert len(list(tmp_path.glob("generation-*"))) == 1


def test_failed_write_leaves_the_old(tmp_path: Path) -> None:
    """A write that breaks off leaves the index as it was."""
    write(tmp_path, "old")

    def break_off() -> None:
        with folder.new_generation(tmp_path, {}) as files:
            (files / "rows").write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    assert (folder.open_generation(tmp_path)[0] / "rows").read_text() == "old"
    assert not list(tmp_path.glob("*.part"))


def test_two_writers(tmp_path: Path) -> None:
    """The second of two writers is told so at once."""
    with folder.writer(tmp_path), pytest.raises(IndexInUse), folder.writer(tmp_path):
        pass


def test_truncated_file(tmp_path: Path) -> None:
    """A file cut short is noticed before it is used."""
    write(tmp_path)
    (folder.open_generation(tmp_path)[0] / "rows").write_text("")
    with pytest.raises(IndexDamaged, match="homeward index build"):
        folder.open_generation(tmp_path)


def test_older_format(tmp_path: Path) -> None:
    """An index of another version is refused, with what to do."""
    write(tmp_path)
    path = folder.open_generation(tmp_path)[0] / folder.MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 0}))
    with pytest.raises(IndexDamaged, match="another version"):
        folder.open_generation(tmp_path)


@pytest.mark.parametrize("text", ["", "generation-", "../../etc", "generation-99"])
def test_damaged_pointer(tmp_path: Path, text: str) -> None:
    """A pointer to nowhere is an error that can be mended by building again."""
    write(tmp_path)
    (tmp_path / folder.CURRENT).write_text(text)
    with pytest.raises(IndexDamaged):
        folder.open_generation(tmp_path)
    write(tmp_path, "again")
    assert (folder.open_generation(tmp_path)[0] / "rows").read_text() == "again"


def test_no_index(tmp_path: Path) -> None:
    """An empty folder is no index."""
    with pytest.raises(IndexDamaged, match="no index"):
        folder.open_generation(tmp_path)
