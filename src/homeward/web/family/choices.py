"""Lists to choose from; each answer is one that the registry knows."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from homeward.records import Sex

Choices = list[tuple[str, str | Promise]]

SEXES: Choices = [(Sex.MALE.value, _("a man")), (Sex.FEMALE.value, _("a woman"))]
RELATIONSHIPS: Choices = [
    ("", _("choose")),
    ("mother", _("mother")),
    ("father", _("father")),
    ("wife", _("wife")),
    ("husband", _("husband")),
    ("partner", _("partner without marriage")),
    ("daughter", _("daughter")),
    ("son", _("son")),
    ("sister", _("sister")),
    ("brother", _("brother")),
    ("grandmother", _("grandmother")),
    ("grandfather", _("grandfather")),
    ("aunt", _("aunt")),
    ("uncle", _("uncle")),
    ("cousin", _("cousin")),
    ("guardian", _("guardian")),
    ("fellow_soldier", _("fellow soldier")),
    ("friend", _("friend")),
    ("neighbour", _("neighbour")),
    ("self", _("this is about me")),
    ("other", _("somebody else")),
]
KINDS: Choices = [
    ("", _("choose, if you know")),
    ("call", _("a call")),
    ("message", _("a message or a letter")),
    ("seen", _("somebody saw the person")),
    ("named_by_others", _("others named the person")),
]
BELIEFS: Choices = [
    ("", _("choose, if you want")),
    ("captive", _("taken prisoner")),
    ("held", _("held somewhere, not as a soldier")),
    ("hospital", _("in a hospital")),
    ("institution", _("in an institution or with another family")),
    ("other_name", _("lives under another name")),
    ("dead", _("no longer alive")),
]
PAPERS: Choices = [
    ("", _("choose")),
    ("tax", _("tax number")),
    ("passport", _("passport")),
    ("birth", _("birth certificate")),
    ("military", _("military identity card")),
    ("other", _("another paper")),
]
