"""Every error that Homeward raises on purpose, in one tree.

    HomewardError                 something a person can act on; its text says what to do
    ├── BadInput                  a file, row or field that cannot be used
    │   ├── UnreadableFile        a file as a whole
    │   ├── UnusableRow           one row, line or message; the rest goes on
    │   └── BadDate               a text that is no date, or an impossible one
    ├── IndexDamaged              a stored index that is truncated, foreign or too old
    ├── IndexInUse                somebody else writes, or has changed, a stored index
    ├── Sealed                    a key is missing, wrong or destroyed
    ├── NotVerified               a signature, digest or proof does not fit what it vouches for
    ├── NotAllowed                this person may not do this
    │   └── AlreadyUsed           what serves once has served
    ├── Stale                     it changed, or was decided, since it was read: look again
    └── Busy                      a part that is needed is not there now: wait and try again

Texts name files, rows and fields, never people: an error may end in a log.
"""


class HomewardError(Exception):
    """Something a person can act on; the text says what to do."""


class BadInput(HomewardError):
    """A file, row or field that cannot be used."""


class UnreadableFile(BadInput):
    """A file that cannot be read as a whole."""


class UnusableRow(BadInput):
    """One row, line or message that cannot be used; the rest goes on."""


class BadDate(BadInput):
    """A text that is no date, or a date that no calendar has."""


class IndexDamaged(HomewardError):
    """A stored index that is truncated, foreign or of another version."""


class IndexInUse(HomewardError):
    """A stored index that somebody else is writing, or has changed since it was opened."""


class Sealed(HomewardError):
    """A key is missing, wrong or destroyed: what it sealed stays sealed."""


class NotVerified(HomewardError):
    """A signature, digest or proof does not fit what it vouches for."""


class NotAllowed(HomewardError):
    """This person may not do this."""


class AlreadyUsed(NotAllowed):
    """What serves once has served."""


class Stale(HomewardError):
    """It changed, or was decided, since it was read: look again."""


class Busy(HomewardError):
    """A part that is needed is not there now: wait and try again."""
