from __future__ import annotations

from django.apps import AppConfig


class Custody(AppConfig):
    name = "homeward.web.custody"
