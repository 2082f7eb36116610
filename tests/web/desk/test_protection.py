"""Who sees what at the desk: children, sources in confidence, reads with a reason, volunteers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.office import MATCHER_KEY, POSTED, TOLD, Family, ask, queue_for, search_all, staff
from tests.web.desk.conftest import at_the_desk

from homeward.claims import Axis, Grade
from homeward.errors import NotAllowed
from homeward.web.access.log import Reason
from homeward.web.access.models import LogEntry, Office, User
from homeward.web.access.roles import Role
from homeward.web.evidence.actions import NewClaim, Post, add_post, add_source, enter_claim
from homeward.web.evidence.models import EvidenceItem, Source
from homeward.web.matching import reading
from homeward.web.matching.models import Pair
from homeward.web.matching.server import Matcher
from homeward.web.registry.actions import file_request
from homeward.web.registry.filing import Filing
from homeward.web.registry.purposes import Purpose
from homeward.web.registry.sweep import sweep
from homeward.web.review.actions import (
    begin_review,
    confirm,
    confirm_relationship_check,
    disclose,
    give_hint,
    judge,
    record_relationship_check,
)
from homeward.web.review.models import Answer, Basis, Candidate, CandidateState, Fact, Hint, Verdict
from homeward.web.review.queries import breaks_a_group, person_file

CHILD_POST = "Гайовий Макар Денисович, 02.05.2014 р.н., Харків. Дитина, перебуває в інтернаті."
OTHER_POST = "Гайова Мирослава Денисівна, 11.09.2012 р.н., Харків. Дитина, перебуває в інтернаті."
MAKAR = {"name": "Гайовий Макар Денисович", "birth_date": "2014-05-02", "category": "child"}


@pytest.fixture
def officers(office: Office) -> tuple[User, User]:
    one, two = (staff(name, office, Role.PROTECTION_OFFICER) for name in ("olha", "petro"))
    return one, two


@pytest.mark.rule("R22", "R9")
def test_a_pair_with_a_child_on_either_side_is_for_protection_officers(
    source: Source, bohdan: User, officers: tuple[User, User], matcher: Matcher
) -> None:
    """An adult's request that fits a child's post is seen by no ordinary caseworker."""
    ask(**{**MAKAR, "category": "civilian"})
    add_post(Post(CHILD_POST, POSTED), source, by=bohdan)
    search_all(matcher)

    (candidate,) = Candidate.objects.all()
    assert candidate.pair.mention.about_a_child
    assert not list(queue_for(bohdan))
    assert list(queue_for(officers[0])) == [candidate]
    with pytest.raises(NotAllowed):
        begin_review(candidate, by=bohdan)
    with pytest.raises(NotAllowed):
        reading.pair(
            MATCHER_KEY.private, candidate.pair_id, by=bohdan, reason=Reason.REVIEW, language="uk"
        )


@pytest.mark.rule("R24")
@pytest.mark.parametrize("category", ["child", "civilian"])
def test_of_a_child_nothing_is_told_under_b2(
    category: str,
    source: Source,
    bohdan: User,
    officers: tuple[User, User],
    matcher: Matcher,
) -> None:
    """Whichever side is the child; and never on one person's word."""
    family = ask(**{**MAKAR, "category": category})
    add_post(Post(CHILD_POST, POSTED), source, by=bohdan)
    search_all(matcher)
    candidate = Candidate.objects.get()
    one, two = officers
    check = record_relationship_check(family.request(), by=one, facts=[Fact.ROOM], passed=True)
    if family.request().is_about_a_child():
        confirm_relationship_check(check, by=two)
    said = NewClaim(axis=Axis.IDENTITY, said="other_name", wording="…", grade=Grade.from_text("C3"))
    weak = enter_claim(said, by=one, mention=candidate.pair.mention)
    judge(candidate, Verdict.SAME, by=one, version=0)
    with pytest.raises(NotAllowed):  # one reviewer
        disclose(candidate, weak, by=one, text="…", basis=Basis.ALREADY_PUBLIC)
    confirm(candidate, by=two, version=1)
    with pytest.raises(NotAllowed):  # C3
        disclose(candidate, weak, by=one, text="…", basis=Basis.ALREADY_PUBLIC)

    sure = NewClaim(axis=Axis.IDENTITY, said="other_name", wording="…", grade=Grade.from_text("B2"))
    claim = enter_claim(sure, by=one, mention=candidate.pair.mention)
    disclose(candidate, claim, by=one, text="…", basis=Basis.ALREADY_PUBLIC)
    assert Answer.objects.count() == 1


