from __future__ import annotations

from django.apps import AppConfig


class Evidence(AppConfig):
    name = "homeward.web.evidence"
