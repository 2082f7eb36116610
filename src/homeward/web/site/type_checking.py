"""The settings as a type checker reads them: no data folder, no secrets."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("HOMEWARD_MODE", "development")
os.environ.setdefault("HOMEWARD_DATA", str(Path(tempfile.gettempdir()) / "homeward-type-checking"))

from homeward.web.site.settings import *  # noqa: F403  # after the environment is set
