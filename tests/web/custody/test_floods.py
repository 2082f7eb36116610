"""Floods of evidence: reports that agree change nothing, one picture is one piece of work."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.office import POST, Family, search_all
from tests.pictures.drawn import drawn, saved
from tests.web.custody.test_ingest import HOW, keyed_here

from homeward import claims as engine
from homeward.claims import Axis, Evidence, Grade
from homeward.dates import PartialDate
from homeward.errors import NotAllowed, Stale
from homeward.web.access.models import User
from homeward.web.custody.ingest import Ingest
from homeward.web.evidence.actions import NewClaim, Post, add_post, add_source, enter_claim
from homeward.web.evidence.agreeing import agree_to_claim
from homeward.web.evidence.deposits import source_of
from homeward.web.evidence.models import EvidenceItem, Source
from homeward.web.evidence.queries import claims_about, status_on
from homeward.web.matching.server import Matcher
from homeward.web.review.models import Candidate

TODAY = date(2024, 6, 1)
SAID = ((Axis.FATE, "alive"), (Axis.FATE, "dead"), (Axis.WHEREABOUTS, "seen"))


def sighting(number: int, axis: Axis, said: str, grade: str = "E6") -> engine.Claim:
    """Each from a source, a cluster and a day of its own."""
    evidence = Evidence(
        id=f"item {number}", kind="witness_report", cluster=f"cluster {number}",
        said_on=TODAY, said_in_captivity=False,
    )  # fmt: skip
    return engine.Claim(
        id=f"claim {number}", subject="man", axis=axis, said=said, evidence=evidence,
        grade=Grade.from_text(grade), entered_on=TODAY, entered_by="officer", wording="",
        language="uk", fact_date=PartialDate.from_iso("2024-05-01"),
    )  # fmt: skip


@pytest.mark.rule("FLO-3")
def test_ten_thousand_agreeing_false_sightings_change_no_status() -> None:
    """From unverified sources, on every axis that they can speak of. The control counts."""
    flood = [sighting(n, *SAID[n % len(SAID)]) for n in range(10_000)]
    before, after = engine.status([], on=TODAY), engine.status(flood, on=TODAY)
    assert {axis: after[axis].value for axis in Axis} == {axis: before[axis].value for axis in Axis}
    control = engine.status([*flood, sighting(-1, Axis.FATE, "alive", "C3")], on=TODAY)
    assert control[Axis.FATE].value != before[Axis.FATE].value


@pytest.mark.rule("FLO-3")
def test_false_sightings_on_the_site_change_nothing_and_dead_needs_two_officers(
    olena: Family, bohdan: User, daryna: User, source: Source
) -> None:
    """Kept reports have the grade of their kind; a strong “dead” of one officer is a report."""
    reports, person = source_of("witness_report", "Reports of witnesses"), olena.person()
    for number in range(40):
        axis, said = SAID[number % len(SAID)]
        day = PartialDate.from_iso("2024-05-01")
        new = NewClaim(axis=axis, said=said, wording="…", fact_date=day)
        enter_claim(new, by=bohdan, person=person, source=reports)
    on = date(2030, 1, 1)
    values = status_on(claims_about(person, []), on)
    assert {values[axis].value for axis, _said in SAID} == {"unknown"}

    strong = NewClaim(axis=Axis.FATE, said="dead", wording="…", grade=Grade.from_text("A1"))
    for kind in ("icrc_confirmation", "obituary_grave_unit"):
        enter_claim(strong, by=bohdan, person=person, source=source_of(kind, kind))
    assert status_on(claims_about(person, []), on)[Axis.FATE].value == "dead_reported"

    [confirmed] = [
        row for row in claims_about(person, []) if row.source.kind == "icrc_confirmation"
    ]
    with pytest.raises(NotAllowed):
        agree_to_claim(confirmed, by=bohdan)
    assert status_on(claims_about(person, []), on)[Axis.FATE].value == "dead_reported"
    act = agree_to_claim(confirmed, by=daryna)
    assert status_on(claims_about(person, []), on)[Axis.FATE].value == "dead_confirmed"
    before = act.at.date() - timedelta(days=1)
    assert status_on(claims_about(person, []), before)[Axis.FATE].value == "unknown"
    with pytest.raises(Stale):
        agree_to_claim(confirmed, by=daryna)


def reposts(folder: Path, times: int) -> None:
    """An export: one picture, saved anew and a little smaller each time, other words each time."""
    folder.mkdir()
    picture, messages = drawn(4), []
    for number in range(times):
        size = (320 + number % 60, 240 + number % 45)
        (folder / f"{number}.jpg").write_bytes(saved(picture.resize(size)))
        words = " ".join(f"слово{number}{place}" for place in range(12))
        text = f"{POST} {words}"
        messages.append(
            {"id": number, "type": "message", "date": "2024-03-05T10:00:00", "text": text,
             "photo": f"{number}.jpg"}
        )  # fmt: skip
    (folder / "result.json").write_text(json.dumps({"messages": messages}))


@pytest.mark.rule("FLO-4")
def test_one_picture_a_thousand_times_is_one_task(
    olena: Family, source: Source, bohdan: User, matcher: Matcher, tmp_path: Path, *, full: bool
) -> None:
    """Posted again and again, saved anew each time, with other words around the same name.

    The matcher works meanwhile, as it does on a real site: it compares pictures whose posts were
    not read yet.
    """
    times = 1_000 if full else 12
    reposts(tmp_path / "reposts", times)
    ingest = Ingest(tmp_path / "reposts", source, HOW, bohdan, keyed_here)
    ingest.run(progress=lambda _: search_all(matcher))
    search_all(matcher)

    assert EvidenceItem.objects.count() == times
    assert EvidenceItem.objects.values("cluster").distinct().count() == 1
    assert Candidate.objects.count() == 1


@pytest.mark.rule("E1", "FLO-4")
def test_one_file_in_two_posts_and_a_later_copy_of_either_text_are_one_origin(
    olena: Family, source: Source, bohdan: User, matcher: Matcher, tmp_path: Path
) -> None:
    """The same digest is the same picture; what repeats a post of the group belongs to it."""
    reposts(tmp_path / "reposts", 2)
    (tmp_path / "reposts" / "1.jpg").write_bytes((tmp_path / "reposts" / "0.jpg").read_bytes())
    Ingest(tmp_path / "reposts", source, HOW, bohdan, keyed_here).run()
    search_all(matcher)
    assert EvidenceItem.objects.values("cluster").distinct().count() == 1

    for told in json.loads((tmp_path / "reposts" / "result.json").read_text())["messages"]:
        other = add_source("anonymous_post", f"Channel {told['id']}", by=bohdan)
        add_post(Post(told["text"], date(2024, 4, 1)), other, by=bohdan)
    search_all(matcher)
    assert EvidenceItem.objects.count() == 4
    assert EvidenceItem.objects.values("cluster").distinct().count() == 1
