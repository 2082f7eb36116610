"""Witnesses (C2SP tlog-witness): they sign only what continues what they signed before.

`answer` is a witness as a pure function of a request, `Witness` keeps its memory in a folder;
`Cosigner` is the side of the log, which asks witnesses over whatever connection it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from homeward.errors import BadInput, Busy, NotVerified
from homeward.log.checkpoints import Checkpoint, read_checkpoint, read_size
from homeward.log.files import only_writer, sync_folder, write_whole
from homeward.log.notes import (
    Note,
    Signer,
    VerifierKey,
    from_base64,
    read_note,
    to_base64,
    verified_by,
)
from homeward.log.tree import HASH_BYTES, Node, consistency_proof, verify_consistency

SIZE_TYPE = "text/x.tlog.size"
DAY = 86_400  # seconds
_LONGEST = 63  # hashes of a proof
_LARGEST = 64 << 10  # bytes of a request


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: str
    content_type: str = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Request:
    """A body of POST …/add-checkpoint."""

    old: int
    proof: tuple[bytes, ...]
    note: Note

    def __str__(self) -> str:
        lines = [f"old {self.old}", *map(to_base64, self.proof)]
        return "\n".join(lines) + "\n\n" + str(self.note)


def read_request(body: str) -> Request:
    head, separator, note = body.partition("\n\n")
    first, *lines = head.split("\n")
    if not separator or not first.startswith("old ") or len(lines) > _LONGEST:
        raise BadInput("the body is: old size, proof, an empty line, checkpoint")
    proof = tuple(from_base64(line) for line in lines)
    if any(len(step) != HASH_BYTES for step in proof):
        raise BadInput("a line of the proof is no hash")
    return Request(read_size(first[len("old ") :]), proof, read_note(note))


def answer(
    body: bytes,
    *,
    logs: Mapping[str, Sequence[VerifierKey]],
    seen: Callable[[str], Checkpoint | None],
    signer: Signer,
    now: int,
) -> tuple[Answer, Checkpoint | None]:
    """What a witness says, and what it must remember before it says so.

    logs: origin → keys that may sign for it. seen: origin → what was cosigned last. now: seconds
    since 1970, told to the day only.
    """
    try:
        request = read_request(_text(body))
        new = read_checkpoint(request.note)
    except BadInput as error:
        return Answer(400, f"{error}\n"), None
    if new.origin not in logs:
        return Answer(403, "unknown log\n"), None
    try:
        signed = verified_by(request.note, logs[new.origin])
    except NotVerified:
        signed = ()
    if not signed:
        return Answer(403, "invalid signature\n"), None
    if refusal := _refusal(request, new, seen(new.origin)):
        return refusal, None
    return Answer(200, signer.sign(request.note.text, time=now - now % DAY)), new


def _text(body: bytes) -> str:
    if len(body) > _LARGEST:
        raise BadInput("the body is too long")
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise BadInput("the body is no UTF-8") from None


def _refusal(request: Request, new: Checkpoint, last: Checkpoint | None) -> Answer | None:
    known = last.size if last else 0
    if request.old > new.size:
        return Answer(400, "the old size is larger than the new\n")
    if request.old != known:
        return Answer(409, f"{known}\n", SIZE_TYPE)
    if last is None or not known:
        return Answer(422, "no consistency proof leads from size 0\n") if request.proof else None
    if new.size == known and new.root != last.root:
        return Answer(409, f"{known}\n", SIZE_TYPE)
    try:
        verify_consistency(known, new.size, request.proof, last.root, new.root)
    except NotVerified:
        return Answer(422, "the consistency proof does not verify\n")
    return None


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness with a memory on disk, one small file for each log."""

    folder: Path
    signer: Signer
    logs: Mapping[str, Sequence[VerifierKey]]

    def add_checkpoint(self, body: bytes, *, now: int) -> Answer:
        """Answer a request; what is signed was remembered before, on disk."""
        with only_writer(self.folder):
            said, new = answer(body, logs=self.logs, seen=self.seen, signer=self.signer, now=now)
            if new is not None:
                write_whole(self._file(new.origin), new.text.encode())
                sync_folder(self.folder)
        return said

    def seen(self, origin: str) -> Checkpoint | None:
        """What was cosigned last for this log."""
        try:
            return read_checkpoint(Note(self._file(origin).read_text("utf-8"), ()))
        except FileNotFoundError:
            return None

    def _file(self, origin: str) -> Path:
        return self.folder / sha256(origin.encode()).hexdigest()


Ask = Callable[[bytes], Answer]  # sends a body to a witness's …/add-checkpoint


@dataclass(frozen=True, slots=True)
class Cosigner:
    """Asks witnesses for their signatures; give it to `Log.publish`."""

    witnesses: Sequence[tuple[VerifierKey, Ask]]
    least: int  # fewer signatures: nothing is published

    def __call__(self, note: Note, node: Node) -> Iterator[str]:
        reasons, lines = [], []
        for key, ask in self.witnesses:
            try:
                lines.append(ask_witness(note, node, key, ask))
            except (NotVerified, BadInput, Busy, OSError) as error:
                reasons.append(f"{key.name}: {error}")
        if len(lines) < self.least:
            raise Busy(
                f"{len(lines)} of {self.least} witnesses signed; nothing is published until they "
                f"do ({'; '.join(reasons)})"
            )
        yield from lines


def ask_witness(note: Note, node: Node, key: VerifierKey, ask: Ask, *, old: int = 0) -> str:
    """The witness's signature line; if it knows another size than `old`, it is asked once more."""
    new = read_checkpoint(note)
    said = ask(_request(note, node, old, new.size))
    if said.status == 409:
        old = read_size(said.body.removesuffix("\n"))
        if old > new.size:
            raise NotVerified(f"the witness has seen a larger log of this name ({old} entries)")
        said = ask(_request(note, node, old, new.size))
    if said.status != 200:
        raise NotVerified(f"the witness refuses (status {said.status})")
    return cosignature(said.body, note, key)


def _request(note: Note, node: Node, old: int, size: int) -> bytes:
    proof = consistency_proof(node, old, size) if 0 < old <= size else []
    return str(Request(old, tuple(proof), note)).encode()


def cosignature(body: str, note: Note, key: VerifierKey) -> str:
    """The line of this key in a witness's answer, verified; others are passed over."""
    for line in _lines(body):
        signed = Note(note.text, ()).with_lines([line])
        if verified_by(signed, [key]):
            return line + "\n"
    raise NotVerified("the witness's answer holds no signature of its key")


def _lines(body: str) -> Iterable[str]:
    if not body.endswith("\n"):
        raise BadInput("the witness's answer is cut off")
    return body.removesuffix("\n").split("\n")
