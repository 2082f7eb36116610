"""Sentences for a family: what agrees, what differs, what is unknown.

The engine gives codes; the sentences stand in data/reasons.csv, one line a code. Nothing is ever
certain: a summary says "possibly", and a lead under a changed identity says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from homeward.match.features import Feature, Hypothesis, Level
from homeward.match.scoring import Comparison, PairScore
from homeward.match.sentences import Language, sentence, shown_date

LIKELY, UNLIKELY = 0.8, 0.2
RELATIVE = 0.3

AT_ODDS = frozenset({Level.DIFFERENT, Level.INITIAL_DIFFERS})
ALWAYS_TOLD = frozenset({Feature.BIRTH_DATE})
DATES = frozenset({Feature.BIRTH_DATE, Feature.EVENT_DATE})


@dataclass(frozen=True, slots=True)
class Explanation:
    """Sentences in one language; the strongest evidence comes first."""

    agrees: tuple[str, ...]
    differs: tuple[str, ...]
    unknown: tuple[str, ...]
    summary: str


def explain(score: PairScore, lang: Language = "uk") -> Explanation:
    """Say why two records may be one person."""
    strongest = sorted(score.comparisons, key=lambda c: -abs(c.weight))
    known = [c for c in strongest if c.level is not Level.MISSING]
    missing = [c for c in score.comparisons if c.level is Level.MISSING and _is_told(c)]
    return Explanation(
        agrees=tuple(_sentence(c, lang) for c in known if _agrees(c)),
        differs=tuple(_sentence(c, lang) for c in known if not _agrees(c)),
        unknown=tuple(_sentence(c, lang) for c in missing),
        summary=_summary(score, lang),
    )


def _agrees(compared: Comparison) -> bool:
    return compared.level not in AT_ODDS and compared.weight > 0


def _is_told(compared: Comparison) -> bool:
    """What neither record has goes without saying, but for the birth date."""
    return compared.reason != "missing.both" or compared.feature in ALWAYS_TOLD


def _sentence(compared: Comparison, lang: Language) -> str:
    feature = compared.feature
    ours, theirs = (_shown(feature, text, lang) for text in (compared.ours, compared.theirs))
    params = {"feature": sentence(f"feature.{feature}", lang), **compared.params}
    told = sentence(
        compared.reason, lang, {**params, "ours": ours, "theirs": theirs},
        otherwise=f"{feature}.{compared.level}",
    )  # fmt: skip
    return told if ours != theirs else _said_once(told, ours)


def _said_once(told: str, both: str) -> str:
    """«Харків» і «Харків» is said as «Харків»."""
    once = re.escape(both)
    twice = re.compile(rf"(?P<open>[«“]?){once}(?P<end>[»”]?) (?:і|и|and) (?P=open){once}(?P=end)")
    return twice.sub(lambda found: f"{found['open']}{both}{found['end']}", told)


def _shown(feature: Feature, text: str, lang: Language) -> str:
    if feature in DATES and text:
        return shown_date(text, lang)
    return sentence(f"sex.{text}", lang) if feature is Feature.SEX and text else text


def _summary(score: PairScore, lang: Language) -> str:
    band = "open" if UNLIKELY <= score.score < LIKELY else "likely"
    band = "unlikely" if score.score < UNLIKELY else band
    percent = min(99, max(1, round(100 * score.score)))
    sentences = [sentence(f"summary.{band}", lang, {"percent": percent})]
    if score.relative >= RELATIVE:
        sentences.append(sentence("summary.relative", lang))
    if score.hypothesis is not Hypothesis.SAME_IDENTITY:
        sentences.append(sentence(f"summary.{score.hypothesis}", lang))
    return " ".join(sentences)
