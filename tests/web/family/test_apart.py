"""Asking without a connection: on paper, or with a file that seals by itself."""

from __future__ import annotations

import base64
import hashlib
import re
from html import unescape
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation
from tests.web.family.pages import page

from homeward.web.family.audience import who_sees
from homeward.web.family.offline import offline_form
from homeward.web.family.steps import STEPS
from homeward.web.registry import sealing
from homeward.web.registry.purposes import Purpose

pytestmark = pytest.mark.django_db
LANGUAGES = ["uk", "ru", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_reaches_for_nothing(client: Client, language: str) -> None:
    """No address, and a policy in the file itself that lets only its own script run."""
    answer = client.get(f"/{language}/new/file/")
    text = answer.content.decode()
    script = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script[0].encode()).digest()).decode()

    assert "attachment" in answer["Content-Disposition"]
    assert len(script) == 1
    assert f"default-src 'none'; script-src 'sha256-{digest}'" in text
    assert not re.search(r"(?:src|href)=\"(?!#)[^\"]", text)
    assert "url(" not in text
    assert "@import" not in text
    assert not re.search(r"\bfetch\(|XMLHttpRequest|eval\(|localStorage|document\.cookie", text)


def test_the_file_holds_public_keys_only(data: Path) -> None:
    """Whoever finds it can lock for this office, and open nothing."""
    text = offline_form("en")
    made = sealing.instance()
    for key in (made.salt, made.matcher, made.intake):
        assert base64.b64encode(key).decode() in text


@pytest.mark.rule("R3", "R4")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("where", ["file", "sheet"])
def test_paper_and_file_say_who_sees_and_allow_nothing_by_themselves(
    client: Client, language: str, where: str
) -> None:
    """As the pages do: each field its readers, each permission a switch that is off."""
    text = unescape(page(client, f"/{language}/new/{where}/"))
    with translation.override(language):
        for form in STEPS[:4]:
            assert all(who_sees(name) in text for name in form.fields_told)
        for purpose in Purpose:
            assert str(purpose.label)[1:] in text
    assert " checked" not in text


def test_the_command_writes_the_file_once(tmp_path: Path) -> None:
    """For those who hand it round."""
    file = tmp_path / "notes.html"
    call_command("offline_form", "ru", str(file), verbosity=0)
    assert '<html lang="ru">' in file.read_text(encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("offline_form", "ru", str(file))
