from __future__ import annotations

from django.apps import AppConfig


class Registry(AppConfig):
    name = "homeward.web.registry"
