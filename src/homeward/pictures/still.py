"""One frame of a film, through an installed ffmpeg."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from PIL import Image

from homeward.errors import BadInput, UnreadableFile
from homeward.pictures.open import open_picture

NO_FFMPEG = "stills need ffmpeg, which is not installed (Debian and Ubuntu: apt install ffmpeg)"
NO_FRAME = "there is no picture at {at:.1f} s of this film; choose an earlier time"
_SECONDS = 60


def still_of(film: Path, at: float) -> Image.Image:
    """The frame `at` so many seconds from the beginning.

    Raises `BadInput` where there is no ffmpeg, `UnreadableFile` where there is no frame.
    """
    program = shutil.which("ffmpeg")
    if program is None:
        raise BadInput(NO_FFMPEG)
    command = [
        program, "-nostdin", "-v", "error", "-protocol_whitelist", "file,pipe",
        "-ss", f"{at:.3f}", "-i", f"file:{film}", "-frames:v", "1", "-f", "image2pipe",
        "-c:v", "png", "-",
    ]  # fmt: skip
    try:
        answer = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603  # a fixed program, arguments as a list
    except subprocess.TimeoutExpired as late:
        raise UnreadableFile(NO_FRAME.format(at=at)) from late
    if answer.returncode or not answer.stdout:
        raise UnreadableFile(NO_FRAME.format(at=at))
    return open_picture(answer.stdout)
