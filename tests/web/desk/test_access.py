"""Every address of the desk and every role: who gets what."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.office import POST, POSTED, Family, ask, search_all

from homeward.claims import Axis
from homeward.web.access.models import User
from homeward.web.access.roles import Role
from homeward.web.desk.urls import urlpatterns
from homeward.web.evidence.actions import NewClaim, Post, add_post, enter_claim
from homeward.web.evidence.models import EvidenceItem, Source
from homeward.web.matching.server import Matcher
from homeward.web.review.models import Candidate

C, P, AN = Role.CASEWORKER, Role.PROTECTION_OFFICER, Role.ANALYST
AU, PA = Role.AUDITOR, Role.PARTNER
EVERYBODY = tuple(Role)
# address: (method, what it is about, status for those who may, who may, status for the others)
MATRIX: dict[str, tuple[str, str, int, tuple[Role, ...], int]] = {
    "queue": ("get", "", 200, EVERYBODY, 0),
    "open_evidence": ("post", "", 302, (C, P, AN), 403),
    "open_item": ("post", "item", 302, (C, P, AN), 403),
    "open_candidate": ("post", "candidate", 302, (C, P), 404),
    "open_case": ("post", "case", 302, (C, P), 404),
    "candidate": ("get", "candidate", 200, (C, P), 404),
    "judge": ("post", "candidate", 302, (C, P), 404),
    "confirm": ("post", "candidate", 409, (C, P), 404),
    "claim": ("get", "candidate", 200, (C, P), 404),
    "tell": ("get", "candidate", 200, (C, P), 404),
    "cases": ("get", "", 200, (C, P), 403),
    "case": ("get", "case", 200, (C, P), 404),
    "relationship": ("get", "case", 200, (C, P), 404),
    "confirm_check": ("post", "case", 302, (C, P), 404),
    "replace_claim": ("get", "claim", 200, (C, P), 404),
    "agree_to_claim": ("post", "claim", 302, (C, P), 404),
    "withdraw": ("post", "claim", 302, (C, P), 404),
    "speak": ("post", "case", 302, (C, P), 404),
    "sealed": ("post", "case", 302, (C, P), 404),
    "upload": ("post", "message", 404, (C, P), 404),  # of one that there is: test_files_of_a_family
    "endings": ("get", "", 200, (C, P), 403),
    "end": ("post", "case", 302, (C, P), 404),
    "items": ("get", "", 200, (C, P, AN), 403),
    "add": ("get", "", 200, (C, P, AN, PA), 403),
    "source": ("get", "", 200, (C, P, AN), 403),
    "item": ("get", "item", 200, (C, P, AN), 403),
    "upload_files": ("get", "", 200, (C, P, AN, PA), 403),
    "screenshot": ("get", "", 200, (C, P, AN, PA), 403),
    "claim_of_mention": ("get", "mention", 200, (C, P, AN), 403),
    "recheck": ("post", "item", 302, (C, P, AN), 403),
    # Of one that there is: tests/web/desk/test_originals.py, test_hiding.py, test_rechecks.py.
    "changed": ("get", "nothing of an item", 404, (C, P, AN), 403),
    "original": ("get", "nothing", 404, (C, P, AN), 403),
    "export_original": ("post", "nothing", 404, (C, P), 403),
    "take_original": ("post", "nothing", 404, (C, P), 403),
    "copy_picture": ("get", "nothing", 404, (C, P, AN), 403),
    "marked_picture": ("get", "nothing", 404, (C, P, AN), 403),
    "hide": ("get", "nothing", 404, (C, P, AN), 403),
    "still_of_face": ("get", "nothing", 404, (C, P), 403),
    "still": ("get", "nothing", 404, (C, P), 403),
    "release_still": ("post", "nothing", 404, (C, P), 403),
    "take_still_back": ("post", "nothing", 404, (C, P), 403),
    "correct": ("post", "item", 302, (C, P, AN), 403),
    "missed": ("get", "item", 200, (C, P, AN), 403),
    "corrections": ("get", "", 200, (C, P, AN), 403),
    "export_corrections": ("post", "", 302, (C, P), 403),
    "glance": ("get", "", 200, (Role.VOLUNTEER,), 403),
    "log": ("get", "", 200, (AU,), 403),
    "messages": ("get", "", 200, (C, P), 403),
    "messages_of_case": ("get", "case", 200, (C, P), 404),
    "sealed_message": ("post", "message", 404, (C, P), 404),
    "join": ("get", "case", 200, (C, P), 404),
    "reports": ("get", "", 200, (C, P), 403),
    # Of a report that there is: tests/web/desk/test_reports.py.
    "open_report": ("post", "report", 404, (C, P), 404),
    "report": ("get", "report", 404, (C, P), 404),
    "settle_report": ("post", "report", 404, (C, P), 404),
    "report_part": ("post", "message", 404, (C, P), 404),
}
BY_THING = {"open_item", "open_candidate", "open_case", "open_report"}
OF_A_CASE = [name for name, row in MATRIX.items() if row[1] in ("candidate", "case", "claim")]


def address(name: str, candidate: Candidate, claim: uuid.UUID | None = None) -> str:
    """The address of this page for this candidate, its case or its item."""
    case, item = candidate.pair.person.request_id, candidate.pair.mention.item_id
    about = MATRIX[name][1]
    things = {"candidate": candidate.pk, "case": case, "item": item, "claim": case}
    things |= {"message": case, "report": uuid.uuid4(), "nothing": uuid.uuid4()}
    things |= {"mention": item, "nothing of an item": item}
    kwargs = {"thing" if name in BY_THING else "pk": things[about]} if about else {}
    if about == "claim":
        kwargs["claim"] = claim or uuid.uuid4()
    if about in {"message", "nothing of an item"}:
        kwargs["thing"] = uuid.uuid4()
    if about == "mention":
        kwargs["thing"] = candidate.pair.mention_id
    return reverse(f"desk:{name}", kwargs=kwargs)


def status(client: Client, name: str, url: str) -> int:
    answer = client.get(url) if MATRIX[name][0] == "get" else client.post(url)
    return answer.status_code


@pytest.fixture
def own_claim(candidate: Candidate, source: Source, bohdan: User) -> uuid.UUID:
    new = NewClaim(axis=Axis.CAPTIVITY, said="captive", wording="…")
    return enter_claim(new, by=bohdan, person=candidate.pair.person, source=source).pk


@pytest.fixture
def child(source: Source, bohdan: User, matcher: Matcher) -> Candidate:
    """A candidate of a case in which a child is sought."""
    family = ask(name="Гайовий Макар Денисович", birth_date="2014-05-02", category="child")
    text = POST.replace("Лосенко Остап Гнатович", "Гайовий Макар Денисович")
    add_post(Post(text.replace("12.04.1991", "02.05.2014"), POSTED), source, by=bohdan)
    search_all(matcher)
    return Candidate.objects.get(pair__person=family.person())


def test_the_table_names_every_address() -> None:
    """A new page cannot be forgotten here."""
    assert {pattern.name for pattern in urlpatterns} == set(MATRIX)


@pytest.mark.rule("R9")
@pytest.mark.parametrize("role", EVERYBODY)
def test_each_role_opens_what_the_table_says(
    role: Role,
    in_role: Callable[[Role], Client],
    candidate: Candidate,
    own_claim: uuid.UUID,
) -> None:
    """Every address, every role."""
    client = in_role(role)

    seen = {name: status(client, name, address(name, candidate, own_claim)) for name in MATRIX}

    assert seen == {
        name: good if role in may else bad for name, (_, _, good, may, bad) in MATRIX.items()
    }


@pytest.mark.rule("R22")
def test_a_childs_case_is_open_to_protection_officers_only(
    in_role: Callable[[Role], Client], child: Candidate
) -> None:
    """A caseworker of the same office finds no such page (T5)."""
    officer, caseworker = in_role(P), in_role(C)
    for name in OF_A_CASE:
        url = address(name, child)
        assert status(caseworker, name, url) == 404, name
        if MATRIX[name][1] != "claim":  # this case has none
            assert status(officer, name, url) == MATRIX[name][2], name


@pytest.mark.rule("R12", "R13")
def test_the_page_of_a_foreign_case_is_that_of_no_case(
    desk_of_iryna: Client, candidate: Candidate, own_claim: uuid.UUID
) -> None:
    """Iryna cannot tell a case of another office from one that does not exist."""
    for name in OF_A_CASE:
        known = address(name, candidate, own_claim)
        unknown = reverse(f"desk:{name}", kwargs=_invented(name))
        answers = [
            desk_of_iryna.get(url) if MATRIX[name][0] == "get" else desk_of_iryna.post(url)
            for url in (known, unknown)
        ]
        pages = [
            answer.content.decode().replace(url[4:], "")
            for answer, url in zip(answers, (known, unknown), strict=True)
        ]
        assert [answer.status_code for answer in answers] == [404, 404], name
        assert pages[0] == pages[1], name


def _invented(name: str) -> dict[str, uuid.UUID]:
    key = "thing" if name in BY_THING else "pk"
    ids = {key: uuid.uuid4()}
    return ids | ({"claim": uuid.uuid4()} if MATRIX[name][1] == "claim" else {})


def test_without_login_or_code_no_page_opens(
    bohdan: User, candidate: Candidate, own_claim: uuid.UUID
) -> None:
    """Strangers are sent to the login, staff without a one-time code to get one."""
    stranger, no_code = Client(), Client()
    no_code.force_login(bohdan)
    for name, (method, *_) in MATRIX.items():
        url = address(name, candidate, own_claim)
        sent = [getattr(client, method)(url).headers["Location"] for client in (stranger, no_code)]
        assert "/account/login/" in sent[0], name
        assert "/account/code/new/" in sent[1], name


@pytest.mark.rule("R9")
def test_an_analyst_reads_public_sources_only(
    in_role: Callable[[Role], Client], post: EvidenceItem, source: Source
) -> None:
    """What came in confidence is for caseworkers; for others there is no such page."""
    Source.objects.filter(pk=source.pk).update(public=False)
    url = reverse("desk:item", kwargs={"pk": post.pk})

    assert in_role(AN).get(url).status_code == 404
    assert in_role(C).get(url).status_code == 200


def test_the_menu_shows_what_may_be_opened(
    in_role: Callable[[Role], Client], olena: Family
) -> None:
    """A volunteer's menu leads nowhere, an auditor's to the log."""
    volunteer = in_role(Role.VOLUNTEER).get(reverse("desk:queue")).content.decode()
    auditor = in_role(AU).get(reverse("desk:queue")).content.decode()

    assert reverse("desk:log") in auditor
    for name in ("log", "cases", "items", "add"):
        assert reverse(f"desk:{name}") not in volunteer
