"""One lead as a card: how strong, what the source says, what agrees, differs, is unknown."""

from __future__ import annotations

from html import escape

from homeward.records import DocumentKind
from homeward.trace.lead import Lead, Place, Proof, Statement
from homeward.trace.wording import Words

COPIES_SHOWN = 5
STRONG, MODERATE = 0.9, 0.6


def card(lead: Lead, words: Words) -> str:
    """One `<section>`; what speaks of a death is folded."""
    return (
        f'<section class="lead {strength(lead.score)}">'
        f"<h4>{escape(words(strength(lead.score)))} "
        f'<span class="score">{_score(lead.score, words)}</span></h4>'
        f"{_named(lead, words)}"
        f"{_evidence(lead, words)}"
        f'<div class="signs">{_signs("agrees", lead.agrees, words)}'
        f"{_signs('differs', lead.differs, words)}{_signs('unknown', lead.unknown, words)}</div>"
        f"{_summary(lead, words)}"
        "</section>\n"
    )


def strength(score: float) -> str:
    """A score in a word: strong, moderate or weak."""
    if score >= STRONG:
        return "strong"
    return "moderate" if score >= MODERATE else "weak"


def _score(score: float, words: Words) -> str:
    return escape(words("score", score=words.fraction(score)))


def _named(lead: Lead, words: Words) -> str:
    told = lead.source.kind is not DocumentKind.ROW and not lead.speaks_of_death
    role = words(f"role_{lead.role.value}") if told else ""
    return (
        f'<p class="named">{escape(words("named"))}: '
        f"<strong><bdi>{escape(lead.name)}</bdi></strong>"
        f"{f' <span class=quiet>({escape(role)})</span>' if role else ''}</p>"
    )


def _evidence(lead: Lead, words: Words) -> str:
    """The words of the source and what they claim; folded where they speak of a death."""
    told = _proof(lead, words) + _statements(lead.statements, words)
    if not lead.speaks_of_death:
        return told
    return (
        f'<details class="grave"><summary>{escape(words("death_summary"))} '
        f"<span>{escape(words('death_open'))}</span></summary>{told}</details>"
    )


def _proof(lead: Lead, words: Words) -> str:
    return (
        f'<figure><blockquote aria-label="{escape(words("proof"))}"><p>'
        f"{highlighted(lead.proof)}</p></blockquote>"
        f"<figcaption>{_place(lead.source, words)}{_copies(lead.also_in, words)}</figcaption>"
        "</figure>"
    )


def highlighted(proof: Proof) -> str:
    """The words with the name, and what else was compared, in `<mark>`."""
    name = proof.marks[0] if proof.marks else None
    html, end = [], 0
    for mark in sorted(proof.marks, key=lambda mark: mark.start):
        kind = "" if mark == name else ' class="also"'
        html.append(escape(proof.text[end : mark.start]))
        html.append(f"<mark{kind}>{escape(mark.of(proof.text))}</mark>")
        end = mark.end
    return "".join((*html, escape(proof.text[end:])))


def _place(place: Place, words: Words) -> str:
    day = (
        f'<time datetime="{place.posted}">{words.day(place.posted)}</time>'
        if place.posted
        else escape(words("no_date"))
    )
    return f"{escape(words(f'kind_{place.kind.value}'))}, {day} · {_where(place, words)}"


def _where(place: Place, words: Words) -> str:
    locator = f" ({escape(words.locator(place.locator))})" if place.locator else ""
    return f"<bdi><code>{escape(place.path)}</code>{locator}</bdi>"


def _copies(places: tuple[Place, ...], words: Words) -> str:
    if not places:
        return ""
    shown = ", ".join(_where(place, words) for place in places[:COPIES_SHOWN])
    rest = len(places) - COPIES_SHOWN
    more = f", {escape(words('and_more', n=rest))}" if rest > 0 else ""
    return f"<br>{escape(words('also_in', n=len(places)))}{shown}{more}"


def _statements(statements: tuple[Statement, ...], words: Words) -> str:
    if not statements:
        return ""
    items = "".join(f"<li>{escape(statement.text)}</li>" for statement in statements)
    return f'<h5>{escape(words("says"))}</h5><ul class="says">{items}</ul>'


def _signs(kind: str, signs: tuple[str, ...], words: Words) -> str:
    items = "".join(f"<li>{escape(sign)}</li>" for sign in signs)
    nothing = f'<li class="quiet">{escape(words("nothing"))}</li>'
    return f'<div class="{kind}"><h5>{escape(words(kind))}</h5><ul>{items or nothing}</ul></div>'


def _summary(lead: Lead, words: Words) -> str:
    hypothesis = f"{words('hypothesis')}: {words(lead.hypothesis)}."
    return (
        f'<p class="summary">{escape(lead.summary)} '
        f'<span class="quiet">{escape(hypothesis)}</span></p>'
    )
