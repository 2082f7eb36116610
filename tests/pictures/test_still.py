"""One frame of a film."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from homeward.errors import BadInput, UnreadableFile
from homeward.pictures import still_of


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Two seconds of a test card."""
    program = shutil.which("ffmpeg")
    if program is None:
        pytest.skip("ffmpeg is not installed")
    path = tmp_path / "film.mp4"
    card = "testsrc=duration=2:size=160x120:rate=10"
    subprocess.run([program, "-v", "error", "-f", "lavfi", "-i", card, str(path)], check=True)
    return path


def test_a_frame_at_a_time(film: Path) -> None:
    """The picture has the film's size; different times give different pictures."""
    first, second = still_of(film, 0.2), still_of(film, 1.5)

    assert first.size == (160, 120)
    assert first.tobytes() != second.tobytes()


def test_after_the_end_there_is_none(film: Path) -> None:
    """The sentence names the time."""
    with pytest.raises(UnreadableFile, match=r"at 90\.0 s"):
        still_of(film, 90)


def test_without_ffmpeg_the_message_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nothing else of the program needs it."""
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(BadInput, match="apt install ffmpeg"):
        still_of(tmp_path / "film.mp4", 1)
