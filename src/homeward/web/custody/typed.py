"""A chat's screenshot that somebody typed in: one item, with the picture as its origin."""

from __future__ import annotations

import hashlib
import mimetypes

from django.db import transaction

from homeward.custody import Acquired
from homeward.pictures import open_picture
from homeward.web.access.models import User
from homeward.web.custody.actions import Found, keep, link
from homeward.web.custody.ingest import Keyed
from homeward.web.evidence.actions import Post, add_post
from homeward.web.evidence.models import EvidenceItem, Source


def add_typed(
    post: Post, source: Source, name: str, picture: bytes, how: Acquired, *, by: User, keyed: Keyed
) -> EvidenceItem:
    """Keep the picture write-once and the words as an item that came out of it.

    A picture that cannot be read raises `UnreadableFile`, and nothing is kept.
    """
    open_picture(picture)
    [digest] = keyed([hashlib.sha256(picture).hexdigest()])
    mime = mimetypes.guess_type(name)[0] or "image/jpeg"
    kept = keep([Found(name, picture, mime, digest)], how, by=by)
    with transaction.atomic():
        item = add_post(post, source, by=by)
        link([(item, kept.rows[digest])])
    return item
