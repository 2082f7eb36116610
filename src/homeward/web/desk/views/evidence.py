"""Posts and what they say: adding one, and reading them with the people marked."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from homeward.errors import BadInput
from homeward.web.access.log import Reason
from homeward.web.access.login import StaffRequest, staff_only
from homeward.web.access.models import User
from homeward.web.custody.models import Original
from homeward.web.custody.rechecks import first_gone
from homeward.web.desk.correcting import choices
from homeward.web.desk.file_words import address
from homeward.web.desk.forms import PostForm, SourceForm, refuse
from homeward.web.desk.highlight import marks_of, other_names, pieces
from homeward.web.desk.page import ask_reason, common
from homeward.web.desk.reasons import EVIDENCE, FOR_EVIDENCE, reason_for
from homeward.web.desk.rights import has_hat_for, require_hat
from homeward.web.desk.views.mention import likely_claims
from homeward.web.desk.views.originals import kind_of
from homeward.web.desk.views.rechecks import RecheckForm
from homeward.web.evidence.actions import add_post, add_source
from homeward.web.evidence.clusters import others_of_cluster
from homeward.web.evidence.models import EvidenceItem
from homeward.web.matching import client

A_PAGE, MOST_OTHERS = 8, 50


@require_safe
@staff_only
def items(request: StaffRequest) -> HttpResponse:
    """What came in last, with the people marked in the text."""
    require_hat(request.user, "item.read")
    reason = reason_for(request, EVIDENCE)
    if reason is None:
        return ask_reason(request, reasons=FOR_EVIDENCE, opens="evidence")
    seen = EvidenceItem.objects.visible_to(request.user).counted()
    seen = seen.filter(unreviewed=False).select_related("source")
    page = Paginator(seen.order_by("-entered_at", "pk"), A_PAGE).get_page(request.GET.get("page"))
    shown = [_shown(row, request.user, reason) for row in page.object_list]
    told = {**common(request), "page": page, "items": shown, "reason": reason}
    return render(request, "desk/items.html", told)


@require_safe
@staff_only
def item(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One item."""
    require_hat(request.user, "item.read")
    seen = EvidenceItem.objects.visible_to(request.user).select_related("source")
    row = get_object_or_404(seen, pk=pk)
    reason = reason_for(request, EVIDENCE)
    if reason is None:
        return ask_reason(request, reasons=FOR_EVIDENCE, opens="evidence", id=pk)
    read = client.read_item(row.pk, by=request.user, reason=reason)
    page = {**common(request), "item": _page_of(row, read, request.user), "reason": reason}
    if has_hat_for(request.user, "item.correct"):
        page["choices"] = choices(read, request.GET.get("at", ""), request.GET.get("said", ""))
        page["may_correct"] = True
        page["corrections"] = row.corrections.order_by("at").select_related("by")
    page |= _of_item(row, request.user)
    if has_hat_for(request.user, "claim.enter"):
        page["claimable"] = [
            (key, mention["name"], likely_claims(mention))
            for key, mention in read["mentions"].items()
        ]
    return render(request, "desk/item.html", page)


def _of_item(row: EvidenceItem, by: User) -> dict[str, Any]:
    """Where it came from, where else it stands, and whether it is still there."""
    originals = Original.objects.visible_to(by).filter(items__item=row).distinct().order_by("pk")
    return {
        "originals": [
            (one, kind_of(one), one.copies.filter(still=None).order_by("hidden_regions", "pk")[:1])
            for one in originals.prefetch_related("copies")
        ],
        "others": list(others_of_cluster(row, by)[:MOST_OTHERS]),
        "rechecks": row.rechecks.select_related("by").order_by("-day", "pk"),
        "gone_on": first_gone(row),
        "recheck_form": RecheckForm(),
    }


def _shown(row: EvidenceItem, by: User, reason: Reason) -> dict[str, Any]:
    return _page_of(row, client.read_item(row.pk, by=by, reason=reason), by)


def _page_of(row: EvidenceItem, read: Mapping[str, Any], by: User) -> dict[str, Any]:
    mentions = read["mentions"]
    page = reverse("desk:item", kwargs={"pk": row.pk}) if has_hat_for(by, "item.correct") else ""
    marks = [
        mark
        for key, mention in mentions.items()
        for mark in marks_of(mention, ours=True, link=page and f"{page}?at={key}")
    ]
    return {
        "row": row,
        "text": pieces(read.get("item_text", ""), marks),
        "address": address(read.get("item_address", "")),
        "author": read.get("item_author", ""),
        "people": other_names(mentions),
        "searched": row.digest is not None and not row.mentions.filter(searched=False).exists(),
        "copies": others_of_cluster(row, by).count(),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def add(request: StaffRequest) -> HttpResponse:
    """Add a post: the standing search takes it up. The same text is kept once."""
    require_hat(request.user, "item.add")
    form = PostForm(
        request.POST if request.method == "POST" else None,
        by=request.user,
        initial={"source": request.GET.get("source")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _added(form, request)
        except BadInput as problem:
            refuse(form, problem)
    page = {
        **common(request),
        "form": form,
        "may_add_source": has_hat_for(request.user, "source.add"),
    }
    return render(request, "desk/add.html", page)


def _added(form: PostForm, request: StaffRequest) -> HttpResponse:
    row = add_post(form.post(), form.cleaned_data["source"], by=request.user)
    messages.success(request, _("The post is kept. It is compared with every request now."))
    if has_hat_for(request.user, "item.read"):
        return redirect("desk:item", pk=row.pk)
    return redirect("desk:add")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def source(request: StaffRequest) -> HttpResponse:
    """A new source."""
    require_hat(request.user, "source.add")
    sees_all = has_hat_for(request.user, "candidate.read")
    form = SourceForm(request.POST if request.method == "POST" else None, sees_all=sees_all)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        row = add_source(
            told["kind"], told["title"], by=request.user, public=told.get("public", True)
        )
        return redirect(f"{reverse('desk:add')}?source={row.pk}")
    return render(request, "desk/source.html", {**common(request), "form": form})
