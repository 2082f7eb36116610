"""The main job: from a table of the missing and a heap of posts to explained leads."""

from homeward.trace.folder import LEADS_CSV, LEADS_JSONL, REJECTED_CSV, REPORT_HTML, new_folder
from homeward.trace.lead import Lead, Place, Proof, Statement, Weighed, as_json, from_json
from homeward.trace.run import LEAST, Progress, trace
from homeward.trace.summary import Summary
from homeward.trace.wording import Language

__all__ = [
    "LEADS_CSV",
    "LEADS_JSONL",
    "LEAST",
    "REJECTED_CSV",
    "REPORT_HTML",
    "Language",
    "Lead",
    "Place",
    "Progress",
    "Proof",
    "Statement",
    "Summary",
    "Weighed",
    "as_json",
    "from_json",
    "new_folder",
    "trace",
]
