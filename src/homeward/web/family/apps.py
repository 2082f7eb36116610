from __future__ import annotations

from django.apps import AppConfig


class Family(AppConfig):
    name = "homeward.web.family"
