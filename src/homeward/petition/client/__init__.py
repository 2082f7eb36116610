"""The client for browsers, built from the JavaScript beside this file; always the same bytes.

`script` is what a page of the site loads; `page` is one HTML file that works without a network.
A petition's manifest names the digests of both (`client_sha256`), so that others can check what
they were given.
"""

from __future__ import annotations

import base64
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

_HERE = Path(__file__).parent
_CORE = ("numbers.js", "digests.js", "petition.js")
EXPORTED = (
    *("readManifest", "newSeed", "prepare", "finish", "withdrawal"),
    *("request", "kept", "readPaper", "readAnswers"),  # the small files of `papers`
    *("fetchManifest", "collect", "handIn"),  # the three requests
    *("canonical", "sha256", "sha384", "joined", "utf8", "toHex", "fromHex", "toText", "fromText"),
)
_STRICT = '"use strict";\n'


@lru_cache
def script() -> bytes:
    """One classic script that gives a page one name: `petition`, with the functions below."""
    exported = f"return {{ {', '.join(EXPORTED)} }};\n"
    parts = b"".join((_HERE / name).read_bytes() for name in (*_CORE, "online.js"))
    return (
        f"{_STRICT}const petition = (() => {{\n".encode() + parts + exported.encode() + b"})();\n"
    )


@lru_cache
def page() -> bytes:
    """The offline page: script and style inside, allowed by their digests alone."""
    parts = {"script": _joined((*_CORE, "page.js")), "style": (_HERE / "page.css").read_bytes()}
    html = (_HERE / "page.html").read_bytes()
    for name, part in parts.items():
        digest = base64.b64encode(sha256(part).digest())
        html = html.replace(b"{{%s_hash}}" % name.encode(), b"sha256-" + digest)
    for name, part in parts.items():
        html = html.replace(b"{{%s}}" % name.encode(), part)
    return html


def digests() -> list[str]:
    """What `client_sha256` of a manifest holds: the digests of script and page."""
    return [sha256(made).hexdigest() for made in (script(), page())]


def _joined(names: tuple[str, ...]) -> bytes:
    return _STRICT.encode() + b"".join((_HERE / name).read_bytes() for name in names)
