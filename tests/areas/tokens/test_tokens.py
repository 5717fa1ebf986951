"""Issuing tokens: never more than one's own roles, never longer than a year."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from chibo.areas.access.queries import actor_of
from chibo.areas.tokens.actions import Wanted, end_token, issue
from chibo.areas.tokens.errors import CannotIssue
from chibo.areas.tokens.models import Token
from chibo.areas.tokens.rules import MINUTE, MOST, narrowed, next_call
from chibo.core.actor import Actor, Scope
from chibo.core.clock import ZONE
from chibo.core.errors import NotThere
from chibo.core.models import AuditEvent
from tests.factories import a_cell, a_commune, an_account, an_actor

NOW = datetime(2026, 11, 21, 9, tzinfo=ZONE)
WANTED = Wanted("Bảng theo dõi", "Lấy chỉ số tháng", False, None, date(2027, 1, 1))


def of(account: object) -> Actor:
    return actor_of(account, NOW.date())  # type: ignore[arg-type]


def test_who_holds_a_role_issues_a_token_that_is_kept_as_a_hash(db: None) -> None:
    account = an_account("clerk", a_commune())
    token, text = issue(actor=of(account), wanted=WANTED, now=NOW)
    assert (len(token.mark), text[:6], len(text) > 40) == (64, "chibo_", True)
    event = AuditEvent.objects.get(action="token.issued")
    assert event.purpose == "Lấy chỉ số tháng"
    assert event.changes["token"] == "Bảng theo dõi"


@pytest.mark.parametrize(
    "change",
    [
        {"ends_before": date(2026, 11, 21)},
        {"ends_before": date(2027, 11, 23)},
        {"name": " "},
        {"purpose": ""},
    ],
)
def test_nameless_aimless_and_endless_tokens_are_refused(
    change: dict[str, object], db: None
) -> None:
    account = an_account("clerk", a_commune())
    with pytest.raises(CannotIssue):
        issue(actor=of(account), wanted=replace(WANTED, **change), now=NOW)  # type: ignore[arg-type]
    assert not Token.objects.exists()


def test_a_year_is_taken_and_a_name_is_used_once(db: None) -> None:
    account = an_account("clerk", a_commune())
    wanted = replace(WANTED, ends_before=NOW.date() + timedelta(days=366))
    issue(actor=of(account), wanted=wanted, now=NOW)
    with pytest.raises(CannotIssue, match="tên khác"):
        issue(actor=of(account), wanted=wanted, now=NOW)


def test_nobody_holds_more_tokens_than_they_can_look_after(db: None) -> None:
    account = an_account("clerk", a_commune())
    for number in range(MOST):
        issue(actor=of(account), wanted=replace(WANTED, name=f"Máy {number}"), now=NOW)
    with pytest.raises(CannotIssue, match="nhiều nhất"):
        issue(actor=of(account), wanted=WANTED, now=NOW)


def test_without_a_role_at_the_unit_there_is_nothing_to_issue(db: None) -> None:
    ours, theirs = a_commune(), a_commune(name="Đảng ủy xã Tân Lập")
    account = an_account("clerk", ours)
    with pytest.raises(CannotIssue, match="phạm vi"):
        issue(actor=of(account), wanted=replace(WANTED, unit=theirs), now=NOW)
    with pytest.raises(CannotIssue):
        issue(actor=of(an_account()), wanted=WANTED, now=NOW)


def test_one_ends_ones_own_and_the_administrator_above_those_below(db: None) -> None:
    commune = a_commune()
    account = an_account("clerk", commune)
    token, _text = issue(actor=of(account), wanted=WANTED, now=NOW)
    elsewhere = an_actor("administrator", a_commune(name="Đảng ủy xã Tân Lập"), account_id=7)
    with pytest.raises(NotThere):
        end_token(actor=elsewhere, token_id=token.pk, now=NOW)
    above = an_actor("administrator", commune, name="Quản trị", account_id=8)
    ended = end_token(actor=above, token_id=token.pk, now=NOW)
    assert ended.ended_by == "Quản trị"
    again = end_token(actor=of(account), token_id=token.pk, now=NOW)
    assert again.ended_by == "Quản trị"
    assert AuditEvent.objects.filter(action="token.ended").count() == 1


def test_a_role_is_narrowed_to_the_part_and_lost_outside_of_it(db: None) -> None:
    commune = a_commune()
    cell, other = a_cell(commune), a_cell(commune, "Chi bộ thôn Tây")
    wide = an_actor("clerk", commune).grants
    (inside,) = narrowed(wide, Scope(cell.path, below=True))
    assert (inside.path, inside.permissions) == (cell.path, wide[0].permissions)
    small = an_actor("secretary", cell).grants
    assert narrowed(small, Scope(commune.path, below=True)) == small
    assert narrowed(small, Scope(other.path, below=True)) == ()


def test_calls_are_counted_by_the_minute() -> None:
    since, calls = next_call(None, 0, NOW)
    assert (since, calls) == (NOW, 1)
    assert next_call(since, 1, NOW + MINUTE / 2) == (NOW, 2)
    assert next_call(since, 120, NOW + MINUTE) == (NOW + MINUTE, 1)
