"""Petitions, and how many codes a case was given. Who signed stands nowhere, nor at what hour."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from homeward.petition.manifest import Manifest, read_manifest
from homeward.web.access.models import User
from homeward.web.registry.models import TracingRequest

FEW = 50  # people who got tokens: fewer, and a signature hides badly


class Kind(models.TextChoices):
    """Why somebody may sign; the id of a class. Classes are counted apart and never added up."""

    RELATIVE = "relative", _("confirmed relatives")
    INVITED = "invited", _("invited by confirmed relatives")
    PRINTED = "printed", _("with a printed code")
    SUPPORTER = "supporter", _("unverified supporters")


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    FROZEN = "frozen", _("frozen")
    CLOSED = "closed", pgettext_lazy("petition", "closed")


class Petition(models.Model):
    """One petition. `manifest` is empty until it is frozen; then nothing above it changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    title = models.JSONField(default=dict)  # language → text, as are the next two
    text = models.JSONField(default=dict)
    addressee = models.JSONField(default=dict)
    opens = models.DateField()
    closes = models.DateField()
    classes = models.JSONField(default=list)  # [{"id", "k", "others": [{"name", "spki", "at"}]}]
    witnesses = models.JSONField(default=list)  # [{"key", "address"}]
    manifest = models.TextField(blank=True)
    helpers = models.JSONField(default=list)  # [{"name", "address"}]: who helps without a script
    counted = models.JSONField(default=dict)  # class → signatures in the public log
    counted_on = models.DateField(null=True)
    crowds = models.JSONField(default=list)  # classes in which enough got tokens to hide among
    issued_elsewhere = models.JSONField(default=dict)  # class → tokens that other issuers gave
    issued = models.JSONField(default=dict)  # class → people who got tokens, once closed
    withheld = models.JSONField(default=dict)
    delivered_on = models.DateField(null=True)
    replied_on = models.DateField(null=True)
    reply = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-opens", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state="draft", manifest="")
                | (~models.Q(state="draft") & ~models.Q(manifest="")),
                name="a_frozen_petition_has_a_manifest",
            ),
        ]

    def __str__(self) -> str:
        return f"petition {self.id}"

    def frozen(self) -> Manifest:
        """Its manifest, checked again."""
        return read_manifest(self.manifest.encode())

    def in_language(self, texts: dict[str, Any]) -> str:
        """A text in the reader's language, or in the first there is."""
        return str(texts.get(get_language() or "") or next(filter(None, texts.values()), ""))

    @property
    def shown_title(self) -> str:
        return self.in_language(self.title)

    @property
    def shown_text(self) -> str:
        return self.in_language(self.text)

    @property
    def shown_addressee(self) -> str:
        return self.in_language(self.addressee)


class HelpedPetition(models.Model):
    """A petition of another organisation, whose signers this site helps without a script."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.CharField(max_length=200)
    manifest = models.TextField()
    issue_at = models.JSONField()  # name of an issuer → address
    sign_at = models.URLField()

    def __str__(self) -> str:
        return f"petition {self.id} of another organisation"

    def frozen(self) -> Manifest:
        return read_manifest(self.manifest.encode())

    @property
    def shown_title(self) -> str:
        title = self.frozen().title
        return (
            title.get(get_language() or "")
            or title.get(settings.LANGUAGE_CODE)
            or min(title.values())
        )


class CodesGiven(models.Model):
    """How many codes a case was given; never which."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.OneToOneField(TracingRequest, on_delete=models.CASCADE, related_name="+")
    count = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.count} codes"
