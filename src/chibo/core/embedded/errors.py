"""Refusals of the embedded database. Plain Vietnamese: they come before any catalogue is loaded."""

from chibo.core.errors import Refused


class CannotUseHome(Refused):
    """CHIBO_HOME cannot hold the data as it stands; nothing was opened up to make it fit."""

    code = "cannot_use_home"


class CannotUseDatabase(Refused):
    """The embedded server cannot be prepared, started or stopped."""

    code = "cannot_use_database"
