"""Which pictures are one: the same again after edits, turned or mirrored (E1, FLO-4, CUS-4).

What pictures look like is kept in the matcher's memory alone. Items that show one picture go back
to one origin; faces are never compared.
"""

from __future__ import annotations

import hmac
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import transaction

from homeward.errors import HomewardError
from homeward.pictures import NearPictures, PictureHash
from homeward.web.access.fields import Part
from homeward.web.custody.models import Original
from homeward.web.evidence.models import EvidenceItem
from homeward.web.matching.records import Boxes
from homeward.web.registry.sealing import opened

CONTEXT = b"homeward digest of files v1"


def keyed(private: bytes, digests: Iterable[str]) -> list[bytes]:
    """Digests that only the matcher can make of SHA-256 digests in hexadecimal."""
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=CONTEXT).derive(private)
    return [hmac.digest(key, bytes.fromhex(digest), "sha256") for digest in digests]


@dataclass(slots=True, repr=False)
class Pictures:
    """Every picture that was compared, by its first hash."""

    private: bytes
    near: NearPictures = field(default_factory=NearPictures)
    originals: list[Original] = field(default_factory=list)
    known: set[uuid.UUID] = field(default_factory=set)

    def load(self, originals: Iterable[Original], boxes: Boxes) -> None:
        """Take in what was compared before."""
        for original in originals:
            try:
                self._know(original, self._looks(original, boxes))
            except HomewardError:  # its key was destroyed
                continue

    def put_together(self, original: Original) -> Mapping[str, str]:
        """Give the items of one picture one cluster: that of the item that came in first.

        Says which clusters became which.
        """
        looks = self._looks(original)
        alike = [self.originals[number] for number in self.near.like(looks)]
        with transaction.atomic():
            items = EvidenceItem.objects.filter(origins__original__in=[original, *alike])
            rows = items.order_by("entered_at", "pk").values_list("cluster", flat=True)
            first, *others = (dict.fromkeys(rows) if looks else {}) or [""]
            EvidenceItem.objects.filter(cluster__in=others).update(cluster=first)
            Original.objects.filter(pk=original.pk).update(compared=True)
        self._know(original, looks)
        return dict.fromkeys(others, first)

    def _looks(self, original: Original, boxes: Boxes | None = None) -> Sequence[PictureHash]:
        box = boxes.get(original.pk.bytes) if boxes is not None else None
        told = opened(original.pk, Part.MATCHING, bytes(original.body), self.private, box=box)
        item = told["custody_item"]
        assert isinstance(item, dict)  # what `custody.actions` sealed
        return [PictureHash(bytes.fromhex(bits), quality=100) for bits in item["pdq"]]

    def _know(self, original: Original, looks: Sequence[PictureHash]) -> None:
        if looks and original.pk not in self.known:
            self.near.add(looks[0])
            self.originals.append(original)
            self.known.add(original.pk)
