"""Every page there is, seen by everybody there is: no value outside its audience (R9)."""

from __future__ import annotations

import json

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.urls import get_resolver
from tests.access import outputs
from tests.access.outputs import (
    ROLES,
    STEM,
    World,
    addresses,
    holder,
    leaks,
    mark,
    may_read,
    reader,
    routes,
    walked,
    whole_of,
)

from homeward.errors import HomewardError
from homeward.web.access.fields import FIELDS
from homeward.web.access.log import Reason
from homeward.web.access.models import LogEntry, Office, User
from homeward.web.matching import client as matcher_client
from homeward.web.matching import reading
from homeward.web.matching.models import Pair
from homeward.web.matching.server import READERS

pytestmark = pytest.mark.django_db
world = outputs.world


@pytest.mark.rule("R9", "R18", "R23")
@pytest.mark.parametrize("who", ROLES)
def test_no_page_shows_a_value_outside_its_audience(
    who: str, world: World, office: Office, capfd: pytest.CaptureFixture[str]
) -> None:
    """Every address × every id × every role, pages of errors too; and nothing in any log."""
    browser, _ = reader(who, office)

    pages = list(walked(browser))

    assert {path: found for path, seen in pages if (found := leaks(seen, who))} == {}
    everything = " ".join(seen for _, seen in pages)
    assert (mark("adult", "marks") in everything) is may_read(who, "adult", "marks")
    assert (mark("adult", "item_text") in everything) is may_read(who, "adult", "item_text")
    assert (mark("child", "siblings") in everything) is may_read(who, "child", "siblings")
    kept = [json.dumps(list(LogEntry.objects.values_list("event", flat=True)), ensure_ascii=False)]
    kept += [str(row.get_decoded()) for row in Session.objects.all()]
    kept += capfd.readouterr()
    assert STEM not in " ".join(kept)
    assert mail.outbox == []


@pytest.mark.rule("R9", "R17", "R23")
@pytest.mark.parametrize("who", [row for row in ROLES if row != "nobody"])
def test_the_matcher_answers_nobody_outside_the_audience(
    who: str, world: World, office: Office
) -> None:
    """Asked directly, about every id, as a page that forgot to check would ask."""
    _, user = reader(who, office)
    assert user is not None
    answers = []
    for what in READERS:
        for pk in world.ids():
            try:
                answers.append(
                    matcher_client.ask(
                        what, id=str(pk), by=str(user.pk), reason="case_work",
                        **({"language": "uk"} if what == "pair" else {}),
                    )
                )  # fmt: skip
            except HomewardError as refused:
                answers.append({"refused": str(refused)})

    whole = json.dumps(answers, ensure_ascii=False)
    assert leaks(whole, who) == []
    assert (STEM in whole) is may_read(who, "adult", "item_text")


@pytest.mark.rule("R9", "R17", "R23")
def test_an_explanation_quotes_no_field_of_another_audience(
    world: World, office: Office, bohdan: User
) -> None:
    """A caseworker is told neither the new name, the institution nor the siblings (T5)."""
    pair = Pair.objects.get(
        person=world.families["adult"].person(), mention__item=world.items["adult"]
    )
    read = matcher_client.read_pair(pair.pk, by=bohdan, reason=Reason.REVIEW, language="uk")

    assert read["explanation"]["agrees"]
    said = json.dumps(read, ensure_ascii=False).casefold()
    for name in ("believed_new_name", "institution", "siblings"):
        assert mark("adult", name).casefold() not in said
    sentences = " ".join(read["explanation"]["unknown"]).casefold()
    assert "заклад" not in sentences


@pytest.mark.rule("R9", "R28", "R36")
def test_a_code_holder_sees_nothing_of_what_was_typed(world: World) -> None:
    """Neither of her own case nor of another, on any address."""
    browser = holder(world.families["adult"].code)
    pages = [(path, whole_of(browser.get(path))) for path in addresses() if "leave" not in path]

    assert {path: found for path, seen in pages if (found := leaks(seen, "holder"))} == {}
    everything = " ".join(seen for _, seen in pages)
    assert "What was searched" in everything
    assert mark("adult", "message_to_family") in everything


@pytest.mark.rule("R9")
@pytest.mark.parametrize(("who", "let_out"), [("caseworker", "adult: institution")])
def test_the_walk_finds_a_field_that_is_let_out(
    who: str, let_out: str, world: World, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the site forgets the table once, the test does not, and the pages tell."""
    monkeypatch.setattr(reading, "visible_fields", lambda _: frozenset(FIELDS))
    browser, _ = reader(who, office)

    found = {leak for _, seen in walked(browser) for leak in leaks(seen, who)}

    assert let_out in found


@pytest.mark.rule("R9")
def test_a_marker_is_a_leak_for_whoever_may_not_see_it() -> None:
    """The control of the comparison itself."""
    page = f"<p>{mark('child', 'institution')} {mark('adult', 'marks')}</p>"

    assert leaks(page, "caseworker") == ["child: institution"]
    assert leaks(page, "protection_officer") == []
    assert leaks(page, "volunteer") == ["adult: marks", "child: institution"]
    assert leaks(mark("adult", "answer"), "holder") == []
    assert leaks(mark("child", "answer"), "holder") == ["child: answer"]


def test_there_is_no_second_way_in() -> None:
    """No administration site, no page for debugging, no app that shows tables."""
    names = {app.name for app in apps.get_app_configs()}

    assert not {name for name in names if name.endswith((".admin", ".admindocs", "debug_toolbar"))}
    assert settings.DEBUG is False
    assert not [route for route in routes(get_resolver().url_patterns) if "admin" in route]
