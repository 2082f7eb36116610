"""A word of its own in every field of every case, and every address at which it could come out."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from PIL import Image
from tests.office import MATCHER_KEY, TOLD, Family, search_all, staff
from tests.pictures.drawn import drawn, saved

from homeward.claims import Axis
from homeward.custody import Acquired
from homeward.pictures import Region
from homeward.web.access.fields import FIELDS, Audience, Part, visible_fields
from homeward.web.access.log import Reason
from homeward.web.access.login import set_one_time_code
from homeward.web.access.models import Office, User
from homeward.web.access.roles import Role
from homeward.web.correspondence.actions import write_to_family, write_to_office
from homeward.web.correspondence.models import Message
from homeward.web.custody import files, stills
from homeward.web.custody.ingest import Ingest
from homeward.web.custody.models import Original, Recheck, Still, WorkingCopy
from homeward.web.evidence.actions import NewClaim, Post, add_post, add_source, enter_claim
from homeward.web.evidence.models import Claim, EvidenceItem, Mention, Source
from homeward.web.matching import client as matcher_client
from homeward.web.matching.models import Pair
from homeward.web.matching.pictures import keyed
from homeward.web.matching.server import Matcher
from homeward.web.petitions.models import Petition
from homeward.web.registry.actions import file_request
from homeward.web.registry.filing import Filing
from homeward.web.registry.models import SoughtPerson, TracingRequest, Upload
from homeward.web.registry.purposes import Purpose
from homeward.web.registry.sweep import sweep
from homeward.web.registry.uploads import NewFile
from homeward.web.reports.actions import ask_who_i_was, keep_for_family, report
from homeward.web.reports.models import Kind, Report
from homeward.web.reports.told import Told
from homeward.web.review.models import Candidate

STEM = "Зубокряк"  # every marker begins so
CASES = ("adult", "child", "asker")  # the last one asks who he was
WORD = "калина"  # the second word of each family
# Fields that hold a word of a list or a date, where no marker fits.
CODED = {
    "sex", "birth_date", "event_date", "relationship", "category", "last_news_kind", "belief_kind",
    "date_left",
}  # fmt: skip
# What a source says, what is written, found out or made: not told in a form.
NOT_TOLD = re.compile(
    r"item_|mention_|claim_|custody_|file_|working_|explanation|message|report_|upload"
)
OF_A_SOURCE = re.compile(r"item_|mention_|claim_|custody_|file_name|working_copy")
# A post names people: their names and what is said of them reach those who read posts.
IN_THE_POST = ("family_name", "given_name", "patronymic")
REASONS = {
    "report": Reason.EVIDENCE_WORK,
    "candidate": Reason.REVIEW,
    "case": Reason.CASE_WORK,
    "evidence": Reason.EVIDENCE_WORK,
}
ROLES = [*Role.values, "nobody", "elsewhere"]
Ids = Callable[[], Iterable[uuid.UUID]]


def mark(case: str, name: str) -> str:
    """A word that stands in one field of one case and nowhere else, in Cyrillic letters."""
    letters = "абвгдежзик"
    number = CASES.index(case) * 100 + sorted(FIELDS).index(name)
    return STEM + "".join(letters[int(digit)] for digit in f"{number:04}")


def told(case: str) -> dict[str, str]:
    """All that can be told of somebody, with a marker in every field that takes one."""
    kept = {
        row.name: mark(case, row.name)
        for row in FIELDS.values()
        if row.part in {Part.MATCHING, Part.CONFIDENCE}
        and row.name not in CODED
        and not NOT_TOLD.match(row.name)
    }
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
    """Cases with everything in them, and what belongs to each."""

    families: dict[str, Family] = field(default_factory=dict)
    items: dict[str, EvidenceItem] = field(default_factory=dict)

    def ids(self) -> list[uuid.UUID]:
        """Every id that the matcher may be asked about."""
        kinds: tuple[Any, ...] = (SoughtPerson, Pair, Claim, EvidenceItem, Original, WorkingCopy)
        return [row.pk for kind in kinds for row in kind.objects.order_by("pk")]


@pytest.fixture
def world(
    office: Office, bohdan: User, matcher: Matcher, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> World:
    """An adult's case with a public post, a child's with a source that is not, and an asker's."""
    made = World()
    for case in CASES[:2]:
        consents = frozenset({Purpose.MATCH, Purpose.AGGREGATES})
        filing = Filing((told(case),), "uk", consents=consents, second_word=WORD)
        made.families[case] = Family(file_request(filing).code)
        source = add_source("fellow_soldier", f"Source {case}", by=bohdan, public=case == "adult")
        made.items[case] = add_post(post_of(case), source, by=bohdan)
    sweep()
    _ask_who_he_was()
    search_all(matcher)
    for case in CASES[:2]:
        for mention in made.items[case].mentions.all():
            enter_claim(_claim(case), by=bohdan, mention=mention)
    for number, case in enumerate(CASES[:2]):
        _pictures(case, number, made, bohdan, tmp_path)
    _written(made.families["adult"], bohdan)
    monkeypatch.setattr(matcher_client, "ask", _asking(matcher))
    return made


