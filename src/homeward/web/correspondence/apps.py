from __future__ import annotations

from django.apps import AppConfig


class Correspondence(AppConfig):
    name = "homeward.web.correspondence"
