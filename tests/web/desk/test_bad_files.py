"""Files that would harm or cannot be read, handed in at the desk: each told with file and place."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.office import POST
from tests.pictures.drawn import drawn, of_200_megapixels, saved
from tests.sources.test_pdf import pdf
from tests.sources.test_warc import ADDRESS, PAGE, archived, zipped

from homeward.web.custody.models import ItemOrigin, Original
from homeward.web.evidence.models import EvidenceItem, Source
from homeward.web.matching.server import Matcher

ARCHIVE = archived((ADDRESS, "text/html", PAGE.encode()))
LONG = " ".join(f"слово{number}" for number in range(60_000))  # more than a megabyte
FILES = {
    "cut.wacz": zipped({"archive/data.warc.gz": ARCHIVE})[:-40],
    "bomb.wacz": zipped({"archive/bomb.warc": bytes(70_000_000)}),
    "path.wacz": zipped({"../../../escaped.warc.gz": ARCHIVE}),
    "scripts.pdf": pdf("1. Losenko Ostap"),
    "large.png": of_200_megapixels(),
    "half.jpg": saved(drawn(1))[:2_000],
    "list.csv": b'name,born\n"Panov Gleb, 1994\n',
    "program.exe": b"MZ\x90\x00",
    "posts.json": json.dumps(
        {"messages": [{"id": 1, "type": "message", "text": LONG},
                      {"id": 2, "type": "message", "text": POST}]}
    ).encode()[:-20],
}  # fmt: skip
# What the page says of some of them: a word of the reason, by file and place.
TOLD = {
    ("cut.wacz", "—"): "Вебархів пошкоджено або обрізано",
    ("bomb.wacz", "archive/bomb.warc"): "Після розпакування",
    ("large.png", "—"): "понад 120 мільйонів пікселів",
    ("half.jpg", "—"): "обривається",
    ("list.csv", "рядок 2"): "відкрито лапки",
    ("program.exe", "—"): "Файли цього виду не читаються",
    ("posts.json", "після: повідомлення 1"): "обривається посеред повідомлення",
}
ROW = re.compile(r"<tr><td[^>]*>([^<]*)</td><td[^>]*>([^<]*)</td><td[^>]*>([^<]*)</td></tr>")


def hand_in(desk: Client, source: Source) -> str:
    chosen = [SimpleUploadedFile(name, data) for name, data in FILES.items()]
    form = {"source": str(source.pk), "method": "saved", "chosen": chosen}
    return unescape(desk.post(reverse("desk:upload_files"), form).content.decode())


def test_each_is_kept_and_told_in_the_readers_language_and_does_no_harm(
    source: Source, desk_of_bohdan: Client, running_matcher: Matcher, tmp_path: Path
) -> None:
    """Text that can be read is read, scripts are not; a second time adds nothing."""
    page = hand_in(desk_of_bohdan, source)
    counts = [kind.objects.count() for kind in (Original, EvidenceItem, ItemOrigin)]
    hand_in(desk_of_bohdan, source)

    assert counts == [kind.objects.count() for kind in (Original, EvidenceItem, ItemOrigin)]
    assert counts[:2] == [len(FILES), len({"path.wacz", "scripts.pdf", "posts.json"})]
    rows = {(name, place): reason for name, place, reason in ROW.findall(page)}
    assert set(rows) == set(TOLD)
    assert {key for key, reason in rows.items() if TOLD[key] not in reason} == set()
    assert not list(tmp_path.parent.rglob("escaped*"))
