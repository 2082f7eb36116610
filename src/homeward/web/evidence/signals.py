"""What evidence tells the parts above it."""

from __future__ import annotations

from django.dispatch import Signal

# Sent with `mentions=`, in the transaction that put other readings in their place.
mentions_replaced = Signal()
