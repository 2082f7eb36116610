"""Time as families' records know it: the week, never the second (SEI-4)."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from django.utils import timezone

MONTHS_12 = timedelta(weeks=52)
CANCEL_TIME = timedelta(weeks=2)


def this_week() -> date:
    """The Monday of this week."""
    return week_of(timezone.localdate())


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def blur_file_time(path: Path) -> None:
    """Set a file's times to the beginning of the week, so that they tell of no visit."""
    monday = datetime.combine(this_week(), time.min, tzinfo=UTC).timestamp()
    os.utime(path, (monday, monday))
