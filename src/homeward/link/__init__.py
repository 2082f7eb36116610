"""Link two tables of people, or find one person's records within one; learn, judge, cluster."""

from homeward.link.clusters import cluster
from homeward.link.judgements import Judgement, Verdict, read_judgements, rejected_pairs
from homeward.link.register import People, Register, dedupe, link

__all__ = [
    "Judgement",
    "People",
    "Register",
    "Verdict",
    "cluster",
    "dedupe",
    "link",
    "read_judgements",
    "rejected_pairs",
]
