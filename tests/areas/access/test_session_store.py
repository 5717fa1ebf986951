"""Sessions while the database goes away."""

import psycopg
import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError, connection

from chibo.areas.access.session_store import SessionStore
from chibo.core.lost import is_line_lost

pytestmark = pytest.mark.django_db(transaction=True)


def a_session() -> SessionStore:
    session = SessionStore()
    session["typed"] = "Rà soát hộ nghèo"
    session.save(must_create=True)
    return session


def cut_the_line() -> None:
    """As when PostgreSQL is killed: the line is gone and nobody was told."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone() or ()
    settings = connection.get_connection_params()
    known = {
        key: settings[key]
        for key in ("dbname", "user", "password", "host", "port")
        if key in settings
    }
    with psycopg.connect(**known) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def test_a_database_that_went_away_is_not_told_as_a_session_that_was_ended() -> None:
    session = a_session()
    cut_the_line()

    with pytest.raises(OperationalError) as lost:
        session.save()

    assert is_line_lost(lost.value)
    connection.close()
    session.save()
    assert SessionStore(session.session_key)["typed"] == "Rà soát hộ nghèo"


def test_a_session_that_was_ended_meanwhile_is_not_made_again() -> None:
    session = a_session()
    SessionStore(session.session_key).delete()

    with pytest.raises(UpdateError):
        session.save()
