"""Files at the desk: handed in, looked at as copies, hidden in parts, taken out by two people."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from tests.office import INTAKE_KEY, POST, Family, search_all
from tests.pictures.drawn import drawn, saved

from homeward.claims import Axis
from homeward.custody import read_package, verify_bundle, write_bundle
from homeward.dates import PartialDate
from homeward.seal.parcel import open_parcel
from homeward.web.access.models import LogEntry, User
from homeward.web.custody import memory
from homeward.web.custody.log import custody_log
from homeward.web.custody.models import CustodyEvent, Original, Still, WorkingCopy
from homeward.web.desk.views import uploading
from homeward.web.evidence.actions import NewClaim, add_source, enter_claim, withdraw_claim
from homeward.web.evidence.models import Claim, ClaimWithdrawal, EvidenceItem, Source
from homeward.web.matching.server import Matcher
from homeward.web.review.actions import confirm, judge
from homeward.web.review.models import Candidate, Verdict

EXPORT = {
    "messages": [
        {"id": 1, "type": "message", "date": "2024-03-05T10:00:00", "text": POST,
         "photo": "photos/one.jpg"},
    ]
}  # fmt: skip


def files() -> list[SimpleUploadedFile]:
    """An export with its picture, as a browser sends them; and a broken archive."""
    exif = Image.Exif()
    exif[0x010E] = "taken at a place that nobody must learn"
    return [
        SimpleUploadedFile("result.json", json.dumps(EXPORT).encode()),
        SimpleUploadedFile("one.jpg", saved(drawn(1), exif=exif)),
        SimpleUploadedFile("archive.wacz", b"PK\x03\x04 cut off"),
    ]


def hand_in(desk: Client, source: Source, **more: object) -> str:
    form = {"source": str(source.pk), "method": "export of a chat", "chosen": files(), **more}
    answer = desk.post(reverse("desk:upload_files"), form)
    assert answer.status_code == 200
    desk.post(reverse("desk:open_evidence"), {"reason": "evidence_work"})
    return answer.content.decode()


def of(name: str, pk: object, **more: object) -> str:
    return reverse(f"desk:{name}", kwargs={"pk": pk, **more})


@pytest.mark.rule("SEI-1")
def test_files_are_kept_and_read_and_a_second_time_add_nothing(
    source: Source, desk_of_bohdan: Client, running_matcher: Matcher, data: Path
) -> None:
    """The page tells what was added and what was not; no word of them lies on a disk in the plain.

    The picture belongs to its post, though a browser sends no folders.
    """
    page = hand_in(desk_of_bohdan, source)
    assert "archive.wacz" in page
    assert "Збережено 3 нові файли." in page
    assert "Додано 1 текст" in page
    counts = [kind.objects.count() for kind in (Original, EvidenceItem, CustodyEvent)]
    again = hand_in(desk_of_bohdan, source)
    assert "Збережено 0 нових файлів." in again
    assert "3 файли вже були." in again
    assert counts == [kind.objects.count() for kind in (Original, EvidenceItem, CustodyEvent)]
    assert EvidenceItem.objects.get().origins.count() == 2
    held = [path.read_bytes() for path in data.rglob("*") if path.is_file()]
    assert not any("Лосенко".encode() in one or b"nobody must learn" in one for one in held)
    assert not any(memory._folder().glob("files/*"))


def test_what_is_too_large_is_refused_before_it_is_read(
    source: Source,
    desk_of_bohdan: Client,
    running_matcher: Matcher,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A sentence says what to do; nothing was taken. A machine without such a folder says so."""
    form = {"source": str(source.pk), "method": "export of a chat"}
    with monkeypatch.context() as patched:
        patched.setattr(uploading, "MOST_BYTES", 1000)
        answer = desk_of_bohdan.post(reverse("desk:upload_files"), {**form, "chosen": files()})
        assert answer.status_code == 413
        assert "Нічого не взято" in answer.content.decode()
    monkeypatch.setattr(memory, "MOUNTS", Path("/nowhere"))
    answer = desk_of_bohdan.post(reverse("desk:upload_files"), {**form, "chosen": files()})
    assert answer.status_code == 400
    assert "командою" in answer.content.decode()
    assert not Original.objects.exists()


