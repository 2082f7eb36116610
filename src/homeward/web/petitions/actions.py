"""Everything that staff changes: write, freeze by two, deliver, note a reply, print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.errors import BadInput, Stale
from homeward.log import canonical
from homeward.log.files import write_whole
from homeward.petition import client
from homeward.petition.encoding import to_text
from homeward.petition.manifest import LEAST_BATCH, Manifest, read_manifest, write_manifest
from homeward.petition.publication import open_petition
from homeward.web.access import approvals
from homeward.web.access.log import record
from homeward.web.access.models import Approval, User
from homeward.web.access.policy import require
from homeward.web.petitions import codes, folders
from homeward.web.petitions.daily import cosigner_of
from homeward.web.petitions.models import HelpedPetition, Kind, Petition, State

WRITE, PRINT, FREEZE = "petition.write", "petition.print", "petition.freeze"
TOLD = ("title", "text", "addressee", "opens", "closes", "classes", "witnesses")
MOST_PRINTED = 200


@transaction.atomic
def write(told: Mapping[str, Any], *, by: User, petition: Petition | None = None) -> Petition:
    """A new draft, or a draft changed; a proposal to freeze what stood before is void then."""
    require(by, WRITE)
    draft = petition or Petition(written_by=by)
    if draft.state != State.DRAFT:
        raise Stale("the petition is frozen: nothing in it changes any more")
    for name in TOLD:
        setattr(draft, name, told[name])
    if petition is not None:
        draft.version += 1
    draft.save()
    record(by, WRITE, draft)
    return draft


def propose_freeze(petition: Petition, *, by: User) -> Approval:
    """The first of two people."""
    require(by, WRITE)
    if petition.state != State.DRAFT:
        raise Stale("the petition is frozen already")
    for waiting in Approval.objects.filter(
        verb=FREEZE, object_id=petition.pk, state=Approval.State.PROPOSED
    ).exclude(object_version=petition.version):
        approvals.decline(waiting, by)
    return approvals.propose(by, FREEZE, petition, version=petition.version)


@transaction.atomic
def freeze(petition: Petition, *, by: User) -> Manifest:
    """The second person: keys are made, the manifest stands, the empty log is published."""
    require(by, WRITE)
    approval = approvals.open_proposal(FREEZE, petition)
    approvals.confirm(approval, by, version=petition.version)
    manifest = write_manifest(_manifest(petition))
    folders.make_secret(petition)
    public = folders.log_of(petition)
    beside = (text_file(petition), client.script(), client.page())
    for name, data in zip(manifest.digests(), beside, strict=True):
        write_whole(public.folder / name, data)
    open_petition(public, manifest, timezone.localdate(), cosigner_of(petition))
    petition.manifest, petition.state = manifest.line.decode(), State.FROZEN
    petition.save()
    record(by, FREEZE, petition, manifest=manifest.id.hex())
    return manifest


def text_file(petition: Petition) -> bytes:
    """What `text_sha256` is the digest of: text and addressee in all languages."""
    return canonical({"text": petition.text, "addressee": petition.addressee})


def _manifest(petition: Petition) -> dict[str, Any]:
    return {
        "v": 1,
        "title": petition.title,
        "text_sha256": sha256(text_file(petition)).hexdigest(),
        "opens": petition.opens.isoformat(),
        "closes": petition.closes.isoformat(),
        "min_batch": LEAST_BATCH,
        "classes": [_class(petition, group) for group in petition.classes],
        "log": str(folders.signer_of(petition).verifier),
        "witnesses": [one["key"] for one in petition.witnesses],
        "client_sha256": client.digests(),
    }


def _class(petition: Petition, group: Mapping[str, Any]) -> dict[str, Any]:
    key = folders.make_key(petition, group["id"])
    ours = {"name": folders.issuer_name(), "spki": to_text(key.public.spki)}
    others = [{"name": one["name"], "spki": one["spki"]} for one in group["others"]]
    return {"id": group["id"], "k": group["k"], "issuers": [ours, *others]}


@transaction.atomic
def note_reply(
    petition: Petition,
    *,
    by: User,
    delivered_on: date | None,
    replied_on: date | None,
    reply: str,
) -> None:
    """When it was handed over, and what came back."""
    require(by, WRITE)
    if petition.state == State.DRAFT:
        raise Stale("a draft cannot be delivered: freeze it first")
    if replied_on and (delivered_on is None or replied_on < delivered_on):
        raise BadInput(_("A reply comes on or after the day of delivery."))
    petition.delivered_on, petition.replied_on, petition.reply = delivered_on, replied_on, reply
    petition.save()
    record(by, "petition.reply", petition)


@transaction.atomic
def name_helpers(petition: Petition, helpers: Iterable[tuple[str, str]], *, by: User) -> None:
    """Organisations whose pages help to sign it without a script: name and address of each."""
    require(by, WRITE)
    petition.helpers = [{"name": name, "address": address} for name, address in helpers]
    petition.save()
    record(by, "petition.helpers", petition)


@transaction.atomic
def note_issued_elsewhere(petition: Petition, numbers: Mapping[str, int], *, by: User) -> None:
    """How many tokens the other issuers gave, by class: needed to close."""
    require(by, WRITE)
    petition.issued_elsewhere = dict(numbers)
    petition.save()
    record(by, "petition.issued_elsewhere", petition)


def print_codes(count: int, *, by: User) -> list[str]:
    """Codes for a printed sheet, in a class of their own."""
    require(by, PRINT)
    _check_number(count)
    record(by, PRINT, None, count=count)
    return codes.new_codes(Kind.PRINTED, count)


def list_codes(*, by: User) -> bytes:
    """Digests of all codes given so far, for the issuers at other organisations."""
    require(by, WRITE)
    record(by, "petition.list_codes", None)
    return codes.for_other_issuers()


@transaction.atomic
def help_with(
    organisation: str,
    manifest: bytes,
    issue_at: Mapping[str, str],
    sign_at: str,
    *,
    by: User,
) -> HelpedPetition:
    """Let this site help signers of another organisation's petition."""
    require(by, WRITE)
    names = {one.name for group in read_manifest(manifest).classes for one in group.issuers}
    if names != set(issue_at):
        raise BadInput(_("Give one address for each issuer that the petition names."))
    helped = HelpedPetition.objects.create(
        organisation=organisation,
        manifest=manifest.decode(),
        issue_at=dict(issue_at),
        sign_at=sign_at,
    )
    record(by, "petition.help", helped)
    return helped


def _check_number(count: int) -> None:
    if not 1 <= count <= MOST_PRINTED:
        raise BadInput(_("A sheet has 1 to %(most)s codes.") % {"most": MOST_PRINTED})
