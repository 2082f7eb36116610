"""Correcting a reading in two clicks, page by page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from tests.office import MATCHER_KEY, search_all

from homeward.extract.corrections import read_corrections
from homeward.records import Rejected
from homeward.web.access.log import Reason
from homeward.web.access.models import User
from homeward.web.access.roles import Role
from homeward.web.desk.correcting import reading_of
from homeward.web.evidence.actions import Post, add_post, correct, destroy_text
from homeward.web.evidence.correcting import without
from homeward.web.evidence.models import Correction, CorrectionExport, EvidenceItem, Source
from homeward.web.matching import reading
from homeward.web.matching.server import Matcher

TEXT = "Шукаю брата Лосенка Остапа Гнатовича, 12.04.1991 р.н. Поруч був Гайовий Макар."
LINK = re.compile(r'<a href="([^"]*)"><mark class="(\w+)">([^<]*)</mark>')
BUTTON = re.compile(r'<button[^>]* name="(\w+)" value="([^"]*)"( disabled)?>([^<]*)</button>')


@pytest.fixture
def item(source: Source, desk_of_bohdan: Client, running_matcher: Matcher) -> EvidenceItem:
    desk_of_bohdan.post(reverse("desk:add"), {"source": str(source.pk), "text": TEXT})
    desk_of_bohdan.post(reverse("desk:open_evidence"), {"reason": "evidence_work"})
    return EvidenceItem.objects.get()


def page(client: Client, item: EvidenceItem, query: str = "") -> str:
    return client.get(reverse("desk:item", kwargs={"pk": item.pk}) + query).content.decode()


def marks(html: str) -> dict[str, str]:
    """Marked words, and where a click on them leads."""
    return {words: link.replace("&amp;", "&") for link, _kind, words in LINK.findall(html)}


def buttons(html: str) -> dict[tuple[str, str], str]:
    """What a click may choose: kind of button and its words, to its value."""
    return {(name, words): value for name, value, off, words in BUTTON.findall(html) if not off}


def click(client: Client, item: EvidenceItem, mark: str, kind: str, words: str) -> str:
    """Two clicks: a mark in the text, a button under it; the page after that."""
    link = marks(page(client, item))[mark].split("#")[0]
    form = dict(
        re.findall(
            r'type="hidden" name="(at|said)" value="([^"]*)"', client.get(link).content.decode()
        )
    )
    value = buttons(client.get(link).content.decode())[kind, words]
    url = reverse("desk:correct", kwargs={"pk": item.pk})
    return client.post(url, {**form, kind: value}, follow=True).content.decode()


def test_a_name_is_cut_in_two_clicks(item: EvidenceItem, desk_of_bohdan: Client) -> None:
    """The words beside it are offered; what is shown afterwards is the corrected name."""
    after = click(desk_of_bohdan, item, "Лосенка Остапа Гнатовича", "end", "Остапа")

    assert "Лосенка Остапа" in marks(after)
    assert "Лосенка Остапа Гнатовича" not in marks(after)
    again = click(desk_of_bohdan, item, "Лосенка Остапа", "end", "Гнатовича")
    assert "Лосенка Остапа Гнатовича" in marks(again)
    assert Correction.objects.filter(superseded_by=None).count() == 1


def test_a_role_and_a_wrong_name_take_two_clicks(
    item: EvidenceItem, desk_of_bohdan: Client
) -> None:
    """In the reader's language; a name that is none loses its mark."""
    after = click(desk_of_bohdan, item, "Лосенка Остапа Гнатовича", "role", "свідок")
    assert "(свідок)" in after

    gone = click(desk_of_bohdan, item, "Лосенка Остапа Гнатовича", "nobody", "Це не ім’я людини")
    assert "Лосенка Остапа Гнатовича" not in marks(gone)


def test_what_is_said_changes_its_owner(item: EvidenceItem, desk_of_bohdan: Client) -> None:
    """A click on the date, a click on the other man, or on nobody."""
    if "Гайовий Макар" not in marks(page(desk_of_bohdan, item)):
        _add_missed(desk_of_bohdan, item, "Гайовий", "Макар")
    click(desk_of_bohdan, item, "12.04.1991", "owner", "Гайовий Макар")
    owner = marks(page(desk_of_bohdan, item))["12.04.1991"].split("?at=")[1].split("&")[0]

    assert owner in marks(page(desk_of_bohdan, item))["Гайовий Макар"]
    after = click(desk_of_bohdan, item, "12.04.1991", "owner", "ні про кого: прочитано хибно")
    assert "12.04.1991" not in marks(after)


def _add_missed(client: Client, item: EvidenceItem, first: str, last: str) -> str:
    url = reverse("desk:missed", kwargs={"pk": item.pk})
    words = client.get(url).content.decode()
    link = re.search(rf'href="([^"]*)">{first}</a>', words)
    assert link
    chosen = client.get(url + link[1].replace("&amp;", "&")).content.decode()
    start = re.search(r'name="first" value="(\d+)"', chosen)
    assert start
    form = {"first": start[1], "missed": buttons(chosen)["missed", last]}
    correct = reverse("desk:correct", kwargs={"pk": item.pk})
    return client.post(correct, form, follow=True).content.decode()


