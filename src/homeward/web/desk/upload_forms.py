"""What is filled in beside files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from homeward.web.access.models import User
from homeward.web.desk.forms import PostForm, Sourced
from homeward.web.evidence.models import Source

LONGEST_METHOD = 200


class ManyFiles(forms.FileInput):
    """Several files at once, chosen or dragged."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        del data
        return files.getlist(name) if hasattr(files, "getlist") else []


class FilesField(forms.FileField):
    """At least one file."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        """Each of them as a field of one would be."""
        given = data or [None]
        return [super(FilesField, self).clean(one, initial) for one in given]


def _method() -> forms.CharField:
    return forms.CharField(
        label=_("How it was collected"),
        max_length=LONGEST_METHOD,
        help_text=_("Such as: export of a chat, saved page, handed in by a partner."),
    )


class UploadForm(forms.Form):
    """Files of one source."""

    source = Sourced(queryset=Source.objects.none(), label=_("Source"), empty_label=_("choose"))
    chosen = FilesField(
        label=_("Files"),
        widget=ManyFiles({"multiple": True}),
        allow_empty_file=True,
        max_length=255,
        help_text=_("Choose them, or drag them here. Several at once are welcome."),
    )
    method = _method()
    tool = forms.CharField(
        label=_("With which program and version"), required=False, max_length=100
    )
    url = forms.CharField(label=_("From which address"), required=False, max_length=2000)
    at = forms.FloatField(
        label=_("A still from the film, at second"),
        required=False,
        min_value=0,
        max_value=86_400,
        help_text=_("Only if you add one film: from it a picture is taken."),
    )

    def __init__(self, *args: Any, by: User, **more: Any) -> None:
        super().__init__(*args, **more)
        sources = Source.objects.visible_to(by).order_by("title")
        self.fields["source"].queryset = sources  # type: ignore[attr-defined]


class ScreenshotForm(PostForm):
    """What a picture of a chat says, typed in."""

    picture = forms.FileField(
        label=_("The picture"), widget=forms.FileInput({"accept": "image/*"}), max_length=255
    )
    method = _method()
    field_order = ("source", "picture", "text")
