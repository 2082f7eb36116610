"""Which items are one text: word for word, or nearly (E1, FLO-4).

On the disk stands a digest keyed with what only the matcher holds, and the number of a cluster; a
seized disk cannot be asked whether it holds a known text. Fingerprints are kept in memory.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import transaction

from homeward.errors import HomewardError
from homeward.text import near
from homeward.web.evidence.models import EvidenceItem, Mention
from homeward.web.matching.records import Boxes, item_values

CONTEXT = b"homeward digest of texts v1"
FEWEST_WORDS = 8  # of fewer words no two texts are called nearly one


@dataclass(slots=True, repr=False)
class Texts:
    """Every text that was seen, by its digest and by what it looks like."""

    private: bytes
    clusters: dict[bytes, str] = field(default_factory=dict)  # digest to cluster
    prints: near.NearTexts = field(default_factory=near.NearTexts)
    cluster_of: list[str] = field(default_factory=list)  # of each of the fingerprints
    merged: dict[str, str] = field(default_factory=dict)  # clusters that became others since

    def load(self, items: Iterable[EvidenceItem], boxes: Boxes) -> None:
        """Take in what was put together before."""
        for item in items:
            try:
                text = self._text(item, boxes)
            except HomewardError:  # its key was destroyed
                continue
            self._know(text, self.digest(text), item.cluster)

    def put_together(self, item: EvidenceItem) -> None:
        """Find the item's cluster; if its source said the same before, it only repeats that."""
        text = self._text(item)
        digest = self.digest(text)
        cluster = self._now(self.clusters.get(digest) or self._nearly(text) or item.cluster)
        with transaction.atomic():
            item.digest, item.cluster = digest, cluster
            first = EvidenceItem.objects.counted().filter(source=item.source_id, digest=digest)
            item.repeats = first.exclude(pk=item.pk).first()
            item.save(update_fields=["digest", "cluster", "repeats"])
            if item.repeats:
                Mention.objects.filter(item=item).update(searched=True)
        self._know(text, digest, cluster)

    def merge(self, clusters: Mapping[str, str]) -> None:
        """Pictures showed that these clusters are others: a copy of their texts belongs there."""
        self.merged |= clusters

    def _now(self, cluster: str) -> str:
        while cluster in self.merged:
            cluster = self.merged[cluster]
        return cluster

    def digest(self, text: str) -> bytes:
        """Equal for texts of equal words; without the matcher's key nobody can make it."""
        return hmac.digest(_key(self.private), near.digest(text), "sha256")

    def _text(self, item: EvidenceItem, boxes: Boxes | None = None) -> str:
        box = boxes.get(item.pk.bytes) if boxes is not None else None
        return str(item_values(item, self.private, box=box).get("item_text", ""))

    def _know(self, text: str, digest: bytes, cluster: str) -> None:
        if digest in self.clusters:
            return
        self.clusters[digest] = cluster
        if len(near.words_of(text)) < FEWEST_WORDS:
            return
        self.prints.add(near.fingerprint(text))
        self.cluster_of.append(cluster)

    def _nearly(self, text: str) -> str | None:
        if len(near.words_of(text)) < FEWEST_WORDS:
            return None
        likest = self.prints.like(near.fingerprint(text))
        return self.cluster_of[likest[0]] if likest else None


def _key(private: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=CONTEXT).derive(private)
