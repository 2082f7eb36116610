"""The form of a letter to an authority: nothing of it is stored."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from homeward.web.family.forms import line, text
from homeward.web.inquiries.models import Authority

LANGUAGES = [("uk", _("in Ukrainian")), ("ru", _("in Russian"))]
NEEDED = ("authority", "language", "addressee", "person", "relationship", "sender")
LONGEST = 2_000


class LetterForm(forms.Form):
    """To whom, about whom, from whom."""

    authority = forms.CharField(
        required=False,
        label=_("To whom"),
        widget=forms.RadioSelect(choices=Authority.choices),
    )
    language = forms.CharField(
        required=False, label=_("The letter is"), widget=forms.RadioSelect(choices=LANGUAGES)
    )
    addressee = text(_("Name and address of the authority"))
    person = line(_("Full name of the person you look for"))
    born = line(_("Date of birth"))
    unit = line(_("Unit, or where the person lived"))
    last_news = text(_("When and where the last news was"))
    relationship = line(_("Who you are to this person"))
    sender = line(_("Your full name"))
    address = text(_("Where the reply should go"))

    def typed(self, name: str) -> str:
        """What stands in one input."""
        return str(self.data.get(name, "")).strip()

    def clean(self) -> dict[str, Any]:
        for name in NEEDED:
            if not self.typed(name):
                self.add_error(name, str(_("This is needed.")))
        if self.typed("authority") not in {"", *Authority.values}:
            self.add_error("authority", str(_("Choose one of the answers.")))
        if self.typed("language") not in {"", "uk", "ru"}:
            self.add_error("language", str(_("Choose one of the answers.")))
        for name in self.fields:
            if len(self.typed(name)) > LONGEST:
                self.add_error(name, str(_("This is too long. Shorten it a little.")))
        return self.cleaned_data
