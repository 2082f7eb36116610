"""What every page may show."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def declaration(request: HttpRequest) -> dict[str, object]:  # noqa: ARG001  # Django's signature
    """Who is behind this instance (R34), and whether its people are invented."""
    return {
        "declaration": settings.HOMEWARD_DECLARATION,
        "invented": settings.HOMEWARD_MODE == "demo",
    }
