"""What may be told beyond the five steps: a list of pages, each short, none needed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from homeward.records import Category
from homeward.web.family.asking import MOST_PEOPLE
from homeward.web.family.details import (
    ANOTHER,
    CHILD_LETTER,
    DETAILS,
    ELSEWHERE,
    OF_A_PERSON,
    SERVICE_LETTER,
)
from homeward.web.family.views.ask import Asking, asking_of, to_page, where_she_stopped
from homeward.web.registry.filing import category_of
from homeward.web.registry.shortlived import TooLarge


@dataclass(frozen=True, slots=True)
class Entry:
    """One page in the list."""

    letter: str
    number: int
    title: str | Promise
    filled: bool
    open: bool


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
        "people": [_person(asking, number) for number in draft.people()],
        "elsewhere": _entry(asking, 1, ELSEWHERE),
        "files": draft.files,
        "kept_back": asking.told,
        "may_add": len(draft.people()) < MOST_PEOPLE,
    }
    return render(request, "family/details/hub.html", told)


def _person(asking: Asking, number: int) -> Person:
    entries = tuple(_entry(asking, number, letter) for letter in _letters(asking, number))
    own = () if number == 1 else (_entry(asking, number, ANOTHER),)
    return Person(number, _name(asking, number), own + entries)


def _letters(asking: Asking, number: int) -> tuple[str, ...]:
    """Of a child its own page first, and none of service.

    Not where it was told before she came back with the code: the order would tell it (R28).
    """
    key = _key_of(number)
    told = {} if key in asking.told | asking.begun else asking.draft.page(key).told()
    letters = tuple(OF_A_PERSON)
    if key not in asking.draft.sent or not told or category_of(told) is not Category.CHILD:
        return letters
    return (CHILD_LETTER, *(one for one in letters if one not in {CHILD_LETTER, SERVICE_LETTER}))


def _key_of(number: int) -> str:
    return "1" if number == 1 else f"{number}{ANOTHER}"


def _name(asking: Asking, number: int) -> str:
    """The name that was typed; not where it was typed before she came back with the code."""
    key = _key_of(number)
    if key in asking.told | asking.begun:
        return gettext("Person %(number)s") % {"number": number}
    return asking.draft.pages.get(key, {}).get("name", "")


def _entry(asking: Asking, number: int, letter: str) -> Entry:
    key = f"{number}{letter}"
    filled = bool(asking.draft.pages.get(key))
    return Entry(letter, number, DETAILS[letter].title, filled, key not in asking.told)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, number: int, letter: str) -> HttpResponse:
    """One page of the list."""
    asking = asking_of(request)
    if asking is None:
        return where_she_stopped(request)
    new = letter == ANOTHER and number == max(asking.draft.people()) + 1 <= MOST_PEOPLE
    if number not in asking.draft.people() and not new:
        raise Http404
    if f"{number}{letter}" in asking.told:
        return redirect("family:details")
    if request.method == "POST":
        return _take(request, asking, f"{number}{letter}")
    return _show(request, asking, f"{number}{letter}")


def _show(
    request: HttpRequest, asking: Asking, key: str, *, too_large: bool = False
) -> HttpResponse:
    draft, letter, number = asking.shown(key), key[-1], int(key[:-1])
    form = draft.page(key, guess=not asking.told)
    wrong = [(form[name], errors) for name, errors in form.errors.items()]
    name = _name(asking, number) if number in draft.people() else ""
    told = {"form": form, "wrong": wrong, "letter": letter, "number": number, "name": name}
    told |= {"too_large": too_large, "begun": key in asking.begun}
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
        return asking.keep(draft, next_page, typed=key)
    except TooLarge:
        return _show(request, replace(asking, draft=draft), key, too_large=True)


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
