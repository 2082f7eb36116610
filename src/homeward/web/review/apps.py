from __future__ import annotations

from django.apps import AppConfig


class Review(AppConfig):
    name = "homeward.web.review"

    def ready(self) -> None:
        from homeward.web.evidence.signals import mentions_replaced  # noqa: PLC0415  # loaded apps
        from homeward.web.matching.signals import pair_found  # noqa: PLC0415
        from homeward.web.registry.signals import request_may_end  # noqa: PLC0415
        from homeward.web.review.actions import put_aside, take_up  # noqa: PLC0415
        from homeward.web.review.ending import has_open_candidate  # noqa: PLC0415

        pair_found.connect(take_up, dispatch_uid="review.take_up")
        request_may_end.connect(has_open_candidate, dispatch_uid="review.has_open_candidate")
        mentions_replaced.connect(put_aside, dispatch_uid="review.put_aside")
