"""Stills: one face kept, the others hidden, released by a second person after every face."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from PIL import Image
from tests.office import MATCHER_KEY, Family
from tests.pictures.drawn import drawn, saved
from tests.programs import program
from tests.web.custody.test_ingest import HOW, keyed_here

from homeward.errors import BadInput, NotAllowed, Sealed
from homeward.pictures import Region
from homeward.web.access.models import User
from homeward.web.custody import files, stills
from homeward.web.custody.ingest import Ingest
from homeward.web.custody.models import Original, Still, WorkingCopy
from homeward.web.evidence.models import Source
from homeward.web.registry.erasure import wipe_all

FACES = [Region(10, 10, 60, 60), Region(120, 40, 50, 50), Region(200, 100, 40, 40)]


@pytest.fixture
def frame(tmp_path: Path, source: Source, bohdan: User) -> WorkingCopy:
    folder = tmp_path / "found"
    folder.mkdir()
    (folder / "frame.jpg").write_bytes(saved(drawn(7)))
    Ingest(folder, source, HOW, bohdan, keyed_here).run()
    return WorkingCopy.objects.get()


def picture_of(copy: WorkingCopy) -> bytes:
    return files.open_copy(copy.pk, MATCHER_KEY.private)


@pytest.fixture
def still(frame: WorkingCopy, olena: Family, bohdan: User) -> Still:
    return stills.make_still(frame, picture_of(frame), FACES, 1, person=olena.person(), by=bohdan)


def colours(picture: bytes, box: tuple[int, int, int, int]) -> int:
    part = Image.open(io.BytesIO(picture)).crop(box)
    return len({part.getpixel((x, y)) for x in range(part.width) for y in range(part.height)})


@pytest.mark.rule("R15", "R16")
def test_one_face_is_kept_and_everything_else_is_unreadable(
    still: Still, frame: WorkingCopy
) -> None:
    """Also what nobody marked; what is far from it is cut off; the frame stays as it was."""
    shown, whole = picture_of(still.copy), picture_of(frame)
    assert Image.open(io.BytesIO(shown)).size == (100, 100)  # half of the face on each side
    kept, moved, beside = (125, 45, 165, 85), (30, 30, 70, 70), (0, 0, 20, 100)
    assert colours(shown, moved) > colours(whole, kept) / 3
    assert colours(shown, beside) < colours(whole, (95, 15, 115, 115)) / 3


@pytest.mark.rule("R16")
def test_a_face_that_overlaps_the_kept_one_is_unreadable(
    frame: WorkingCopy, olena: Family, bohdan: User
) -> None:
    """Where two faces touch, the other one wins: nobody else can be seen."""
    faces = [Region(100, 40, 40, 40), Region(120, 40, 50, 50)]
    made = stills.make_still(frame, picture_of(frame), faces, 1, person=olena.person(), by=bohdan)
    shared, own = (26, 26, 44, 64), (47, 26, 74, 74)
    assert colours(picture_of(made.copy), shared) < colours(picture_of(made.copy), own) / 3


@pytest.mark.rule("R16")
def test_a_still_is_released_by_a_second_person_who_ticked_every_face(
    still: Still, bohdan: User, daryna: User, olena: Family
) -> None:
    """Not with a face left out, not by whoever made it."""
    content = picture_of(still.copy)
    with pytest.raises(BadInput):
        stills.release(still, content, [0, 1], by=daryna)
    with pytest.raises(NotAllowed):
        stills.release(still, content, [0, 1, 2], by=bohdan)
    assert not Still.objects.exclude(body=None).exists()
    stills.release(still, content, [0, 1, 2], by=daryna)
    assert (still.released_by, stills.opened(still, olena.open().private)) == (daryna, content)
    chain = [event.kind for event in still.frame.original.events.all()]
    assert chain == ["acquire", "derive", "redact", "transfer"]


def test_when_the_request_is_erased_its_stills_are(
    still: Still, daryna: User, olena: Family
) -> None:
    """Nobody opens one without her code, and nobody with it, then."""
    stills.release(still, picture_of(still.copy), [0, 1, 2], by=daryna)
    with pytest.raises(Sealed):
        stills.opened(still, MATCHER_KEY.private)
    wipe_all(olena.request())
    assert not Still.objects.exists()
    with pytest.raises(Sealed):
        stills.opened(still, olena.open().private)


@pytest.mark.rule("R12")
def test_a_stranger_makes_no_still_for_a_family_that_is_not_his(
    frame: WorkingCopy, olena: Family, iryna: User
) -> None:
    """Of another office."""
    with pytest.raises(NotAllowed):
        stills.make_still(frame, picture_of(frame), FACES, 0, person=olena.person(), by=iryna)


def test_a_frame_of_a_film_is_a_copy_with_its_link_in_the_chain(
    tmp_path: Path, source: Source, bohdan: User
) -> None:
    """The film itself is kept, sealed; a time after its end is told."""
    folder = tmp_path / "films"
    folder.mkdir()
    film = folder / "film.mp4"
    pattern = ["-v", "error", "-f", "lavfi", "-i", "testsrc=d=2:s=160x120:r=5"]
    subprocess.run([str(program("ffmpeg")), *pattern, film], check=True)  # our own
    Ingest(folder, source, HOW, bohdan, keyed_here).run()
    original = Original.objects.get()
    frame = stills.take_frame(original, film, 1.0, by=bohdan)
    assert picture_of(frame).startswith(b"\xff\xd8\xff")
    assert [event.kind for event in original.events.all()] == ["acquire", "derive"]
    with pytest.raises(BadInput):
        stills.take_frame(original, film, 60.0, by=bohdan)
