"""What the public reads of letters: tens, of ten families at least."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from tests.office import Family, ask

from homeward.web.inquiries.actions import enter_letter, enter_reply
from homeward.web.inquiries.figures import Figures, published, silence
from homeward.web.inquiries.models import Authority, Outcome
from homeward.web.registry.actions import give_consent, withdraw_consent, withdraw_request
from homeward.web.registry.purposes import Purpose

pytestmark = pytest.mark.django_db
BASE = Authority.BASE


def writes(count: int = 1, *, days: int = 70, **told: str) -> Family:
    """A family that allows to be counted and wrote so many letters to a base."""
    family = ask(consents=frozenset({Purpose.MATCH, Purpose.AGGREGATES}), **told)
    for _ in range(count):
        enter_letter(family.open(), BASE, timezone.localdate() - timedelta(days=days))
    return family


@pytest.mark.rule("R4", "R11")
def test_silence_is_counted_only_where_the_family_allowed_it(office: object) -> None:
    """Turned off again, it is out of the figures at once; a withdrawn case is, too."""
    family = ask(second_word="калина")
    day = timezone.localdate() - timedelta(days=70)
    for one in (family, ask(name="Інший Панас")):
        enter_letter(one.open(), BASE, day)
    assert [row.letters for row in silence()] == [0, 0, 0]

    give_consent(family.open(), Purpose.AGGREGATES, language="uk")
    base = silence()[0]
    assert (base.authority, base.families, base.letters, base.unanswered) == (BASE, 1, 1, 1)
    withdraw_consent(family.open(), Purpose.AGGREGATES)
    assert silence()[0].letters == 0
    give_consent(family.open(), Purpose.AGGREGATES, language="uk")
    withdraw_request(family.open(), "калина")
    assert silence()[0].letters == 0


@pytest.mark.rule("WEB-6", "R11")
def test_no_number_of_few_families_is_shown_and_none_follows_from_others(office: object) -> None:
    """Nine families: nothing, however many letters. Ten: tens, and no small rest to compute."""
    families = [writes(3) for _ in range(9)]
    assert published()[0] == Figures(BASE, enough=False)
    assert silence()[0].letters == 27  # the control: there is something to hide
    families.append(writes(3))
    enter_reply(families[0].open(), 1, Outcome.REFUSED, timezone.localdate())
    shown = published()[0]

    assert (shown.letters, shown.unanswered, shown.refused) == (30, 20, 0)
    assert 60 <= shown.days <= 70
    assert shown.days % 10 == 0


@pytest.mark.rule("WEB-6")
def test_one_case_more_changes_no_number_of_a_small_cell(office: object) -> None:
    """From day to day: a refusal, a letter, a family more; the exact counts do change."""
    families = [writes() for _ in range(11)]
    for family in families[:4]:
        enter_reply(family.open(), 1, Outcome.REFUSED, timezone.localdate())
    before, exact = published(), silence()
    enter_reply(families[4].open(), 1, Outcome.REFUSED, timezone.localdate())
    writes()

    assert published() == before
    assert silence() != exact  # the control


@pytest.mark.rule("WEB-6", "R11")
def test_the_page_says_what_it_counts(office: object) -> None:
    """Fewer than ten are called so; a table with a head."""
    client = Client()
    few = unescape(client.get("/en/figures/").content.decode())
    for _ in range(10):
        writes()
    many = unescape(client.get("/en/figures/").content.decode())

    assert few.count("fewer than ten families:") == 3
    assert many.count("fewer than ten families:") == 2
    assert "<th" in many
    assert ">10<" in many
