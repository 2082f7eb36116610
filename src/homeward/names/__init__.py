"""Names of people: their parts, normal forms, the graph of given names, comparing them."""

from homeward.names.analyse import token_analyses
from homeward.names.compare import compare_names
from homeward.names.frequency import rarity
from homeward.names.given import Edge, EdgeKind, concept_id, edges_of
from homeward.names.levels import NameComparison, NameLevel, PartComparison
from homeward.names.nominative import nominative_surnames
from homeward.names.parse import parse_name, parse_written
from homeward.names.particles import PARTICLES
from homeward.names.parts import Case, NamePart, ParsedName, PartRole, Reading, TokenAnalysis
from homeward.names.two_words import compare_parts

__all__ = [
    "PARTICLES",
    "Case",
    "Edge",
    "EdgeKind",
    "NameComparison",
    "NameLevel",
    "NamePart",
    "ParsedName",
    "PartComparison",
    "PartRole",
    "Reading",
    "TokenAnalysis",
    "compare_names",
    "compare_parts",
    "concept_id",
    "edges_of",
    "nominative_surnames",
    "parse_name",
    "parse_written",
    "rarity",
    "token_analyses",
]
