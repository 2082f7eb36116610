"""Asking: what it can mean, the code, five short steps, and the end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from homeward.seal.codes import CodeKeys, new_code
from homeward.web.family.asking import LAST, Draft, draft_under, keys_as_json, keys_from
from homeward.web.family.permissions import switches
from homeward.web.family.steps import second_word_seen
from homeward.web.family.visit import (
    ASK_SECONDS,
    CASE_SECONDS,
    Visit,
    remember,
    renewed,
    visit_of,
)
from homeward.web.matching.queries import progress
from homeward.web.registry import drafts
from homeward.web.registry.actions import AlreadyFiled, file_under
from homeward.web.registry.codes import keys_of
from homeward.web.registry.purposes import Purpose
from homeward.web.registry.shortlived import TooLarge
from homeward.web.registry.weeks import MONTHS_12, this_week, week_of

LONGEST_WORD = 100


@dataclass(frozen=True, slots=True, repr=False)
class Asking:
    """A visit in which somebody asks: the keys of her code and the draft under them."""

    visit: Visit
    keys: CodeKeys
    draft: Draft

    @property
    def told(self) -> frozenset[str]:
        """What was told before she came back with the code: it is not shown again (R28)."""
        return frozenset(self.visit.values.get("told", ()))

    @property
    def begun(self) -> frozenset[str]:
        """What was typed but not finished then: it is asked for again, empty (R28)."""
        return frozenset(self.visit.values.get("begun", ()))

    def shown(self, key: str) -> Draft:
        """The draft as this browser may see it on one page."""
        return self.draft.without(key) if key in self.begun else self.draft

    def keep(self, draft: Draft, response: HttpResponse, *, typed: str = "") -> HttpResponse:
        """Seal the draft as it is now, and let the visit go on; `typed` is a page written anew."""
        draft.save(self.keys)
        begun = sorted(self.begun - {typed})
        return remember(self.visit, response, seconds=ASK_SECONDS, begun=begun or None)


def asking_of(request: HttpRequest) -> Asking | None:
    """Who asks in this visit, if anybody does."""
    visit = visit_of(request)
    stored = visit.values.get("asking")
    keys = keys_from(stored) if stored else None
    if keys is None:
        return None
    draft = draft_under(keys) or Draft()
    return Asking(visit, keys, replace(draft, closed=frozenset(visit.values.get("told", ()))))


def to_page(key: str) -> HttpResponse:
    """The page of a key."""
    if key.isdigit():
        return redirect("family:ask", number=int(key))
    return redirect(f"family:detail_{key[-1]}", number=int(key[:-1]))


@require_http_methods(["GET", "HEAD", "POST"])
def before(request: HttpRequest) -> HttpResponse:
    """What asking can mean where she lives; and the code, before anything is typed."""
    if request.method != "POST":
        return render(request, "family/ask/before.html", {"under_way": asking_of(request)})
    code = new_code()
    keys = keys_of(code)
    told: dict[str, object] = dict.fromkeys(("filed", "case", "told", "begun", "resumed"))
    told |= {"asking": keys_as_json(keys), "code": code}
    visit = renewed(visit_of(request))
    return remember(visit, redirect("family:code"), seconds=ASK_SECONDS, **told)


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The code; as long as the visit lasts."""
    asking = asking_of(request)
    if asking is None or "code" not in asking.visit.values:
        return where_she_stopped(request)
    if request.method != "POST":
        ends = week_of(this_week() + MONTHS_12)
        told = {"code": asking.visit.values["code"], "ends": ends, "seen": second_word_seen()}
        return render(request, "family/ask/code.html", told | {"chosen": asking.draft.second_word})
    word = request.POST.get("second_word", "").strip()[:LONGEST_WORD] or asking.draft.second_word
    return asking.keep(replace(asking.draft, second_word=word), redirect("family:on"))


