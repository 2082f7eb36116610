"""What gunicorn loads."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from homeward.seal.hardening import harden
from homeward.web.site.logs import say_little

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "homeward.web.site.settings")
harden()
say_little()
application = get_wsgi_application()
