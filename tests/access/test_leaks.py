"""Every output there is, seen by everybody there is: no value outside its audience (R9)."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.office import TOLD, Family, search_all, staff

from homeward.claims import Axis
from homeward.errors import HomewardError
from homeward.web.access.fields import FIELDS, Part, visible_fields
from homeward.web.access.log import Reason
from homeward.web.access.login import set_one_time_code
from homeward.web.access.models import LogEntry, Office, User
from homeward.web.access.roles import Role
from homeward.web.evidence.actions import NewClaim, Post, add_post, add_source, enter_claim
from homeward.web.evidence.models import Claim, EvidenceItem
from homeward.web.matching import client as matcher_client
from homeward.web.matching.models import Pair
from homeward.web.matching.server import READERS, Matcher
from homeward.web.registry.actions import file_request
from homeward.web.registry.filing import Filing
from homeward.web.registry.models import SoughtPerson, TracingRequest
from homeward.web.registry.purposes import Purpose
from homeward.web.registry.sweep import sweep
from homeward.web.review.models import Candidate

pytestmark = pytest.mark.django_db
CASES = ("adult", "child")
# Fields that hold a word of a list or a date, where no marker fits.
CODED = {
    "sex", "birth_date", "event_date", "relationship", "category", "last_news_kind", "belief_kind",
    "date_left",
}  # fmt: skip
NAMED = {"candidate": Candidate, "case": TracingRequest, "evidence": EvidenceItem}
REASONS = {
    "report": Reason.EVIDENCE_WORK,
    "candidate": Reason.REVIEW,
    "case": Reason.CASE_WORK,
    "evidence": Reason.EVIDENCE_WORK,
}
ROLES = [*Role.values, "nobody", "elsewhere"]


def mark(case: str, name: str) -> str:
    """A word that stands in one field of one case and nowhere else, in Cyrillic letters."""
    letters = "абвгдежзик"
    number = CASES.index(case) * 100 + sorted(FIELDS).index(name)
    return "Зубокряк" + "".join(letters[int(digit)] for digit in f"{number:04}")


def told(case: str) -> dict[str, str]:
    """All that can be told of somebody, with a marker in every field that takes one."""
    free = {
        row.name: mark(case, row.name)
        for row in FIELDS.values()
        if row.part in {Part.MATCHING, Part.CONFIDENCE} and row.name not in CODED
    }
    of_sources = {name for name in free if re.match(r"item_|mention_|claim_|explanation", name)}
    kept = {name: text for name, text in free.items() if name not in of_sources}
    name = f"{kept['family_name']} {kept['given_name']} {kept['patronymic']} {kept['name']}"
    return {**TOLD, **kept, "name": name, "category": "child" if case == "child" else "civilian"}


def post_of(case: str) -> Post:
    """A post about the same person, with markers in its text, its signature and its place."""
    names = told(case)
    text = (
        f"Розшукується {names['family_name']} {names['given_name']} {names['patronymic']}, "
        f"12.04.1991 р.н. {mark(case, 'item_text')}. Зник безвісти 17.02.2024 під Авдіївкою."
    )
    return Post(text, None, address=mark(case, "item_address"), author=mark(case, "item_author"))


@dataclass(slots=True)
class World:
    """Two cases with everything in them, and what belongs to each."""

    families: dict[str, Family] = field(default_factory=dict)
    items: dict[str, EvidenceItem] = field(default_factory=dict)

    def ids(self) -> list[uuid.UUID]:
        """Every id that the matcher may be asked about."""
        kinds: tuple[Any, ...] = (SoughtPerson, Pair, Claim, EvidenceItem)
        return [row.pk for kind in kinds for row in kind.objects.order_by("pk")]


@pytest.fixture
def world(office: Office, bohdan: User, matcher: Matcher, monkeypatch: pytest.MonkeyPatch) -> World:
    """An adult's case with a public post, a child's with a source that is not public."""
    made = World()
    for case in CASES:
        public = case == "adult"
        consents = frozenset({Purpose.MATCH})
        code = file_request(Filing((told(case),), "uk", consents=consents)).code
        made.families[case] = Family(code)
        source = add_source("fellow_soldier", f"Source {case}", by=bohdan, public=public)
        made.items[case] = add_post(post_of(case), source, by=bohdan)
    sweep()
    search_all(matcher)
    for case in CASES:
        for mention in made.items[case].mentions.all():
            enter_claim(_claim(case), by=bohdan, mention=mention)
    monkeypatch.setattr(matcher_client, "ask", _asking(matcher))
    return made


def _claim(case: str) -> NewClaim:
    return NewClaim(
        axis=Axis.CAPTIVITY, said="captive", wording=mark(case, "claim_wording"),
        place=mark(case, "claim_place"), detail=mark(case, "claim_detail"),
    )  # fmt: skip


def _asking(matcher: Matcher) -> Any:
    """The matcher's answers as they come over the socket."""

    def ask(what: str, **details: Any) -> Any:
        message = json.loads(json.dumps({"what": what, **details}))
        return json.loads(json.dumps(matcher.answer(message)))

    return ask


