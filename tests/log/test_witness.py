"""Witnesses: a log cannot show two faces."""

import re
import threading
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from tests.programs import shared

from homeward.errors import BadInput, Busy, NotVerified
from homeward.log import (
    LOG,
    WITNESS,
    Answer,
    Cosigner,
    Signer,
    VerifierKey,
    Witness,
    ask_over_http,
    log_policy,
    new_signer,
    open_log,
    read_checkpoint,
    read_key,
    read_log,
    read_note,
    read_policy,
)
from homeward.log.witness import ask_witness, cosignature, read_request

LOG_SIGNER = Signer("log.example/forked", LOG, bytes(range(32)))  # one key: tests are named by it
NOW = 1_800_000_123
REQUEST = re.compile(
    r"POST \S+add-checkpoint\n```\n(.*?)```\nHTTP (\d+)\n"
    r"\[Asserts\]\nbody (?:contains|==) \"(.*?)\"",
    re.DOTALL,
)


def witness_in(folder: Path, name: str) -> Witness:
    signer = new_signer(name, kind=WITNESS)
    return Witness(
        folder / signer.name.replace("/", "-"), signer, {LOG_SIGNER.name: [LOG_SIGNER.verifier]}
    )


def asked(witness: Witness) -> Any:
    return lambda body: witness.add_checkpoint(body, now=NOW)


def cosigner(*witnesses: Witness, least: int) -> Cosigner:
    return Cosigner([(w.signer.verifier, asked(w)) for w in witnesses], least)


def test_cosigned_log_is_believed(tmp_path: Path) -> None:
    """A log that its witnesses see growing collects their signatures, day by day."""
    witnesses = [witness_in(tmp_path, f"witness.example/w{n}") for n in range(3)]
    keys = [witness.signer.verifier for witness in witnesses]
    log = open_log(tmp_path / "log", LOG_SIGNER)
    for day in range(4):
        log.append([b"%d" % day] * 70)
        log.publish(cosigner(*witnesses, least=3))
    policy = log_policy(LOG_SIGNER.verifier, keys, least=3)
    assert len(read_log(tmp_path / "log", policy).entries) == 280
    note = read_note((tmp_path / "log/checkpoint").read_text())
    assert {signature.time % 86_400 for signature in note.signatures[1:]} == {0}


@pytest.mark.rule("LOG-4")
def test_forked_log_is_refused(tmp_path: Path) -> None:
    """A witness signs one of two continuations; without it the other is not believed."""
    witnesses = [witness_in(tmp_path, f"witness.example/w{n}") for n in range(2)]
    keys = [witness.signer.verifier for witness in witnesses]
    shown, hidden = (open_log(tmp_path / name, LOG_SIGNER) for name in ("shown", "hidden"))
    for log in (shown, hidden):
        log.append([b"the same"] * 5)
        log.publish(cosigner(*witnesses, least=2))
    shown.append([b"one story"])
    shown.publish(cosigner(*witnesses, least=2))
    hidden.append([b"another story"])
    with pytest.raises(Busy, match=r"0 of 2 witnesses signed"):
        hidden.publish(cosigner(*witnesses, least=2))
    hidden.publish()  # without witnesses
    with pytest.raises(NotVerified, match=r"too few witnesses"):
        read_log(tmp_path / "hidden", log_policy(LOG_SIGNER.verifier, keys, least=2))
    read_log(tmp_path / "shown", log_policy(LOG_SIGNER.verifier, keys, least=2))


@pytest.mark.rule("LOG-4")
def test_shrunken_log_is_refused(tmp_path: Path) -> None:
    """A log that has become smaller than its witness saw gets no signature."""
    witness = witness_in(tmp_path, "witness.example/w")
    log = open_log(tmp_path / "log", LOG_SIGNER)
    log.append([b"1", b"2"])
    log.publish(cosigner(witness, least=1))
    small = open_log(tmp_path / "small", LOG_SIGNER)
    small.append([b"1"])
    with pytest.raises(Busy, match=r"larger log"):
        small.publish(cosigner(witness, least=1))


