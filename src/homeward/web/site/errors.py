"""Pages for what went wrong. They say nothing of what was asked."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template import loader

from homeward.web.desk.page import error_page as desk_page


def _page(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    if status != HTTPStatus.INTERNAL_SERVER_ERROR and (at_desk := desk_page(request, status)):
        return at_desk
    page = loader.render_to_string("site/error.html", {"status": status.value}, request)
    return HttpResponse(page, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _page(request, HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _page(request, HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _page(request, HTTPStatus.NOT_FOUND)


def no_csrf(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form that was open too long, or comes from elsewhere."""
    return _page(request, HTTPStatus.FORBIDDEN)


def busy(request: HttpRequest) -> HttpResponse:
    """A waiting page instead of an error."""
    return _page(request, HTTPStatus.SERVICE_UNAVAILABLE)


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(request, HTTPStatus.INTERNAL_SERVER_ERROR)