def test_a_form_without_files_or_with_a_wrong_source_keeps_what_was_typed(
    source: Source, desk_of_bohdan: Client, running_matcher: Matcher
) -> None:
    """Nothing is stored."""
    answer = desk_of_bohdan.post(
        reverse("desk:upload_files"), {"source": str(source.pk), "method": "saved page"}
    )
    assert answer.status_code == 200
    assert "saved page" in answer.content.decode()
    assert not Original.objects.exists()


def test_a_screenshot_typed_in_is_one_item_with_the_picture_as_its_origin(
    source: Source, desk_of_bohdan: Client, running_matcher: Matcher
) -> None:
    """What is no picture is refused, and nothing is kept."""
    form = {"source": str(source.pk), "text": POST, "posted": "2024-03-05", "method": "screenshot"}
    bad = SimpleUploadedFile("chat.png", b"\x89PNG no picture")
    answer = desk_of_bohdan.post(reverse("desk:screenshot"), {**form, "picture": bad})
    assert answer.status_code == 200
    assert not Original.objects.exists()
    good = SimpleUploadedFile("chat.jpg", saved(drawn(3)))
    answer = desk_of_bohdan.post(reverse("desk:screenshot"), {**form, "picture": good})
    item = EvidenceItem.objects.get()
    assert answer.headers["Location"] == of("item", item.pk)
    assert item.origins.get().original.mime == "image/jpeg"


@pytest.mark.rule("CUS-5", "R10")
def test_pictures_are_shown_as_copies_only_and_parts_are_hidden_by_clicks(
    source: Source, desk_of_bohdan: Client, running_matcher: Matcher
) -> None:
    """Two clicks are two corners; each look is in the log; no answer holds the original."""
    hand_in(desk_of_bohdan, source)
    copy = WorkingCopy.objects.get()
    url = of("copy_picture", copy.pk)
    fresh = Client()
    fresh.force_login(User.objects.get(username="bohdan"))
    assert fresh.get(url).status_code == 403  # no reason was given
    shown = desk_of_bohdan.get(url)
    assert (shown["Content-Type"], shown["Cache-Control"]) == ("image/jpeg", "no-store")
    assert b"nobody must learn" not in shown.content
    assert LogEntry.objects.filter(event__verb="copy.read").exists()

    hide = of("hide", copy.pk)
    one = desk_of_bohdan.get(hide, {"w": "320", "at.x": "16", "at.y": "16"}).context["marked"]
    two = {"w": "320", "c": "{},{}".format(*one.corner), "at.x": "160", "at.y": "120"}
    marked = desk_of_bohdan.get(hide, two).context["marked"]
    width = marked.size[0]
    [region] = marked.regions
    assert abs(region.left - width / 20) <= 1
    assert abs(region.left + region.width - width / 2) <= 1
    preview = desk_of_bohdan.get(f"{of('marked_picture', copy.pk)}?{marked.query}")
    assert Image.open(io.BytesIO(preview.content)).width == 320
    answer = desk_of_bohdan.post(hide, {"r": marked.written, "w": "320"})
    assert answer.headers["Location"] == of("original", copy.original_id)
    assert WorkingCopy.objects.get(hidden_regions=1).original == copy.original
    assert CustodyEvent.objects.filter(original=copy.original).latest("number").kind == "redact"


@pytest.mark.rule("INS-1", "CUS-2")
def test_two_people_take_out_a_package_that_verifies(
    source: Source,
    desk_of_bohdan: Client,
    desk_of_daryna: Client,
    running_matcher: Matcher,
    tmp_path: Path,
) -> None:
    """One asks, another agrees, whoever asked downloads it once."""
    hand_in(desk_of_bohdan, source)
    original = Original.objects.get(mime="image/jpeg")
    export, take = of("export_original", original.pk), of("take_original", original.pk)
    for desk in (desk_of_bohdan, desk_of_bohdan):
        desk.post(export)
        assert desk.post(take).status_code == 404
    desk_of_daryna.post(export)
    assert desk_of_daryna.post(take).status_code == 404
    package = desk_of_bohdan.post(take).content.decode()
    assert desk_of_bohdan.post(take).status_code == 404

    made = read_package(package).opened(lambda one: open_parcel(one, INTAKE_KEY.private))
    write_bundle(tmp_path / "bundle.zip", made)
    assert verify_bundle(tmp_path / "bundle.zip", log=custody_log().signer.verifier).events == 3


