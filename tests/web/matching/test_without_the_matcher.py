"""What people see while the matcher is dead or has no key: it is said, and nothing is lost."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation
from tests.office import Family, ask, search_all

from homeward.web.access.login import set_one_time_code
from homeward.web.access.models import User
from homeward.web.matching.models import SearchState
from homeward.web.matching.queries import SILENT_AFTER
from homeward.web.matching.server import Matcher
from homeward.web.registry.models import SoughtPerson
from homeward.web.review.models import Candidate

pytestmark = pytest.mark.django_db
LANGUAGES = ("uk", "ru", "en")
TO_THE_FAMILY = (
    "The search stands still at this moment. Your request is kept and nothing is lost: it is "
    "compared as soon as the search runs again."
)
TO_STAFF = (
    "The standing search does not run or waits for its key: pages with names cannot be "
    "opened and nothing new is compared. Filing works and nothing is lost."
)


def _says(page: object, sentence: str, language: str) -> bool:
    with translation.override(language):
        return translation.gettext(sentence) in page.content.decode()  # type: ignore[attr-defined]


@pytest.fixture
def killed(candidate: Candidate) -> None:
    """It has searched, and was killed a while ago: nobody listens on its socket."""
    heard = SearchState.objects.get().heard_at
    assert heard is not None
    SearchState.objects.update(heard_at=heard - 2 * SILENT_AFTER)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_desk_says_so(language: str, killed: None, candidate: Candidate, bohdan: User) -> None:
    """The queue opens with a warning; a page with names asks to wait, with its own status."""
    client = Client()
    set_one_time_code(bohdan, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client.force_login(bohdan)

    assert _says(client.get(f"/{language}/desk/"), TO_STAFF, language)
    opened = client.post(
        f"/{language}/desk/open/candidate/{candidate.pk}/", {"reason": "review"}, follow=True
    )
    assert opened.status_code == 503
    assert _says(opened, "The search does not answer now", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_familys_page_says_so(language: str, killed: None, olena: Family) -> None:
    """With the code she reads that the search stands still and that nothing is lost."""
    client = Client()
    client.post(f"/{language}/read/", {"code": olena.code})

    page = client.get(f"/{language}/read/")

    assert page.status_code == 200
    assert _says(page, TO_THE_FAMILY, language)


def test_when_it_runs_nothing_is_said(olena: Family, matcher: Matcher) -> None:
    """The control."""
    search_all(matcher)
    client = Client()
    client.post("/uk/read/", {"code": olena.code})

    assert not _says(client.get("/uk/read/"), TO_THE_FAMILY, "uk")


def test_filing_works_and_waits(killed: None, matcher: Matcher) -> None:
    """Who files meanwhile is searched for when it runs again."""
    family = ask(name="Новий Запит")
    assert family.person() in SoughtPerson.objects.waiting()

    search_all(matcher)

    assert family.person() not in SoughtPerson.objects.waiting()
