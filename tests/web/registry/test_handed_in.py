"""A request that was sealed elsewhere and is handed in by anybody."""

from __future__ import annotations

import base64
import json
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.office import INTAKE_KEY, MATCHER_KEY, TOLD, Family, read_case, search_all

from homeward.seal import cases, records
from homeward.seal.codes import new_code
from homeward.seal.parcel import open_parcel
from homeward.web.access.models import Office
from homeward.web.matching.server import Matcher
from homeward.web.registry import filings, sealing
from homeward.web.registry.actions import AlreadyFiled
from homeward.web.registry.codes import keys_of, open_case
from homeward.web.registry.handed_in import NoRequest, take_in
from homeward.web.registry.models import SoughtPerson, State, TracingRequest
from homeward.web.registry.sweep import sweep
from homeward.web.review.models import Candidate

pytestmark = pytest.mark.django_db


def text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def sealed(code: str, told: dict[str, Any] | None = None, **changes: Any) -> str:
    """As the offline form seals it."""
    keys = keys_of(code)
    public, private = cases.new_case(keys)
    request, statement = uuid.uuid4(), uuid.uuid4()
    values = TOLD if told is None else told

    def seal(record: uuid.UUID, part: str, key: bytes) -> records.SealedRecord:
        plain = json.dumps(values).encode()
        return records.seal_record(plain, key, context=sealing.context(record, part))

    matching = seal(statement, "matching", MATCHER_KEY.public)
    confidence = seal(request, "confidence", INTAKE_KEY.public)
    person = [str(uuid.uuid4()), "soldier", str(statement), text(matching.body), text(matching.box)]
    return json.dumps({
        "kind": "homeward-request-1", "lookup": text(keys.lookup_id), "case": text(public),
        "private": text(private), "request": str(request), "people": [person],
        "confidence": text(confidence.body), "box": text(confidence.box), "language": "uk",
        "consents": ["match"], "text": "2026-1", "word": text(keys.word_tag("Калина")), **changes,
    })  # fmt: skip


def test_it_becomes_a_request_that_its_code_opens(
    office: Office, matcher: Matcher, post: object
) -> None:
    """Searched for like every other; the site never saw the code nor a word of it."""
    code = new_code()
    take_in(sealed(code))
    sweep()
    search_all(matcher)

    assert read_case(code).searching
    assert Candidate.objects.count() == 1
    assert open_case(code).request.word_tag


def test_the_office_opens_the_text_itself(office: Office) -> None:
    """With its intake key alone, should the site not be there."""
    told = json.loads(open_parcel(sealed(new_code()), INTAKE_KEY.private))
    assert told["name"] == TOLD["name"]


def test_handed_in_twice_it_is_one(client: Client, office: Office) -> None:
    """The page says the same; a sweep between them changes nothing."""
    handed = sealed(new_code())
    answers = []
    for _ in range(3):
        pieces = "\n".join(handed[start : start + 1003] for start in range(0, len(handed), 1003))
        response = client.post("/uk/bring/", {"sealed": f"\n {pieces} \n"})
        answers.append((response.status_code, response["Location"]))
        sweep()

    assert answers == [(302, "/uk/bring/done/")] * 3
    assert TracingRequest.objects.count() == 1


def whole() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(sealed(new_code()))
    return told


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: "",
        lambda _: "no request",
        lambda _: "[" * 100_000,
        lambda _: "[]",
        lambda told: json.dumps(told)[:-5],
        lambda told: json.dumps({**told, "kind": "something"}),
        lambda told: json.dumps({**told, "lookup": "AAAA"}),
        lambda told: json.dumps({**told, "people": []}),
        lambda told: json.dumps({**told, "people": [["x"]]}),
        lambda told: json.dumps({**told, "people": told["people"] * 2}),
        lambda told: json.dumps({**told, "consents": []}),
        lambda told: json.dumps({**told, "consents": ["everything"]}),
        lambda told: json.dumps({**told, "language": "xx"}),
        lambda told: json.dumps({**told, "request": 5}),
        lambda told: json.dumps({**told, "case": "!"}),
        lambda told: json.dumps({**told, "confidence": text(bytes(200_000))}),
        lambda told: json.dumps({name: told[name] for name in list(told)[:-3]}),
    ],
)
def test_what_is_no_request_is_refused_and_stays_in_the_field(
    client: Client, office: Office, spoil: Any
) -> None:
    """Nothing of it is kept."""
    handed = spoil(whole())
    response = client.post("/uk/bring/", {"sealed": handed})

    if "people" in handed and handed.count('"soldier"') == 2:
        assert response.status_code == 302  # the same person twice looks like handed in twice
    else:
        assert 'id="errors"' in response.content.decode()
    assert not filings.waiting()
    assert not sealing.key_store().all_of("matching")


def test_it_takes_no_keys_of_a_record_that_is_here(olena: Family, office: Office) -> None:
    """Whoever knows an id of somebody else's request cannot replace its keys by it."""
    request = olena.request()
    before = sealing.key_store().of_record(request.pk.bytes)
    with pytest.raises(AlreadyFiled):
        take_in(sealed(new_code(), request=str(request.pk)))
    statement = request.sought.get().statements.get()
    person = [str(uuid.uuid4()), "soldier", str(statement.pk), text(b"x"), text(bytes(80))]
    with pytest.raises(AlreadyFiled):
        take_in(sealed(new_code(), people=[person]))

    assert sealing.key_store().of_record(request.pk.bytes) == before


@pytest.mark.rule("R23")
def test_a_child_is_a_child_whatever_the_form_says(office: Office, matcher: Matcher) -> None:
    """The site cannot look into it; the matcher can, and corrects it."""
    code = new_code()
    take_in(sealed(code, {**TOLD, "birth_date": "2019"}))
    sweep()
    assert SoughtPerson.objects.get().category == "soldier"
    search_all(matcher)
    assert SoughtPerson.objects.get().category == "child"


@pytest.mark.parametrize(
    "told",
    [
        {},
        {**TOLD, "name": 5},
        {**TOLD, "sex": "neither"},
        {**TOLD, "birth_date": ["1991"]},
        {**TOLD, "nothing": "known"},
        {**TOLD, "marks": "а" * 5_000},
        ["a", "list"],
        "[" * 5_000,
    ],
)
def test_what_makes_no_sense_does_not_stop_the_search_for_others(
    office: Office, matcher: Matcher, post: object, told: Any
) -> None:
    """A sealed poison is passed over; the next request is found."""
    take_in(sealed(new_code(), told))
    take_in(sealed(new_code()))
    sweep()
    search_all(matcher)

    assert Candidate.objects.count() == 1
    assert not SoughtPerson.objects.filter(searched=False).exists()
    assert TracingRequest.objects.filter(state=State.OPEN).count() == 2


def test_a_file_does_as_well(client: Client, office: Office) -> None:
    """Whoever carries a stick hands in the file on it."""
    code = new_code()
    handed = SimpleUploadedFile("notes.txt", b"\xef\xbb\xbf" + sealed(code).encode())
    client.post("/uk/bring/", {"sealed": "", "file": handed})
    assert read_case(code).searching
    with pytest.raises(NoRequest):
        take_in("")
