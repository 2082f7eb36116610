from __future__ import annotations

from django.apps import AppConfig


class Site(AppConfig):
    name = "homeward.web.site"
    label = "homeward_site"
