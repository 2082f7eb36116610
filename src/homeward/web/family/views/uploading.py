"""A file that came with a form."""

from __future__ import annotations

from django.http import HttpRequest

from homeward.web.registry.uploads import NewFile


def new_file(request: HttpRequest, field: str) -> NewFile | None:
    """The file of this field, None if none was chosen."""
    sent = request.FILES.get(field)
    if sent is None or not sent.size:
        return None
    return NewFile(name=sent.name or "", content=sent.read())
