"""Who gets in, what is kept of it, and how it is said that somebody does not."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from chibo.areas.access.models import RoleGrant
from chibo.areas.tokens.actions import end_token
from chibo.areas.tokens.models import Token
from chibo.areas.tokens.rules import CALLS_A_MINUTE
from chibo.core import clock
from chibo.core.actor import Actor
from chibo.core.models import AuditEvent
from tests.api.conftest import Commune
from tests.factories import an_account
from tests.programs import a_program, told


def events(action: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(action=action).order_by("pk"))


def test_a_program_is_told_whose_token_it_shows_and_the_call_is_in_the_trail(
    ours: Commune,
) -> None:
    account = an_account("clerk", ours.commune, full_name="Đỗ Thị Hạnh")
    program = a_program(account)
    answer = program.get("me")
    assert answer.status_code == 200
    said = told(answer)
    assert said["person"] == "Đỗ Thị Hạnh"
    assert said["writes"] is False
    assert said["roles"] == [
        {"role": "clerk", "name": "Cán bộ tổng hợp", "unit": ours.commune.name, "below": True}
    ]
    (event,) = events("api.read")
    assert (event.actor_name, event.via, event.kind) == (
        "Đỗ Thị Hạnh (Phần mềm tổng hợp)",
        "api",
        "export",
    )
    assert event.changes == {
        "token": "Phần mềm tổng hợp",
        "call": "GET /api/v1/me",
        "status": 200,
    }
    token = Token.objects.get()
    assert token.used_at is not None
    assert token.used_from == "127.0.0.1"


def test_the_token_is_kept_nowhere(ours: Commune) -> None:
    program = a_program(an_account("clerk", ours.commune))
    kept = [str(value) for value in Token.objects.values_list().get()]
    kept += [str(row) for row in AuditEvent.objects.values_list()]
    assert program.text.startswith("chibo_")
    assert not [each for each in kept if program.text in each or program.text[6:] in each]


@pytest.mark.parametrize("shown", ["", "Bearer", "Bearer chibo_khong-phai", "Basic YTpi"])
def test_without_a_known_token_every_address_says_401(shown: str, db: None) -> None:
    for address in ("me", "units", "openapi.json", "khong-co", ""):
        answer = Client().get(f"/api/v1/{address}", headers={"Authorization": shown})
        assert answer.status_code == 401, address
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="chibo"'
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert told(answer)["code"] == "token_refused"
        assert "khóa" in told(answer)["detail"].lower()


def test_a_signed_in_browser_is_a_stranger_here(ours: Commune) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(an_account("clerk", ours.commune))
    assert browser.get("/api/v1/me").status_code == 401
    assert browser.post("/api/v1/reports/decisions", b"{}", "application/json").status_code == 401


def test_answers_carry_the_headers_of_pages_and_set_no_cookie(ours: Commune) -> None:
    answer = a_program(an_account("clerk", ours.commune)).get("me")
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert not answer.cookies


def test_a_token_ends_on_its_day_when_it_is_taken_back_and_with_the_account(
    ours: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = an_account("clerk", ours.commune)
    program = a_program(account, ends_before=date(2026, 12, 1))
    account.is_active = False
    account.save()
    assert program.get("me").status_code == 401
    account.is_active = True
    account.save()
    assert program.get("me").status_code == 200
    monkeypatch.setenv("CHIBO_TODAY", "2026-12-01")
    assert program.get("me").status_code == 401
    monkeypatch.setenv("CHIBO_TODAY", "2026-11-30")
    own = Actor(account.pk, account.full_name, None, ())
    end_token(actor=own, token_id=program.token.pk, now=clock.now())
    assert program.get("me").status_code == 401
    assert [event.changes["token"] for event in events("api.refused")] == ["Phần mềm tổng hợp"] * 3


def test_a_token_ends_with_the_roles_it_was_issued_with_and_a_later_role_does_not_revive_it(
    ours: Commune,
) -> None:
    account = an_account("secretary", ours.east)
    program = a_program(account)
    assert program.get("units/XHB-01").status_code == 200
    RoleGrant.objects.unscoped("a test").update(ends_before=date(2026, 11, 20))
    assert program.get("units/XHB-01").status_code == 401
    RoleGrant.objects.create(
        account=account, role="clerk", unit=ours.commune, starts_on=date(2026, 11, 20)
    )
    assert program.get("units/XHB-01").status_code == 401


def test_a_token_for_one_cell_does_not_reach_the_next(ours: Commune) -> None:
    program = a_program(an_account("clerk", ours.commune), ours.east)
    assert program.get("units/XHB-01").status_code == 200
    assert program.get("units/XHB-02").status_code == 404
    assert program.get("units/XHB").status_code == 404
    assert [each["code"] for each in told(program.get("units"))["items"]] == ["XHB-01"]


def test_too_many_calls_in_a_minute_wait(ours: Commune) -> None:
    program = a_program(an_account("clerk", ours.commune))
    Token.objects.update(calls=CALLS_A_MINUTE, calls_since=clock.now())
    answer = program.get("me")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "60"
    assert not events("api.read")
    Token.objects.update(calls_since=clock.now() - timedelta(seconds=61))
    assert program.get("me").status_code == 200


def test_what_is_not_there_is_not_called_that_way_or_cannot_be_read(ours: Commune) -> None:
    program = a_program(an_account("clerk", ours.commune), writes=True)
    cases: list[tuple[Any, int, str]] = [
        (program.get("khong-co"), 404, "no_address"),
        (program.get("units/KHONG-CO"), 404, "not_there"),
        (program.post("me", {}), 405, "wrong_method"),
        (program.get("units?on=31/12/2026"), 422, "unfitting"),
        (program.get("units?on=%00"), 400, "bad_request"),
        (program.post("reports/decisions", b"{"), 400, "bad_request"),
        (program.post("reports/decisions", {"accept": ["1"]}), 422, "unfitting"),
        (program.post("reports/decisions", b" " * 6_000_000), 413, "too_large"),
    ]
    for answer, status, code in cases:
        assert (answer.status_code, told(answer)["code"]) == (status, code)
        assert answer.headers["Content-Type"] == "application/problem+json"
    assert cases[2][0].headers["Allow"] == "GET"
    (place,) = told(cases[6][0])["errors"]
    assert place == {"at": "body.decisions.accept.0", "code": "int_type"}


def test_pages_are_as_they_were(ours: Commune) -> None:
    browser = Client()
    assert browser.get("/api").status_code == 404
    assert browser.get("/").status_code == 302
