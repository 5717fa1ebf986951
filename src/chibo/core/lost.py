"""Whether something failed only because the line to the database broke."""

from django.db import InterfaceError, OperationalError

_SERVER_GOES = ("08", "57P01", "57P02", "57P03")  # connection exceptions, shutting down, starting


def is_line_lost(error: BaseException) -> bool:
    """Whether the database went away under it: what it was doing says nothing and may be repeated.

    A deadlock or a full disk are not this: the server itself tells of them.
    """
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(_SERVER_GOES)
