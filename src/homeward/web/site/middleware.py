"""Errors that a person can act on become pages."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from homeward.errors import Busy, NotAllowed
from homeward.web.site import errors


class SpokenErrors:
    """A refused action is a 403 and a part that is away a 503, each with a plain page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotAllowed):
            return errors.forbidden(request, exception)
        return errors.busy(request) if isinstance(exception, Busy) else None
