"""Who runs a command on the server, as the operating system knows them."""

import getpass
import os
import socket
from contextlib import suppress

LONGEST = 45
"""What the trail has room for, where it keeps the address of somebody at a page."""


def login_here() -> str:
    """The login and the name of the machine ("lan@may-chu"); empty where nobody knows."""
    with suppress(OSError, KeyError):
        login = os.environ.get("SUDO_USER") or getpass.getuser()
        return f"{login}@{socket.gethostname()}"[:LONGEST]
    return ""