@pytest.mark.rule("R15", "R16")
def test_a_still_needs_a_second_person_who_ticks_every_face(
    source: Source,
    olena: Family,
    desk_of_bohdan: Client,
    desk_of_daryna: Client,
    running_matcher: Matcher,
) -> None:
    """And somebody who was confirmed by two people to be named with the picture."""
    hand_in(desk_of_bohdan, source)
    desk_of_daryna.post(reverse("desk:open_evidence"), {"reason": "evidence_work"})
    search_all(running_matcher)
    copy, candidate = WorkingCopy.objects.get(), Candidate.objects.get()
    form = {"r": ["10,10,60,60", "120,40,50,50"], "w": "320", "kept": "1"}
    form["person"] = str(candidate.pair.person_id)
    desk_of_bohdan.post(of("still_of_face", copy.pk), form)
    assert not Still.objects.exists()
    bohdan, daryna = (User.objects.get(username=name) for name in ("bohdan", "daryna"))
    judge(candidate, Verdict.SAME, by=bohdan, version=candidate.version)
    candidate.refresh_from_db()
    confirm(candidate, by=daryna, version=candidate.version)
    desk_of_bohdan.post(of("still_of_face", copy.pk), form)
    still = Still.objects.get()
    release = of("release_still", still.pk)
    for desk, ticks in ((desk_of_bohdan, ["0", "1"]), (desk_of_daryna, ["1"])):
        desk.post(release, {"face": ticks})
        assert not Still.objects.exclude(released_by=None).exists()
    assert desk_of_daryna.get(of("still", still.pk)).status_code == 200
    desk_of_daryna.post(release, {"face": ["0", "1"]})
    still.refresh_from_db()
    assert still.released_by == daryna


@pytest.mark.rule("E6", "E2")
def test_from_a_mention_to_a_claim_in_two_clicks(
    post: EvidenceItem, bohdan: User, desk_of_bohdan: Client, running_matcher: Matcher
) -> None:
    """The first chooses what is claimed, the second enters it as it is filled in."""
    film = add_source("official_video", "Channel of an invented ministry", by=bohdan)
    EvidenceItem.objects.filter(pk=post.pk).update(source=film)
    desk_of_bohdan.post(reverse("desk:open_evidence"), {"reason": "evidence_work"})
    page = desk_of_bohdan.get(of("item", post.pk)).content.decode()
    mention = post.mentions.get()
    first = of("claim_of_mention", post.pk, thing=mention.pk)
    assert f"{first}?said=captivity%20captive" in page

    form = desk_of_bohdan.get(first, {"said": "captivity captive"}).context["form"]
    desk_of_bohdan.post(first, {**form.initial, "polarity": "asserted"})
    claim = Claim.objects.get()
    assert (claim.said, claim.coerced, claim.source) == ("captive", True, film)
    assert (f"{claim.reliability}{claim.credibility}", claim.said_on) == ("F6", post.posted)


@pytest.mark.rule("E1", "E4", "E5", "E7")
def test_a_case_shows_origins_contradictions_and_the_last_sign_of_life(
    olena: Family, post: EvidenceItem, desk_of_bohdan: Client, running_matcher: Matcher
) -> None:
    """Side by side; what was entered later does not stand on an earlier day's page."""
    search_all(running_matcher)
    bohdan = User.objects.get(username="bohdan")
    [mention] = post.mentions.all()
    candidate = Candidate.objects.get()
    judge(candidate, Verdict.SAME, by=bohdan, version=candidate.version)
    for axis, said, day in (
        (Axis.CAPTIVITY, "captive", "2024-02-17"), (Axis.FATE, "dead", "2024-02-10"),
        (Axis.FATE, "alive", "2024-02-20"),
    ):  # fmt: skip
        new = NewClaim(axis=axis, said=said, wording="…", fact_date=PartialDate.from_iso(day))
        enter_claim(new, by=bohdan, person=olena.person(), source=post.source)
        enter_claim(new, by=bohdan, mention=mention)
    case = olena.request().pk
    desk_of_bohdan.post(reverse("desk:open_case", kwargs={"thing": case}), {"reason": "case_work"})
    page = desk_of_bohdan.get(of("case", case))
    [person] = page.context["people"]
    assert person["last_sign"] is not None
    assert person["last_sign"].day.endswith("2024")
    fate = person["axes"][0]
    assert fate.against
    assert fate.why
    before = desk_of_bohdan.get(of("case", case), {"on": "2024-01-01"}).context["people"][0]
    assert (before["last_sign"], before["timeline"], before["later"]) == (None, [], 6 - 3)
    assert before["origins"] == []


