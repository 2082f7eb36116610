"""The people of the site's tests, and the phone of a family."""

from tests.journeys.phone import browser, context, language, look  # noqa: F401  # found by name
from tests.office import *  # noqa: F403  # fixtures are found by name
