"""What a report says: checked field by field, and put together as one text and one mention."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from homeward.errors import BadInput
from homeward.records import FieldMention, FieldName, Mention, Role, Sex, Span
from homeward.web.registry.filing import problems_of
from homeward.web.reports.models import Kind, Wish

NEEDED: Mapping[Kind, tuple[str, ...]] = {
    Kind.SIGHTING: ("name", "event_place"),
    Kind.SOUGHT_HIMSELF: ("name", "birth_date", "wish"),
    Kind.NOT_MISSING: ("name", "birth_date"),
    Kind.WHO_WAS_I: ("name", "sex", "birth_date", "event_date"),
}
LONGEST = 4_000


class UnusableReport(BadInput):
    """Some fields cannot be used: `problems` gives field to a code of what is wrong."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__(f"these fields cannot be used: {', '.join(sorted(problems))}")


@dataclass(frozen=True, slots=True, repr=False)
class Told:
    """One report as it comes from the form.

    `values`: name, sex, birth_date, event_date (of the sighting), event_place, other_names, marks;
    `story` is free text of a sighting, `contact` how to reach the reporter.
    """

    kind: Kind
    values: dict[str, str]
    story: str = ""
    contact: str = ""
    wish: str = ""
    language: str = ""

    def problems(self) -> dict[str, str]:
        """What is wrong, field by field."""
        given = {**self.values, "wish": self.wish}
        problems = {name: "missing" for name in NEEDED[self.kind] if not given.get(name, "")}
        problems |= problems_of(self.values)
        if self.wish and self.wish not in Wish.values:
            problems["wish"] = "no_choice"
        long = (("story", self.story), ("contact", self.contact))
        return problems | {name: "too_long" for name, text in long if len(text) > LONGEST}

    def text(self) -> str:
        """All that may be compared, a line for each field."""
        told = [self.values.get(name, "") for name in TEXT_FIELDS]
        story = self.story if self.kind == Kind.SIGHTING else ""
        return "\n".join(line for line in (*told, story) if line)

    def count(self) -> int:
        """How many of the fields were filled in: who tells more comes first."""
        return sum(bool(text) for text in (*self.values.values(), self.story, self.contact))


TEXT_FIELDS = ("name", "birth_date", "event_date", "event_place", "other_names", "marks")


def mention_of(told: Told) -> Mention:
    """The person that a report is about, with the places in `Told.text`."""
    text, name = told.text(), told.values["name"]
    others = [line for line in told.values.get("other_names", "").splitlines() if line.strip()]
    sex = told.values.get("sex")
    return Mention(
        span=Span(0, len(name)),
        role=Role.CHILD if told.kind == Kind.WHO_WAS_I else Role.SOUGHT,
        parts={},
        forms=(name, *others),
        sex=Sex(sex) if sex else None,
        fields=tuple(_fields(told, text)),
    )


def _fields(told: Told, text: str) -> list[FieldMention]:
    found = []
    for name, kind in (("birth_date", FieldName.BIRTH_DATE), ("marks", FieldName.MARK)):
        given = told.values.get(name, "")
        if not given:
            continue
        start = text.index(given)
        span = Span(start, start + len(given))
        if name == "birth_date" and "@" in given:
            found.append(FieldMention(FieldName.AGE, given.partition("@")[0], span))
        else:
            found.append(FieldMention(kind, given, span))
    return found
