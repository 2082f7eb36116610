"""What a person may open at all, asked of the one table of permissions."""

from __future__ import annotations

from homeward.errors import NotAllowed
from homeward.web.access.models import User
from homeward.web.access.policy import PERMISSIONS


def has_hat_for(by: User, verb: str) -> bool:
    """Whether one of this person's roles may do it to something."""
    return bool(by.is_active and by.roles & PERMISSIONS[verb].roles)


def require_hat(by: User, verb: str) -> None:
    """Raise `NotAllowed` before anything is looked up, so that the refusal tells nothing."""
    if not has_hat_for(by, verb):
        raise NotAllowed(f"{verb} is not allowed to this person")


def rooms(by: User) -> frozenset[str]:
    """The parts of the desk that this person's menu shows."""
    verbs = {"cases": "request.read", "items": "item.read", "add": "item.add", "log": "log.read"}
    verbs |= {"corrections": "corrections.export", "glance": "pair.glance"}
    verbs |= {"messages": "message.write", "reports": "report.read"}
    verbs |= {"petitions": "petition.write"}
    verbs |= {"endings": "request.end", "alerts": "alert.read"}
    return frozenset(room for room, verb in verbs.items() if has_hat_for(by, verb))
