"""What clients ask: JSON without session, cookie or address (see `homeward.petition.wire`)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from homeward.log import canonical
from homeward.petition import client, wire
from homeward.web.petitions import folders, governance, offices
from homeward.web.petitions.models import Petition, State

JSON = "application/json"
SCRIPT = "text/javascript; charset=utf-8"
_KINDS = {".json": JSON, ".js": SCRIPT}


def _spoken(serve: Callable[[], bytes]) -> HttpResponse:
    """A refusal is a status and a word; nothing of it is written anywhere."""
    status, told = wire.answered(serve)
    answer = HttpResponse(told, content_type=JSON, status=status)
    answer._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001  # as Django marks it
    return answer


@csrf_exempt
@require_POST
def issue(request: HttpRequest) -> HttpResponse:
    """POST issue: many petitions at one visit, from a page of any site that names this issuer."""
    answer = _spoken(lambda: offices.issue(_body(request), timezone.localdate()))
    answer.asked_from_anywhere = True  # type: ignore[attr-defined]  # see `site.headers`
    return answer


@csrf_exempt
@require_POST
def sign(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """POST sign: one line, brought by anybody."""

    def keep() -> bytes:
        line = wire.read_deposit(_body(request))
        kept = offices.take_in(public_petition(pk), line, timezone.localdate())
        return canonical({"kept": kept})

    return _spoken(keep)


def _body(request: HttpRequest) -> bytes:
    """At most what `wire` reads, and a byte more."""
    return request.read(wire.LARGEST + 1)


@require_safe
def log_file(request: HttpRequest, pk: str, path: str) -> HttpResponseBase:  # noqa: ARG001  # a view is given it
    """A public file of the log."""
    try:
        folder = folders.log_folder(public_petition(uuid.UUID(pk)))
    except ValueError:
        raise Http404 from None
    return _public_file(folder.resolve(), path)


@require_safe
def governance_file(request: HttpRequest, path: str) -> HttpResponseBase:  # noqa: ARG001
    """A public file of the site's own log."""
    return _public_file(governance.log_folder().resolve(), path)


def _public_file(folder: Path, path: str) -> HttpResponseBase:
    """Nothing outside the folder, nothing that begins with a dot or is half written."""
    file = (folder / path).resolve()
    hidden = any(part.startswith(".") or part.endswith(".part") for part in Path(path).parts)
    if hidden or not file.is_relative_to(folder) or not file.is_file():
        raise Http404
    kind = _KINDS.get(file.suffix, "application/octet-stream")  # no page of ours: it is saved
    return FileResponse(file.open("rb"), content_type=kind)


@require_safe
def script(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The client of today. A petition's own lies beside its log and never changes."""
    return HttpResponse(client.script(), content_type=SCRIPT)


def public_petition(pk: uuid.UUID) -> Petition:
    """A petition that is frozen or closed."""
    return get_object_or_404(Petition.objects.exclude(state=State.DRAFT), pk=pk)
