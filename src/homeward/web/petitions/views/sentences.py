"""What is said to whoever brings something that cannot be taken: what it means, what to do."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from homeward.errors import AlreadyUsed, BadInput, HomewardError, NotVerified
from homeward.petition.eligibility import UnknownCode
from homeward.web.petitions.models import Petition, State


def closed(petition: Petition, today: date) -> str | None:
    """Why a petition takes nothing on that day; None if it does."""
    if petition.state != State.FROZEN or today > petition.closes:
        day = date_format(petition.closes, "SHORT_DATE_FORMAT")
        return _("This petition is over: its last day was %(day)s.") % {"day": day}
    if today < petition.opens:
        day = date_format(petition.opens, "SHORT_DATE_FORMAT")
        return _("This petition is not open yet: its first day is %(day)s.") % {"day": day}
    return None


def of_hand_in(error: HomewardError, petition: Petition, today: date) -> str:
    """Of a signature or a withdrawal."""
    if told := closed(petition, today):
        return told
    if isinstance(error, AlreadyUsed):
        return _("This signature is counted already, or is withdrawn already.")
    if isinstance(error, NotVerified):
        return _("This is no signature of this petition. Copy the whole text, from { to }.")
    if isinstance(error, BadInput):
        return _("The petition never had the signature that this withdraws.")
    return _("It could not be kept now. Nothing is lost: send it again in a minute.")


def of_asking(error: HomewardError, petition: Petition, today: date) -> str:
    """Of a request to the issuers."""
    if told := closed(petition, today):
        return told
    if isinstance(error, UnknownCode):
        return _("This is no code for signing. Compare each letter.")
    if isinstance(error, AlreadyUsed):
        return _("This code was used on another device, or with another seed. It gives one voice.")
    if isinstance(error, (BadInput, NotVerified)):
        return _(
            "This request cannot be answered: it belongs to another petition, it is not whole, "
            "or its class does not fit the code."
        )
    return _("Not enough issuers answer now. Nothing is lost: send it again in a minute.")


def of_helper(error: HomewardError) -> str:
    """Of a petition of another organisation."""
    if isinstance(error, UnknownCode):
        return _("This is no code for signing. Compare each letter.")
    if isinstance(error, AlreadyUsed):
        return _(
            "This code was used before, or the signature is counted already. A code "
            "gives one voice."
        )
    if isinstance(error, BadInput):
        return _(
            "The other site does not take this: the petition is not open, the class "
            "does not fit the code, or a text is not whole."
        )
    return _(
        "The other site does not answer as it should. Send the same form again "
        "later: nothing is lost."
    )
