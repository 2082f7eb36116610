"""What a family may allow, each by a switch of its own, off by default (R4)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    MATCH = "match", _("compare with records inside this registry")
    VOLUNTEERS = "volunteers", _("show to verified volunteers")
    RED_CROSS = "red_cross", _("pass to the ICRC or the Red Cross")
    OWN_STATE = "own_state", _("pass to the state of nationality")
    DETAINING_STATE = "detaining_state", _("pass to the detaining state")
    LAWYERS = "lawyers", _("pass to organisations and lawyers")
    COURTS = "courts", _("pass to investigators and courts")
    ACROSS_THE_LINE = "across_the_line", _("compare across the line")
    PUBLISH_LINE = "publish_line", _("publish a minimal line")
    PUBLISH_PHOTO = "publish_photo", _("publish a photo")
    AGGREGATES = "aggregates", _("use in figures without names")
    KEEP = "keep", _("keep searching for five years after the request has ended")


# The version of the sentences above that an enquirer was shown.
TEXT_VERSION = "2026-2"
