"""What goes wrong is told without saying about whom: on pages, in logs, in addresses."""

import json
import logging
import re
import sys
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.urls import reverse

from chibo.areas.access.models import Account
from chibo.core.logs import AsJson, WithoutKeys
from tests.core.test_certificates import NOW
from tests.factories import a_cell, a_member

NAME, IDENTITY, PHONE = "Lò Văn Ún Chảo", "052080001234", "0912345678"
LINK = "/gui-y-kien/aB3dE6gH9kL2nP5rS8uV1xY4z/"
SECRETS = (NAME, IDENTITY, PHONE, LINK.split("/")[2])


def crash(request: Any, *_more: Any) -> None:
    """As a bug would: with a member at hand, and their data in the words of the error."""
    person = {"name": NAME, "identity": IDENTITY}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::date", [f"{PHONE} {LINK}"])
    except Exception as error:
        raise ValueError(f"cannot show {person} {PHONE} at {LINK}") from error


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the log of a server would hold, formatted as there."""
    found: list[str] = []
    formatter = WithoutKeys("{asctime} {levelname} {name}: {message}", style="{")

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            record.exc_text = None  # formatted anew, as by the first handler
            found.append(formatter.format(record))

    logging.getLogger().addHandler(keep := Keep())
    caplog.set_level(logging.DEBUG, "django.request")
    yield found
    logging.getLogger().removeHandler(keep)


def test_a_crash_page_and_its_log_name_nobody(
    sign_in: Any, lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cell = a_cell()
    client = sign_in("secretary", cell, a_member(cell, full_name=NAME))
    client.raise_request_exception = False
    monkeypatch.setattr("chibo.web.search.views.render", crash)
    answer = client.get(reverse("search"), {"q": IDENTITY})
    assert answer.status_code == 500
    page, log = answer.content.decode(), "\n".join(lines)
    assert "Hệ thống gặp lỗi" in page
    assert "Internal Server Error: /tim/" in log
    assert "builtins.ValueError" in log
    assert "psycopg.errors." in log
    assert "test_leaks.py" in log  # where to look
    for secret in SECRETS:
        assert secret not in page
        assert secret not in log
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_what_the_database_refuses_is_logged_by_code_and_constraint_alone(
    lines: list[str],
) -> None:
    Account.objects.create(username=PHONE, full_name=NAME, created_at=NOW)
    with pytest.raises(IntegrityError) as refused:
        Account.objects.create(username=PHONE, full_name=NAME, created_at=NOW)
    assert PHONE in str(refused.value)  # the database quotes it
    logging.getLogger("chibo").error("not saved", exc_info=refused.value)
    assert "23505" in lines[-1]
    assert "access_account" in lines[-1]
    assert not [secret for secret in SECRETS if secret in lines[-1]]


def test_a_page_that_is_not_there_is_logged_without_the_key(sign_in: Any, lines: list[str]) -> None:
    client = sign_in("secretary", a_cell())
    client.get(LINK)
    client.get(LINK + "x/")
    assert not [line for line in lines if LINK.split("/")[2] in line]


def test_who_was_refused_what_is_logged_by_number(sign_in: Any, lines: list[str]) -> None:
    person = a_member(a_cell(), full_name=NAME)
    client = sign_in("secretary", a_cell())
    client.get(reverse("member", args=[person.pk]), {"q": IDENTITY})
    account = Account.objects.get(grants__role="secretary")
    (line,) = [line for line in lines if "chibo.refused" in line]
    assert line.endswith(f"not_there: GET /dang-vien/{person.pk}/, account {account.pk}")


def test_nobody_writes_a_line_of_their_own_into_the_log(lines: list[str]) -> None:
    logging.getLogger("chibo").error("not found: %s", "/x\n2026-11-21 ERROR all is lost\x1b[2J")
    (line,) = lines
    assert line.endswith(r"ERROR chibo: not found: /x\n2026-11-21 ERROR all is lost\x1b[2J")
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+07:00 ", line)


def test_a_program_reads_the_log_by_lines_of_json() -> None:
    try:
        raise ValueError(NAME)
    except ValueError:
        told = (logging.ERROR, "a.py", 1, "at %s", (f"{LINK}\n",), sys.exc_info())
        line = AsJson().format(logging.LogRecord("chibo", *told))
    found = json.loads(line)
    assert "\n" not in line
    assert (found["level"], found["name"]) == ("ERROR", "chibo")
    assert found["at"].endswith("+07:00")
    assert found["error"].endswith("builtins.ValueError")
    assert not [secret for secret in SECRETS if secret in line]
