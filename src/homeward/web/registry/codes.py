"""From a typed code to the case it opens. A wrong code and an unknown one look the same."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from homeward.errors import NotAllowed, Sealed
from homeward.seal import cases
from homeward.seal.codes import BadCode, CodeKeys, derive, read_code
from homeward.web.access.limits import derivation_slot
from homeward.web.registry import drafts, filings, sealing
from homeward.web.registry.models import TracingRequest
from homeward.web.registry.sweep import sweep

WAIT_SECONDS = 5.0
NO_CODE = "0" * 21


class NoSuchCase(NotAllowed):
    """No case opens with this code, for whatever reason."""


class OnlyDraft(NoSuchCase):
    """No case yet, but an unfinished request that lies under these keys."""

    def __init__(self, keys: CodeKeys) -> None:
        self.keys = keys
        super().__init__("an unfinished request lies under this code")


@dataclass(frozen=True, slots=True, repr=False)
class OpenCase:
    """A case and the keys that its code gave; lives as long as one page."""

    request: TracingRequest
    keys: CodeKeys
    private: bytes


def keys_of(code: str) -> CodeKeys:
    """Derive the keys of a code; raises `BadCode`, and `Busy` when too many derive at once."""
    return _derived(read_code(code))


def _derived(digits: str) -> CodeKeys:
    with derivation_slot(settings.HOMEWARD_DATA, wait_seconds=WAIT_SECONDS):
        return derive(digits, salt=sealing.instance().salt, cost=settings.HOMEWARD_CODE_COST)


def open_case(code: str) -> OpenCase:
    """The case of a code; raises `NoSuchCase`, after equal work, for any code that opens none.

    Where an unfinished request lies under it, that is an `OnlyDraft`.
    """
    try:
        digits = read_code(code)
    except BadCode:
        digits = NO_CODE
    keys = _derived(digits)
    if filings.holds(keys.lookup_id):
        sweep()
    draft = drafts.load(keys)
    request = TracingRequest.objects.filter(lookup_id=keys.lookup_id).first()
    if request is None:
        raise NoSuchCase("no case opens with this code") if draft is None else OnlyDraft(keys)
    try:
        sealed = sealing.key_store().get(request.pk.bytes, sealing.CASE)
        return OpenCase(request, keys, cases.case_private(sealed, keys))
    except Sealed:
        raise NoSuchCase("no case opens with this code") from None
