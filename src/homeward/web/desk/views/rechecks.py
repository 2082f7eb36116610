"""“Is it still online?”: what was seen when somebody looked again, and what changed."""

from __future__ import annotations

import difflib
import re
import uuid
from collections.abc import Iterator

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from homeward.errors import BadInput
from homeward.web.access.login import StaffRequest, staff_only
from homeward.web.custody.models import Recheck
from homeward.web.custody.rechecks import LONGEST_TOOL, Looked, note_recheck
from homeward.web.desk.page import ask_reason, common
from homeward.web.desk.reasons import EVIDENCE, FOR_EVIDENCE, reason_for
from homeward.web.desk.rights import require_hat
from homeward.web.evidence.actions import LONGEST_TEXT
from homeward.web.evidence.models import EvidenceItem
from homeward.web.matching import client

WORDS, LINES = re.compile(r"\s+|\S+"), re.compile(r".*\n|.+")
LONG = 20_000  # signs: longer texts are compared line by line


class RecheckForm(forms.Form):
    """What was seen on a day."""

    day = forms.DateField(
        label=gettext_lazy("Day"),
        initial=timezone.localdate,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    state = forms.ChoiceField(
        label=gettext_lazy("What is there now"),
        choices=lambda: [("", _("choose")), *Recheck.State.choices],
    )
    tool = forms.CharField(
        label=gettext_lazy("Which tool looked"),
        required=False,
        max_length=LONGEST_TOOL,
        help_text=gettext_lazy("Leave it empty if you looked yourself."),
    )
    text = forms.CharField(
        label=gettext_lazy("The new text, if it changed"),
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def looked(self) -> Looked:
        """What `note_recheck` takes."""
        told = self.cleaned_data
        return Looked(told["day"], Recheck.State(told["state"]), told["tool"], told["text"])


@require_POST
@staff_only
def recheck(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Record a look at the source."""
    require_hat(request.user, "item.read")
    row = get_object_or_404(EvidenceItem.objects.visible_to(request.user), pk=pk)
    form = RecheckForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the day, and what is there now."))
        return redirect("desk:item", pk=pk)
    try:
        note_recheck(row, form.looked(), by=request.user)
        messages.success(request, _("Recorded."))
    except BadInput as problem:
        messages.error(request, str(problem))
    return redirect("desk:item", pk=pk)


@require_safe
@staff_only
def changed(request: StaffRequest, pk: uuid.UUID, thing: uuid.UUID) -> HttpResponse:
    """What a text said and what it says now, word by word."""
    require_hat(request.user, "item.read")
    seen = EvidenceItem.objects.visible_to(request.user)
    row = get_object_or_404(seen, pk=pk)
    check = get_object_or_404(Recheck, pk=thing, item=row, changed_to__in=seen)
    reason = reason_for(request, EVIDENCE)
    if reason is None:
        return ask_reason(request, reasons=FOR_EVIDENCE, opens="evidence", id=pk)
    assert check.changed_to is not None
    before, after = (
        client.read_item(one.pk, by=request.user, reason=reason).get("item_text", "")
        for one in (row, check.changed_to)
    )
    page = {**common(request), "row": row, "check": check, "pieces": list(differ(before, after))}
    return render(request, "desk/changed.html", page)


def differ(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Pieces in order: kind (same, gone, new) and text."""
    cut = WORDS if max(len(before), len(after)) < LONG else LINES
    ours, theirs = cut.findall(before), cut.findall(after)
    found = difflib.SequenceMatcher(a=ours, b=theirs)
    for what, start, end, first, last in found.get_opcodes():
        if what == "equal":
            yield "same", "".join(ours[start:end])
            continue
        if gone := "".join(ours[start:end]):
            yield "gone", gone
        if new := "".join(theirs[first:last]):
            yield "new", new