@pytest.mark.rule("E4")
def test_a_day_is_shown_as_it_stood_also_where_a_claim_was_withdrawn_since(
    olena: Family, post: EvidenceItem, desk_of_bohdan: Client, running_matcher: Matcher
) -> None:
    """On that day it stood, and nobody withdraws anything from the page of a day that is over."""
    bohdan = User.objects.get(username="bohdan")
    new = NewClaim(axis=Axis.FATE, said="alive", wording="…", fact_date=PartialDate(2024, 2, 20))
    claim = enter_claim(new, by=bohdan, person=olena.person(), source=post.source)
    earlier = timezone.now() - timedelta(days=10)
    QuerySet(Claim).filter(pk=claim.pk).update(entered_at=earlier)
    withdraw_claim(claim, ClaimWithdrawal.Reason.FORGED, by=bohdan)
    case = olena.request().pk
    desk_of_bohdan.post(reverse("desk:open_case", kwargs={"thing": case}), {"reason": "case_work"})
    then = (earlier + timedelta(days=2)).date().isoformat()
    for day, stood in ((then, True), ("", False)):
        page = desk_of_bohdan.get(of("case", case), {"on": day} if day else {})
        [person] = page.context["people"]
        assert (person["last_sign"] is not None, not person["timeline"][0].withdrawn) == (
            stood,
            stood,
        )
        assert "/withdraw/" not in page.content.decode()


@pytest.mark.rule("E3", "E4")
def test_a_claim_is_replaced_by_another_grade_and_the_first_stays_readable(
    olena: Family, post: EvidenceItem, desk_of_bohdan: Client, running_matcher: Matcher
) -> None:
    """The form holds what stood; the same form sent twice is one; a day before shows the first."""
    bohdan = User.objects.get(username="bohdan")
    new = NewClaim(axis=Axis.CAPTIVITY, said="captive", wording="у полоні", place="Авдіївка")
    old = enter_claim(new, by=bohdan, person=olena.person(), source=post.source)
    case = olena.request().pk
    desk_of_bohdan.post(reverse("desk:open_case", kwargs={"thing": case}), {"reason": "case_work"})
    replace = of("replace_claim", case, claim=old.pk)
    form = desk_of_bohdan.get(replace).context["form"].initial
    assert (form["wording"], form["place"], form["grade"]) == ("у полоні", "Авдіївка", "C3")
    for _ in range(2):
        desk_of_bohdan.post(replace, {**form, "grade": "B2", "in_captivity": ""})
    later = Claim.objects.get(supersedes=old)
    assert (later.said, later.source, later.reliability) == ("captive", post.source, "B")
    person = desk_of_bohdan.get(of("case", case)).context["people"][0]
    assert [one.superseded for one in person["timeline"]] == [True, False]


def test_what_changed_is_shown_word_by_word(
    post: EvidenceItem, desk_of_bohdan: Client, running_matcher: Matcher
) -> None:
    """The form of an item records it; the text that was there stays."""
    desk_of_bohdan.post(reverse("desk:open_evidence"), {"reason": "evidence_work"})
    new = POST.replace("Потрапив у полон", "Загинув")
    form = {"day": "2024-05-01", "state": "changed", "text": new}
    desk_of_bohdan.post(of("recheck", post.pk), form)
    desk_of_bohdan.post(of("recheck", post.pk), {"day": "2024-05-09", "state": "gone"})
    check = post.rechecks.get(state="changed")
    page = desk_of_bohdan.get(of("changed", post.pk, thing=check.pk)).content.decode()
    assert "<del>Потрапив у полон</del>" in page
    assert "<ins>Загинув</ins>" in page
    assert "9 травня 2024" in desk_of_bohdan.get(of("item", post.pk)).content.decode()