@pytest.mark.rule("R21")
def test_another_identity_is_added_with_its_source(
    source: Source, bohdan: User, officers: tuple[User, User], matcher: Matcher
) -> None:
    """What the family told stays as it was told; the later name is a claim beside it."""
    family = ask(**MAKAR)
    person, officer = family.person(), officers[0]

    def told() -> object:
        return reading.person(MATCHER_KEY.private, person.pk, by=officer, reason=Reason.CASE_WORK)[
            "name"
        ]

    before, statements = told(), person.statements.count()
    other = NewClaim(axis=Axis.IDENTITY, said="other_name", wording="Тепер його звуть інакше.")
    claim = enter_claim(other, by=officer, person=person, source=source)

    assert told() == before == MAKAR["name"]
    assert person.statements.count() == statements
    assert claim.source == source


@pytest.mark.rule("R25")
def test_a_match_that_parts_brothers_and_sisters_is_warned_of(
    office: Office, source: Source, bohdan: User, officers: tuple[User, User], matcher: Matcher
) -> None:
    """Two children of one request, found in two places; found together there is no warning."""

    sister = {"name": "Гайова Мирослава Денисівна", "birth_date": "2012-09-11", "sex": "female"}
    people = ({**TOLD, **MAKAR}, {**TOLD, **MAKAR, **sister})
    file_request(Filing(people=people, language="uk", consents=frozenset({Purpose.MATCH})))
    sweep()
    for text in (CHILD_POST, OTHER_POST.replace("Харків", "Одеса")):
        add_post(Post(text, POSTED), source, by=bohdan)
    search_all(matcher)
    one, two = Candidate.objects.order_by("-pair__score")[:2]
    assert not breaks_a_group(two)
    judge(one, Verdict.SAME, by=officers[0], version=0)

    assert breaks_a_group(two)
    EvidenceItem.objects.update(cluster="one")  # as if both stood in one text
    two.refresh_from_db()
    two = Candidate.objects.get(pk=two.pk)
    assert not breaks_a_group(two)


@pytest.mark.rule("R10")
def test_claims_and_checks_are_read_with_a_reason_only(
    candidate: Candidate, olena: Family, bohdan: User, daryna: User, desk_of_bohdan: Client
) -> None:
    """Telling and checking ask why before they show anything, and each read is in the log."""
    judge(candidate, Verdict.SAME, by=bohdan, version=0)
    confirm(candidate, by=daryna, version=1)
    new = NewClaim(axis=Axis.CAPTIVITY, said="captive", wording="…")
    claim = enter_claim(new, by=bohdan, mention=candidate.pair.mention)
    record_relationship_check(olena.request(), by=daryna, facts=[Fact.NICKNAME], passed=True)
    tell = reverse("desk:tell", kwargs={"pk": candidate.pk})
    check = reverse("desk:relationship", kwargs={"pk": olena.request().pk})

    for url in (tell, check):
        asked = desk_of_bohdan.get(url).content.decode()
        assert str(claim.pk) not in asked
        assert "Daryna" not in asked
    assert not LogEntry.objects.filter(event__verb__in=["claims.listed", "relationship.read"])

    opening = reverse("desk:open_candidate", kwargs={"thing": candidate.pk})
    desk_of_bohdan.post(opening, {"reason": "answer"})
    assert str(claim.pk) in desk_of_bohdan.get(tell).content.decode()
    assert "Daryna" in desk_of_bohdan.get(check).content.decode()
    for verb in ("claims.listed", "relationship.read"):
        event = LogEntry.objects.get(event__verb=verb).event or {}
        assert (event["by"], event["reason"]) == (str(bohdan.pk), "answer")


@pytest.mark.rule("R9")
def test_titles_of_sources_in_confidence_are_shown_to_caseworkers_only(
    in_role: Callable[[Role], Client], source: Source, bohdan: User, office: Office
) -> None:
    """Partners and analysts neither see them in the form nor add to them."""
    hidden = add_source("returned_prisoner", "Somebody who came back", by=bohdan, public=False)
    form = {"source": str(hidden.pk), "text": "Лосенко Остап"}
    for role in (Role.PARTNER, Role.ANALYST):
        client = in_role(role)
        assert hidden.title not in client.get(reverse("desk:add")).content.decode()
        assert client.post(reverse("desk:add"), form).status_code == 200
        with pytest.raises(NotAllowed):
            add_post(Post("Лосенко Остап"), hidden, by=staff(f"a-{role}", office, role))
    assert not EvidenceItem.objects.exists()
    assert hidden.title in in_role(Role.CASEWORKER).get(reverse("desk:add")).content.decode()


