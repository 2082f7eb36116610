"""Who issues for a petition, and where: this site, and organisations with a site of their own."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.urls import reverse

from homeward.errors import BadInput
from homeward.web.petitions import folders
from homeward.web.petitions.models import Petition


def origin_of(address: str) -> str:
    """Scheme, host and port, as a content policy names them; raises `BadInput`."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise BadInput("an issuer is asked at an http or https address")
    if any(sign in parts.netloc for sign in "\"';,*"):
        raise BadInput("an issuer is asked at one address")
    return f"{parts.scheme}://{parts.netloc}"


def addresses_of(petition: Petition) -> dict[str, str]:
    """Issuer to the address of its service; our own is a path."""
    ours = {folders.issuer_name(): reverse("petition_services:issue")}
    others = (one for group in petition.classes for one in group["others"])
    return ours | {one["name"]: one["at"] for one in others}


def addresses_of_all(petitions: Iterable[Petition]) -> dict[str, str]:
    """Those of several petitions: a name has one address."""
    return {name: at for one in petitions for name, at in addresses_of(one).items()}


def origins(addresses: Iterable[str]) -> list[str]:
    """What a page's policy must allow it to ask, beside this site itself."""
    return sorted({origin_of(address) for address in addresses if not address.startswith("/")})
