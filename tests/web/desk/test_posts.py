"""Adding posts and reading them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.office import POST, search_all

from homeward.web.access.models import LogEntry
from homeward.web.access.roles import Role
from homeward.web.evidence.models import EvidenceItem, Source
from homeward.web.matching.server import Matcher
from homeward.web.review.models import Candidate
from homeward.web.site.translations import WEB, missing


def test_a_post_added_at_the_desk_is_found_in_the_queue(
    olena: object, source: Source, desk_of_bohdan: Client, running_matcher: Matcher
) -> None:
    """From the form to a candidate; the same text twice counts once."""
    form = {"source": str(source.pk), "text": POST, "posted": "2024-03-05", "language": "uk"}
    for _ in range(2):
        assert desk_of_bohdan.post(reverse("desk:add"), form).status_code == 302
    search_all(running_matcher)

    assert EvidenceItem.objects.counted().count() == 1
    assert Candidate.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"text": "   "},
        {"source": ""},
        {"posted": str(timezone.localdate() + timedelta(days=2))},
        {"posted": "05/03"},
    ],
)
def test_what_cannot_be_taken_is_said_and_kept(
    change: dict[str, str], source: Source, desk_of_bohdan: Client
) -> None:
    """Nothing is stored, and what was typed stands in the form again."""
    form = {"source": str(source.pk), "text": POST, "author": "Олена К.", **change}

    answer = desk_of_bohdan.post(reverse("desk:add"), form)

    assert answer.status_code == 200
    assert "Олена К." in answer.content.decode()
    assert not EvidenceItem.objects.exists()


def test_a_new_source_has_the_grade_of_its_kind(desk_of_bohdan: Client) -> None:
    """And the form for the post has it chosen."""
    answer = desk_of_bohdan.post(
        reverse("desk:source"), {"kind": "bureau_list", "title": "Reply", "public": "on"}
    )

    source = Source.objects.get()
    assert (source.reliability, source.public) == ("B", True)
    assert answer.headers["Location"].endswith(f"?source={source.pk}")


@pytest.mark.rule("R10")
def test_names_are_marked_in_the_text_after_a_reason(
    found: Candidate, post: EvidenceItem, desk_of_bohdan: Client
) -> None:
    """The list asks why, then marks who is named and what is said."""
    assert POST[:20] not in desk_of_bohdan.get(reverse("desk:items")).content.decode()

    desk_of_bohdan.post(reverse("desk:open_evidence"), {"reason": "evidence_work"})
    page = desk_of_bohdan.get(reverse("desk:items")).content.decode()

    assert '<mark class="this">Лосенко Остап Гнатович</mark>' in page
    assert '<mark class="said">12.04.1991</mark>' in page
    event = LogEntry.objects.filter(event__verb="item.read").latest("number").event or {}
    assert event["reason"] == "evidence_work"


def test_a_text_is_shown_as_text(
    source: Source, desk_of_bohdan: Client, running_matcher: Matcher
) -> None:
    """What a post holds is never taken for a page's own marks."""
    form = {"source": str(source.pk), "text": "<script>alert(1)</script> Лосенко Остап Гнатович"}
    desk_of_bohdan.post(reverse("desk:add"), form)
    desk_of_bohdan.post(reverse("desk:open_evidence"), {"reason": "evidence_work"})

    page = desk_of_bohdan.get(reverse("desk:items")).content.decode()

    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_partner_adds_and_does_not_read(
    in_role: Callable[[Role], Client], source: Source
) -> None:
    """After adding a partner is at the form again."""
    form = {"source": str(source.pk), "text": POST}

    answer = in_role(Role.PARTNER).post(reverse("desk:add"), form)

    assert answer.headers["Location"] == reverse("desk:add")


@pytest.mark.rule("R10", "INS-2")
def test_the_auditor_reads_the_log_and_is_in_it(
    in_role: Callable[[Role], Client], source: Source
) -> None:
    """Staff by name, everything else by id; the chain can be checked; a filter narrows it."""
    auditor = in_role(Role.AUDITOR)
    auditor.get(reverse("desk:log"))

    page = auditor.get(reverse("desk:log"), {"check": "1"}).content.decode()
    narrowed = auditor.get(reverse("desk:log"), {"thing": str(source.pk)}).content.decode()

    assert "Bohdan" in page
    assert "ланцюг цілий" in page
    assert narrowed.count("<tr>") == 2  # the head and one line
    assert LogEntry.objects.filter(event__verb="log.read").count() == 3


def test_a_changed_log_is_seen(in_role: Callable[[Role], Client], source: Source) -> None:
    """The control: a line that somebody changed is named."""
    entry = LogEntry.objects.get(event__verb="source.added")
    LogEntry.objects.filter(pk=entry.pk).update(event={**(entry.event or {}), "by": ""})

    page = in_role(Role.AUDITOR).get(reverse("desk:log"), {"check": "1"}).content.decode()

    assert "пошкоджено" in page


def test_every_sentence_is_translated() -> None:
    """Nothing on the desk stays English for a Ukrainian or Russian reader."""
    assert missing(WEB / "desk") == []
