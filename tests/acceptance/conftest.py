"""The people of the site's tests; the engine's tests run where Django is not installed."""

import importlib.util

if importlib.util.find_spec("django") is None:
    collect_ignore_glob = ["*"]
else:
    from tests.office import *  # noqa: F403  # fixtures are found by name
