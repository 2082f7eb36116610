"""The headers that every answer carries: pages, errors and files alike (WEB-1)."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

UNUSED_FEATURES = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
    "encrypted-media", "fullscreen", "geolocation", "gyroscope", "hid", "idle-detection",
    "local-fonts", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
    "publickey-credentials-get", "screen-wake-lock", "serial", "usb", "web-share",
    "xr-spatial-tracking",
)  # fmt: skip
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES),
}
# What tells one visit or one file from another; nothing here needs it.
DROPPED = ("Last-Modified", "ETag", "Access-Control-Allow-Origin", "Expires", "Server")


class SafeHeaders:
    """The outermost layer, so that no answer escapes it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name in DROPPED:
            del response.headers[name]
        for name, text in HEADERS.items():
            response.headers[name] = text
        _open(response)
        return response


def _open(response: HttpResponseBase) -> None:
    """The two exceptions, each for one page or service that asks for it by an attribute.

    `may_ask`: addresses of issuers whom the script of a petition's page asks, and no others.
    `asked_from_anywhere`: the issuer's service, which knows no cookie and no session.
    """
    if hosts := getattr(response, "may_ask", ()):
        allowed = " ".join(("connect-src 'self'", *hosts))
        policy = HEADERS["Content-Security-Policy"].replace("connect-src 'self'", allowed)
        response.headers["Content-Security-Policy"] = policy
    if getattr(response, "asked_from_anywhere", False):
        response.headers["Access-Control-Allow-Origin"] = "*"
