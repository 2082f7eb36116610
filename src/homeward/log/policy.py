"""Whose signatures make a checkpoint believable (C2SP tlog-policy)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from homeward.errors import BadInput, NotVerified
from homeward.log.checkpoints import read_checkpoint
from homeward.log.notes import LOG, WITNESS, Note, VerifierKey, read_key, verified_by

_MOST_NAMES = 256
_NONE = "none"


@dataclass(frozen=True, slots=True)
class Group:
    """So many of these names must have cosigned; a name is a witness's or a group's."""

    least: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    logs: tuple[VerifierKey, ...]
    quorum: Group
    witnesses: Mapping[str, VerifierKey] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    strict: bool = False  # refuse signatures of unknown keys, too

    def verify(self, note: Note) -> None:
        """Raise `NotVerified` unless the log and enough witnesses signed this checkpoint."""
        keys = (*self.logs, *self.witnesses.values())
        signed = set(verified_by(note, keys))
        origin = read_checkpoint(note).origin
        if not any(key in signed and key.name == origin for key in self.logs):
            raise NotVerified("it is not signed by the log's key")
        if self.strict:
            _refuse_strangers(note, keys)
        if not self._met(
            self.quorum, {name for name, key in self.witnesses.items() if key in signed}
        ):
            raise NotVerified(f"too few witnesses signed it ({len(signed - set(self.logs))})")

    def _met(self, group: Group, signed: AbstractSet[str]) -> bool:
        met = sum(
            self._met(self.groups[name], signed) if name in self.groups else name in signed
            for name in group.members
        )
        return met >= group.least


def log_policy(
    log: VerifierKey, witnesses: Sequence[VerifierKey] = (), *, least: int = 0
) -> Policy:
    """Signed by this log and by at least so many of these witnesses, and by nobody else."""
    if least > len(witnesses):
        raise BadInput(f"{least} witnesses are demanded and only {len(witnesses)} named")
    named = {str(key): key for key in witnesses}
    return Policy((log,), Group(least, tuple(named)), named, strict=True)


def _refuse_strangers(note: Note, keys: Sequence[VerifierKey]) -> None:
    known = {(key.name, key.id) for key in keys}
    if any((signature.name, signature.key_id) not in known for signature in note.signatures):
        raise NotVerified("it carries a signature of a key that is not named")


@dataclass(slots=True)
class _Lines:
    """What the lines read so far define."""

    logs: list[VerifierKey] = field(default_factory=list)
    witnesses: dict[str, VerifierKey] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    quorums: list[Group] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        return {*self.witnesses, *self.groups}


def read_policy(text: str) -> Policy:
    """A policy as a file tells it; lines: log, witness, group, quorum."""
    read = _Lines()
    for number, line in enumerate(text.split("\n"), 1):
        words = line.replace("\t", " ").split(" ")
        words = [word for word in words if word]
        if not words or words[0].startswith("#"):
            continue
        try:
            _read_line(words, read)
        except BadInput as error:
            raise BadInput(f"line {number} of the policy: {error}") from None
    _check_whole(read)
    return Policy(tuple(read.logs), read.quorums[0], read.witnesses, read.groups)


def _read_line(words: list[str], read: _Lines) -> None:
    match words:
        case ["log", key, *url] if len(url) < 2:
            read.logs.append(_key(key, LOG))
        case ["witness", name, key, *url] if len(url) < 2 and _is_new(name, read.names):
            read.witnesses[name] = _key(key, WITNESS)
        case ["group", name, least, *members] if members and _is_new(name, read.names):
            read.groups[name] = _group(least, members, read)
        case ["quorum", "none"]:
            read.quorums.append(Group(0, ()))
        case ["quorum", name] if name in read.names:
            read.quorums.append(Group(1, (name,)))
        case _:
            raise BadInput("it is no line of a policy, or names what no line before defines")


def _is_new(name: str, names: AbstractSet[str]) -> bool:
    return name != _NONE and name not in names and len(names) < _MOST_NAMES


def _key(text: str, kind: int) -> VerifierKey:
    key = read_key(text)
    if key.kind != kind:
        raise BadInput(f"the key of {key.name} is of another kind")
    return key


def _group(least: str, members: list[str], read: _Lines) -> Group:
    taken = {name for group in read.groups.values() for name in group.members}
    if (
        not read.names.issuperset(members)
        or len(set(members)) < len(members)
        or taken & set(members)
    ):
        raise BadInput("a member of a group is defined before and belongs to one group, once")
    number = {"any": "1", "all": str(len(members))}.get(least, least)
    if not number.isdecimal() or not 1 <= int(number) <= len(members):
        raise BadInput("a group says any, all, or how many of its members")
    return Group(int(number), tuple(members))


def _check_whole(read: _Lines) -> None:
    for keys in (read.logs, list(read.witnesses.values())):
        if len({key.public for key in keys}) < len(keys):
            raise BadInput("the policy names one key twice")
    if len(read.quorums) != 1:
        raise BadInput("a policy has one quorum line")
