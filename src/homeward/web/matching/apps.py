from __future__ import annotations

from django.apps import AppConfig


class Matching(AppConfig):
    name = "homeward.web.matching"
