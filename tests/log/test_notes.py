"""Signed notes and keys."""

import pytest

from homeward.errors import BadInput, NotVerified
from homeward.log import WITNESS, new_signer, read_key, read_note, read_signer
from homeward.log.notes import Note, sign_note, verified_by

# The example of C2SP signed-note; its key is that of the example in golang.org/x/mod/sumdb/note.
EXAMPLE = (
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
    "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQ"
    "U0xMcXxj99ihAQwaqP3ZekRwNtIc=\n"
)


@pytest.mark.rule("LOG-1")
def test_the_example_is_read() -> None:
    """A note is divided at its last empty line and written as it was."""
    note = read_note(EXAMPLE)
    assert note.text.endswith("\n\ned è subito sera.\n")
    assert [signature.name for signature in note.signatures] == ["quasimodo.example/salvatore"]
    assert note.signatures[0].key_id.hex() == "367ba04b"
    assert str(note) == EXAMPLE


@pytest.mark.rule("LOG-1")
def test_what_another_implementation_signed_is_verified() -> None:
    """The example of Go's package `note`, with its published key; one letter changed is refused."""
    key = read_key("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    text = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n\n"
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotp"
        "RZb6KE6RyyBwJnAM=\n"
    )
    assert verified_by(read_note(text), [key]) == (key,)
    with pytest.raises(NotVerified):
        verified_by(read_note(text.replace("answer", "Answer")), [key])


def test_signed_and_verified() -> None:
    """What a key signed verifies under it; keys and private keys survive being written."""
    signer = read_signer(new_signer("log.example/one").written())
    note = read_note(str(sign_note("text\n", signer)))
    key = read_key(str(signer.verifier))
    assert verified_by(note, [key]) == (key,)


def test_changed_text_is_refused() -> None:
    """A known key's wrong signature makes the note as a whole wrong."""
    signer, other = new_signer("one.example"), new_signer("two.example")
    note = sign_note("text\n", signer).with_lines([other.sign("text\n")])
    changed = Note("texts\n", note.signatures)
    with pytest.raises(NotVerified, match=r"one.example"):
        verified_by(changed, [signer.verifier])


def test_unknown_signatures_are_passed_over() -> None:
    """A signature of a key that nobody named neither helps nor harms."""
    signer, stranger = new_signer("one.example"), new_signer("two.example")
    note = sign_note("text\n", signer).with_lines([stranger.sign("other text\n")])
    assert verified_by(note, [signer.verifier]) == (signer.verifier,)
    assert verified_by(note, [new_signer("one.example").verifier]) == ()


def test_cosignature_signs_the_time() -> None:
    """A witness's signature fails when its time is changed."""
    witness = new_signer("witness.example/w1", kind=WITNESS)
    note = Note("a\n", ()).with_lines([witness.sign("a\n", time=1_800_000_000)])
    assert note.signatures[0].time == 1_800_000_000
    assert verified_by(note, [witness.verifier])
    value = note.signatures[0].value
    moved = type(note.signatures[0])(witness.name, witness.verifier.id, b"\0" * 8 + value[8:])
    with pytest.raises(NotVerified):
        verified_by(Note("a\n", (moved,)), [witness.verifier])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no signature\n",
        "text\n\nnot a signature line\n",
        EXAMPLE.removesuffix("\n"),
        EXAMPLE.replace("sole", "so\tle"),
        "text\n\n" + "— a.example AAAAAAAA\n" * 65,
    ],
)
def test_malformed_notes(text: str) -> None:
    """A note is read strictly: one spelling, no control characters, a bounded number of lines."""
    with pytest.raises(BadInput):
        read_note(text)


@pytest.mark.parametrize(
    "text",
    ["", "name", "na me+00000000+AAAA", "name+00000000+AcC4", "name+00000000+"],
)
def test_malformed_keys(text: str) -> None:
    """A key that does not fit its id is no key."""
    with pytest.raises(BadInput):
        read_key(text)