def may_read(who: str, case: str, name: str) -> bool:
    """Whether the table and the rule of offices give this field of this case to this reader."""
    if who not in Role.values:
        # A caseworker of another office reads what sources say, and no case.
        return who == "elsewhere" and re.match("item_|claim_|mention_", name) is not None
    if name not in visible_fields([Role(who)]):
        return False
    if FIELDS[name].part is Part.CONFIDENCE:
        return False  # nobody, on any page
    of_a_source = re.match("item_|claim_|mention_", name) is not None
    if of_a_source:
        return who != Role.ANALYST or case == "adult"
    return case == "adult" or who == Role.PROTECTION_OFFICER


# A post names people: their names and what is said of them reach those who read posts.
IN_THE_POST = ("family_name", "given_name", "patronymic")


def leaks(seen: str, who: str) -> list[str]:
    """Each marker in an output that this reader may not see."""
    readers_of_posts = {case for case in CASES if may_read(who, case, "item_text")}
    return [
        f"{case}: {name}"
        for case in CASES
        for name in FIELDS
        if mark(case, name).casefold() in seen.casefold()
        and not may_read(who, case, name)
        and not (name in IN_THE_POST and case in readers_of_posts)
    ]


def reader(who: str, office: Office) -> tuple[Client, User | None]:
    """A browser of this role, logged in with a one-time code."""
    browser = Client(raise_request_exception=False)
    if who == "nobody":
        return browser, None
    theirs = office if who != "elsewhere" else Office.objects.create(name="Another office")
    role = Role.CASEWORKER if who == "elsewhere" else Role(who)
    user = staff(f"reader-{who}", theirs, role)
    set_one_time_code(user, "JBSWY3DPEHPK3PXP")
    browser.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return browser, user


def routes(patterns: Iterable[Any], before: str = "") -> Iterator[str]:
    """Every address of the site as a pattern, the site's language first."""
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, route)
        elif isinstance(one, URLPattern):
            yield route


def addresses() -> list[str]:
    """Every address with every id that fits; one with an unknown argument fails the test."""
    found: set[str] = set()
    for route in routes(get_resolver().url_patterns):
        path = "/" + re.sub(r"^\w\w/", "en/", route).replace("<int:number>", "1")
        kind: Any = NAMED.get(path.split("<uuid:")[0].rstrip("/").rpartition("/")[2])
        ids = [row.pk for row in kind.objects.all()] if kind and "<uuid:" in path else [""]
        for pk in ids:
            whole = re.sub("<uuid:(?:pk|thing)>", str(pk), path)
            claims = Claim.objects.all() if "<uuid:claim>" in path else [None]
            found |= {whole.replace("<uuid:claim>", str(claim and claim.pk)) for claim in claims}
    assert not [path for path in found if "<" in path], "which ids go into this address?"
    return sorted(found - {"/en/account/logout/"})


def walked(browser: Client) -> Iterator[tuple[str, str]]:
    """Every answer to every address: asked for, opened with a reason, and asked for again."""
    paths = addresses()
    for path in paths:
        if "/desk/open/" in path:
            kind = path.split("/desk/open/")[1].split("/")[0]
            yield path, _whole(browser.post(path, {"reason": REASONS[kind].value}))
    for path in paths:
        yield path, _whole(browser.get(path))
    for path in paths:
        if "/desk/" in path:
            yield f"POST {path}", _whole(browser.post(path, {}))
    yield "/en/nothing/", _whole(browser.get("/en/nothing/"))


