"""Codes for anybody: for work, or at a slow pace."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.petitions.test_codes import GIVEN

from homeward.petition import work
from homeward.web.access.limits import Bucket
from homeward.web.petitions import codes, supporters
from homeward.web.petitions.models import Kind

pytestmark = pytest.mark.django_db
AT = "/en/petitions/code/supporter/"


def test_work_gives_one_code(db: None) -> None:
    """Once; the same work again gives none, and no work of another day."""
    done = work.do(timezone.localdate())
    page = Client().post(AT, {"work": done})
    (code,) = GIVEN.findall(page.content.decode())
    assert codes.look_up(code).kind is Kind.SUPPORTER
    again = Client().post(AT, {"work": done})
    assert again.status_code == 400
    assert GIVEN.findall(again.content.decode()) == []
    assert Client().post(AT, {"work": "2020-01-01 " + "0" * 32 + " 1"}).status_code == 400


def test_without_a_script_all_share_one_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight a minute for all together; whoever works is not held up by them."""
    monkeypatch.setattr(supporters, "SLOW", Bucket(size=8, seconds=1e9))
    answers = [Client().post(AT).status_code for _ in range(9)]
    assert answers == [200] * 8 + [503]
    page = Client().post("/uk/petitions/code/supporter/")
    assert 'role="alert"' in page.content.decode()
    assert Client().post(AT, {"work": work.do(timezone.localdate())}).status_code == 200


def test_spent_work_is_forgotten_when_its_day_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file does not grow with the petition."""
    today = timezone.localdate()
    supporters.code_for(work.do(today))
    later = today + timedelta(days=3)
    monkeypatch.setattr(timezone, "localdate", lambda: later)
    supporters.code_for(work.do(later))
    with sqlite3.connect(supporters._file()) as database:
        assert database.execute("SELECT day FROM work").fetchall() == [(str(later),)]