@pytest.mark.parametrize(
    ("role", "name", "status"), [(Role.VOLUNTEER, "cases", 403), (Role.CASEWORKER, "log", 403)]
)
def test_a_refusal_keeps_the_desks_own_face(
    role: Role, name: str, status: int, in_role: Callable[[Role], Client]
) -> None:
    """The way back leads to the queue, not to the page where families ask."""
    answer = in_role(role).get(reverse(f"desk:{name}"))

    assert answer.status_code == status
    assert f'href="{reverse("desk:queue")}"' in answer.content.decode()
    assert f'href="{reverse("family:start")}"' not in answer.content.decode()


def test_a_missing_page_and_a_killed_matcher_keep_it_too(
    candidate: Candidate, desk_of_bohdan: Client
) -> None:
    """404 and 503; whoever is not logged in gets the plain page."""
    opening = reverse("desk:open_candidate", kwargs={"thing": candidate.pk})
    desk_of_bohdan.post(opening, {"reason": "review"})
    waits = desk_of_bohdan.get(reverse("desk:candidate", kwargs={"pk": candidate.pk}))
    missing = desk_of_bohdan.get("/uk/desk/nowhere/")

    assert (waits.status_code, missing.status_code) == (503, 404)
    for answer in (waits, missing):
        assert 'class="rooms"' in answer.content.decode()
    assert 'class="rooms"' not in Client().get("/uk/desk/nowhere/").content.decode()


@pytest.fixture
def allowed(post: EvidenceItem, matcher: Matcher) -> Candidate:
    """A candidate of a family that lets volunteers look."""
    ask(consents=frozenset({Purpose.MATCH, Purpose.VOLUNTEERS}))
    search_all(matcher)
    return Candidate.objects.get(pair__mention__item=post)


@pytest.mark.rule("R9", "R4")
def test_a_volunteer_sees_initials_where_the_family_allowed_it(
    allowed: Candidate, office: Office, matcher: Matcher
) -> None:
    """Not a letter more; nothing without the switch, of a child, or of another office."""
    volunteer = staff("vira", office, Role.VOLUNTEER)
    seen = reading.glance(MATCHER_KEY.private, allowed.pair_id, by=volunteer, reason=Reason.REVIEW)
    assert seen["ours"] == seen["theirs"] == "Л… О… Г…"
    assert set(seen) == {"ours", "theirs", "agrees", "differs"}
    assert "birth_date" in seen["agrees"]
    assert "1991" not in str(seen)

    elsewhere = staff("zoya", Office.objects.create(name="Elsewhere"), Role.VOLUNTEER)
    ask(name="Лосенко Остап Гнатович")
    search_all(matcher)
    other = Pair.objects.exclude(pk=allowed.pair_id).first()
    assert other is not None
    for pair, who in ((allowed.pair, elsewhere), (other, volunteer)):
        with pytest.raises(NotAllowed):
            reading.glance(MATCHER_KEY.private, pair.pk, by=who, reason=Reason.REVIEW)


@pytest.mark.rule("R9")
def test_a_hint_orders_the_queue_and_counts_as_no_judgement(
    allowed: Candidate, office: Office, bohdan: User, daryna: User
) -> None:
    """A volunteer's word moves no state and is no first of two."""
    volunteer = staff("vira", office, Role.VOLUNTEER)
    for verdict in (Verdict.SAME, Verdict.DIFFERENT):  # the second is the same form again
        give_hint(allowed, verdict, by=volunteer)

    allowed.refresh_from_db()
    assert (allowed.state, allowed.judgements.count()) == (CandidateState.PROPOSED, 0)
    assert Hint.objects.get().verdict == Verdict.SAME
    assert not Candidate.objects.to_glance_at(volunteer).exists()
    with pytest.raises(NotAllowed):
        judge(allowed, Verdict.SAME, by=volunteer, version=0)
    with pytest.raises(NotAllowed):
        give_hint(allowed, Verdict.SAME, by=bohdan)


