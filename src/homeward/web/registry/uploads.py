"""Photos, screenshots, voice notes: what a family hands in as evidence, sealed as it came.

The original is sealed to the office's intake key at once, with its name and a note; the site never
opens it again. The ciphertext is a file of its own; its key lies with the keys of the request and
dies with contacts and story.
"""

from __future__ import annotations

import io
import os
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from PIL import Image

from homeward.seal.parcel import framed_file
from homeward.web.access.fields import Part
from homeward.web.registry import sealing
from homeward.web.registry.attached import attach_bytes, key_name, parcel_of
from homeward.web.registry.models import TracingRequest
from homeward.web.registry.weeks import blur_file_time

MOST_BYTES = 12 * 1024 * 1024  # of one file
MOST_FILES, MOST_OF_ALL = 12, 60 * 1024 * 1024  # of one request
PICTURES = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
HEIF = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif")
SOUNDS = (
    b"OggS", b"ID3", b"#!AMR", b"fLaC",
    b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xf1", b"\xff\xf9",
)  # fmt: skip
PICTURE, SOUND, FILM = "picture", "sound", "film"


@dataclass(frozen=True, slots=True, repr=False)
class NewFile:
    """One file as it came."""

    name: str
    content: bytes
    note: str = ""


def kind_of(content: bytes) -> str | None:
    """What a file is by what is in it, never by its name; None if it is nothing that we take."""
    brand = content[8:12] if content[4:8] == b"ftyp" else b""
    if brand in HEIF:
        return PICTURE
    if brand:
        return SOUND if brand.startswith(b"M4A") else FILM
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return SOUND
    if content.startswith(b"\x1aE\xdf\xa3"):
        return FILM
    if content.startswith(SOUNDS):
        return SOUND
    return PICTURE if _is_picture(content) else None


def _is_picture(content: bytes) -> bool:
    """Whether the head of a picture can be read; its points are never unpacked here."""
    try:
        with Image.open(io.BytesIO(content), formats=PICTURES) as picture:
            return picture.width > 0 and picture.height > 0
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False


def keep(request: uuid.UUID, file: uuid.UUID, new: NewFile, kind: str) -> None:
    """Seal one file to the office and store it; nothing plain touches a disk."""
    about = {"name": new.name, "kind": kind, "note": new.note}
    plain = framed_file(about, new.content)
    body = attach_bytes(request, Part.CONFIDENCE, file, plain, sealing.instance().intake)
    write_once(path_of(file), body)


def write_once(path: Path, body: bytes) -> None:
    """Ciphertext into a new file; on the disk when this returns, and without an hour."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with path.open("xb") as stored:
        stored.write(body)
        stored.flush()
        os.fsync(stored.fileno())
    blur_file_time(path)
    blur_file_time(path.parent)


def path_of(file: uuid.UUID) -> Path:
    """Where the ciphertext lies."""
    folder: Path = settings.HOMEWARD_DATA
    return folder / "uploads" / file.hex


def parcel(request: uuid.UUID, file: uuid.UUID) -> str:
    """One file for `homeward open`; raises `Sealed` if its key was destroyed."""
    return parcel_of(request, file, path_of(file).read_bytes())


def destroy(request: uuid.UUID, *files: uuid.UUID) -> None:
    """Destroy the keys of these files, and their ciphertext."""
    if files:
        sealing.erase(request, *(key_name(Part.CONFIDENCE, file) for file in files))
    remove(files)


def forget(request: TracingRequest) -> None:
    """Delete the ciphertext and the rows of a request's files; their keys were destroyed before."""
    remove(request.uploads.values_list("pk", flat=True))
    request.uploads.all().delete()


def remove(files: Iterable[uuid.UUID]) -> None:
    """Delete ciphertext whose keys are destroyed."""
    for file in files:
        path_of(file).unlink(missing_ok=True)
        if path_of(file).parent.exists():
            blur_file_time(path_of(file).parent)
