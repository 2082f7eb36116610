"""“Is it still online?”: recorded results of others, the first day it was gone, what changed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from homeward.errors import BadInput, NotAllowed
from homeward.web.access.models import User
from homeward.web.custody.models import Recheck
from homeward.web.custody.rechecks import Looked, first_gone, note_recheck
from homeward.web.evidence.models import EvidenceItem

State = Recheck.State


def seen(item: EvidenceItem, by: User, *found: tuple[int, State]) -> None:
    for day, state in found:
        note_recheck(item, Looked(date(2024, 5, day), state), by=by)


def test_the_first_day_it_was_gone_for_good(post: EvidenceItem, bohdan: User) -> None:
    """A post that came back was not gone; a blocked page tells nothing."""
    seen(post, bohdan, (1, State.THERE), (2, State.GONE), (3, State.THERE))
    assert first_gone(post) is None
    seen(post, bohdan, (5, State.GONE), (6, State.BLOCKED), (7, State.GONE))
    assert first_gone(post) == date(2024, 5, 5)


def test_a_changed_text_is_an_item_of_the_same_origin(post: EvidenceItem, bohdan: User) -> None:
    """It is kept, and it is no second source (E1)."""
    looked = Looked(date(2024, 5, 1), State.CHANGED, text="Тепер тут інше: Лосенко Остап Гнатович")
    row, new = note_recheck(post, looked, by=bohdan)
    again, second = note_recheck(post, looked, by=bohdan)

    assert (new, second, again) == (True, False, row)
    assert EvidenceItem.objects.count() == 2
    assert row.changed_to is not None
    row.changed_to.refresh_from_db()
    assert row.changed_to.cluster == post.cluster


def test_a_table_of_a_tool_is_taken_in_once(
    post: EvidenceItem, bohdan: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rows that cannot be taken are told with their line; the others are kept."""
    table = tmp_path / "looked.csv"
    table.write_text(
        "\ufeffitem,day,state\n"
        f"{post.pk},2024-05-01,there\n{post.pk},2024-05-09,gone\n"
        f"{post.pk},09.05.2024,gone\n{post.pk},2024-05-10,vanished\nx,2024-05-09,gone\n",
        encoding="utf-8",
    )
    for expected in ("2 new, 0 known, 3 not taken", "0 new, 2 known, 3 not taken"):
        call_command("rechecks", table, by="bohdan", tool="looker 1.0")
        told = capsys.readouterr().out
        assert expected in told
        assert all(f"row {number}:" in told for number in (4, 5, 6))
    assert first_gone(post) == date(2024, 5, 9)


def test_nothing_is_seen_in_the_future_or_by_strangers(post: EvidenceItem, bohdan: User) -> None:
    """Refused, and nothing is stored."""
    with pytest.raises(BadInput):
        note_recheck(post, Looked(timezone.localdate() + timedelta(2), State.GONE), by=bohdan)
    with pytest.raises(BadInput):
        note_recheck(post, Looked(date(2024, 5, 1), State.GONE, text="…"), by=bohdan)
    stranger = User.objects.create(username="nobody")
    with pytest.raises(NotAllowed):
        note_recheck(post, Looked(date(2024, 5, 1), State.GONE), by=stranger)
    assert not Recheck.objects.exists()
