"""`homeward compare`: one pair, explained."""

from __future__ import annotations

import json
from typing import Any

import click

from homeward.cli.pairs import person
from homeward.match import LANGUAGES, Language, PairScore, compare, explain
from homeward.match.sentences import sentence


@click.command(name="compare")
@click.argument("name1")
@click.argument("name2")
@click.option("--born", nargs=2, metavar="A B", help="Birth dates of both, '' where unknown.")
@click.option("--place", nargs=2, metavar="A B", help="Homes of both, '' where unknown.")
@click.option("--sex", nargs=2, metavar="A B", help="female or male of both, '' where unknown.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    *,
    name1: str,
    name2: str,
    born: tuple[str, str] | None,
    place: tuple[str, str] | None,
    sex: tuple[str, str] | None,
    lang: Language,
    as_json: bool,
) -> None:
    """Say how likely two names are one person, and why.

    The score is a probability, as if one person had been looked for among 10,000. It is only
    possible until a person has looked at it.
    """
    told = {"name": (name1, name2), "born": born, "place": place, "sex": sex}
    cells = {f"{k}{n}": v[n - 1] for k, v in told.items() if v for n in (1, 2)}
    score = compare(person(1, cells), person(2, cells))
    click.echo(_json(score, lang) if as_json else _text(score, lang))


def _json(score: PairScore, lang: Language) -> str:
    told = explain(score, lang)
    found: dict[str, Any] = {
        "score": score.score,
        "hypothesis": score.hypothesis,
        "bits": score.bits,
        "hypotheses": dict(score.hypotheses),
        "relative": score.relative,
        "comparisons": [
            {
                "feature": c.feature,
                "level": c.level,
                "bits": c.weight,
                "ours": c.ours,
                "theirs": c.theirs,
                "reason": c.reason,
            }
            for c in score.comparisons
        ],
        "summary": told.summary,
        "agrees": told.agrees,
        "differs": told.differs,
        "unknown": told.unknown,
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def _text(score: PairScore, lang: Language) -> str:
    told = explain(score, lang)
    lines = [told.summary]
    parts = {"agrees": told.agrees, "differs": told.differs, "unknown": told.unknown}
    for heading, sentences in parts.items():
        if sentences:
            lines += ["", f"{sentence(f'heading.{heading}', lang)}:"]
            lines += [f"  {text}" for text in sentences]
    lines += [
        "",
        f"score {score.score:.4f}   hypothesis {score.hypothesis}   bits {score.bits:.1f}",
    ]
    known = (c for c in score.comparisons if c.weight)
    lines += [f"  {c.weight:+6.1f}  {c.feature}: {c.level}" for c in known]
    return "\n".join(lines)
