"""What every page may show."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from homeward.web.access.models import User
from homeward.web.access.watch import open_alerts


def declaration(request: HttpRequest) -> dict[str, object]:  # noqa: ARG001  # Django's signature
    """Who is behind this instance (R34), and whether its people are invented."""
    return {
        "declaration": settings.HOMEWARD_DECLARATION,
        "invented": settings.HOMEWARD_MODE == "demo",
    }


def alerts(request: HttpRequest) -> dict[str, object]:
    """How much waits for this officer's eyes; nothing for anybody else (INS-1)."""
    user = getattr(request, "user", None)
    return {"alerts": open_alerts(user).count() if isinstance(user, User) else 0}