def test_a_missed_name_is_marked_by_its_first_and_last_word(
    item: EvidenceItem, desk_of_bohdan: Client
) -> None:
    """And a word of a name that is marked already is refused, in the reader's language."""
    if "Гайовий Макар" in marks(page(desk_of_bohdan, item)):
        click(desk_of_bohdan, item, "Гайовий Макар", "nobody", "Це не ім’я людини")
    assert "Гайовий Макар" in marks(_add_missed(desk_of_bohdan, item, "Гайовий", "Макар"))

    refused = _add_missed(desk_of_bohdan, item, "Гайовий", "Макар")
    assert "Там уже стоїть інше ім’я" in refused


@pytest.mark.parametrize(
    "form",
    [{}, {"at": "x"}, {"at": "", "role": "sought"}, {"missed": "9"}, {"first": "a", "missed": "b"}],
)
def test_a_form_that_chose_nothing_changes_nothing(
    form: dict[str, str], item: EvidenceItem, desk_of_bohdan: Client
) -> None:
    """A sentence says what to do."""
    url = reverse("desk:correct", kwargs={"pk": item.pk})
    page_after = desk_of_bohdan.post(url, form, follow=True).content.decode()

    assert any(text in page_after for text in ("Спершу виберіть", "Виберіть слова"))
    assert not Correction.objects.exists()


def test_the_same_form_twice_corrects_once(
    item: EvidenceItem, desk_of_bohdan: Client, desk_of_daryna: Client
) -> None:
    """Daryna looked at the old reading: hers does not count, and the page says so."""
    link = marks(page(desk_of_bohdan, item))["Лосенка Остапа Гнатовича"]
    at = link.split("?at=")[1].split("#")[0]
    desk_of_daryna.post(reverse("desk:open_evidence"), {"reason": "evidence_work"})
    url = reverse("desk:correct", kwargs={"pk": item.pk})
    for client in (desk_of_bohdan, desk_of_bohdan, desk_of_daryna):
        answer = client.post(url, {"at": at, "nobody": "1"}, follow=True)

    assert "Хтось уже це виправив" in answer.content.decode()
    assert Correction.objects.count() == 1


def test_long_texts_are_offered_in_parts(
    source: Source, desk_of_bohdan: Client, bohdan: object, running_matcher: Matcher
) -> None:
    """Every word can be reached, and no page is endless."""
    text = " ".join(f"слово{n}" for n in range(600))
    row = add_post(Post(text), source, by=bohdan)  # type: ignore[arg-type]
    desk_of_bohdan.post(reverse("desk:open_evidence"), {"reason": "evidence_work"})
    url = reverse("desk:missed", kwargs={"pk": row.pk})

    parts = [desk_of_bohdan.get(url, {"part": n}).content.decode() for n in range(3)]

    assert [f">слово{n}</a>" in part for n, part in zip((0, 250, 599), parts, strict=True)]
    assert ">слово250</a>" not in parts[0]


def _correct_and_destroy(source: Source, bohdan: User) -> None:
    """A text that was corrected, and then forgotten with all that was read in it."""
    row = add_post(Post("Розшукується Жук Тарас."), source, by=bohdan)
    told = reading.item(MATCHER_KEY.private, row.pk, by=bohdan, reason=Reason.EVIDENCE_WORK)
    now = reading_of(told)
    correct(row, now, without(now, next(iter(now.mentions))), by=bohdan)
    destroy_text(row)


def test_the_file_for_the_trainer_needs_two_people(  # noqa: PLR0917  # two people and a role
    item: EvidenceItem,
    desk_of_bohdan: Client,
    desk_of_daryna: Client,
    in_role: Callable[[Role], Client],
    source: Source,
    bohdan: User,
    tmp_path: Path,
    running_matcher: Matcher,
) -> None:
    """Asked for at the desk, agreed to at the desk, written by a command, once."""
    click(desk_of_bohdan, item, "Лосенка Остапа Гнатовича", "end", "Остапа")
    url, file = reverse("desk:export_corrections"), tmp_path / "corrections.jsonl"
    assert in_role(Role.ANALYST).post(url).status_code == 403
    for _ in range(2):
        desk_of_bohdan.post(url)
    export = CorrectionExport.objects.get()
    with pytest.raises(CommandError):
        call_command("corrections", str(export.pk), str(file))
    assert not file.exists()

    desk_of_daryna.post(url)
    _correct_and_destroy(source, bohdan)
    search_all(running_matcher)
    call_command("corrections", str(export.pk), str(file))

    (line,) = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    spans = {line["text"][slice(*one["span"])] for one in line["mentions"]}
    assert "Лосенка Остапа" in spans
    assert {"role", "parts", "forms", "fields"} <= set(line["mentions"][0])
    assert file.stat().st_mode & 0o077 == 0
    rejected: list[Rejected] = []
    (learnt,) = read_corrections(file, rejected)  # as the trainer reads it
    assert (learnt.text, rejected) == (TEXT, [])
    with pytest.raises(CommandError):
        call_command("corrections", str(export.pk), str(tmp_path / "again.jsonl"))
