from __future__ import annotations

from django.apps import AppConfig


class Petitions(AppConfig):
    name = "homeward.web.petitions"
