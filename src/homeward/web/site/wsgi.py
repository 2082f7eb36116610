"""What gunicorn loads."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from homeward.seal.hardening import harden

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "homeward.web.site.settings")
harden()
application = get_wsgi_application()
