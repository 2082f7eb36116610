"""The matcher: what it answers to whom, and what happens while it is away."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from django.conf import settings
from tests.office import MATCHER_KEY, Family, ask, search_all, staff, wait_until

from homeward.errors import BadInput, NotAllowed, Sealed
from homeward.seal import boxes
from homeward.web.access.log import Reason
from homeward.web.access.models import User
from homeward.web.access.roles import Role
from homeward.web.matching import client, search, server
from homeward.web.matching.models import Pair, SearchState
from homeward.web.matching.queries import SILENT_AFTER, progress
from homeward.web.matching.server import Matcher
from homeward.web.matching.wire import receive, send
from homeward.web.registry import sealing
from homeward.web.registry.models import SoughtPerson
from homeward.web.review.models import Candidate

Q: dict[str, Any] = {"reason": "case_work"}


def _read(matcher: Matcher, what: str, row: Any, by: User, **more: str) -> dict[str, Any]:
    return matcher.answer({"what": what, "id": str(row.pk), "by": str(by.pk), **Q, **more})


@pytest.mark.rule("R9")
def test_it_answers_the_fields_of_the_askers_roles(
    olena: Family, matcher: Matcher, bohdan: User, iryna: User, office: Any
) -> None:
    """Bohdan reads the request, Iryna nothing, a closed account nothing."""
    fields = _read(matcher, "person", olena.person(), bohdan)
    assert fields["name"] == olena.told["name"]
    with pytest.raises(NotAllowed):
        _read(matcher, "person", olena.person(), iryna)
    User.objects.filter(pk=bohdan.pk).update(is_active=False)
    with pytest.raises(NotAllowed):
        _read(matcher, "person", olena.person(), bohdan)


@pytest.mark.rule("R9", "R23")
def test_a_childs_fields_are_for_protection_officers(matcher: Matcher, office: Any) -> None:
    """The same request, field by field: siblings and institution are T5."""
    family = ask(siblings="Марко\nЯна", institution="Інтернат №3")
    officer = staff("olha", office, Role.PROTECTION_OFFICER)
    caseworker = staff("petro", office, Role.CASEWORKER)

    assert {"siblings", "institution"} <= set(_read(matcher, "person", family.person(), officer))
    seen = _read(matcher, "person", family.person(), caseworker)
    assert "name" in seen
    assert not {"siblings", "institution"} & set(seen)


def test_a_pair_is_explained_in_three_languages(
    candidate: Candidate, matcher: Matcher, bohdan: User, iryna: User
) -> None:
    """Both sides, what agrees, what differs, what is unknown (R35)."""
    summaries = set()
    for language in ("uk", "ru", "en"):
        seen = _read(matcher, "pair", candidate.pair, bohdan, language=language)
        assert seen["explanation"]["agrees"]
        summaries.add(seen["explanation"]["summary"])
    assert len(summaries) == 3
    start, end = seen["mention"]["span"]
    assert "Лосенко" in seen["item"]["item_text"][start:end]
    with pytest.raises(NotAllowed):
        _read(matcher, "pair", candidate.pair, iryna, language="uk")


@pytest.mark.rule("R10")
def test_a_read_without_a_reason_is_refused(olena: Family, matcher: Matcher, bohdan: User) -> None:
    """The reason is one of a list: no free text enters the log."""
    for reason in ("", "because I know Остап"):
        with pytest.raises(BadInput):
            matcher.answer(
                {
                    "what": "person",
                    "id": str(olena.person().pk),
                    "by": str(bohdan.pk),
                    "reason": reason,
                }
            )


@pytest.mark.parametrize(
    "message",
    [{}, {"what": "everything"}, {"what": "person"}, {"what": "person", "id": "1"},
     {"what": "unlock", "key": "nonsense"}],
)  # fmt: skip
def test_nonsense_is_refused(message: dict[str, Any], matcher: Matcher) -> None:
    """A clear error, and the matcher goes on."""
    with pytest.raises((BadInput, Sealed)):
        matcher.answer(message)


def test_another_sites_key_is_refused(office: Any) -> None:
    """A wrong key is noticed when it is entered."""
    with pytest.raises(Sealed):
        Matcher().unlock(boxes.new_pair().private)


def test_without_its_key_it_waits_and_says_so(olena: Family, post: Any, bohdan: User) -> None:
    """After a reboot filing works; matching waits until the key is entered, and loses nothing."""
    matcher = Matcher()
    assert not matcher.tick()
    assert not progress().runs
    assert progress().waiting > 0
    with pytest.raises(client.MatcherWaits):
        _read(matcher, "person", olena.person(), bohdan)

    matcher.unlock(MATCHER_KEY.private)
    search_all(matcher)

    assert progress().runs
    assert progress().waiting == 0
    assert Pair.objects.count() == 1


def test_a_matcher_killed_in_the_middle_loses_and_doubles_nothing(
    olena: Family, post: Any, matcher: Matcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after the pair was written and before the row was marked: all of it is done again."""

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(search, "_keep", killed)
        with pytest.raises(KeyboardInterrupt):
            search_all(matcher)
    assert not Pair.objects.exists()
    assert search.waiting() > 0

    fresh = Matcher()
    fresh.unlock(MATCHER_KEY.private)
    search_all(fresh)
    assert Pair.objects.count() == 1
    assert Candidate.objects.count() == 1


