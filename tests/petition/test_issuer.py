"""An issuer at another organisation: from its keys to their destruction."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from tests.petition.example import KEYS, told

from homeward.cli import run
from homeward.errors import BadInput, NotVerified
from homeward.log import canonical
from homeward.petition import wire
from homeward.petition.eligibility import UnknownCode, code_digest, codes_paper
from homeward.petition.encoding import to_text
from homeward.petition.entries import Sign, read_entry
from homeward.petition.issuer import Office, server
from homeward.petition.manifest import Manifest, write_manifest
from homeward.petition.papers import ask_paper, read_answer
from homeward.petition.signing import Asked, finish, prepare

TODAY = datetime.now(UTC).date()
HERE, THERE = "issuer-a.example", "issuer-b.example"
CODE, OTHER = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ", "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ"


def manifest_of(office: Office) -> Manifest:
    """Two of two: our key, and the one that the other organisation made."""
    spki = office.public_keys()["relative"]
    ours = to_text(KEYS[0].public.spki)
    issuers = [{"name": HERE, "spki": ours}, {"name": THERE, "spki": spki}]
    days = {"opens": TODAY.isoformat(), "closes": (TODAY + timedelta(days=1)).isoformat()}
    return write_manifest(told(classes=[{"id": "relative", "k": 2, "issuers": issuers}], **days))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """It has taken in the petition and one code of a relative."""
    office = Office(tmp_path / "office")
    office.make_keys(THERE, ["relative"])
    manifest = manifest_of(office)
    office.adopt(manifest.line, manifest.id)
    listed = {"relative": [code_digest(CODE)], "supporter": [code_digest(OTHER)]}
    assert office.take_codes(codes_paper(listed)) == 2
    return office


def body_of(asked: Asked, code: str = CODE) -> bytes:
    return canonical({"code": code, "asks": [json.loads(ask_paper(asked))]})


def asked_of(office: Office) -> Asked:
    return prepare(manifest_of(office), "relative", secrets.token_bytes(32))


def test_two_organisations_make_one_signature(office: Office) -> None:
    """Tokens of both are needed; the second one checks the code by its digest alone."""
    asked = asked_of(office)
    answer = json.loads(office.answer(body_of(asked, CODE.lower().replace("-", " ")), TODAY))
    theirs = read_answer(canonical(answer["answers"][0]), asked.manifest)
    assert list(theirs) == [THERE]
    ours = {HERE: KEYS[0].sign_blinded(asked.messages()[HERE])}
    assert isinstance(read_entry(finish(asked, ours | theirs), asked.manifest), Sign)
    with pytest.raises(BadInput, match=r"2 issuers are needed, 1"):
        finish(asked, theirs)


def test_one_voice_here_too(office: Office) -> None:
    """The same request again is answered the same, another is refused, whatever A says."""
    asked = asked_of(office)
    assert office.answer(body_of(asked), TODAY) == office.answer(body_of(asked), TODAY)
    again = wire.answered(lambda: office.answer(body_of(asked_of(office)), TODAY))
    assert again == (HTTPStatus.CONFLICT, b'{"answers":[{"refused":"used"}]}')
    assert office._ledger("relative").count() == 1


def test_who_may_not_ask(office: Office) -> None:
    """An unknown code; a code of another class; a day outside."""
    with pytest.raises(UnknownCode):
        office.answer(body_of(asked_of(office), "AAAA"), TODAY)
    assert b"unknown" in office.answer(body_of(asked_of(office), OTHER), TODAY)
    assert b"closed" in office.answer(body_of(asked_of(office)), TODAY + timedelta(days=2))
    assert office._ledger("relative").count() == 0


def test_a_petition_that_names_another_key_is_not_taken_in(office: Office, tmp_path: Path) -> None:
    """Nor one that is not that of the link."""
    other = Office(tmp_path / "other")
    with pytest.raises(BadInput, match=r"make its keys"):
        other.adopt(manifest_of(office).line, None)
    other.make_keys(THERE, ["relative"])
    with pytest.raises(NotVerified, match=r"does not name this issuer's key"):
        other.adopt(manifest_of(office).line, None)
    with pytest.raises(NotVerified, match=r"link"):
        other.adopt(manifest_of(other).line, b"\0" * 32)
    with pytest.raises(BadInput, match=r"keys already"):
        other.make_keys(THERE, ["relative"])


def test_closing_destroys_everything_secret(office: Office) -> None:
    """Not before the last day; then the number of tokens, and neither keys nor ledger."""
    office.answer(body_of(asked_of(office)), TODAY)
    with pytest.raises(BadInput, match=r"open until"):
        office.close(TODAY)
    assert office.close(TODAY + timedelta(days=2)) == {"relative": 1}
    assert {path.name for path in office.folder.iterdir()} == {"name", "petition.json"}
    with pytest.raises(BadInput, match=r"closed already"):
        office.close(TODAY + timedelta(days=2))


@pytest.mark.parametrize(
    "paper", [b"", b"[]", b'{"t":"codes"}', b'{"codes":{"a":["x"]},"t":"codes"}']
)
def test_no_list_of_codes(office: Office, paper: bytes) -> None:
    """What is no list takes the place of none."""
    before = (office.folder / "codes.json").read_bytes()
    with pytest.raises(BadInput):
        office.take_codes(paper)
    assert (office.folder / "codes.json").read_bytes() == before


@contextmanager
def serving(office: Office) -> Iterator[str]:
    """The address of its service."""
    with server(office, "127.0.0.1", 0) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}/issue"
        listening.shutdown()
        thread.join()


def test_served_to_pages_of_any_origin(office: Office, capfd: pytest.CaptureFixture[str]) -> None:
    """One service that knows no cookie; refusals have a status; nothing of it is written."""
    with serving(office) as address:
        with urlopen(Request(address, body_of(asked_of(office)))) as said:
            assert said.headers["Access-Control-Allow-Origin"] == "*"
            assert not {"Set-Cookie", "Last-Modified"} & set(said.headers)
            assert b"blind_sig" in said.read()
        for at, body, status in (
            (address, body_of(asked_of(office)), 409),
            (address, body_of(asked_of(office), "AAAA"), 403),
            (address, b"{", 400),
            (address, b" " * (wire.LARGEST + 9), 400),
            (address.replace("issue", "secret"), b"{}", 404),
        ):
            with pytest.raises(HTTPError) as refused:
                urlopen(Request(at, body))
            assert refused.value.code == status
    assert capfd.readouterr() == ("", "")


def test_by_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """keys, open, codes, close; a link is demanded, and a wrong one refused with code 2."""
    folder = tmp_path / "office"
    assert (
        run(["petition", "issuer", "keys", str(folder), "--name", THERE, "--class", "relative"])
        == 0
    )
    assert capsys.readouterr().out.startswith(f"relative: {THERE} MIIB")
    manifest = manifest_of(Office(folder))
    (tmp_path / "petition.json").write_bytes(manifest.line)
    (tmp_path / "codes.json").write_bytes(codes_paper({"relative": [code_digest(CODE)]}))
    taken = ["petition", "issuer", "open", str(folder), str(tmp_path / "petition.json"), "--id"]
    assert run([*taken, "0" * 64]) == 2
    assert run([*taken, f"https://a.example/#{manifest.id.hex()}"]) == 0
    assert run(["petition", "issuer", "codes", str(folder), str(tmp_path / "codes.json")]) == 0
    assert capsys.readouterr().out.endswith("1 codes may ask\n")
    assert run(["petition", "issuer", "close", str(folder)]) == 2
    assert "open until" in capsys.readouterr().err
    assert run(["petition", "issuer", "serve", str(folder), "--listen", "nowhere"]) == 2