def test_signed_twice_after_a_lost_answer(tmp_path: Path) -> None:
    """A log whose last run ended before the answer arrived gets the same size signed again."""
    witness = witness_in(tmp_path, "witness.example/w")
    log = open_log(tmp_path / "log", LOG_SIGNER)
    log.append([b"1", b"2"])

    def lost(body: bytes) -> Any:
        witness.add_checkpoint(body, now=NOW)
        raise Busy("the connection ended")

    with pytest.raises(Busy):
        log.publish(Cosigner([(witness.signer.verifier, lost)], 1))
    log.publish(cosigner(witness, least=1))
    assert log.checkpoint().size == 2


def hurl(name: str) -> list[tuple[bytes, int, str]]:
    """Requests of litewitness's own tests: body, status, what the answer holds."""
    text = shared(f"vectors/litewitness/{name}.txt").read_text()
    found = REQUEST.findall(text)
    assert found
    return [(body.encode(), int(status), said.replace("\\n", "\n")) for body, status, said in found]


def sigsum_keys() -> dict[str, list[VerifierKey]]:
    public = bytes.fromhex("ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f")
    Ed25519PublicKey.from_public_bytes(public)
    origin = f"sigsum.org/v1/tree/{sha256(public).hexdigest()}"
    sumdb = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
    return {origin: [VerifierKey(origin, LOG, public)], "go.sum database tree": [read_key(sumdb)]}


@pytest.mark.rule("LOG-5")
@pytest.mark.parametrize(("name", "count"), [("litewitness", 9), ("bastion", 1), ("sumdb", 1)])
def test_replay_of_litewitness(tmp_path: Path, name: str, count: int) -> None:
    """Our witness answers the published requests as litewitness does."""
    signer = new_signer("example.com/witness", kind=WITNESS)
    witness = Witness(tmp_path, signer, sigsum_keys())
    replayed = hurl(name)
    assert len(replayed) == count
    for body, status, said in replayed:
        answer = witness.add_checkpoint(body, now=NOW)
        assert answer.status == status, answer
        assert said == answer.body if status == 409 else said in answer.body
        if status == 409:
            assert answer.content_type == "text/x.tlog.size"


@pytest.mark.rule("LOG-5")
def test_our_client_asks_as_litewitness_wants(tmp_path: Path) -> None:
    """Our client writes each published request as it stands, and acts on each answer as it must."""
    signer = new_signer("example.com/witness", kind=WITNESS)
    for body, status, said in hurl("litewitness"):
        request = read_request(body.decode())
        if said != "invalid signature":  # in that one the base64 itself is damaged
            assert str(request).encode() == body
        size = read_checkpoint(request.note).size
        proofs = dict(enumerate(request.proof))
        sent: list[bytes] = []

        def ask(
            asked: Any, status: Any = status, said: Any = said, note: Any = request.note
        ) -> Any:
            sent.append(asked)  # noqa: B023  # bound as a default
            line = signer.sign(note.text, time=NOW)
            return Answer(status, line if status == 200 else said)

        def node(level: int, index: int, proofs: Any = proofs) -> Any:
            return proofs.get(index, b"\0" * 32)

        if status == 200:
            line = ask_witness(request.note, node, signer.verifier, ask, old=request.old)
            assert line.startswith(said)
            continue
        with pytest.raises(NotVerified):
            ask_witness(request.note, node, signer.verifier, ask, old=request.old)
        repeated = status == 409 and int(said) <= size
        assert len(sent) == (2 if repeated else 1)
        assert not repeated or sent[1].startswith(f"old {said}".encode())


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"old 01\n\n",
        b"old 0\n",
        b"\xff",
        b"old 1\nAAAA\n\nlog.example\n1\nAAAA\n\n",
        b"old 0\n" + b"A" * 70_000,
        b"old 5\n\n"
        + str(open_log(Path("/nowhere"), LOG_SIGNER).checkpoint().signed(LOG_SIGNER)).encode(),
    ],
)
def test_malformed_requests(tmp_path: Path, body: bytes) -> None:
    """A request that is none gets status 400."""
    assert asked(witness_in(tmp_path, "witness.example/w"))(body).status == 400


