"""Who writes figures of every month writes alone, and knows which of them were closed."""

from django.db import connection

FOLDER = 4_102_018  # the advisory lock of whoever folds; any number nobody else uses
CLOSED = "indicators_closedperiod"


def become_the_only_folder() -> None:
    """Until the transaction ends nobody else counts, in whatever process."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FOLDER])


def become_the_only_closer() -> None:
    """Nobody counts and nobody holds a snapshot to count in while periods are closed.

    The seals are locked first, as `keep_closings_away` does: then neither waits for the other.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {CLOSED} IN SHARE ROW EXCLUSIVE MODE")
    become_the_only_folder()


def keep_closings_away() -> None:
    """For a snapshot in which figures are written: it sees every seal there is.

    LOCK TABLE takes no snapshot, so the one that follows is younger than the seal waited for.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {CLOSED} IN SHARE MODE")
