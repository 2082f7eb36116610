from __future__ import annotations

from django.apps import AppConfig


class Evidence(AppConfig):
    name = "homeward.web.evidence"

    def ready(self) -> None:
        from homeward.web.evidence.beliefs import enter_belief  # noqa: PLC0415  # needs loaded apps
        from homeward.web.registry.signals import believed  # noqa: PLC0415

        believed.connect(enter_belief, dispatch_uid="evidence.enter_belief")