def test_strange_answers_are_refused() -> None:
    """An answer without the witness's own right signature is no signature."""
    witness, other = (new_signer(f"w{n}.example", kind=WITNESS) for n in range(2))
    note = read_note(str(open_log(Path("/nowhere"), LOG_SIGNER).checkpoint().signed(LOG_SIGNER)))
    both = other.sign(note.text, time=1) + witness.sign(note.text, time=1)
    assert cosignature(both, note, witness.verifier) == witness.sign(note.text, time=1)
    for body in (other.sign(note.text, time=1), witness.sign("other\n", time=1)):
        with pytest.raises(NotVerified):
            cosignature(body, note, witness.verifier)
    for body in ("", "nonsense\n"):
        with pytest.raises(BadInput):
            cosignature(body, note, witness.verifier)


def test_policy_of_groups() -> None:
    """Two of three of one group and one of another: the example of C2SP tlog-policy."""
    x = [new_signer(f"x{n}.example", kind=WITNESS) for n in range(3)]
    y = [new_signer(f"y{n}.example", kind=WITNESS) for n in range(3)]
    lines = [f"log {LOG_SIGNER.verifier} https://log.example", "# witnesses", ""]
    lines += [f"witness X{n} {signer.verifier}" for n, signer in enumerate(x)]
    lines += [f"\twitness Y{n} {signer.verifier}" for n, signer in enumerate(y)]
    lines += ["group X 2 X0 X1 X2", "group Y any Y0 Y1 Y2", "group both all X Y", "quorum both"]
    policy = read_policy("\n".join(lines) + "\n")
    note = open_log(Path("/nowhere"), LOG_SIGNER).checkpoint().signed(LOG_SIGNER)
    for signers, enough in (
        ([x[0], x[2], y[1]], True),
        ([x[0], x[1], x[2]], False),
        ([x[0], y[0], y[1], y[2]], False),
        ([x[1], x[1], y[2]], False),
    ):
        signed = note.with_lines(signer.sign(note.text, time=1) for signer in signers)
        if enough:
            policy.verify(signed)
        else:
            with pytest.raises(NotVerified, match=r"too few"):
                policy.verify(signed)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "quorum none\nquorum none\n",
        "quorum W\n",
        "nonsense\nquorum none\n",
        f"log {LOG_SIGNER.verifier}\nlog {LOG_SIGNER.verifier}\nquorum none\n",
        f"witness W {LOG_SIGNER.verifier}\nquorum W\n",
        "group G any W\nquorum G\n",
    ],
)
def test_policies_with_mistakes(text: str) -> None:
    """A policy that is not whole is refused, never weakened."""
    with pytest.raises(BadInput):
        read_policy(text)


def test_asked_over_http(tmp_path: Path) -> None:
    """Requests and answers travel as C2SP tlog-witness says; a conflict is answered by its size."""
    witness = witness_in(tmp_path, "witness.example/w")

    class Serving(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the base class names it so
            body = self.rfile.read(int(self.headers["Content-Length"]))
            said = witness.add_checkpoint(body, now=NOW)
            self.send_response(said.status if self.path == "/w/add-checkpoint" else 404)
            self.send_header("Content-Type", said.content_type)
            self.end_headers()
            self.wfile.write(said.body.encode())

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Serving) as serving:
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        ask = ask_over_http(f"http://127.0.0.1:{serving.server_port}/w/")
        log = open_log(tmp_path / "log", LOG_SIGNER)
        for size in (1, 2):
            log.append([b"entry"])
            log.publish(Cosigner([(witness.signer.verifier, ask)], 1))
            assert log.checkpoint().size == size
        serving.shutdown()
        thread.join()
    log.append([b"entry"])
    with pytest.raises(Busy, match="0 of 1 witnesses"):
        log.publish(Cosigner([(witness.signer.verifier, ask)], 1))
    with pytest.raises(BadInput, match="http"):
        ask_over_http("file:///etc")
