"""Evidence: ingest of a chat's export, near-equal texts and pictures among a million, one status.

No peer does these together, so the figures stand alone; reading the texts is measured elsewhere.
"""

from __future__ import annotations

import json
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from benchmarks.machine import described
from benchmarks.page import renew, table
from homeward.claims import (
    Axis,
    Claim,
    Credibility,
    Evidence,
    Grade,
    Reliability,
    Withdrawal,
    status,
)
from homeward.pictures import NearPictures, PictureHash
from homeward.pictures.near import Words
from homeward.text.near import FINGERPRINT_BYTES, NearTexts, digest, fingerprint

POSTS, HELD, CLAIMS, TURNS = 20_000, 1_000_000, 1_000, 20
DAY = date(2024, 3, 4)
SAID = ((Axis.FATE, "alive"), (Axis.FATE, "dead"), (Axis.CAPTIVITY, "captive"))
HEADER = ("what", "measured", "goal")


def run(*, alone: bool) -> None:
    rows = list(_rows())
    for what, measured, goal in rows:
        print(f"{what:60} {measured:>18}  {goal}", flush=True)
    if not alone:
        renew("evidence", [described({"numpy": np.__version__}), "", *table(HEADER, rows)])


def _rows() -> Iterator[tuple[str, str, str]]:
    rate = _ingest()
    yield "posts of an export stored, sealed, with digests, per second", f"{rate:,.0f}", "≥ 2,000"
    texts, equal = _near_texts()
    yield "near-equal text among 1,000,000, ms", f"{texts:.1f}", "≤ 50"
    yield "equal text among 1,000,000, ms", f"{equal:.3f}", "≤ 50"
    yield "same picture among 1,000,000 (8 variants), ms", f"{_near_pictures():.1f}", ""
    yield "status from 1,000 claims, ms", f"{_status():.2f}", "≤ 5"


def _ingest() -> float:
    """Posts a second of one core, from `result.json` to rows; nobody is read out of them."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        _site(folder)
        return _timed_ingest(folder)


def _site(folder: Path) -> None:
    """A site of its own in a folder; Django is set up for it once in a process."""
    os.environ |= {
        "HOMEWARD_MODE": "development",
        "HOMEWARD_DATA": str(folder / "data"),
        "DJANGO_SETTINGS_MODULE": "homeward.web.site.settings",
    }
    (folder / "data").mkdir()
    import django  # noqa: PLC0415  # after its settings are chosen

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)


def _timed_ingest(folder: Path) -> float:
    from homeward.custody import Acquired  # noqa: PLC0415  # needs a site
    from homeward.web.access.models import Office, RoleGrant, User  # noqa: PLC0415
    from homeward.web.access.roles import Role  # noqa: PLC0415
    from homeward.web.custody.ingest import Ingest  # noqa: PLC0415
    from homeward.web.evidence.actions import add_source  # noqa: PLC0415
    from homeward.web.matching.pictures import keyed  # noqa: PLC0415
    from homeward.web.registry.sealing import make_instance  # noqa: PLC0415

    matcher, _office = make_instance(folder / "data" / "instance.json")
    office = Office.objects.create(name="Office of the benchmark")
    by = User.objects.create(username="analyst", office=office)
    RoleGrant.objects.create(user=by, role=Role.CASEWORKER)
    source = add_source("anonymous_post", "A chat of the benchmark", by=by)
    messages = [
        {"id": number, "type": "message", "date": "2024-02-18T10:00:00", "text": text}
        for number, text in enumerate(_texts(POSTS))
    ]
    (folder / "export").mkdir()
    (folder / "export" / "result.json").write_text(json.dumps({"messages": messages}))
    how = Acquired(method="export of a chat", utc=DAY.isoformat())
    ingest = Ingest(
        folder / "export",
        source,
        how,
        by,
        lambda digests: keyed(matcher.private, digests),
        read=lambda *_: [],
    )
    started = time.process_time()
    outcome = ingest.run()
    return outcome.items / (time.process_time() - started)


def _texts(count: int) -> Iterator[str]:
    """Posts of some 250 letters, none like another."""
    dice = random.Random(3)  # no secret
    words = [f"слово{number}" for number in range(5_000)]
    for number in range(count):
        yield f"Допис {number}: " + " ".join(dice.choices(words, k=24))


def _near_texts() -> tuple[float, float]:
    held = NearTexts()
    noise = np.random.default_rng(1).integers(0, 256, (HELD, FINGERPRINT_BYTES), dtype=np.uint8)
    for row in noise:
        held.add(row.tobytes())
    [text] = _texts(1)
    number = held.add(fingerprint(text))
    digests = {row[:16].tobytes(): place for place, row in enumerate(noise)}
    digests[digest(text)] = number
    assert held.like(fingerprint(text + " ще слово")) == [number]  # right, and quick
    near = _milliseconds(lambda: held.like(fingerprint(text)))
    return near, _milliseconds(lambda: digests[digest(text)])


def _near_pictures() -> float:
    held = NearPictures()
    noise: Words = np.random.default_rng(2).integers(0, 2**64 - 1, (HELD, 4), dtype=np.uint64)
    for row in noise:
        held.add(PictureHash(row.tobytes(), 100))
    asked = [PictureHash(row.tobytes(), 100) for row in noise[:8]]
    assert held.like(asked) == list(range(8))
    return _milliseconds(lambda: held.like(asked))


def _status() -> float:
    claims = [_claim(number) for number in range(CLAIMS)]
    taken_back = [Withdrawal(claim="7", on=DAY, by="somebody", reason="misread")]
    on = DAY + timedelta(days=CLAIMS)
    return _milliseconds(lambda: status(claims, on=on, withdrawals=taken_back))


def _claim(number: int) -> Claim:
    axis, said = SAID[number % 3]
    said_on = DAY + timedelta(days=number % 300)
    return Claim(
        id=str(number),
        subject="one",
        axis=axis,
        said=said,
        evidence=Evidence(
            id=f"item {number}",
            kind="anonymous_post",
            cluster=f"cluster {number % 400}",
            said_on=said_on,
        ),
        grade=Grade(Reliability("BCDE"[number % 4]), Credibility(1 + number % 5)),
        entered_on=said_on,
        entered_by="somebody",
        wording="",
        language="uk",
    )


def _milliseconds(act: Callable[[], object]) -> float:
    """The median of some turns, in processor time."""
    act()
    spent = []
    for _ in range(TURNS):
        started = time.process_time()
        act()
        spent.append(time.process_time() - started)
    return sorted(spent)[TURNS // 2] * 1000
