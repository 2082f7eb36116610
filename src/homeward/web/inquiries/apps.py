from __future__ import annotations

from django.apps import AppConfig


class Inquiries(AppConfig):
    name = "homeward.web.inquiries"
