"""Publishing what was handed in: once a day, never fewer than the batch, sorted by digest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256

from homeward.errors import BadInput
from homeward.log import Log, leaf_hash
from homeward.log.files import set_midnight, write_whole
from homeward.log.writing import Cosign
from homeward.petition.deposits import Deposits
from homeward.petition.entries import Close, Revoke, Sign, close_line, read_entry
from homeward.petition.manifest import FILE, Manifest


def open_petition(log: Log, manifest: Manifest, today: date, cosign: Cosign | None = None) -> None:
    """Publish the manifest and an empty log."""
    if str(log.signer.verifier) != str(manifest.log):
        raise BadInput("the log's key is not the one that the petition names")
    write_whole(log.folder / FILE, manifest.line)
    log.publish(cosign)
    set_midnight(log.folder, today)


def publish_batch(deposits: Deposits, log: Log, today: date, cosign: Cosign | None = None) -> int:
    """The job of every day; how many entries it published.

    It may be ended at any moment and called again: what an earlier run began is finished first,
    no entry is lost and none is published twice.
    """
    finished = _finish(deposits, log, today, cosign)
    waiting = deposits.waiting()
    if deposits.published_on(today) or len(waiting) < deposits.manifest.min_batch:
        return finished
    return finished + _publish(deposits, log, waiting, today, cosign)


def close_petition(
    deposits: Deposits,
    log: Log,
    issued: Mapping[str, int],
    today: date,
    *,
    publish_rest: bool = False,
    cosign: Cosign | None = None,
) -> Close:
    """End the petition; then destroy ledgers, deposits, the petition's secret and issuers' keys.

    issued: people who got tokens, by class. Fewer waiting entries than a batch are withheld and
    counted as such, unless those who signed agreed that the rest is published.
    """
    manifest = deposits.manifest
    if today <= manifest.closes:
        raise BadInput(f"the petition is open until {manifest.closes}")
    _finish(deposits, log, today, cosign)
    waiting = deposits.waiting()
    withheld: Mapping[str, int] = {}
    if not publish_rest and len(waiting) < manifest.min_batch:
        waiting, withheld = _withhold(waiting, manifest)
    close = Close(issued, withheld)
    _publish(deposits, log, [*waiting, close_line(manifest, close)], today, cosign)
    return close


def _withhold(lines: Sequence[bytes], manifest: Manifest) -> tuple[list[bytes], Mapping[str, int]]:
    """What is published of too few entries, and how many signatures are not, by class.

    A withdrawal of a published signature is published even so; one of a withheld signature just
    lets it go.
    """
    entries = [(line, read_entry(line, manifest)) for line in lines]
    signed = {entry.mark: entry.class_id for _, entry in entries if isinstance(entry, Sign)}
    revoked = {entry.mark: line for line, entry in entries if isinstance(entry, Revoke)}
    held = Counter(name for mark, name in signed.items() if mark not in revoked)
    return [line for mark, line in revoked.items() if mark not in signed], held


def _finish(deposits: Deposits, log: Log, today: date, cosign: Cosign | None) -> int:
    """Complete what an earlier run began; how many of the waiting entries that published."""
    if log.waiting():
        log.publish(cosign)
        set_midnight(log.folder, today)
    known = set(log.leaf_hashes())
    done = [line for line in deposits.waiting() if leaf_hash(line) in known]
    if done:
        deposits.drop(done, today)
    return len(done)


def _publish(
    deposits: Deposits, log: Log, lines: Sequence[bytes], today: date, cosign: Cosign | None
) -> int:
    log.append(in_order(lines))
    try:
        log.publish(cosign)
    finally:
        set_midnight(log.folder, today)
    deposits.drop(lines, today)
    return len(lines)


def in_order(lines: Sequence[bytes]) -> list[bytes]:
    """Sorted by digest; a closing entry comes last."""
    return sorted(lines, key=lambda line: (b'"t":"close"' in line, sha256(line).digest()))
