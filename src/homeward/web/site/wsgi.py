"""What gunicorn loads."""

from __future__ import annotations

import os

import gunicorn.http.wsgi  # type: ignore[import-untyped]
from django.core.wsgi import get_wsgi_application

from homeward.seal.hardening import harden
from homeward.web.site.logs import say_little

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "homeward.web.site.settings")
harden()
say_little()
# Gunicorn names itself in each answer, and has no setting against it.
_headers = gunicorn.http.wsgi.Response.default_headers
gunicorn.http.wsgi.Response.default_headers = lambda answer: [
    line for line in _headers(answer) if not line.startswith("Server:")
]
application = get_wsgi_application()