def _ask_who_he_was() -> None:
    values = {"name": mark("asker", "name"), "sex": "male", "birth_date": "2010",
              "event_date": "2022", "event_place": mark("asker", "event_place")}  # fmt: skip
    kind, contact = Kind.WHO_WAS_I, mark("asker", "report_contact")
    ask_who_i_was(Told(kind, values, contact=contact, language="uk"))
    sweep()


def _claim(case: str) -> NewClaim:
    return NewClaim(
        axis=Axis.CAPTIVITY, said="captive", wording=mark(case, "claim_wording"),
        place=mark(case, "claim_place"), detail=mark(case, "claim_detail"),
    )  # fmt: skip


def _pictures(case: str, number: int, made: World, by: User, folder: Path) -> None:
    """An original with words in its name, its metadata and its record; a still of one face."""
    found = folder / case
    found.mkdir()
    described = Image.Exif()
    described[0x010E] = mark(case, "upload")
    picture = saved(drawn(number, 64, 48), exif=described)
    (found / f"{mark(case, 'file_name')}.jpg").write_bytes(picture)
    how = Acquired(method=mark(case, "custody_item"), utc="2024-03-04", tool="")
    source = Source.objects.get(title=f"Source {case}")
    Ingest(found, source, how, by, lambda digests: keyed(MATCHER_KEY.private, digests)).run()
    if case == "adult":
        frame = WorkingCopy.objects.get()
        seen = files.open_copy(frame.pk, MATCHER_KEY.private)
        person = made.families[case].person()
        stills.make_still(frame, seen, [Region(5, 5, 20, 20)], 0, person=person, by=by)


def _written(family: Family, by: User) -> None:
    """Messages both ways, a file, what was kept, and what a witness told."""
    write_to_office(family.open(), mark("adult", "message"))
    answer = mark("adult", "message_to_family")
    write_to_family(family.request(), answer, "", by=by)
    picture = NewFile(f"{mark('adult', 'upload')}.jpg", saved(drawn(9, 32, 24)))
    keep_for_family(family.open(), mark("adult", "item_text"), upload=picture)
    seen = {"name": mark("adult", "mention_name"), "event_place": mark("adult", "item_text")}
    report(Told(Kind.SIGHTING, seen, contact=mark("adult", "report_contact")))


def _asking(matcher: Matcher) -> Any:
    """The matcher's answers as they come over the socket."""

    def ask(what: str, **details: Any) -> Any:
        message = json.loads(json.dumps({"what": what, **details}))
        return json.loads(json.dumps(matcher.answer(message)))

    return ask


def may_read(who: str, case: str, name: str) -> bool:
    """Whether the table and the rule of offices give this field of this case to this reader."""
    of_a_source = OF_A_SOURCE.match(name) is not None
    if who == "holder":
        return case == "adult" and Audience.CODE_HOLDER in FIELDS[name].audiences
    if who not in Role.values:
        # A caseworker of another office reads what sources say, and no case.
        return who == "elsewhere" and of_a_source and case != "asker"
    if name not in visible_fields([Role(who)]):
        return False
    if FIELDS[name].part is Part.CONFIDENCE:
        return False  # nobody, on any page
    if of_a_source and case != "asker":
        return who != Role.ANALYST or case == "adult"
    return case == "adult" or who == Role.PROTECTION_OFFICER