def test_one_damaged_row_does_not_stop_the_search(
    olena: Family, post: Any, matcher: Matcher, caplog: pytest.LogCaptureFixture
) -> None:
    """A row whose key was destroyed is passed over by its id; the others are found."""
    broken = ask(name="Інший Панас")
    statement = broken.person().statements.get()
    sealing.key_store().erase(statement.pk.bytes)

    search_all(matcher)

    assert Pair.objects.filter(person=olena.person()).count() == 1
    assert str(broken.person().pk) in caplog.text
    assert "Панас" not in caplog.text
    fresh = Matcher()
    fresh.unlock(MATCHER_KEY.private)
    search_all(fresh)


def test_the_lag_is_kept_and_shown(olena: Family, post: Any, matcher: Matcher) -> None:
    """How long the slowest record of the last batch had waited."""
    matcher.tick()

    lag = SearchState.objects.get().lag_seconds
    assert lag > 0
    matcher.tick()
    assert SearchState.objects.get().lag_seconds == lag  # an idle moment does not hide it
    assert progress().lag_seconds == SearchState.objects.get().lag_seconds


def test_a_silent_matcher_is_noticed(olena: Family, matcher: Matcher) -> None:
    """Five seconds without a sign of life: matching waits."""
    assert SILENT_AFTER.total_seconds() <= 5
    search_all(matcher)
    state = SearchState.objects.get()
    assert state.heard_at is not None
    SearchState.objects.update(heard_at=state.heard_at - 2 * SILENT_AFTER)

    assert not progress().runs


@pytest.mark.django_db(transaction=True)
def test_while_it_loads_it_answers_and_says_so(
    olena: Family, matcher: Matcher, bohdan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Building the index takes a while: what is stored is read meanwhile, no page says "dead"."""
    person, seen = olena.person(), []

    def long_load(_: search.Search) -> None:
        SearchState.objects.update(heard_at=None)
        seen.append(wait_until(lambda: progress() if progress().has_key else None, 10))
        seen.append(_read(matcher, "person", person, bohdan)["name"])

    monkeypatch.setattr(server, "BEAT_SECONDS", 0.02)
    monkeypatch.setattr(search.Search, "load", long_load)
    matcher.tick()

    assert not seen[0].runs
    assert seen[1] == olena.told["name"]


@pytest.mark.django_db(transaction=True)
def test_over_the_socket(
    running_matcher: Matcher, olena: Family, bohdan: User, iryna: User
) -> None:
    """The client gives fields or the matcher's own error; the socket is for this user only."""
    person = olena.person()
    told = client.read_person(person.pk, by=bohdan, reason=Reason.CASE_WORK)
    assert told["name"] == olena.told["name"]
    with pytest.raises(NotAllowed):
        client.read_person(person.pk, by=iryna, reason=Reason.CASE_WORK)
    assert client.status() == {"has_key": True, "loaded": False}
    assert settings.HOMEWARD_SOCKET.stat().st_mode & 0o077 == 0


@pytest.mark.django_db(transaction=True)
def test_a_broken_message_does_not_hurt_it(running_matcher: Matcher, olena: Family) -> None:
    """Half a message, far too long a message, and no JSON: the next question is answered."""
    for raw in (b"\0\0", b"\xff\xff\xff\xff", (3).to_bytes(4) + b"abc", (2).to_bytes(4) + b"[]"):
        with socket.socket(socket.AF_UNIX) as broken:
            broken.connect(str(settings.HOMEWARD_SOCKET))
            broken.sendall(raw)
    with socket.socket(socket.AF_UNIX) as fine:
        fine.connect(str(settings.HOMEWARD_SOCKET))
        send(fine, {"what": "status"})
        assert "found" in receive(fine)


def test_a_dead_matcher_is_said_plainly(olena: Family, bohdan: User) -> None:
    """Filing works, reading waits, and the error says which part is missing."""
    with pytest.raises(client.MatcherWaits, match="filing works"):
        client.read_person(olena.person().pk, by=bohdan, reason=Reason.CASE_WORK)
    assert ask(name="Новий Запит").person() in SoughtPerson.objects.waiting()
