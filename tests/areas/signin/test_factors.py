"""The second step of signing in: set up, passed, lost, taken away."""

from base64 import b32encode
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from chibo.areas.access.models import Account
from chibo.areas.access.queries import actor_of, operator_actor
from chibo.areas.access.roles import roles
from chibo.areas.organisation.models import Unit
from chibo.areas.signin import actions, webauthn
from chibo.areas.signin.errors import BadKey, NoFactor, WrongCode
from chibo.areas.signin.models import AuthenticatorApp, Passkey
from chibo.areas.signin.queries import factors_of, needs_second_step
from chibo.areas.signin.rules import code_of, step_at
from chibo.core import secrets
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.errors import NotAllowed
from chibo.core.models import AuditEvent
from tests.areas.signin.keys import SoftKey
from tests.factories import a_cell, a_commune, a_province, an_account

NOW = datetime(2026, 11, 5, 9, 0, tzinfo=ZONE)
SECRET = b"bi-mat-hai-muoi-chu!"
PARTY = webauthn.Party("localhost")


@pytest.fixture
def commune(db: None) -> Unit:
    return a_commune(a_province())


@pytest.fixture
def clerk(commune: Unit) -> Account:
    return an_account("clerk", commune, full_name="Lê Văn Cường")


def own(account: Account) -> Actor:
    return actor_of(account, NOW.date())


def code(later: int = 0) -> str:
    return code_of(SECRET, step_at(NOW.timestamp()) + later)


def with_app(account: Account) -> Account:
    actions.add_app(
        actor=own(account),
        account=account,
        secret=b32encode(SECRET).decode(),
        typed=code(),
        session="",
        now=NOW,
    )
    return account


def with_key(account: Account, device: SoftKey, **more: Any) -> Passkey:
    asked = webauthn.ask_for_new(PARTY, (account.pk, account.username, account.full_name), [])
    made = webauthn.new_key(PARTY, asked.state, device.made(asked.options))
    said = {"name": "Điện thoại của tôi", "session": "", "now": NOW, **more}
    return actions.add_passkey(actor=own(account), account=account, key=made, **said)


def test_every_role_above_the_cell_asks_for_a_second_step_and_none_in_it() -> None:
    above = {role.code for role in roles().values() if role.above_cells}
    assert above == {role.code for role in roles().values() if role.kinds in {"any", "body"}}
    assert {"administrator", "clerk", "superior"} <= above
    assert not above & {"secretary", "cell_committee", "member"}


def test_who_holds_a_role_above_the_cell_today_needs_one(commune: Unit, clerk: Account) -> None:
    assert needs_second_step(own(clerk))
    assert not needs_second_step(own(an_account("secretary", a_cell(commune))))


