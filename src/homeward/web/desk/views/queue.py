"""What waits for me: the first page after the login."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from homeward.match import Hypothesis
from homeward.web.access.login import StaffRequest, staff_only
from homeward.web.desk.page import common
from homeward.web.desk.rights import has_hat_for
from homeward.web.desk.waiting import counted_piles, in_pile, pile_of, warnings
from homeward.web.desk.words import HYPOTHESES, word
from homeward.web.matching.queries import progress
from homeward.web.review.stills import waiting_stills

A_PAGE = 25


@require_safe
@staff_only
def queue(request: StaffRequest) -> HttpResponse:
    """Piles with their sizes, the chosen pile highest first, and how the search is doing."""
    by, search = request.user, progress()
    page = {
        **common(request),
        "search": search,
        "warnings": warnings(by, search),
        "works_cases": has_hat_for(by, "candidate.read"),
    }
    if page["works_cases"]:
        page |= _pile(request)
    return render(request, "desk/queue.html", page)


def _pile(request: StaffRequest) -> dict[str, object]:
    pile = pile_of(request.GET.get("pile", ""))
    chosen = request.GET.get("hypothesis", "")
    rows = in_pile(pile, request.user).with_copies()
    if chosen in set(Hypothesis):
        rows = rows.filter(pair__hypothesis=chosen)
    return {
        "stills": waiting_stills(request.user).order_by("pk")[:A_PAGE],
        "piles": counted_piles(request.user),
        "pile": pile,
        "hypothesis": chosen,
        "hypotheses": [(h.value, word(HYPOTHESES, h)) for h in Hypothesis],
        "rows": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
    }
