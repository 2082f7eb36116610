"""The form that works without a connection: one HTML file that seals a request by itself."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import get_language, override

from homeward.web.access.fields import FIELDS, Part
from homeward.web.family.details import BodyPage, DayPage, NamesPage
from homeward.web.family.permissions import switches
from homeward.web.family.problems import SENTENCES, sentence
from homeward.web.family.steps import NewsStep, ReachStep, WhoStep, YouStep, second_word_seen
from homeward.web.registry.purposes import TEXT_VERSION, Purpose
from homeward.web.registry.sealing import instance

SCRIPTS = ("seal.js", "qr.js", "form.js")
MORE = ("other_names", "former_family_name", "call_sign", "birth_place", "home")
DATES = ("birth_date", "event_date")


def offline_form(language: str) -> str:
    """The file, with the public keys of this site in it."""
    script = "".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in SCRIPTS)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    with override(language):
        told = {"script": script, "digest": digest, "style": _style(), "site": _site(), **_forms()}
        return render_to_string("family/offline/form.html", told)


def _forms() -> dict[str, Any]:
    names, body, day = NamesPage(), BodyPage(), DayPage()
    more = [*(names[name] for name in MORE), body["marks"], day["circumstances"]]
    steps = {"who": WhoStep(), "news": NewsStep(), "you": YouStep(), "reach": ReachStep()}
    return {**steps, "more": more, "switches": switches([]), "word_seen": second_word_seen()}


def _site() -> Mapping[str, Any]:
    """What the script must know."""
    keys, cost = instance(), settings.HOMEWARD_CODE_COST
    told = (*WhoStep.fields_told, *NewsStep.fields_told, *YouStep.fields_told)
    asked = {*told, *ReachStep.fields_told, *MORE, "marks", "circumstances"} - {*DATES, "category"}
    return {
        "salt": base64.b64encode(keys.salt).decode(),
        "matcher": base64.b64encode(keys.matcher).decode(),
        "intake": base64.b64encode(keys.intake).decode(),
        "memory": cost.memory_kib,
        "passes": cost.passes,
        "text": TEXT_VERSION,
        "language": get_language(),
        "matching": sorted(name for name in asked if FIELDS[name].part is Part.MATCHING),
        "confidence": sorted(name for name in asked if FIELDS[name].part is Part.CONFIDENCE),
        "consents": Purpose.values,
        "sentences": {f"{name} {code}": str(sentence(name, code)) for name, code in SENTENCES},
    }


def _style() -> str:
    """The sheets of the site, without what they would fetch."""
    paths = [finders.find(name) for name in ("site/site.css", "family/family.css")]
    sheets = "\n".join(Path(str(path)).read_text(encoding="utf-8") for path in paths)
    return sheets.replace("url(eye.svg)", "none")
