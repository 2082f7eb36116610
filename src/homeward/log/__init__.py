"""A public log: entries are only ever added, and anyone can see that none was changed.

A tree of hashes (RFC 6962) as static files (C2SP tlog-tiles), so that any file host or USB stick
carries a copy; checkpoints signed by the log and cosigned by witnesses.

    log = open_log(folder, signer)          # a new log, or the one that is there
    log.append([b"entry", …])               # kept on disk, all or none
    log.publish(cosign)                     # tiles, signatures of witnesses, checkpoint

    read_log(folder, log_policy(key, witnesses, least=2)).entries     # verified, or NotVerified
    verify_proof(read_proof(text), b"entry", policy)                  # offline
"""

from homeward.log.asking import ask_over_http
from homeward.log.canonical import canonical, read_canonical
from homeward.log.checkpoints import Checkpoint, read_checkpoint
from homeward.log.notes import (
    LOG,
    WITNESS,
    Note,
    Signer,
    VerifierKey,
    new_signer,
    read_key,
    read_note,
    read_signer,
)
from homeward.log.policy import Policy, log_policy, read_policy
from homeward.log.proofs import Proof, prove, read_proof, verify_proof
from homeward.log.reading import VerifiedLog, read_log
from homeward.log.tree import (
    Tree,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)
from homeward.log.witness import Answer, Cosigner, Witness
from homeward.log.writing import Log, open_log

__all__ = [
    "LOG", "WITNESS", "Answer", "Checkpoint", "Cosigner", "Log", "Note", "Policy", "Proof",
    "Signer", "Tree", "VerifiedLog", "VerifierKey", "Witness", "ask_over_http", "canonical",
    "consistency_proof", "inclusion_proof", "leaf_hash", "log_policy", "new_signer", "open_log",
    "prove", "read_canonical", "read_checkpoint", "read_key", "read_log", "read_note",
    "read_policy", "read_proof", "read_signer", "verify_consistency", "verify_inclusion",
    "verify_proof",
]  # fmt: skip