class TestApp:
    def test_it_is_taken_once_it_shows_the_right_code(self, clerk: Account) -> None:
        wrong = {"secret": b32encode(SECRET).decode(), "session": "", "now": NOW}
        with pytest.raises(WrongCode, match="đặt giờ tự động"):
            actions.add_app(actor=own(clerk), account=clerk, typed="000000", **wrong)
        assert not factors_of(clerk).is_set_up
        with_app(clerk)
        assert factors_of(clerk).app
        assert AuditEvent.objects.latest("id").action == "factor.added"

    def test_each_code_opens_once(self, clerk: Account) -> None:
        with_app(clerk)
        with pytest.raises(WrongCode):
            actions.use_code(account=clerk, typed=code(), now=NOW)
        later = NOW + timedelta(seconds=30)
        assert actions.use_code(account=clerk, typed=f" {code(1)} ", now=later) == "app"
        with pytest.raises(WrongCode):
            actions.use_code(account=clerk, typed=code(1), now=later)

    def test_the_database_alone_does_not_give_the_secret(self, clerk: Account) -> None:
        with_app(clerk)
        with connection.cursor() as cursor:
            cursor.execute("SELECT secret FROM signin_authenticatorapp")
            (kept,) = cursor.fetchone()
        assert b32encode(SECRET).decode() not in kept
        with pytest.raises(secrets.CannotOpen):
            secrets.unseal("another purpose", kept)

    def test_it_is_sealed_with_the_newer_key_when_it_is_used(
        self, clerk: Account, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("CHIBO_KEYS", str(tmp_path / "khoa"))
        with_app(clerk)
        name = secrets.add_key()
        actions.use_code(account=clerk, typed=code(1), now=NOW)
        app = AuthenticatorApp.objects.get(account=clerk)
        assert app.secret.startswith(name)
        assert actions.use_code(account=clerk, typed=code(2), now=NOW + timedelta(seconds=60))

    def test_a_new_key_seals_every_app_again_and_says_what_it_cannot_open(
        self, clerk: Account, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("CHIBO_KEYS", str(tmp_path / "khoa"))
        with_app(clerk)
        name, server = secrets.add_key(), operator_actor("chibo keys add")
        assert actions.seal_again(actor=server, now=NOW) == (1, 0)
        assert actions.keys_needed() == {name: 1}
        assert actions.use_code(account=clerk, typed=code(1), now=NOW)
        (tmp_path / "khoa" / "data-keys").write_text(f"0badbad0:{'ab' * 32}\n")
        assert actions.seal_again(actor=server, now=NOW) == (0, 1)

    def test_nobody_sets_it_up_for_somebody_else(self, commune: Unit, clerk: Account) -> None:
        other = an_account("superior", commune)
        with pytest.raises(NoFactor):
            actions.make_recovery_codes(actor=own(other), account=clerk, now=NOW)


class TestRecoveryCodes:
    def test_each_is_used_once_and_new_ones_end_the_old(self, clerk: Account) -> None:
        with_app(clerk)
        first = actions.make_recovery_codes(actor=own(clerk), account=clerk, now=NOW)
        assert len(set(first)) == 10
        assert actions.use_code(account=clerk, typed=first[3].upper(), now=NOW) == "code"
        assert factors_of(clerk).codes_left == 9
        with pytest.raises(WrongCode):
            actions.use_code(account=clerk, typed=first[3], now=NOW)
        actions.make_recovery_codes(actor=own(clerk), account=clerk, now=NOW)
        with pytest.raises(WrongCode):
            actions.use_code(account=clerk, typed=first[4], now=NOW)

    def test_they_are_no_step_of_their_own(self, clerk: Account) -> None:
        with pytest.raises(NoFactor):
            actions.make_recovery_codes(actor=own(clerk), account=clerk, now=NOW)


class TestPasskeys:
    def test_a_key_signs_what_is_asked_now_and_only_for_this_site(self, clerk: Account) -> None:
        device = SoftKey()
        made = with_key(clerk, device)
        asked = webauthn.ask_to_sign(PARTY, [bytes(made.credential)])
        answer = device.signed(asked.options)
        said: dict[str, Any] = {"account": clerk, "party": PARTY, "now": NOW}
        used = actions.use_passkey(state=asked.state, answer=answer, **said)
        assert (used.pk, used.used_at) == (made.pk, NOW)
        again = webauthn.ask_to_sign(PARTY, [bytes(made.credential)])
        for state, told in (
            (again.state, answer),
            (again.state, SoftKey().signed(again.options)),
            (again.state, "{}"),
            (again.state, "vô nghĩa"),
            ({}, device.signed(again.options)),
        ):
            with pytest.raises(WrongCode):
                actions.use_passkey(state=state, answer=told, **said)

    def test_a_key_whose_count_goes_back_was_copied(self, clerk: Account) -> None:
        device = SoftKey()
        made = with_key(clerk, device)
        Passkey.objects.filter(pk=made.pk).update(sign_count=9)
        asked = webauthn.ask_to_sign(PARTY, [bytes(made.credential)])
        with pytest.raises(WrongCode):
            actions.use_passkey(
                account=clerk,
                party=PARTY,
                state=asked.state,
                answer=device.signed(asked.options),
                now=NOW,
            )

    def test_a_key_of_a_false_site_is_not_taken(self, clerk: Account) -> None:
        asked = webauthn.ask_for_new(PARTY, (clerk.pk, clerk.username, clerk.full_name), [])
        with pytest.raises(BadKey):
            webauthn.new_key(PARTY, asked.state, SoftKey("chibo.example").made(asked.options))

    def test_one_key_serves_one_account(self, commune: Unit, clerk: Account) -> None:
        device = SoftKey()
        with_key(clerk, device)
        with pytest.raises(BadKey, match="đã được thêm"):
            with_key(an_account("superior", commune), device)


def test_the_last_way_is_kept_where_the_role_asks_for_one(commune: Unit, clerk: Account) -> None:
    with_app(clerk)
    with pytest.raises(NoFactor, match="thêm cách khác"):
        actions.remove_app(actor=own(clerk), account=clerk, now=NOW)
    with_key(clerk, SoftKey())
    actions.remove_app(actor=own(clerk), account=clerk, now=NOW)
    assert factors_of(clerk).count == 1
    secretary = with_app(an_account("secretary", a_cell(commune)))
    actions.make_recovery_codes(actor=own(secretary), account=secretary, now=NOW)
    actions.remove_app(actor=own(secretary), account=secretary, now=NOW)
    assert factors_of(secretary).codes_left == 0


class TestLost:
    def test_the_administrator_above_takes_it_away_with_a_reason(
        self, commune: Unit, clerk: Account
    ) -> None:
        with_app(clerk)
        administrator = own(an_account("administrator", commune))
        with pytest.raises(NoFactor, match="lý do"):
            actions.reset_factors(actor=administrator, account_id=clerk.pk, reason="  ", now=NOW)
        actions.reset_factors(
            actor=administrator, account_id=clerk.pk, reason="mất máy, đã gặp", now=NOW
        )
        assert not factors_of(clerk).is_set_up
        event = AuditEvent.objects.latest("id")
        assert (event.action, event.changes["reason"]) == ("factors.reset", "mất máy, đã gặp")

    def test_nobody_does_it_for_an_account_that_reaches_further(
        self, commune: Unit, clerk: Account
    ) -> None:
        cell = a_cell(commune)
        below = own(an_account("administrator", cell))
        clerk.grants.create(role="secretary", unit=cell, starts_on=NOW.date())
        with pytest.raises(NotAllowed, match="quản trị cấp trên"):
            actions.reset_factors(actor=below, account_id=clerk.pk, reason="x", now=NOW)
