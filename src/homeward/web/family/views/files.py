"""Photos, screenshots, voice notes: sealed as they come, while the form is still open."""

from __future__ import annotations

import uuid
from dataclasses import replace
from http import HTTPStatus
from typing import cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from homeward.web.family.asking import File
from homeward.web.family.audience import who_sees
from homeward.web.family.views.ask import Asking, asking_of, where_she_stopped
from homeward.web.registry import drafts, uploads
from homeward.web.registry.unread import Unread

LONGEST_NOTE, LONGEST_NAME = 2_000, 120
TOO_MUCH = gettext_lazy(
    "This is too large: at most %(most)s MB at once. Send the files one by one, or a shorter one."
)


@csrf_exempt  # what is too large is refused before anything of it is read; the rest is checked
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest) -> HttpResponse:
    """Show what was handed in, or take more."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        return _refused(request)
    return _files(request)


def _refused(request: HttpRequest) -> HttpResponse:
    asking = asking_of(request)
    if asking is None:
        return where_she_stopped(request)
    page = _page(request, asking, [_too_much(settings.FILE_UPLOAD_MAX_MEMORY_SIZE)])
    refused = Unread(page.content, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    refused.unread = request
    return refused


@csrf_protect
def _files(request: HttpRequest) -> HttpResponse:
    asking = asking_of(request)
    if asking is None:
        return where_she_stopped(request)
    if request.method != "POST":
        return _page(request, asking, [])
    handed_in = cast("list[UploadedFile[bytes]]", request.FILES.getlist("files"))
    note = request.POST.get("note", "").strip()[:LONGEST_NOTE]
    wrong = [] if handed_in else [_("Choose a file first.")]
    for file in handed_in:
        problem, asking = _take(asking, file, note)
        wrong += [problem] if problem else []
    return _page(request, asking, wrong, note=note) if wrong else redirect("family:files")


def _take(asking: Asking, file: UploadedFile[bytes], note: str) -> tuple[str, Asking]:
    """Keep one file: what is wrong with it, and the draft as it is then."""
    content, name = file.read(), (file.name or "")[-LONGEST_NAME:]
    kind = uploads.kind_of(content)
    kept = asking.draft.files
    if kind is None:
        unknown = _("«%(name)s» is no picture, voice note or film that we know.")
        return unknown % {"name": name}, asking
    if len(content) > uploads.MOST_BYTES:
        return f"«{name}»: {_too_much(uploads.MOST_BYTES)}", asking
    whole = sum(one.bytes for one in kept) + len(content)
    if len(kept) >= uploads.MOST_FILES or whole > uploads.MOST_OF_ALL:
        return _("«%(name)s»: there are too many files in this request.") % {"name": name}, asking
    one = File(uuid.uuid4(), kind, name, len(content))
    drafts.note_file(asking.keys, one.id, asking.draft.request)
    uploads.keep(asking.draft.request, one.id, uploads.NewFile(name, content, note), kind)
    draft = replace(asking.draft, files=(*kept, one))
    draft.save(asking.keys)
    return "", replace(asking, draft=draft)


def _too_much(most: int) -> str:
    return str(TOO_MUCH) % {"most": most // (1024 * 1024)}


def _page(
    request: HttpRequest, asking: Asking, wrong: list[str], *, note: str = ""
) -> HttpResponse:
    told = {
        "files": [
            replace(one, name="…") if str(one.id) in asking.told else one
            for one in asking.draft.files
        ],
        "wrong": wrong,
        "note": note,
        "seen": who_sees("upload"),
        "most": uploads.MOST_BYTES // (1024 * 1024),
    }
    return render(request, "family/details/files.html", told)


@require_POST
def drop(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Destroy one file again."""
    asking = asking_of(request)
    if asking is None:
        return where_she_stopped(request)
    drafts.drop_file(asking.keys, pk)
    left = tuple(one for one in asking.draft.files if one.id != pk)
    return asking.keep(replace(asking.draft, files=left), redirect("family:files"))