def _whole(response: Any) -> str:
    body = response.content if not response.streaming else b"".join(response)
    assert response.status_code < 500, response.request["PATH_INFO"]
    return f"{response.headers} {response.cookies} {body.decode(errors='replace')}"


@pytest.mark.rule("R9", "R18", "R23")
@pytest.mark.parametrize("who", ROLES)
def test_no_page_shows_a_value_outside_its_audience(
    who: str, world: World, office: Office, capfd: pytest.CaptureFixture[str]
) -> None:
    """Every address × every id × every role, pages of errors too; and nothing in any log."""
    browser, _ = reader(who, office)

    pages = list(walked(browser))

    assert {path: found for path, seen in pages if (found := leaks(seen, who))} == {}
    everything = " ".join(seen for _, seen in pages)
    assert (mark("adult", "marks") in everything) is may_read(who, "adult", "marks")
    assert (mark("adult", "item_text") in everything) is may_read(who, "adult", "item_text")
    assert (mark("child", "siblings") in everything) is may_read(who, "child", "siblings")
    kept = [json.dumps(list(LogEntry.objects.values_list("event", flat=True)), ensure_ascii=False)]
    kept += [str(row.get_decoded()) for row in Session.objects.all()]
    kept += capfd.readouterr()
    assert "Зубокряк" not in " ".join(kept)


@pytest.mark.rule("R9", "R17", "R23")
@pytest.mark.parametrize("who", [row for row in ROLES if row != "nobody"])
def test_the_matcher_answers_nobody_outside_the_audience(
    who: str, world: World, office: Office
) -> None:
    """Asked directly, about every id, as a page that forgot to check would ask."""
    _, user = reader(who, office)
    assert user is not None
    answers = []
    for what in READERS:
        for pk in world.ids():
            try:
                answers.append(
                    matcher_client.ask(
                        what, id=str(pk), by=str(user.pk), reason="case_work",
                        **({"language": "uk"} if what == "pair" else {}),
                    )
                )  # fmt: skip
            except HomewardError as refused:
                answers.append({"refused": str(refused)})

    whole = json.dumps(answers, ensure_ascii=False)
    assert leaks(whole, who) == []
    assert ("Зубокряк" in whole) is may_read(who, "adult", "item_text")


@pytest.mark.rule("R9", "R17", "R23")
def test_an_explanation_quotes_no_field_of_another_audience(
    world: World, office: Office, bohdan: User
) -> None:
    """A caseworker is told neither the new name, the institution nor the siblings (T5)."""
    pair = Pair.objects.get(
        person=world.families["adult"].person(), mention__item=world.items["adult"]
    )
    read = matcher_client.read_pair(pair.pk, by=bohdan, reason=Reason.REVIEW, language="uk")

    assert read["explanation"]["agrees"]
    said = json.dumps(read, ensure_ascii=False).casefold()
    for name in ("believed_new_name", "institution", "siblings"):
        assert mark("adult", name).casefold() not in said
    sentences = " ".join(read["explanation"]["unknown"]).casefold()
    assert "заклад" not in sentences


@pytest.mark.rule("R9", "R28", "R36")
def test_a_code_holder_sees_nothing_of_what_was_typed(world: World) -> None:
    """Neither of her own case nor of another, on any address."""
    browser = Client(raise_request_exception=False)
    browser.post("/en/read/", {"code": world.families["adult"].code})

    pages = [(path, _whole(browser.get(path))) for path in addresses() if "leave" not in path]

    assert [path for path, seen in pages if "Зубокряк" in seen] == []
    assert any("What was searched" in seen for _, seen in pages)


@pytest.mark.rule("R9")
def test_the_walk_would_find_a_leak() -> None:
    """The control: a marker in a page is found for whoever may not see it."""
    page = f"<p>{mark('child', 'institution')} {mark('adult', 'marks')}</p>"

    assert leaks(page, "caseworker") == ["child: institution"]
    assert leaks(page, "protection_officer") == []
    assert leaks(page, "volunteer") == ["adult: marks", "child: institution"]


def test_there_is_no_second_way_in() -> None:
    """No administration site, no page for debugging, no app that shows tables."""
    names = {app.name for app in apps.get_app_configs()}

    assert not {name for name in names if name.endswith((".admin", ".admindocs", "debug_toolbar"))}
    assert settings.DEBUG is False
    assert not [route for route in routes(get_resolver().url_patterns) if "admin" in route]
