"""Time stamps (RFC 3161): proof by somebody else that bytes existed at a moment.

What is stamped is a checkpoint of the custody log, never the digest of a file: a stamping authority
must not learn what is held here. Requests are made with `openssl ts -query -sha512` and without
`-cert`: certificates are kept beside the answer, where they are not the authority's to choose.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography import x509

from homeward.errors import BadInput, NotVerified

NEEDS_EXTRA = "time stamps need an extra: pip install 'homeward[stamps]'"


@dataclass(frozen=True, slots=True)
class Stamp:
    """An authority's answer (DER) with the certificates that lead to its root, as PEM."""

    name: str
    answer: bytes
    root: bytes
    chain: bytes = b""  # certificates between it and the root


def stamp_request(stamped: bytes) -> bytes:
    """The question to an authority (DER): a digest of these bytes and a random number.

    Raises `BadInput` if the extra is not installed.
    """
    rfc3161 = _extra()
    asked = rfc3161.TimestampRequestBuilder(data=stamped, cert_req=False).build()
    written: bytes = asked.as_bytes()
    return written


def verify_stamp(stamp: Stamp, stamped: bytes) -> datetime:
    """When, at the latest, these bytes existed.

    Raises `NotVerified` unless the stamp is of these bytes and leads to its root, `BadInput` if the
    extra is not installed.
    """
    rfc3161 = _extra()
    try:
        answer = rfc3161.decode_timestamp_response(stamp.answer)
        rfc3161.VerifierBuilder(
            roots=x509.load_pem_x509_certificates(stamp.root), **_chain(stamp.chain)
        ).build().verify_message(answer, stamped)
    except rfc3161.VerificationError:
        raise NotVerified(f"the time stamp of {stamp.name} is not of these bytes") from None
    except (ValueError, TypeError):
        raise NotVerified(f"the time stamp of {stamp.name} cannot be read") from None
    moment: datetime = answer.tst_info.gen_time
    return moment


def _extra() -> Any:
    try:
        import rfc3161_client  # noqa: PLC0415  # an extra
    except ImportError:
        raise BadInput(NEEDS_EXTRA) from None
    return rfc3161_client


def _chain(chain: bytes) -> dict[str, Any]:
    """The authority's own certificate stands first; it may be in its answer instead."""
    if not chain:
        return {}
    first, *between = x509.load_pem_x509_certificates(chain)
    return {"tsa_certificate": first, "intermediates": between}
