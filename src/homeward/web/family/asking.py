"""A draft: what was typed so far, step by step, and the filing that it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from homeward.web.family.forms import STEPS, ConsentStep, Step
from homeward.web.registry.filing import Filing

LAST = len(STEPS)


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """Typed texts by the number of the step, and which steps were sent on already."""

    code: str
    typed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sent: tuple[str, ...] = ()

    def with_step(self, number: int, typed: Mapping[str, str], *, sent: bool) -> Draft:
        """The same with one step as it was typed now."""
        known = {str(number)} if sent else set()
        return Draft(
            self.code,
            {**self.typed, str(number): dict(typed)},
            tuple(sorted({*self.sent, *known})),
        )

    def step(self, number: int) -> Step:
        """One step, filled in; what is wrong is shown once it was sent on."""
        kind, typed = STEPS[number - 1], self.typed.get(str(number), {})
        if str(number) in self.sent:
            return kind(typed, earlier=self._earlier(number))
        return kind(initial=typed)

    def first_unfinished(self) -> int | None:
        """The first step that cannot be filed as it is."""
        for number in range(1, LAST + 1):
            if not STEPS[number - 1](
                self.typed.get(str(number), {}), earlier=self._earlier(number)
            ).is_valid():
                return number
        return None

    def filing(self, language: str) -> Filing:
        """All steps as one filing."""
        consent = ConsentStep(self.typed.get(str(LAST), {}))
        return Filing(
            people=(self._earlier(LAST),),
            language=language,
            consents=consent.consents(),
            second_word=consent.typed("second_word"),
        )

    def _earlier(self, number: int) -> dict[str, str]:
        """What all steps before this one tell."""
        told: dict[str, str] = {}
        for before in range(1, number):
            told |= STEPS[before - 1](self.typed.get(str(before), {})).told()
        return told

    def as_json(self) -> dict[str, Any]:
        """For the visit."""
        return {"code": self.code, "typed": self.typed, "sent": self.sent}


def draft_from(stored: Mapping[str, Any]) -> Draft:
    """Undo `as_json`."""
    return Draft(stored["code"], stored["typed"], tuple(stored["sent"]))
