"""Custody: what was kept, by whom, and proof that it was not changed since.

    keep = digests_of(data)                            two digests and the size of an original
    event = acquired(item, key, at=day)                the first event of an item
    later = followed_by(event, Kind.VIEW, key, …)      each next one names the one before
    log.append([entry.commitment])                     the public log carries salted commitments
    write_bundle(path, bundle)                         all that a court needs, checkable by hand
    verify_bundle(path, roots)                         raises `NotVerified`, naming the file

Custody is certified here, never the truth of what was kept.
"""

from homeward.custody.bundle import Bundle, write_bundle
from homeward.custody.events import (
    Event,
    Kind,
    Place,
    StaffKey,
    acquired,
    event_at,
    followed_by,
    new_staff_key,
)
from homeward.custody.items import Acquired, Digests, Item, digests_of
from homeward.custody.package import Package, read_package, write_package
from homeward.custody.stamps import Stamp, stamp_request, verify_stamp
from homeward.custody.verify import Verified, verify_bundle

__all__ = [
    "Acquired",
    "Bundle",
    "Digests",
    "Event",
    "Item",
    "Kind",
    "Package",
    "Place",
    "StaffKey",
    "Stamp",
    "Verified",
    "acquired",
    "digests_of",
    "event_at",
    "followed_by",
    "new_staff_key",
    "read_package",
    "stamp_request",
    "verify_bundle",
    "verify_stamp",
    "write_bundle",
    "write_package",
]
