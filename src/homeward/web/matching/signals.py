"""What matching tells the parts above it."""

from __future__ import annotations

from django.dispatch import Signal

# Sent with `pair=`, in the transaction that stores a new pair.
pair_found = Signal()
