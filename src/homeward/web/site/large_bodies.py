"""Bodies that are too large: what was typed is read, the rest is not.

A form's texts come before its file. So the first part of such a body is enough to show the form
again with everything typed and a sentence (`family.views.uploading`), and two gigabytes cost
nobody else anything.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.core.handlers.wsgi import LimitedStream
from django.http import HttpRequest, HttpResponse

from homeward.web.registry.unread import let_run_out

MOST_READ = 1024 * 1024
SAY_IT_THEMSELVES = ("family:files", "desk:upload_files")  # they look at the length first


class LargeBodies:
    """Stands before the check of forms, which is the first to read a body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "cut_off", False):
            rest = partial(let_run_out, request.META)
            response._resource_closers.append(rest)  # type: ignore[attr-defined]  # noqa: SLF001  # what Django itself does
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> None:
        """Let the view read the first part; what is left runs out after the answer."""
        del view, args, kwargs
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        name = request.resolver_match.view_name if request.resolver_match else ""
        if length <= settings.FILE_UPLOAD_MAX_MEMORY_SIZE or name in SAY_IT_THEMSELVES:
            return
        stream = LimitedStream(request.META["wsgi.input"], MOST_READ)
        request._stream = stream  # type: ignore[assignment]  # noqa: SLF001  # nothing else shortens it
        request.cut_off = True  # type: ignore[attr-defined]
