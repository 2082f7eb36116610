"""What hat a person wears. Numbers of tiers are labels; audiences are these roles."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    VOLUNTEER = "volunteer", _("volunteer")
    CASEWORKER = "caseworker", _("caseworker")
    PROTECTION_OFFICER = "protection_officer", _("protection officer")
    ANALYST = "analyst", _("analyst")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("administrator")
    PARTNER = "partner", _("partner organisation")
