"""What staff types. Lines in boxes become lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.errors import HomewardError
from homeward.log import WITNESS, read_key
from homeward.petition.blindrsa import read_public_key
from homeward.petition.encoding import from_text
from homeward.web.petitions.issuers import origin_of
from homeward.web.petitions.models import Kind, Petition

LANGUAGES = [code for code, _name in settings.LANGUAGES]
ISSUER = ("name", "spki", "at")  # what is told of another issuer
TEXTS = {
    "title": gettext_lazy("Title"),
    "addressee": gettext_lazy("Addressee"),
    "text": gettext_lazy("Text"),
}


class PetitionForm(forms.Form):
    """A draft. Each text in each language of the site; each class with k and other issuers."""

    opens = forms.DateField(label=gettext_lazy("First day"))
    closes = forms.DateField(label=gettext_lazy("Last day"))
    witnesses = forms.CharField(
        label=gettext_lazy("Witnesses"),
        help_text=gettext_lazy("One a line: the key, a space, the address."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        for name, label in TEXTS.items():
            for code in LANGUAGES:
                widget = forms.Textarea(attrs={"lang": code}) if name == "text" else None
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=f"{label} ({names[code]})",
                    max_length=20_000 if name == "text" else 300,
                    widget=widget or forms.TextInput(attrs={"lang": code}),
                )
        for kind in Kind:
            self.fields[f"class_{kind}"] = forms.BooleanField(label=kind.label, required=False)
            self.fields[f"k_{kind}"] = forms.IntegerField(
                label=_("Tokens needed"), min_value=1, max_value=9, initial=1
            )
            self.fields[f"others_{kind}"] = forms.CharField(
                label=_("Other issuers"),
                help_text=_(
                    "One a line: the name, the public key and the address where it issues, "
                    "with spaces between."
                ),
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

        self.order_fields([f"{name}_{code}" for name in TEXTS for code in LANGUAGES])

    @classmethod
    def of(cls, petition: Petition) -> PetitionForm:
        """A draft to be changed."""
        told: dict[str, Any] = {"opens": petition.opens, "closes": petition.closes}
        told["witnesses"] = "\n".join(f"{w['key']} {w['address']}" for w in petition.witnesses)
        for name in TEXTS:
            texts = getattr(petition, name)
            told |= {f"{name}_{code}": texts.get(code, "") for code in LANGUAGES}
        for group in petition.classes:
            others = "\n".join(" ".join(one[name] for name in ISSUER) for one in group["others"])
            told |= {f"class_{group['id']}": True, f"k_{group['id']}": group["k"]}
            told[f"others_{group['id']}"] = others
        return cls(initial=told)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        opens, closes = told.get("opens"), told.get("closes")
        if opens and closes and closes < opens:
            self.add_error("closes", _("The last day is before the first."))
        if not any(told.get(f"class_{kind}") for kind in Kind):
            raise forms.ValidationError(_("Choose at least one class."))
        for kind in Kind:
            others = told.get(f"others_{kind}", "")
            issuers = 1 + sum(bool(line.strip()) for line in others.splitlines())
            k = told.get(f"k_{kind}") or 1
            if told.get(f"class_{kind}") and not issuers < 2 * k <= 2 * issuers:
                self.add_error(f"k_{kind}", _("Tokens of more than half of the issuers."))
        return told

    def told(self) -> dict[str, Any]:
        """What `actions.write` takes."""
        cleaned = self.cleaned_data
        texts = {name: {code: cleaned[f"{name}_{code}"] for code in LANGUAGES} for name in TEXTS}
        return texts | {
            "opens": cleaned["opens"],
            "closes": cleaned["closes"],
            "witnesses": self._witnesses(),
            "classes": [self._class(kind) for kind in Kind if cleaned[f"class_{kind}"]],
        }

    def clean_witnesses(self) -> str:
        try:
            wrong = [key for key, _at in _pairs(self.cleaned_data["witnesses"])
                     if read_key(key).kind != WITNESS]  # fmt: skip
        except (HomewardError, ValueError):
            wrong = ["?"]
        if wrong:
            raise forms.ValidationError(_("A line holds the witness’s key, a space, its address."))
        return str(self.cleaned_data["witnesses"])

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]  # Django's own hook, not in its stubs
        for kind in Kind:
            name = f"others_{kind}"
            try:
                for _issuer, spki, address in _words(self.cleaned_data.get(name, ""), 3):
                    read_public_key(from_text(spki))
                    origin_of(address)
            except (HomewardError, ValueError):
                told = _("A line holds the issuer’s name, its public key and its address.")
                self.add_error(name, told)

    def _class(self, kind: Kind) -> dict[str, Any]:
        lines = _words(self.cleaned_data[f"others_{kind}"], 3)
        others = [dict(zip(ISSUER, words, strict=True)) for words in lines]
        return {"id": kind.value, "k": self.cleaned_data[f"k_{kind}"], "others": others}

    def _witnesses(self) -> list[dict[str, str]]:
        pairs = _pairs(self.cleaned_data["witnesses"])
        return [{"key": key, "address": address} for key, address in pairs]


class ReplyForm(forms.Form):
    """Delivery and reply."""

    delivered_on = forms.DateField(label=gettext_lazy("Handed over on"), required=False)
    replied_on = forms.DateField(label=gettext_lazy("Reply of"), required=False)
    reply = forms.CharField(
        label=gettext_lazy("The reply"), required=False, max_length=20_000, widget=forms.Textarea
    )


class HelpersForm(forms.Form):
    """Who helps to sign a petition without a script."""

    helpers = forms.CharField(
        label=gettext_lazy("Organisations that help without a script"),
        help_text=gettext_lazy(
            "One a line: the name, a space, the address of the page where it helps. Never this "
            "site itself: it would see person, code and signature."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @classmethod
    def of(cls, petition: Petition) -> HelpersForm:
        lines = [f"{one['name']} {one['address']}" for one in petition.helpers]
        return cls(initial={"helpers": "\n".join(lines)})

    def clean_helpers(self) -> list[tuple[str, str]]:
        found = []
        for line in self.cleaned_data["helpers"].splitlines():
            name, _space, address = line.strip().rpartition(" ")
            try:
                origin_of(address)
            except HomewardError:
                name = ""
            if line.strip() and not name:
                raise forms.ValidationError(_("A line holds a name, a space, an address."))
            found += [(name, address)] if name else []
        return found


class SheetForm(forms.Form):
    """How many."""

    count = forms.IntegerField(label=gettext_lazy("How many"), min_value=1, max_value=200)


class HelpForm(forms.Form):
    """Another organisation's petition."""

    organisation = forms.CharField(label=gettext_lazy("Organisation"), max_length=200)
    manifest = forms.CharField(
        label=gettext_lazy("Its petition.json"), widget=forms.Textarea, strip=True
    )
    issue_at = forms.CharField(
        label=gettext_lazy("Its issuers"),
        help_text=gettext_lazy("One a line: the name, a space, the address."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sign_at = forms.URLField(
        label=gettext_lazy("Where signatures are handed in"), assume_scheme="https"
    )

    def addresses(self) -> dict[str, str]:
        return dict(_pairs(self.cleaned_data["issue_at"]))


def _pairs(lines: str) -> list[tuple[str, str]]:
    """Two words of each line; raises `ValueError` for another number of them."""
    return [(first, second) for first, second in _words(lines, 2)]


def _words(lines: str, count: int) -> list[list[str]]:
    """So many words of each line; raises `ValueError` for another number of them."""
    found = [line.split() for line in lines.splitlines() if line.strip()]
    if any(len(words) != count for words in found):
        raise ValueError(count)
    return found
