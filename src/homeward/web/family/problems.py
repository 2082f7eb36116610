"""What is wrong with a field, in words that say what to do."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# (field, code of registry.filing) to a sentence; "" stands for any field
SENTENCES: Mapping[tuple[str, str], str | Promise] = {
    ("name", "missing"): _("Write the name, as much of it as you know."),
    ("name", "no_name"): _("Write the name in letters."),
    ("sex", "missing"): _("Choose: a man or a woman."),
    ("birth_date", "missing"): _("Write the year of birth, or about how old the person is."),
    ("birth_date", "no_date"): _("There is no such date or age. The year alone is enough."),
    ("birth_date", "in_the_future"): _("This birth date is in the future. Check the year."),
    ("birth_date", "year_and_age"): _("With a day or a month write the year too, or the age only."),
    ("relationship", "missing"): _("Choose who you are to this person."),
    ("event_date", "missing"): _("Write at least the year of the last news."),
    ("event_date", "no_date"): _("There is no such date. The year, or month and year, is enough."),
    ("event_date", "in_the_future"): _("This date is in the future. Check the year."),
    ("event_date", "before_birth"): _("This is before the birth date that you wrote. Check both."),
    ("consents", "no_consent"): _("Turn on at least one switch: without any we may do nothing."),
    ("number", "no_number"): _("A number has at least four signs."),
    ("", "missing"): _("This is needed."),
    ("", "no_date"): _("There is no such date. The year, or month and year, is enough."),
    ("", "in_the_future"): _("This date is in the future. Check the year."),
    ("", "too_long"): _("This is too long. Shorten it a little."),
    ("", "no_choice"): _("Choose one of the answers."),
}


def sentence(name: str, code: str) -> str | Promise:
    """The sentence for a problem that the registry named."""
    return SENTENCES.get((name, code)) or SENTENCES.get(("", code), SENTENCES["", "no_choice"])
