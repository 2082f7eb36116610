"""Another organisation that issues for a petition of this site, with an origin of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.web.petitions.people import frozen

from homeward.petition.issuer import Office, server
from homeward.web.access.models import User
from homeward.web.petitions import codes
from homeward.web.petitions.models import Kind, Petition

NAME = "issuer.example"


@dataclass(frozen=True, slots=True)
class Second:
    """Its office, where it answers, and the petition that names it."""

    office: Office
    origin: str
    petition: Petition

    @property
    def address(self) -> str:
        return f"{self.origin}/issue"

    def new_code(self, kind: Kind = Kind.RELATIVE) -> str:
        """A code that both issuers know."""
        code = codes.new_codes(kind)[0]
        self.office.take_codes(codes.for_other_issuers())
        return code


@contextmanager
def second_issuer(folder: Path, first: User, second: User, *, k: int = 2) -> Iterator[Second]:
    """Relatives need k tokens of two issuers; the other classes are this site's alone."""
    office = Office(folder)
    office.make_keys(NAME, ["relative"])
    with server(office, "127.0.0.1", 0) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        origin = f"http://127.0.0.1:{listening.server_port}"
        petition = frozen(first, second, classes=classes_of(office, f"{origin}/issue", k))
        office.adopt(petition.manifest.encode(), petition.frozen().id)
        try:
            yield Second(office, origin, petition)
        finally:
            listening.shutdown()
            thread.join()


def classes_of(office: Office, address: str, k: int) -> list[dict[str, Any]]:
    other = {"name": NAME, "spki": office.public_keys()["relative"], "at": address}
    relative = {"id": "relative", "k": k, "others": [other]}
    return [
        relative,
        *({"id": kind.value, "k": 1, "others": []} for kind in Kind if kind != "relative"),
    ]
