"""A draft: what was typed so far, page by page, and the filing that it becomes.

It lies sealed under the follow-up code (`registry.drafts`). A page is known by a key: "1" to "5"
for the steps, "1a" for page a about the first person, "2w" for the second person.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict

from homeward.seal.codes import CodeKeys
from homeward.web.family.details import ANOTHER, DETAILS, ELSEWHERE, OF_A_PERSON, PAPERS_LETTER
from homeward.web.family.forms import Step
from homeward.web.family.papers import fingerprint
from homeward.web.family.steps import STEPS, ConsentStep, NewsStep, YouStep
from homeward.web.registry import drafts
from homeward.web.registry.filing import Filing

LAST = len(STEPS)
MOST_PEOPLE = 12
LONGEST_INPUT = 100_000  # signs of one input; more is cut
Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True, repr=False)
class File:
    """One file of the draft; it is sealed already."""

    id: uuid.UUID
    kind: str
    name: str
    bytes: int


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """Typed texts by the key of their page, and which pages were sent on already."""

    request: uuid.UUID = field(default_factory=uuid.uuid4)
    pages: Mapping[str, Typed] = field(default_factory=dict)
    sent: frozenset[str] = frozenset()
    files: tuple[File, ...] = ()
    second_word: str = ""
    # Told before somebody came back with the code: compared with nothing, so that no form tells it.
    closed: frozenset[str] = frozenset()

    def with_page(self, key: str, posted: QueryDict, *, sent: bool) -> Draft:
        """The same with one page as it was typed now: only inputs that the page has."""
        names = kind_of(key)().fields
        typed = {name: str(posted[name])[:LONGEST_INPUT] for name in names if posted.get(name)}
        if key[-1] == PAPERS_LETTER:
            typed = self._reduced(key, typed)
        known = {key} if sent else set()
        return replace(self, pages={**self.pages, key: typed}, sent=self.sent | known)

    def _reduced(self, key: str, typed: dict[str, str]) -> dict[str, str]:
        """The number of a paper is not kept as typed."""
        kept = self.pages.get(key, {}).get("identifiers", "").splitlines()
        if line := fingerprint(typed.get("kind") or "other", typed.get("number", "")):
            kept, typed = [*dict.fromkeys([*kept, line])], {}
        return typed | ({"identifiers": "\n".join(kept)} if kept else {})

    def without(self, *keys: str) -> Draft:
        """The same without these pages."""
        left = {key: typed for key, typed in self.pages.items() if key not in keys}
        return replace(self, pages=left, sent=self.sent - set(keys))

    def page(self, key: str, *, guess: bool = True) -> Step:
        """One page, filled in; what is wrong is shown once it was sent on."""
        typed = self.pages.get(key, {})
        if key in self.sent:
            return kind_of(key)(typed, earlier=self._earlier(key))
        initial = typed or (self._guessed(key) if guess else {})
        return kind_of(key)(initial=initial, earlier=self._earlier(key))

    def _guessed(self, key: str) -> Typed:
        """One more person was mostly lost on the same day, at the same place, to the same asker."""
        if key[-1] != ANOTHER:
            return {}
        names = (*NewsStep.base_fields, "relationship")
        before = {**self.pages.get("2", {}), **self.pages.get("3", {})}
        return {name: before[name] for name in names if name in before}

    def people(self) -> list[int]:
        """The numbers of the sought persons; the first one is 1."""
        return [1, *sorted(int(key[:-1]) for key in self.pages if key.endswith(ANOTHER))]

    def reached(self) -> int | None:
        """The first of the five steps that was not sent on yet; None if all were."""
        return next((number for number in range(1, LAST + 1) if str(number) not in self.sent), None)

    def unfinished(self) -> str | None:
        """The key of the first page that cannot be filed as it is."""
        steps = [str(number) for number in range(1, LAST + 1)]
        return next((key for key in (*steps, *self._more()) if not self._is_fine(key)), None)

    def unfinished_step(self) -> int | None:
        """The same among the five steps."""
        keys = [str(number) for number in range(1, LAST + 1)]
        return next((int(key) for key in keys if not self._is_fine(key)), None)

    def finished(self) -> set[str]:
        """Pages that were sent and can be filed as they are, and the files."""
        pages = {key for key in self.pages.keys() | self.sent if self._is_fine(key)}
        return (pages & self.sent) | {str(one.id) for one in self.files}

    def _is_fine(self, key: str) -> bool:
        return kind_of(key)(self.pages.get(key, {}), earlier=self._earlier(key)).is_valid()

    def _more(self) -> Iterator[str]:
        return (key for key in sorted(self.pages) if not key.isdigit())

    def _told(self, keys: Sequence[str]) -> dict[str, str]:
        told: dict[str, str] = {}
        for key in keys:
            told |= kind_of(key)(self.pages.get(key, {})).told()
        return told

    def _earlier(self, key: str) -> dict[str, str]:
        """What the steps before this one tell."""
        last = int(key) if key.isdigit() else 1
        before = (str(number) for number in range(1, last))
        return self._told([one for one in before if one not in self.closed])

    def filing(self, language: str) -> Filing:
        """All pages as one filing."""
        consent = ConsentStep(self.pages.get(str(LAST), {}))
        asker = self._told(["3", "4", f"1{ELSEWHERE}"])
        relationship = YouStep(self.pages.get("3", {})).typed("relationship")
        first = {**self._told(["1", "2"]), "relationship": relationship}
        return Filing(
            people=tuple(
                (first if number == 1 else self._told([f"{number}{ANOTHER}"]))
                | self._told([f"{number}{letter}" for letter in OF_A_PERSON])
                for number in self.people()
            ),
            values={name: text for name, text in asker.items() if name != "relationship"},
            language=language,
            consents=consent.consents(),
            second_word=consent.typed("second_word") or self.second_word,
            request=self.request,
            files=tuple((file.id, file.kind) for file in self.files),
            dates_apart=bool(self.closed),
        )

    def save(self, keys: CodeKeys) -> None:
        """Seal it under the code; raises `TooLarge`."""
        drafts.save(keys, {
            "request": str(self.request),
            "pages": self.pages,
            "sent": sorted(self.sent),
            "files": [[str(one.id), one.kind, one.name, one.bytes] for one in self.files],
            "word": self.second_word,
        })  # fmt: skip


def kind_of(key: str) -> type[Step]:
    """The page of a key; raises `KeyError`."""
    if key.isdigit():
        if not 1 <= int(key) <= LAST:
            raise KeyError(key)
        return STEPS[int(key) - 1]
    return DETAILS[key[-1]]


def draft_under(keys: CodeKeys) -> Draft | None:
    """The draft of a code, if there is one."""
    stored = drafts.load(keys)
    if stored is None:
        return None
    files = (File(uuid.UUID(one), kind, name, size) for one, kind, name, size in stored["files"])
    return Draft(
        uuid.UUID(stored["request"]), stored["pages"], frozenset(stored["sent"]), tuple(files),
        stored["word"],
    )  # fmt: skip


def keys_as_json(keys: CodeKeys) -> dict[str, str]:
    """For the visit: the code itself is not among it."""
    return {name: getattr(keys, name).hex() for name in keys.__slots__}


def keys_from(stored: Mapping[str, Any]) -> CodeKeys:
    """Undo `keys_as_json`."""
    return CodeKeys(**{name: bytes.fromhex(text) for name, text in stored.items()})


def coming_back(keys: CodeKeys) -> dict[str, object]:
    """The visit of whoever comes with the code of a draft, and what it may not read (R28)."""
    draft = draft_under(keys) or Draft()
    told = draft.finished()
    return {
        "asking": keys_as_json(keys),
        "told": sorted(told),
        "begun": sorted(draft.pages.keys() - told) or None,
        "resumed": True,
    }
