"""A file that came with a form."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from homeward.web.registry.uploads import NewFile
from homeward.web.reports.told import UnusableReport


def new_file(request: HttpRequest, field: str) -> NewFile | None:
    """The file of this field, None if none was chosen.

    Raises `UnusableReport` for a body that is too large: no file of it was read.
    """
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        raise UnusableReport({"upload": "too_large"})
    sent = request.FILES.get(field)
    if sent is None or not sent.size:
        return None
    return NewFile(name=sent.name or "", content=sent.read())