def test_what_volunteers_took_for_one_person_is_looked_at_first(
    allowed: Candidate, office: Office, bohdan: User, source: Source, matcher: Matcher
) -> None:
    """A likelier match, which a volunteer took for two people, comes last."""
    for name in ("Лосенко О. Г.", "Лосенко Остап Гнатьович, 1991 року"):
        add_post(
            Post(f"Розшукується {name}, зник під Авдіївкою в лютому.", POSTED), source, by=bohdan
        )
    search_all(matcher)
    first, *_rest, last = list(queue_for(bohdan))
    volunteer = staff("vira", office, Role.VOLUNTEER)
    give_hint(last, Verdict.SAME, by=volunteer)
    give_hint(first, Verdict.DIFFERENT, by=volunteer)

    ordered = list(queue_for(bohdan))
    assert (ordered[0], ordered[-1]) == (last, first)


def test_the_volunteers_page_has_one_task(
    allowed: Candidate, in_role: Callable[[Role], Client], running_matcher: Matcher
) -> None:
    """Two initials, three buttons, and then the next or none."""
    client = in_role(Role.VOLUNTEER)
    page = client.get(reverse("desk:glance")).content.decode()
    assert "Л… О… Г…" in page
    assert "Лосенко" not in page

    for candidate in (str(allowed.pk), "nonsense"):
        client.post(reverse("desk:glance"), {"candidate": candidate, "verdict": "unsure"})
    assert Hint.objects.count() == 1
    assert "Л… О… Г…" not in client.get(reverse("desk:glance")).content.decode()


@pytest.mark.rule("R35")
def test_every_feature_is_shown_with_its_bits(found: Candidate, desk_of_bohdan: Client) -> None:
    """The sum can be checked: prior and lines, with the level in words."""
    opening = reverse("desk:open_candidate", kwargs={"thing": found.pk})
    desk_of_bohdan.post(opening, {"reason": "review"})
    read = desk_of_bohdan.get(reverse("desk:candidate", kwargs={"pk": found.pk}))
    rows, explanation = read.context["weighed"], read.context["explanation"]

    assert sum(row.bits for row in rows) == pytest.approx(explanation["bits"])
    assert explanation["prior"] < 0
    assert {row.speaks for row in rows} >= {"for"}
    assert "дата народження" in read.content.decode()


def test_a_note_is_written_beside_the_judgement(
    found: Candidate, desk_of_bohdan: Client, desk_of_daryna: Client
) -> None:
    """The colleague reads it; one that is too long is not lost."""
    url = reverse("desk:judge", kwargs={"pk": found.pk})
    form = {"verdict": "same", "version": "0", "note": "Той самий шрам на брові."}
    long = desk_of_bohdan.post(url, {**form, "note": "довго " * 400}).content.decode()
    assert "довго довго" in long
    assert "Нотатка довша" in long
    desk_of_bohdan.post(url, form)

    opening = reverse("desk:open_candidate", kwargs={"thing": found.pk})
    desk_of_daryna.post(opening, {"reason": "review"})
    page = desk_of_daryna.get(reverse("desk:candidate", kwargs={"pk": found.pk}))
    assert "Той самий шрам на брові." in page.content.decode()


@pytest.mark.rule("R22")
def test_a_case_names_no_match_with_a_child_to_a_caseworker(
    source: Source, bohdan: User, officers: tuple[User, User], matcher: Matcher
) -> None:
    """Neither among the matches of the case nor in its count; to an officer it does."""
    family = ask(**{**MAKAR, "category": "civilian", "birth_date": "1984-05-02"})
    mention = add_post(Post(CHILD_POST, POSTED), source, by=bohdan).mentions.get()
    search_all(matcher)
    Pair.objects.all().delete()
    pair = Pair.objects.create(
        person=family.person(), mention=mention, score=0.9, bits=20.0, hypothesis="redated"
    )
    Candidate.objects.create(pair=pair)
    seen = {}
    for user in (bohdan, officers[0]):
        file = person_file(
            family.person(), by=user, reason=Reason.CASE_WORK, on=timezone.localdate()
        )
        page = at_the_desk(user).get(reverse("desk:cases"))
        seen[user] = (len(file.candidates), page.context["rows"][0].matches)

    assert seen == {bohdan: (0, 0), officers[0]: (1, 1)}
