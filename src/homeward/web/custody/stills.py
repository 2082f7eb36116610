"""Stills from films: one face kept, all others hidden, released by a second person (R15, R16)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image

from homeward.custody import Kind, digests_of
from homeward.errors import BadInput, NotAllowed, Stale
from homeward.pictures import Region, open_picture, still_of, working_copy
from homeward.seal import records
from homeward.web.access import approvals
from homeward.web.access.fields import Part
from homeward.web.access.log import Reason, record
from homeward.web.access.models import User
from homeward.web.access.policy import require
from homeward.web.custody import files
from homeward.web.custody.actions import LONGEST_SIDE, note_event
from homeward.web.custody.models import Original, Still, WorkingCopy
from homeward.web.registry import sealing
from homeward.web.registry.models import SoughtPerson
from homeward.web.registry.weeks import blur_file_time, this_week

VERB = "still.release"
MOST_FACES = 60


def take_frame(original: Original, film: Path, at: float, *, by: User) -> WorkingCopy:
    """A frame of a film that is handed in just now, as a working copy of what is kept of it.

    The site cannot open what it keeps, so a frame is taken while the film is in memory. Raises
    `BadInput` where there is no ffmpeg, `UnreadableFile` where there is no frame.
    """
    require(by, "item.add", original)
    picture = still_of(film, at)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    content = working_copy(picture)
    frame = WorkingCopy(original=original, made_by=by)
    files.store_copy(frame.pk, content)
    made = [digests_of(content).sha256]
    note_event(original, Kind.DERIVE, by=by, reason=f"frame at {at:.1f} s", made=made)
    with transaction.atomic():
        frame.save(force_insert=True)
        record(by, "frame.taken", frame)
    return frame


def make_still(
    frame: WorkingCopy,
    content: bytes,
    faces: Sequence[Region],
    kept: int,
    *,
    person: SoughtPerson,
    by: User,
) -> Still:
    """A picture of one face of `frame`, whose picture is `content`, for the family of `person`.

    All but that face is made unreadable, and what is far from it cut off: on a telephone a face in
    a whole frame is a dot. It waits for a second person. Raises `BadInput`.
    """
    require(by, "answer.disclose", person)
    if not 0 <= kept < len(faces) or len(faces) > MOST_FACES:
        raise BadInput(_("Mark every face, and choose which one is kept."))
    shown = _one_face(open_picture(content), faces, kept)
    copy = WorkingCopy(original=frame.original, hidden_regions=len(faces), made_by=by)
    files.store_copy(copy.pk, shown)
    used, made = digests_of(content).sha256, digests_of(shown).sha256
    reason = "one face kept, everything else hidden"
    note_event(frame.original, Kind.REDACT, by=by, reason=reason, used=[used], made=[made])
    boxes = [[face.left, face.top, face.width, face.height] for face in faces]
    still = Still(person=person, frame=frame, copy=copy, faces=boxes, kept=kept, made_by=by)
    with transaction.atomic():
        copy.save(force_insert=True)
        still.save(force_insert=True)
        approvals.propose(by, VERB, still)
    return still


def _one_face(picture: Image.Image, faces: Sequence[Region], kept: int) -> bytes:
    """The kept face with half of itself around it, unreadable, and nothing of any other face."""
    face = faces[kept]
    left, top = max(face.left - face.width // 2, 0), max(face.top - face.height // 2, 0)
    right = min(face.left + face.width * 3 // 2, picture.width)
    bottom = min(face.top + face.height * 3 // 2, picture.height)
    others = [face for number, face in enumerate(faces) if number != kept]
    near = [
        Region(one.left - left, one.top - top, one.width, one.height)
        for one in others
        if left - one.width < one.left < right and top - one.height < one.top < bottom
    ]
    only = Region(face.left - left, face.top - top, face.width, face.height)
    return working_copy(picture.crop((left, top, right, bottom)), near, only=only)


def release(still: Still, content: bytes, ticked: Collection[int], *, by: User) -> None:
    """The second person ticked every face: the still, `content`, is sealed to the family's code.

    Raises `BadInput` if a face was not ticked (R16), `NotAllowed` for whoever made it, `Stale` if
    it was released meanwhile.
    """
    require(by, "answer.disclose", still.person)
    if set(ticked) != set(range(len(still.faces))):
        raise BadInput(_("Look at every face and tick each of them."))
    if still.made_by_id == by.pk:
        raise NotAllowed("two people decide: somebody else must release what you made")
    body = _sealed(still, content)
    with transaction.atomic():
        approvals.confirm(approvals.open_proposal(VERB, still), by)
        Still.objects.filter(pk=still.pk).update(
            released_by=by, released_in_week=this_week(), body=body
        )
        note_event(
            still.frame.original, Kind.TRANSFER, by=by, reason="a still for a family",
            used=[digests_of(content).sha256],
        )  # fmt: skip
        record(by, f"{VERB}.confirmed", still, reason=Reason.ANSWER, faces=len(still.faces))
    still.refresh_from_db()


def take_back(still: Still, *, by: User) -> None:
    """Show it to nobody any more: one person's word is enough, and the family's key is destroyed.

    Raises `Stale` if somebody did so before.
    """
    require(by, "answer.disclose", still.person)
    with transaction.atomic():
        if not Still.objects.filter(pk=still.pk, taken_back_by=None).update(taken_back_by=by):
            raise Stale("somebody took this still back already")
        with suppress(Stale):  # it was released before
            approvals.decline(approvals.open_proposal(VERB, still), by)
        record(by, "still.taken_back", still, reason=Reason.ANSWER)
    sealing.erase(still.pk, Part.ANSWER)
    still.refresh_from_db()


def _sealed(still: Still, content: bytes) -> bytes:
    public = bytes(still.person.request.case_public)
    sealed = records.seal_record(content, public, context=sealing.context(still.pk, Part.ANSWER))
    sealing.key_store().put([(still.pk.bytes, Part.ANSWER, sealed.box)])
    blur_file_time(sealing.key_store().path)
    return sealed.body


def opened(still: Still, private: bytes) -> bytes:
    """The picture, for whoever has the family's code; raises `Sealed`."""
    box = sealing.key_store().get(still.pk.bytes, Part.ANSWER)
    sealed = records.SealedRecord(bytes(still.body or b""), box)
    return records.open_record(sealed, private, context=sealing.context(still.pk, Part.ANSWER))
