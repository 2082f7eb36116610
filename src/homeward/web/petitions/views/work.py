"""The work of staff: writing, freezing by two, delivery and reply, sheets for paper."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from homeward.errors import BadInput, HomewardError, NotAllowed, NotVerified, Stale
from homeward.web.access.login import StaffRequest, staff_only
from homeward.web.access.models import Approval
from homeward.web.access.policy import require
from homeward.web.petitions import actions, papers
from homeward.web.petitions.forms import HelpersForm, HelpForm, PetitionForm, ReplyForm, SheetForm
from homeward.web.petitions.models import Petition, State
from homeward.web.petitions.queries import lines_of


@require_safe
@staff_only
def work(request: StaffRequest) -> HttpResponse:
    """All petitions, drafts first."""
    require(request.user, actions.WRITE)
    found = sorted(Petition.objects.all(), key=lambda one: one.state != State.DRAFT)
    return render(request, "petitions/work/list.html", {"petitions": found, "sheet": SheetForm()})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def new(request: StaffRequest) -> HttpResponse:
    require(request.user, actions.WRITE)
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def change(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    require(request.user, actions.WRITE)
    return _write(request, get_object_or_404(Petition, pk=pk, state=State.DRAFT))


def _write(request: StaffRequest, draft: Petition | None) -> HttpResponse:
    form = PetitionForm.of(draft) if draft else PetitionForm()
    if request.method == "POST":
        form = PetitionForm(request.POST)
        if form.is_valid():
            saved = actions.write(form.told(), by=request.user, petition=draft)
            return redirect("petitions:one_work", saved.pk)
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "petitions/work/write.html", {"form": form}, status=status)


@require_safe
@staff_only
def one(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """A petition with what can be done with it now."""
    require(request.user, actions.WRITE)
    return render(request, "petitions/work/one.html", _page(request, pk))


def _page(request: StaffRequest, pk: uuid.UUID) -> dict[str, Any]:
    found = get_object_or_404(Petition, pk=pk)
    waiting = Approval.objects.filter(
        verb=actions.FREEZE,
        object_id=pk,
        object_version=found.version,
        state=Approval.State.PROPOSED,
    ).first()
    initial = {name: getattr(found, name) for name in ("delivered_on", "replied_on", "reply")}
    drafted = found.state == State.DRAFT
    return {
        "petition": found,
        "lines": [] if drafted else lines_of(found),
        "proposed": waiting is not None,
        "own": waiting is not None and waiting.proposed_by_id == request.user.pk,
        "reply": ReplyForm(initial=initial),
        "sheet": SheetForm(),
        "helpers": HelpersForm.of(found),
        "elsewhere": [] if drafted else [one for one in lines_of(found) if len(one.issuers) > 1],
    }


@require_POST
@staff_only
def freeze(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Propose, or agree."""
    found = get_object_or_404(Petition, pk=pk)
    try:
        if request.POST.get("agree") == "yes":
            actions.freeze(found, by=request.user)
            messages.success(request, _("The petition is frozen."))
        else:
            actions.propose_freeze(found, by=request.user)
            messages.success(request, _("It is frozen when another person agrees."))
    except Stale:
        messages.error(request, _("It was changed or decided meanwhile: look again."))
    except (BadInput, NotVerified):
        messages.error(request, _("It cannot be frozen as it is: look at its classes and dates."))
    except NotAllowed:
        require(request.user, actions.WRITE)
        messages.error(request, _("Another person must agree."))
    return redirect("petitions:one_work", pk)


@require_POST
@staff_only
def reply(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Delivery and reply."""
    form = ReplyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write days as 2026-12-31."))
        return redirect("petitions:one_work", pk)
    try:
        actions.note_reply(get_object_or_404(Petition, pk=pk), by=request.user, **form.cleaned_data)
        messages.success(request, _("It stands on the petition’s page."))
    except (BadInput, Stale) as error:
        messages.error(request, str(error))
    return redirect("petitions:one_work", pk)


@require_POST
@staff_only
def helpers(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Who helps to sign it without a script."""
    form, found = HelpersForm(request.POST), get_object_or_404(Petition, pk=pk, state=State.FROZEN)
    if form.is_valid():
        actions.name_helpers(found, form.cleaned_data["helpers"], by=request.user)
        messages.success(request, _("It stands on the petition’s page."))
        return redirect("petitions:one_work", pk)
    page = {**_page(request, pk), "helpers": form}
    return render(request, "petitions/work/one.html", page, status=HTTPStatus.BAD_REQUEST)


@require_POST
@staff_only
def issued_elsewhere(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Numbers of the other issuers."""
    typed = {name[7:]: text for name, text in request.POST.items() if name.startswith("issued_")}
    if all(str(text).isdecimal() for text in typed.values()):
        numbers = {name: int(str(text)) for name, text in typed.items()}
        found = get_object_or_404(Petition, pk=pk)
        actions.note_issued_elsewhere(found, numbers, by=request.user)
    else:
        messages.error(request, _("Write whole numbers."))
    return redirect("petitions:one_work", pk)


@require_safe
@staff_only
def list_codes(request: StaffRequest) -> HttpResponse:
    """A file for the issuers at other organisations."""
    answer = HttpResponse(actions.list_codes(by=request.user), content_type="application/json")
    answer["Content-Disposition"] = 'attachment; filename="codes.json"'
    return answer


@require_POST
@staff_only
def sheet(request: StaffRequest) -> HttpResponse:
    """Codes to be cut out and given by hand."""
    return _sheet(request, "codes", lambda count: actions.print_codes(count, by=request.user))


@require_POST
@staff_only
def tokens(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Complete signatures to be cut out and drawn."""
    found = get_object_or_404(Petition, pk=pk, state=State.FROZEN)
    return _sheet(
        request, "papers", lambda count: papers.print_tokens(found, count, by=request.user), found
    )


def _sheet(
    request: StaffRequest, name: str, make: Any, found: Petition | None = None
) -> HttpResponse:
    form = SheetForm(request.POST)
    try:
        made = make(form.cleaned_data["count"] if form.is_valid() else 0)
    except (BadInput, Stale) as error:
        messages.error(request, str(error))
        return redirect("petitions:work")
    page = {
        name: made,
        "petition": found,
        "all_petitions": request.build_absolute_uri(reverse("petitions:list")),
        "hand_in": found
        and request.build_absolute_uri(reverse("petitions:hand_in", args=[found.pk])),
    }
    return render(request, "petitions/work/sheet.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def help_another(request: StaffRequest) -> HttpResponse:
    """Take in a petition of another organisation, to help those without a script."""
    require(request.user, actions.WRITE)
    form = HelpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.help_with(
                told["organisation"], told["manifest"].encode(), form.addresses(), told["sign_at"],
                by=request.user,
            )  # fmt: skip
            return redirect("petitions:helped")
        except (HomewardError, ValueError):
            form.add_error(
                None,
                _(
                    "This petition cannot be used: copy its file whole, and one address for "
                    "each issuer."
                ),
            )
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "petitions/work/help.html", {"form": form}, status=status)
