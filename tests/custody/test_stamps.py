"""Time stamps of others (CUS-1)."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.custody.authority import Authority
from tests.programs import program, shared

from homeward.custody import Stamp, verify_stamp
from homeward.errors import NotVerified

pytest.importorskip("rfc3161_client", reason="the extra `stamps` is not installed")
_FIXTURES = "vectors/rfc3161/test/fixtures"
_HELLO = b"hello"


def fixture(folder: str, name: str) -> Stamp:
    """An answer of another project's authority with its certificates, the root last."""
    place = shared(f"{_FIXTURES}/{folder}")
    *chain, root = (place / "ts_chain.pem").read_text().split("-----BEGIN CERTIFICATE-----")[1:]
    head = "-----BEGIN CERTIFICATE-----"
    between = "".join(head + one for one in chain).encode()
    return Stamp(name, (place / f"{name}.tsr").read_bytes(), (head + root).encode(), between)


@pytest.mark.rule("CUS-1")
@pytest.mark.parametrize(
    ("folder", "name", "stamped"),
    [
        ("sigstage", "response-sha256", _HELLO),
        ("sigstage", "response-sha384", _HELLO),
        ("sigstage", "response-sha512", _HELLO),
        ("sigstage", "response-no-embedded-cert", _HELLO),
        ("test_tsa", "response", _HELLO),
        ("sigstore.mock", "response-expired", None),
    ],
)
def test_good_stamps_are_accepted(folder: str, name: str, stamped: bytes | None) -> None:
    """Also one whose certificate has ended since: it was valid when it stamped."""
    payload = stamped or shared(f"{_FIXTURES}/{folder}/payload").read_bytes()
    assert verify_stamp(fixture(folder, name), payload)


@pytest.mark.rule("CUS-1")
@pytest.mark.parametrize(
    ("folder", "name"), [("sigstage", "response-invalid-signature"), ("test_tsa", "other_response")]
)
def test_bad_stamps_are_refused(folder: str, name: str) -> None:
    """A signature that does not fit, and one that leads to another root."""
    with pytest.raises(NotVerified, match=name):
        verify_stamp(fixture(folder, name), _HELLO)


@pytest.mark.rule("CUS-1")
def test_a_local_authority(tmp_path: Path) -> None:
    """Its stamp is of these bytes and of no others; another root is not believed."""
    ours = Authority.made_in(tmp_path / "ours", program("openssl"))
    theirs = Authority.made_in(tmp_path / "theirs", program("openssl"))
    stamp = ours.stamp(b"a checkpoint")

    assert verify_stamp(stamp, b"a checkpoint")
    with pytest.raises(NotVerified, match="not of these bytes"):
        verify_stamp(stamp, b"another checkpoint")
    for root in (theirs.stamp(b"x").root, b""):
        with pytest.raises(NotVerified):
            verify_stamp(Stamp("local", stamp.answer, root, stamp.chain), b"a checkpoint")
    with pytest.raises(NotVerified, match="cannot be read"):
        verify_stamp(Stamp("local", stamp.answer[:100], stamp.root), b"a checkpoint")
