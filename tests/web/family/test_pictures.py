"""A picture of one face, as a family sees it: after R36, after a warning, and nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from tests.office import MATCHER_KEY, Family, ask
from tests.pictures.drawn import drawn, saved
from tests.web.custody.test_ingest import HOW, keyed_here
from tests.web.family.pages import enter, in_ukrainian, page
from tests.web.family.test_read import ANSWER

from homeward.claims import Axis
from homeward.errors import BadInput, NotAllowed, Sealed, Stale
from homeward.pictures import Region
from homeward.web.access.models import User
from homeward.web.custody import files
from homeward.web.custody.ingest import Ingest
from homeward.web.custody.models import Still, WorkingCopy
from homeward.web.custody.stills import make_still, opened, take_back
from homeward.web.evidence.actions import NewClaim, enter_claim, withdraw_claim
from homeward.web.evidence.models import ClaimWithdrawal, Source
from homeward.web.registry.models import TracingRequest
from homeward.web.review.actions import confirm, disclose, judge, record_relationship_check
from homeward.web.review.models import Basis, Candidate, Fact, Verdict
from homeward.web.review.stills import release, show_still, waiting_stills

PAGE, PICTURE, CASE = "/uk/read/pictures/", "/uk/read/pictures/1/", "/uk/read/"
WARNING = "Before you look"
WAY = f'href="{PAGE}"'
FACES = [Region(10, 10, 60, 60), Region(120, 40, 50, 50)]
JPEG = b"\xff\xd8\xff"


@pytest.fixture
def still(
    candidate: Candidate, tmp_path: Path, source: Source, bohdan: User, daryna: User
) -> Still:
    """Two people decided that it is he; one made a still of a frame."""
    judge(candidate, Verdict.SAME, by=bohdan, version=0)
    confirm(candidate, by=daryna, version=1)
    folder = tmp_path / "found"
    folder.mkdir()
    (folder / "frame.jpg").write_bytes(saved(drawn(7)))
    Ingest(folder, source, HOW, bohdan, keyed_here).run()
    frame = WorkingCopy.objects.get()
    person = candidate.pair.person
    return make_still(frame, picture_of(frame), FACES, 1, person=person, by=bohdan)


def picture_of(copy: WorkingCopy) -> bytes:
    return files.open_copy(copy.pk, MATCHER_KEY.private)


def let_go(still: Still, by: User) -> None:
    release(still, picture_of(still.copy), range(len(FACES)), by=by)


def tell(candidate: Candidate, request: TracingRequest, bohdan: User, daryna: User) -> None:
    """The relationship is checked, and one claim is told, on a basis."""
    record_relationship_check(request, by=daryna, facts=[Fact.NICKNAME], passed=True)
    new = NewClaim(axis=Axis.FATE, said="alive", wording="…")
    claim = enter_claim(new, by=bohdan, mention=candidate.pair.mention)
    candidate.refresh_from_db()
    disclose(candidate, claim, by=bohdan, text=ANSWER, basis=Basis.ALREADY_PUBLIC)


def asked_for(client: Client) -> Client:
    """Her browser, after the button under the warning."""
    client.post(PAGE, {"show": str(Still.objects.get().pk)})
    return client


@pytest.mark.rule("R15", "R16", "R7", "R36")
def test_nothing_is_seen_before_release_check_and_basis(
    still: Still, candidate: Candidate, olena: Family, bohdan: User, daryna: User
) -> None:
    """Whichever of the three is missing, her pages are those of somebody nobody knows."""
    unknown = ask(name="Неіснуй Ніхто Ніколайович", birth_date="1950-01-01")
    let_go(still, daryna)
    hers, theirs = Client(), Client()
    assert enter(hers, olena.code) == enter(theirs, unknown.code)
    assert hers.get(PAGE)["Location"] == CASE
    assert asked_for(hers).get(PICTURE).status_code == 404

    record_relationship_check(olena.request(), by=daryna, facts=[Fact.NICKNAME], passed=True)
    assert asked_for(hers).get(PICTURE).status_code == 404  # nothing was told: no basis (R7)
    Still.objects.update(released_by=None)
    tell(candidate, olena.request(), bohdan, daryna)
    assert asked_for(hers).get(PICTURE).status_code == 404  # nobody released it (R16)
    assert WAY not in page(hers, CASE)


@pytest.mark.rule("R15")
def test_a_warning_comes_first_then_one_picture_and_each_look_is_counted(
    still: Still, candidate: Candidate, olena: Family, bohdan: User, daryna: User
) -> None:
    """No picture before she asks for it, none after she hides it; names tell nothing."""
    let_go(still, daryna)
    tell(candidate, olena.request(), bohdan, daryna)
    client = Client()
    case = enter(client, olena.code)
    assert WAY in case
    assert "<img" not in case
    first = page(client, PAGE)
    assert in_ukrainian(WARNING) in first
    assert "<img" not in first
    assert client.get(PICTURE).status_code == 404

    asked_for(client)
    assert f'src="{PICTURE}"' in page(client, PAGE)
    shown = client.get(PICTURE)
    assert shown.content == picture_of(still.copy)
    assert shown["Content-Disposition"] == 'inline; filename="1.jpg"'
    assert "no-store" in shown["Cache-Control"]
    client.post(PAGE, {"hide": "now"})
    assert client.get(PICTURE).status_code == 404
    assert asked_for(client).get(PICTURE).content.startswith(JPEG)
    still.refresh_from_db()
    assert still.looks == 2


@pytest.mark.rule("R15", "R12")
def test_no_other_code_shows_it(
    still: Still, candidate: Candidate, olena: Family, bohdan: User, daryna: User
) -> None:
    """Not that of another family whose relationship was checked, nor a visit without a code."""
    let_go(still, daryna)
    tell(candidate, olena.request(), bohdan, daryna)
    other = ask(name="Інший Панас Онуфрійович")
    record_relationship_check(other.request(), by=daryna, facts=[Fact.TOY], passed=True)
    stranger = Client()
    enter(stranger, other.code)
    assert asked_for(stranger).get(PICTURE).status_code == 404
    assert WAY not in page(stranger, CASE)
    with pytest.raises(NotAllowed):
        show_still(other.open(), still.pk)
    assert asked_for(Client()).get(PICTURE)["Location"] == CASE
    # A code that is typed after hers in the same browser opens nothing of hers.
    client = Client()
    enter(client, olena.code)
    assert asked_for(client).get(PICTURE).status_code == 200
    enter(client, other.code)
    assert client.get(PICTURE).status_code == 404


@pytest.fixture
def looking(
    candidate: Candidate, still: Still, olena: Family, bohdan: User, daryna: User
) -> Client:
    """A browser in which the family looks at the still."""
    let_go(still, daryna)
    tell(candidate, olena.request(), bohdan, daryna)
    client = Client()
    enter(client, olena.code)
    assert asked_for(client).get(PICTURE).status_code == 200
    return client


@pytest.mark.rule("R28")
def test_a_withdrawn_request_shows_none(looking: Client, olena: Family) -> None:
    """Hidden everywhere at once."""
    TracingRequest.objects.filter(pk=olena.request().pk).update(state="withdrawn")
    assert looking.get(PICTURE).status_code == 404
    assert WAY not in page(looking, CASE)


@pytest.mark.rule("R16", "R7")
def test_whoever_sees_that_it_must_not_be_shown_takes_it_back(
    looking: Client, still: Still, olena: Family, bohdan: User, daryna: User
) -> None:
    """One person's word is enough, before the release or after it; the key is destroyed."""
    take_back(still, by=bohdan)
    assert looking.get(PICTURE).status_code == 404
    assert WAY not in page(looking, CASE)
    with pytest.raises(Sealed):
        opened(still, olena.open().private)
    with pytest.raises(Stale):
        take_back(still, by=daryna)

    frame = still.frame
    other = make_still(frame, picture_of(frame), FACES, 0, person=still.person, by=bohdan)
    assert list(waiting_stills(daryna)) == [other]
    take_back(other, by=daryna)
    assert not waiting_stills(daryna)
    with pytest.raises(Stale):
        let_go(other, daryna)


@pytest.mark.rule("R30")
def test_no_picture_tells_of_a_death(
    still: Still, candidate: Candidate, bohdan: User, daryna: User
) -> None:
    """While a source speaks of one nothing is released; a claim that was withdrawn does not."""
    new = NewClaim(axis=Axis.FATE, said="dead", wording="…")
    claim = enter_claim(new, by=bohdan, mention=candidate.pair.mention)
    with pytest.raises(BadInput):
        let_go(still, daryna)
    assert not Still.objects.exclude(released_by=None).exists()
    withdraw_claim(claim, ClaimWithdrawal.Reason.WRONG_PERSON, by=bohdan)
    let_go(still, daryna)
    still.refresh_from_db()
    assert still.released_by == daryna
