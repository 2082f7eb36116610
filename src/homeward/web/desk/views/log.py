"""The access log, for auditors."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from homeward.web.access.log import Reason, check, head, record
from homeward.web.access.login import StaffRequest, staff_only
from homeward.web.access.models import User
from homeward.web.access.policy import require
from homeward.web.desk.journal import chosen, lines
from homeward.web.desk.page import common
from homeward.web.desk.words import VERBS

A_PAGE = 50


@require_safe
@staff_only
def log(request: StaffRequest) -> HttpResponse:
    """Who read or changed what; reading this is a line of the log as well."""
    require(request.user, "log.read")
    record(request.user, "log.read", None, reason=Reason.AUDIT)
    asked = {name: request.GET.get(name, "").strip()[:64] for name in ("verb", "by", "thing")}
    found = Paginator(chosen(**asked), A_PAGE).get_page(request.GET.get("page"))
    page = {
        **common(request),
        **asked,
        "page": found,
        "lines": lines(found.object_list),
        "verbs": sorted(VERBS.items(), key=lambda row: str(row[1])),
        "staff": User.objects.order_by("username"),
        "head": head(),
        "asked_check": "check" in request.GET,
        "damage": check() if "check" in request.GET else None,
    }
    return render(request, "desk/log.html", page)
