from __future__ import annotations

from django.apps import AppConfig


class Reports(AppConfig):
    name = "homeward.web.reports"

    def ready(self) -> None:
        from homeward.web.matching.signals import pair_found  # noqa: PLC0415  # needs loaded apps
        from homeward.web.registry.signals import request_erased, requests_joined  # noqa: PLC0415
        from homeward.web.reports.actions import (  # noqa: PLC0415
            follow,
            forget_asker,
            hear_objection,
        )

        requests_joined.connect(follow, dispatch_uid="reports.follow")
        request_erased.connect(forget_asker, dispatch_uid="reports.forget_asker")
        pair_found.connect(hear_objection, dispatch_uid="reports.hear_objection")
