"""The people of the site's tests."""

from tests.office import *  # noqa: F403  # fixtures are found by name
