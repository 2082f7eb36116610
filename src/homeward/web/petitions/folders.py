"""What lies where of a petition, in `petitions/` of the data folder.

codes.db                    digests of eligibility codes
work.db                     digests of work that was spent on a code, for a day
issuer                      the name under which this site issues
governance/, governance.key the site's governance log, and its private key
<petition>/log/             public files: manifest, checkpoint, tiles
<petition>/log.key          the log's private key
<petition>/<class>.pem      the issuer's private key, until closing
<petition>/secret           K, until closing
<petition>/<class>.db       the ledger, until closing
<petition>/deposits.db      what waits for publication, until closing
"""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from homeward.log import Log, Signer, new_signer, open_log, read_log, read_signer
from homeward.petition.blindrsa import IssuerKey, new_issuer_key, read_issuer_key
from homeward.petition.deposits import Deposits
from homeward.petition.ledger import LedgerFile
from homeward.petition.receipts import policy_of
from homeward.petition.storage import destroy

if TYPE_CHECKING:
    from collections.abc import Callable

    from homeward.web.petitions.models import Petition

SECRET_BYTES = 32


def all_petitions() -> Path:
    """The folder of all of them."""
    data: Path = settings.HOMEWARD_DATA
    folder = data / "petitions"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def folder_of(petition: Petition) -> Path:
    folder = all_petitions() / petition.pk.hex
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def issuer_name() -> str:
    """Chosen once: the first host of this site then."""
    name = settings.ALLOWED_HOSTS[0].lower()
    return _kept(all_petitions() / "issuer", name.encode).decode()


def signer_of(petition: Petition) -> Signer:
    """The log's key, made when it is first needed."""
    name = f"{issuer_name()}/petition/{petition.pk.hex}"
    kept = _kept(folder_of(petition) / "log.key", lambda: new_signer(name).written().encode())
    return read_signer(kept.decode())


def governance_signer() -> Signer:
    """The key of the site's own log, made when it is first needed."""
    name = f"{issuer_name()}/governance"
    kept = _kept(all_petitions() / "governance.key", lambda: new_signer(name).written().encode())
    return read_signer(kept.decode())


def log_of(petition: Petition) -> Log:
    return open_log(log_folder(petition), signer_of(petition))


def log_folder(petition: Petition) -> Path:
    return folder_of(petition) / "log"


def make_key(petition: Petition, class_id: str) -> IssuerKey:
    """The issuer's key of a class, made when the petition is frozen."""
    return read_issuer_key(_kept(_key_file(petition, class_id), new_issuer_key))


def key_of(petition: Petition, class_id: str) -> IssuerKey | None:
    """None where it was destroyed, or is not ours."""
    try:
        return read_issuer_key(_key_file(petition, class_id).read_bytes())
    except FileNotFoundError:
        return None


def make_secret(petition: Petition) -> bytes:
    return _kept(folder_of(petition) / "secret", lambda: secrets.token_bytes(SECRET_BYTES))


def secret_of(petition: Petition) -> bytes:
    return (folder_of(petition) / "secret").read_bytes()


def ledger_of(petition: Petition, class_id: str) -> LedgerFile:
    return LedgerFile(folder_of(petition) / f"{class_id}.db")


def deposits_of(petition: Petition) -> Deposits:
    """What waits. Where the file was lost, it learns from the log what was published."""
    manifest = petition.frozen()
    deposits = Deposits(folder_of(petition) / "deposits.db", manifest)
    if not deposits.path.exists() and log_of(petition).checkpoint().size:
        published = read_log(log_folder(petition), policy_of(manifest)).entries
        deposits.restore(published, timezone.localdate())
    return deposits


def destroy_secrets(petition: Petition) -> None:
    """After closing: K, issuers' keys, ledgers and deposits are overwritten and gone."""
    for path in _secrets(petition):
        destroy(path)


def holds_secrets(petition: Petition) -> bool:
    """Whether anything of that is there still."""
    return any(path.exists() for path in _secrets(petition))


def _secrets(petition: Petition) -> list[Path]:
    folder = folder_of(petition)
    return [folder / "secret", *folder.glob("*.pem"), *folder.glob("*.db")]


def _key_file(petition: Petition, class_id: str) -> Path:
    return folder_of(petition) / f"{class_id}.pem"


def _kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """What the file holds; it is made, readable by the site alone, where it is missing."""
    if not path.exists():
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):  # whoever is first makes it
            os.link(part, path)
        part.unlink()
    return path.read_bytes()
