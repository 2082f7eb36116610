"""A text in colours: people by role, what is said of them underlined, then each as a list."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from homeward.records import FieldMention, Mention, Polarity, Role, Span

_COLOURS = {
    Role.SOUGHT: "bold yellow",
    Role.FALLEN: "bold magenta",
    Role.PRISONER: "bold cyan",
    Role.CHILD: "bold green",
    Role.AUTHOR: "blue",
    Role.RELATIVE: "blue",
    Role.WITNESS: "blue",
    Role.OFFICIAL: "dim",
    Role.OTHER: "bold",
}
_SAID = {
    Polarity.ASSERTED: "underline",
    Polarity.DENIED: "strike",
    Polarity.HEARSAY: "italic underline",
}


def shown(text: str, mentions: tuple[Mention, ...]) -> Iterator[Text]:
    """The text with its spans in colour, then a line for each person and statement."""
    coloured = Text(text)
    for mention in mentions:
        coloured.stylize(_COLOURS[mention.role], mention.span.start, mention.span.end)
        for found in mention.fields:
            coloured.stylize(_SAID[found.polarity], found.span.start, found.span.end)
    yield coloured
    for mention in mentions:
        yield _person(mention, text)
        for found in mention.fields:
            yield _statement(found, text)


def _person(mention: Mention, text: str) -> Text:
    line = Text("  ").append(_words(mention.span, text), style=_COLOURS[mention.role])
    line.append(f"  {mention.role.value}")
    if mention.forms:
        line.append(f"  {mention.forms[0]}")
    return line.append("  doubtful" if mention.doubtful else "", style="dim")


def _statement(found: FieldMention, text: str) -> Text:
    line = Text(f"      {found.name.value:<13}{found.value}")
    words = _words(found.span, text)
    if words != found.value:
        line.append(f"  «{words}»", style="dim")
    if found.polarity is not Polarity.ASSERTED:
        line.append(f"  {found.polarity.value}", style="bold")
    return line.append("  doubtful" if found.doubtful else "", style="dim")


def _words(span: Span, text: str) -> str:
    return " ".join(span.of(text).split())
