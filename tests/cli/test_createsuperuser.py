"""The first account of a system."""

from chibo.core.embedded import database_in_use, database_url
from chibo.core.embedded.home import Home
from tests.homes import ask

from .conftest import Chibo


def test_the_first_administrator_is_made_once_with_a_password_from_standard_input(
    chibo: Chibo, migrated: Home
) -> None:
    done = chibo(
        "createsuperuser", "--username", "quan.tri", "--password-stdin", typed="Bếp-lửa-ba-mèo-19\n"
    )

    assert done.returncode == 0, done.stderr
    assert "quan.tri" in done.stdout
    with database_in_use():
        role = "select role from access_rolegrant g join access_account a on a.id = g.account_id"
        assert ask(database_url(), f"{role} where username = 'quan.tri'") == "administrator"

    again = chibo("createsuperuser", "--username", "Quan.Tri", "--generate")
    assert again.returncode == 1
    assert "quan.tri" in again.stderr


def test_a_password_that_would_be_guessed_is_refused(chibo: Chibo, migrated: Home) -> None:
    done = chibo("createsuperuser", "--username", "binh", "--password-stdin", typed="123456\n")

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    with database_in_use():
        count = "select count(*) from access_account where username = 'binh'"
        assert ask(database_url(), count) == 0
