"""The people of every test of the site: Olena asks, Bohdan works the case, Iryna has no right.

Imported by the `conftest.py` of the folders that test the site, and only there: the engine's
tests run where Django is not installed.
"""

# ruff: noqa: E402 - the environment stands before the settings are read
from __future__ import annotations

import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

os.environ["HOMEWARD_MODE"] = "development"
os.environ["HOMEWARD_CHEAP_CODES"] = "yes"
os.environ["HOMEWARD_DATA"] = tempfile.mkdtemp(prefix="homeward-tests-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "homeward.web.site.settings")

import django

django.setup()

from django.contrib.auth.hashers import make_password

from homeward.seal import boxes
from homeward.web.access.models import Office, RoleGrant, User
from homeward.web.access.roles import Role
from homeward.web.desk.waiting import in_pile, pile_of
from homeward.web.evidence.actions import Post, add_post, add_source
from homeward.web.evidence.models import EvidenceItem, Source
from homeward.web.matching import server
from homeward.web.matching.server import Listener, Matcher
from homeward.web.registry.actions import file_request
from homeward.web.registry.codes import OpenCase, open_case
from homeward.web.registry.filing import Filing
from homeward.web.registry.models import SoughtPerson, TracingRequest
from homeward.web.registry.purposes import Purpose
from homeward.web.registry.sealing import Instance, write_instance
from homeward.web.registry.sweep import sweep
from homeward.web.review.models import Candidate, CandidateQuerySet
from homeward.web.review.queries import CaseRead, read_opened
from homeward.web.site import flood

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

MATCHER_KEY, INTAKE_KEY = boxes.new_pair(), boxes.new_pair()
PASSWORD = "a password of an invented person"
# One invented man, as his sister writes him and as a post names him.
TOLD = {
    "name": "Лосенко Остап Гнатович",
    "sex": "male",
    "birth_date": "1991-04-12",
    "relationship": "sister",
    "event_date": "2024-02-17",
    "event_place": "Авдіївка",
    "category": "soldier",
}
POST = (
    "Розшукується Лосенко Остап Гнатович, 12.04.1991 р.н. "
    "Зник безвісти 17.02.2024 під Авдіївкою. Потрапив у полон за словами побратимів."
)
POSTED = date(2024, 3, 5)


@dataclass(slots=True)
class Family:
    """Olena with her code."""

    code: str
    told: dict[str, str] = field(default_factory=lambda: dict(TOLD))

    _opened: OpenCase | None = None

    def open(self) -> OpenCase:
        """Her case; the costly keys are made once."""
        self._opened = self._opened or open_case(self.code)
        return self._opened

    def request(self) -> TracingRequest:
        return TracingRequest.objects.get(pk=self.open().request.pk)

    def person(self) -> SoughtPerson:
        return SoughtPerson.objects.get(request=self.open().request)


def filing(*, consents: frozenset[Purpose] = frozenset({Purpose.MATCH}), **changes: str) -> Filing:
    """A filing like Olena's, changed a little. `second_word` and values of S2 go along."""
    second_word = changes.pop("second_word", "")
    return Filing(
        people=({**TOLD, **changes},), language="uk", consents=consents, second_word=second_word
    )


def ask(**changes: Any) -> Family:
    """Somebody files, and the sweep takes it up."""
    family = Family(file_request(filing(**changes)).code)
    sweep()
    return family


@cache
def _hashed() -> str:
    """The hash takes a moment: once is enough."""
    return make_password(PASSWORD)


def staff(name: str, office: Office | None, *roles: Role) -> User:
    """A member of staff with these roles."""
    user = User(username=name, password=_hashed(), display_name=name.title(), office=office)
    user.save()
    RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role) for role in roles)
    return user


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: SettingsWrapper) -> Iterator[Path]:
    """A data folder of its own for each test, with this site's public keys."""
    folder = tmp_path / "data"
    folder.mkdir()
    settings.HOMEWARD_DATA = folder
    short = Path(tempfile.mkdtemp(prefix="hw-"))  # the path of a socket has 107 bytes at most
    settings.HOMEWARD_SOCKET = short / "s"
    keys = Instance(b"salt of the tests' instance", MATCHER_KEY.public, INTAKE_KEY.public)
    write_instance(folder / "instance.json", keys)
    for gate in flood.GATES.values():
        gate.reset()
    yield folder
    shutil.rmtree(short)


@pytest.fixture
def office(db: None) -> Office:
    return Office.objects.create(name="Office of the tests", takes_filings=True)


@pytest.fixture
def bohdan(office: Office) -> User:
    """Works the case."""
    return staff("bohdan", office, Role.CASEWORKER)


@pytest.fixture
def daryna(office: Office) -> User:
    """The second person who decides."""
    return staff("daryna", office, Role.CASEWORKER)


@pytest.fixture
def iryna(db: None) -> User:
    """A caseworker elsewhere, without any right to this case."""
    return staff("iryna", Office.objects.create(name="Another office"), Role.CASEWORKER)


@pytest.fixture
def olena(office: Office) -> Family:
    """Asks for her brother."""
    return ask()


@pytest.fixture
def source(bohdan: User) -> Source:
    return add_source("fellow_soldier", "Search group of an invented brigade", by=bohdan)


@pytest.fixture
def post(source: Source, bohdan: User) -> EvidenceItem:
    """A post that names Olena's brother."""
    return add_post(Post(POST, POSTED, language="uk"), source, by=bohdan)


@pytest.fixture
def matcher(office: Office, monkeypatch: pytest.MonkeyPatch) -> Matcher:
    """The matcher with its key, in this process: `search_all(matcher)` runs it.

    Its second thread stays away: it would wait for a row that the test's transaction holds.
    """
    monkeypatch.setattr(server, "BEAT_SECONDS", 3600.0)
    matcher = Matcher()
    matcher.unlock(MATCHER_KEY.private)
    return matcher


def read_case(code: str) -> CaseRead:
    """What a family reads with its code."""
    return read_opened(open_case(code))


def queue_for(user: User) -> CandidateQuerySet:
    """What waits at the desk to be judged by this person."""
    return in_pile(pile_of("judge"), user)


def search_all(matcher: Matcher) -> None:
    """Let the standing search do everything that waits."""
    while matcher.tick():
        pass


@pytest.fixture
def candidate(olena: Family, post: EvidenceItem, matcher: Matcher) -> Candidate:
    """What the standing search made of request and post."""
    search_all(matcher)
    return Candidate.objects.get(pair__mention__item=post)


@pytest.fixture
def running_matcher(transactional_db: None, office: Office, matcher: Matcher) -> Iterator[Matcher]:
    """The matcher behind its real socket."""
    from django.conf import settings

    with Listener(settings.HOMEWARD_SOCKET, matcher) as listener:
        thread = threading.Thread(target=listener.serve_forever, args=(0.05,))
        thread.start()
        yield matcher
        listener.shutdown()
        thread.join()


def wait_until(what: Any, seconds: float = 60.0) -> Any:
    """Ask again and again until there is an answer."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := what():
            return found
        time.sleep(0.2)
    raise AssertionError(f"not within {seconds} seconds")
