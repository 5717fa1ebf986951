"""Says by its exit code whether a PostgreSQL server (15 or newer) answers at an address."""

import sys

import psycopg


def answers(url: str) -> bool:
    """Whether a server answers there and lets us make databases for the tests."""
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            may = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
            return connection.info.server_version >= 150000 and bool(may and may[0])
    except psycopg.Error:
        return False


if __name__ == "__main__":
    sys.exit(0 if answers(sys.argv[1]) else 1)
