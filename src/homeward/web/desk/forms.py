"""What staff fill in. Whether it may be done is the actions' to decide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from homeward.claims import Axis, Grade, PlacePrecision, default_grades
from homeward.dates import PartialDate
from homeward.errors import BadDate, BadInput
from homeward.records import Polarity
from homeward.web.access.models import User
from homeward.web.desk.file_words import why
from homeward.web.desk.words import AXES, KINDS, POLARITIES, PRECISIONS, SAID, word
from homeward.web.evidence.actions import LONGEST_TEXT, NewClaim, Post, said_on
from homeward.web.evidence.models import Claim, Source
from homeward.web.review.actions import LONGEST_ANSWER
from homeward.web.review.models import Basis, Fact

DATE_HINT = _("such as 2024-02-17, 2024-02 or 2024")
GRADES = [("", _("as this kind of source has by default"))] + [
    (f"{letter}{digit}", f"{letter}{digit}") for letter in "ABCDEF" for digit in range(1, 7)
]


class Sourced(forms.ModelChoiceField[Source]):
    """A source by its title and its grade."""

    def label_from_instance(self, source: Any) -> str:
        return f"{source.title} ({source.reliability})"


class PostForm(forms.Form):
    """One text as it was found."""

    source = Sourced(queryset=Source.objects.none(), label=_("Source"), empty_label=_("choose"))
    text = forms.CharField(
        label=_("The text, as it stands there"),
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea({"rows": 10}),
    )
    posted = forms.DateField(
        label=_("Day on which it was published"),
        required=False,
        help_text=_("Leave it empty if the source does not give it."),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    address = forms.CharField(
        label=_("Link or place where it stands"), required=False, max_length=2000
    )
    author = forms.CharField(label=_("Who signed it"), required=False, max_length=200)
    language = forms.ChoiceField(
        label=_("Language of the text"),
        required=False,
        choices=[
            ("", _("not known")),
            ("uk", _("Ukrainian")),
            ("ru", _("Russian")),
            ("en", _("English")),
        ],
    )

    def __init__(self, *args: Any, by: User, **more: Any) -> None:
        super().__init__(*args, **more)
        sources = Source.objects.visible_to(by).order_by("title")
        self.fields["source"].queryset = sources  # type: ignore[attr-defined]

    def clean_posted(self) -> Any:
        day = self.cleaned_data["posted"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is in the future."))
        return day

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if not text.strip():
            raise forms.ValidationError(_("The text is empty: paste what was written."))
        return text

    def post(self) -> Post:
        """What `add_post` takes."""
        told = self.cleaned_data
        return Post(
            text=told["text"],
            posted=told["posted"],
            address=told["address"],
            author=told["author"],
            language=told["language"],
        )


class SourceForm(forms.Form):
    """A new source."""

    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=lambda: [(k, word(KINDS, k)) for k in _kinds_of_source()],
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("An outlet, a group or an office, never the name of a private person."),
    )
    public = forms.BooleanField(label=_("Anybody could have read it"), required=False, initial=True)

    def __init__(self, *args: Any, sees_all: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not sees_all:  # whoever reads public sources only cannot add to others
            del self.fields["public"]


def _kinds_of_source() -> list[str]:
    return list(dict.fromkeys(row.source for row in default_grades()))


def _sayings() -> list[tuple[str, Any]]:
    """Nothing is chosen beforehand: a claim nobody made would stay for ever."""
    axes = [axis for axis in Axis if axis is not Axis.CASE]
    return [("", str(_("choose"))), *((word(AXES, axis), _said_on(axis)) for axis in axes)]


def _said_on(axis: Axis) -> list[tuple[str, str]]:
    codes = [f"{axis} {said}" for said in said_on(axis)]
    return [(code, word(SAID, code)) for code in codes]


class ClaimForm(forms.Form):
    """What this source says of this person."""

    said = forms.ChoiceField(label=_("What is claimed"), choices=_sayings)
    polarity = forms.ChoiceField(
        label=_("How the source says it"),
        choices=lambda: [(p.value, word(POLARITIES, p)) for p in Polarity],
    )
    fact_date = forms.CharField(
        label=_("Day of the fact"), required=False, max_length=10, help_text=DATE_HINT
    )
    wording = forms.CharField(
        label=_("The original words"), max_length=5000, widget=forms.Textarea({"rows": 4})
    )
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    place_precision = forms.ChoiceField(
        label=_("How exactly the place is given"),
        required=False,
        choices=lambda: [(code, str(text)) for code, text in PRECISIONS.items()],
    )
    detail = forms.CharField(label=_("Detail"), required=False, max_length=2000)
    grade = forms.ChoiceField(label=_("Grade"), required=False, choices=GRADES)
    in_captivity = forms.BooleanField(label=_("It was said in captivity"), required=False)

    def clean_fact_date(self) -> PartialDate | None:
        text = self.cleaned_data["fact_date"].strip()
        try:
            return PartialDate.from_iso(text) if text else None
        except BadDate:
            raise forms.ValidationError(
                _("This is no date. Write it as 2024-02-17, 2024-02 or 2024.")
            ) from None

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("said") == "fate alive" and "fact_date" in told and not told["fact_date"]:
            self.add_error(
                "fact_date", _("“Alive” is always a sign of life on a day: give the day.")
            )
        return told

    def claim(self) -> NewClaim:
        """What `enter_claim` takes."""
        told = self.cleaned_data
        axis, said = told["said"].split(" ", 1)
        precision = told["place_precision"]
        return NewClaim(
            axis=Axis(axis),
            said=said,
            wording=told["wording"],
            polarity=Polarity(told["polarity"]),
            fact_date=told["fact_date"],
            place=told["place"],
            place_precision=PlacePrecision(precision) if precision else None,
            detail=told["detail"],
            grade=Grade.from_text(told["grade"]) if told["grade"] else None,
            in_captivity=told["in_captivity"],
        )


class CheckForm(forms.Form):
    """The check of the relationship (R36)."""

    facts = forms.MultipleChoiceField(
        label=_("What was asked, of the facts kept back from the form"),
        choices=Fact.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Mark at least one fact that you asked.")},
    )
    passed = forms.ChoiceField(
        label=_("Did the answers fit?"),
        choices=[
            ("yes", _("Yes, the relationship is as she or he says")),
            ("no", _("No, or not surely")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )


class TellForm(forms.Form):
    """Which claim goes to the family, in which words and on what basis."""

    claim = forms.ChoiceField(
        label=_("What the family is told"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    text = forms.CharField(
        label=_("In your words, as the family will read it"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea({"rows": 5}),
    )
    basis = forms.ChoiceField(
        label=_("Why the family may be told"),
        choices=Basis.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )

    def __init__(self, *args: Any, claims: Iterable[tuple[Claim, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.by_id = {str(claim.pk): claim for claim, _label in claims}
        choices = [(str(claim.pk), label) for claim, label in claims]
        self.fields["claim"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        claim = self.by_id.get(told.get("claim", ""))
        if claim and told.get("basis") == Basis.ALREADY_PUBLIC and not claim.source.public:
            self.add_error("basis", _("This source is not public: choose another basis."))
        return told


def refuse(form: forms.Form, problem: BadInput) -> None:
    """Show beside the form what an action could not take."""
    sentence = _("This cannot be taken as it is.")
    form.add_error(None, f"{sentence} {why(str(problem))}")