def as_read(seen: str) -> str:
    """An output with what is written in codes (of JSON, of addresses, of HTML) beside it."""
    plain = re.sub(r"\\u(04[0-9a-fA-F]{2})", lambda code: chr(int(code[1], 16)), seen)
    return "\n".join({seen, plain, unquote(seen), unescape(seen)})


def leaks(seen: str, who: str) -> list[str]:
    """Each marker in an output that this reader may not see."""
    folded = as_read(seen).casefold()
    if STEM.casefold() not in folded:
        return []
    readers_of_posts = {case for case in CASES if may_read(who, case, "item_text")}
    return [
        f"{case}: {name}"
        for case in CASES
        for name in FIELDS
        if mark(case, name).casefold() in folded
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


def holder(code: str) -> Client:
    """A browser in which this code was typed."""
    browser = Client(raise_request_exception=False)
    browser.post("/en/read/", {"code": code})
    return browser


def _ids(kind: Any) -> Ids:
    return lambda: list(kind.objects.values_list("pk", flat=True))


def _report_parts() -> list[uuid.UUID]:
    rows = Report.objects.all()
    return [row.pk for row in rows] + [row.file for row in rows if row.file]


# By the word before an id in an address, and the name of the id: whose ids fit.
IDS: dict[tuple[str, str], Ids] = {
    ("candidate", "pk"): _ids(Candidate),
    ("candidate", "thing"): _ids(Candidate),
    ("case", "pk"): _ids(TracingRequest),
    ("case", "thing"): _ids(TracingRequest),
    ("evidence", "pk"): _ids(EvidenceItem),
    ("evidence", "thing"): _ids(EvidenceItem),
    ("report", "thing"): _ids(Report),
    ("reports", "pk"): _ids(Report),
    ("part", "thing"): _report_parts,
    ("claim", "claim"): _ids(Claim),
    ("claim", "thing"): _ids(Mention),
    ("changed", "thing"): _ids(Recheck),
    ("file", "thing"): _ids(Upload),
    ("drop", "pk"): _ids(Upload),
    ("messages", "thing"): _ids(Message),
    ("original", "pk"): _ids(Original),
    ("copy", "pk"): _ids(WorkingCopy),
    ("still", "pk"): _ids(Still),
    ("petitions", "pk"): _ids(Petition),
    ("work", "pk"): _ids(Petition),
    ("help", "pk"): _ids(Petition),
}
ID = re.compile(r"(\w+)/<uuid:(\w+)>")


def routes(patterns: Iterable[Any], before: str = "") -> Iterator[str]:
    """Every address of the site as a pattern, the site's language first."""
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, route)
        elif isinstance(one, URLPattern):
            yield route


def addresses() -> list[str]:
    """Every address with every id that fits; an id that `IDS` does not know fails the test."""
    found: set[str] = set()
    for route in routes(get_resolver().url_patterns):
        path = "/" + re.sub(r"^\w\w/", "en/", route).replace("<int:number>", "1")
        fitting = [IDS[key]() for key in ID.findall(path)]
        for ids in product(*fitting):
            whole = path
            for one in ids:
                whole = re.sub(r"<uuid:\w+>", str(one), whole, count=1)
            found.add(whole)
    odd = [path for path in found if "<" in path]
    assert not odd, f"which ids go into {odd}?"
    return sorted(found - {"/en/account/logout/"})


def walked(browser: Client) -> Iterator[tuple[str, str]]:
    """Every answer to every address: asked for, opened with a reason, and asked for again."""
    paths = addresses()
    for path in paths:
        if "/desk/open/" in path:
            kind = path.split("/desk/open/")[1].split("/")[0]
            yield path, whole_of(browser.post(path, {"reason": REASONS[kind].value}))
    for path in paths:
        yield path, whole_of(browser.get(path))
    for path in paths:
        if "/desk/" in path:
            yield f"POST {path}", whole_of(browser.post(path, {}))
    yield "/en/nothing/", whole_of(browser.get("/en/nothing/"))


def whole_of(response: Any) -> str:
    """Headers, cookies and body of an answer."""
    body = response.content if not response.streaming else b"".join(response)
    assert response.status_code < 500, response.request["PATH_INFO"]
    return f"{response.headers} {response.cookies} {body.decode(errors='replace')}"
