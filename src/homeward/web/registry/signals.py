"""What the registry tells the parts above it."""

from __future__ import annotations

from django.dispatch import Signal

# Sent with `request=`, in the transaction that leaves a tombstone of it: whoever keeps its id
# without pointing at its row forgets it.
request_erased = Signal()

# Sent with `request=` before a request ends; a receiver that answers True holds it open until two
# caseworkers end it (R27).
request_may_end = Signal()

# Sent with `person=`, `kind=` (a key of `filing.CLAIMED`), `claim=` (an id) and `body=` (sealed to
# the matcher), in the transaction that takes up a request whose family believes something.
believed = Signal()

# Sent with `old=` and `new=`, in the transaction that joins a request whose code was lost with the
# new one: whoever keeps the old id follows.
requests_joined = Signal()
