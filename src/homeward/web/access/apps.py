from __future__ import annotations

from django.apps import AppConfig


class Access(AppConfig):
    name = "homeward.web.access"
