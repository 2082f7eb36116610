"""What may be told beyond the five steps: a list of pages, each short, none needed."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from homeward.web.family.asking import MOST_PEOPLE, Draft
from homeward.web.family.details import ANOTHER, DETAILS, ELSEWHERE, OF_A_PERSON
from homeward.web.family.views.ask import Asking, asking_of, to_page, where_she_stopped
from homeward.web.registry.shortlived import TooLarge


@dataclass(frozen=True, slots=True)
class Entry:
    """One page in the list."""

    letter: str
    number: int
    title: str | Promise
    filled: bool


@dataclass(frozen=True, slots=True)
class Person:
    """One sought person in the list."""

    number: int
    name: str
    entries: tuple[Entry, ...]


@require_safe
def hub(request: HttpRequest) -> HttpResponse:
    """All pages, and the button that sends."""
    asking = asking_of(request)
    if asking is None or asking.draft.unfinished_step() is not None:
        return where_she_stopped(request)
    draft = asking.draft
    told = {
        "people": [_person(draft, number) for number in draft.people()],
        "elsewhere": _entry(draft, 1, ELSEWHERE),
        "files": draft.files,
        "may_add": len(draft.people()) < MOST_PEOPLE,
    }
    return render(request, "family/details/hub.html", told)


def _person(draft: Draft, number: int) -> Person:
    key = "1" if number == 1 else f"{number}{ANOTHER}"
    entries = tuple(_entry(draft, number, letter) for letter in OF_A_PERSON)
    own = () if number == 1 else (_entry(draft, number, ANOTHER),)
    return Person(number, draft.pages.get(key, {}).get("name", ""), own + entries)


def _entry(draft: Draft, number: int, letter: str) -> Entry:
    key = f"{number}{letter}"
    return Entry(letter, number, DETAILS[letter].title, bool(draft.pages.get(key)))


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, number: int, letter: str) -> HttpResponse:
    """One page of the list."""
    asking = asking_of(request)
    if asking is None:
        return where_she_stopped(request)
    new = letter == ANOTHER and number == max(asking.draft.people()) + 1 <= MOST_PEOPLE
    if number not in asking.draft.people() and not new:
        raise Http404
    if request.method == "POST":
        return _take(request, asking, f"{number}{letter}")
    return _show(request, asking.draft, f"{number}{letter}")


def _show(request: HttpRequest, draft: Draft, key: str, *, too_large: bool = False) -> HttpResponse:
    form, letter, number = draft.page(key), key[-1], int(key[:-1])
    wrong = [(form[name], errors) for name, errors in form.errors.items()]
    name = _person(draft, number).name if number in draft.people() else ""
    told = {"form": form, "wrong": wrong, "letter": letter, "number": number, "name": name}
    told |= {"too_large": too_large, "known": number > 1 and number in draft.people()}
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_large else HTTPStatus.OK
    return render(request, f"family/details/{letter}.html", told, status=status)


def _take(request: HttpRequest, asking: Asking, key: str) -> HttpResponse:
    if "drop_papers" in request.POST:
        return asking.keep(asking.draft.without(key), to_page(key))
    draft = asking.draft.with_page(key, request.POST, sent=True)
    fine = draft.page(key).is_valid()
    another = "another" in request.POST
    try:
        next_page = redirect("family:details") if fine and not another else to_page(key)
        return asking.keep(draft, next_page)
    except TooLarge:
        return _show(request, draft, key, too_large=True)


@require_POST
def add_person(request: HttpRequest) -> HttpResponse:
    """One more person, lost with the others."""
    asking = asking_of(request)
    if asking is None:
        return where_she_stopped(request)
    return to_page(f"{max(asking.draft.people()) + 1}{ANOTHER}")


@require_POST
def drop_person(request: HttpRequest, number: int) -> HttpResponse:
    """Forget one person again, with all pages about him."""
    asking = asking_of(request)
    if asking is None or number == 1:
        return where_she_stopped(request)
    keys = [f"{number}{letter}" for letter in (*OF_A_PERSON, ANOTHER)]
    return asking.keep(asking.draft.without(*keys), redirect("family:details"))