@require_safe
def go_on(request: HttpRequest) -> HttpResponse:
    """To where she stopped; whoever came with the code sees nothing of the pages before."""
    visit, asking = visit_of(request), asking_of(request)
    response = where_she_stopped(request)
    if asking is None or "resumed" not in visit.values:
        return response
    return remember(visit, response, seconds=ASK_SECONDS, resumed=None)


def where_she_stopped(request: HttpRequest) -> HttpResponse:
    """After the first page, after a lost connection, after days."""
    asking = asking_of(request)
    if asking is None:
        return redirect("family:sent" if "filed" in visit_of(request).values else "family:before")
    number = asking.draft.reached()
    return redirect("family:details") if number is None else redirect("family:ask", number=number)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, number: int) -> HttpResponse:
    """Show one step, or take what was typed on it and go on."""
    if not 1 <= number <= LAST:
        raise Http404
    asking = asking_of(request)
    if asking is None:
        return where_she_stopped(request)
    if str(number) in asking.told:
        return where_she_stopped(request)
    if request.method == "POST":
        return _take(request, asking, number)
    return _page(request, asking, number)


def _page(
    request: HttpRequest, asking: Asking, number: int, *, too_large: bool = False
) -> HttpResponse:
    draft = asking.shown(str(number))
    form = draft.page(str(number))
    on = [one for one in Purpose if draft.pages.get(str(number), {}).get(one.value)]
    wrong = [(form[name], errors) for name, errors in form.errors.items()]
    told = {"form": form, "number": number, "wrong": wrong, "switches": switches(on)}
    told |= {"chosen": draft.second_word, "too_large": too_large, "kept_back": asking.told}
    told |= {"begun": str(number) in asking.begun}
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_large else HTTPStatus.OK
    return render(request, f"family/ask/{number}.html", told, status=status)


def _take(request: HttpRequest, asking: Asking, number: int) -> HttpResponse:
    back, key = "back" in request.POST, str(number)
    if back and key in asking.begun:  # an empty form was shown: it takes nothing away
        return _next(asking.draft, number, back=True)
    draft = asking.draft.with_page(key, request.POST, sent=not back)
    try:
        response = asking.keep(draft, _next(draft, number, back=back), typed=key)
    except TooLarge:
        return _page(request, replace(asking, draft=draft), number, too_large=True)
    whole = number == LAST and not back and "more" not in request.POST
    return file_draft(replace(asking, draft=draft)) if whole else response


def _next(draft: Draft, number: int, *, back: bool) -> HttpResponse:
    if back:
        return redirect("family:code") if number == 1 else to_page(str(number - 1))
    unfinished = draft.unfinished_step()
    if unfinished is not None and unfinished <= number:
        return to_page(str(unfinished))
    return redirect("family:details") if number == LAST else to_page(str(number + 1))


@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """File it under the code, so that the same form sent twice files once."""
    asking = asking_of(request)
    if asking is None:
        return where_she_stopped(request)
    return file_draft(asking)


def file_draft(asking: Asking) -> HttpResponse:
    """The draft becomes a request; or the page that cannot be filed as it is."""
    if unfinished := asking.draft.unfinished():
        return to_page(unfinished)
    try:
        ends = file_under(asking.draft.filing(get_language() or "en"), asking.keys).ends_in_week
    except AlreadyFiled:  # the same form, sent twice at once
        ends = week_of(this_week() + MONTHS_12)
    drafts.filed(asking.keys)
    filed = {"ends": ends.isoformat()}
    response = redirect("family:sent")
    return remember(
        asking.visit,
        response,
        seconds=CASE_SECONDS,
        asking=None,
        told=None,
        begun=None,
        filed=filed,
    )


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """It is kept; the code once more, until the visit ends."""
    values = visit_of(request).values
    if "filed" not in values:
        return redirect("family:read")
    ends = date.fromisoformat(values["filed"]["ends"])
    told = {"code": values.get("code"), "ends": ends, "search": progress()}
    return render(request, "family/ask/sent.html", told)
