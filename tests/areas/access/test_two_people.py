"""What could do much harm takes two people; who stands in for a secretary does so for a time."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from chibo.areas.access.actions import (
    NewAccount,
    close_account,
    give_role,
    open_accounts,
    reopen_account,
    reset_password,
)
from chibo.areas.access.errors import BadAccount, SecondNeeded
from chibo.areas.access.limits import limit
from chibo.areas.access.models import Account, RoleGrant, SecondAsk
from chibo.areas.access.queries import actor_of, signers
from chibo.areas.access.roles import roles
from chibo.areas.access.standing_in import end_stand_in, have_stand_in, may_stand_in, standing_in
from chibo.areas.access.two_people import deciding
from chibo.areas.access.two_people.asking import ask_export, is_bulk, take_confirmed
from chibo.areas.access.two_people.queries import asks
from chibo.areas.notices.actions import remind
from chibo.areas.notices.models import Notice
from chibo.areas.organisation.models import Unit
from chibo.areas.reports.papers.record import secretary_signs
from chibo.areas.signin.actions import reset_factors
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.errors import NotAllowed
from chibo.core.models import AuditEvent
from tests.architecture.source import modules
from tests.factories import a_cell, a_commune, a_member, a_post, an_account

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 5, 9, 0, tzinfo=ZONE)
TODAY = NOW.date()
HOURS = timedelta(hours=limit("second", "hours"))


@pytest.fixture
def commune() -> Unit:
    return a_commune()


def acting(account: Account) -> Actor:
    return actor_of(account, TODAY)


def told(account: Account) -> list[str]:
    rows = Notice.objects.unscoped("test").filter(account=account).order_by("pk")
    return list(rows.values_list("kind", flat=True))


def give(
    by: Account, to: Account, role: str, unit: Unit, now: datetime = NOW
) -> RoleGrant | SecondAsk:
    asked = {"role": role, "unit_id": unit.pk, "starts_on": TODAY, "ends_before": None}
    return give_role(actor=acting(by), account_id=to.pk, now=now, **asked)


def acts() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


def test_a_wide_role_holds_once_another_manager_has_confirmed_it(commune: Unit) -> None:
    first, second = (an_account("administrator", commune) for _n in range(2))
    outside = an_account("administrator", a_commune(name="Đảng ủy xã Tân Lập"))
    clerk = NewAccount("Lê Thị Hoa", "clerk", commune.pk, TODAY)
    (slip,) = open_accounts(actor=acting(first), people=[clerk], now=NOW)

    assert not acting(slip.account).grants, "an account, but nothing to see yet"
    (row,) = asks(acting(first), NOW)
    assert (row.is_own, row.may_decide, row.others) == (True, False, 1)
    assert told(second) == ["second.asked"]
    assert not asks(acting(outside), NOW)
    with pytest.raises(NotAllowed, match="không tự xác nhận"):
        deciding.confirm(actor=acting(first), ask_id=row.ask.pk, now=NOW)

    deciding.confirm(actor=acting(second), ask_id=row.ask.pk, now=NOW)

    assert [grant.role for grant in acting(slip.account).grants] == ["clerk"]
    assert told(first)[-1] == told(second)[-1] == told(slip.account)[-1] == "second.settled"
    assert acts()[-2:] == ["second.confirmed", "role.given"]
    assert "second.asked" in acts()
    with pytest.raises(SecondNeeded):
        deciding.refuse(actor=acting(second), ask_id=row.ask.pk, reason="Muộn", now=NOW)


def test_what_nobody_confirms_in_time_is_over_and_the_only_manager_is_told_what_to_do(
    commune: Unit,
) -> None:
    alone, other = an_account("administrator", commune), an_account("secretary", a_cell(commune))
    asked = give_role(
        actor=actor_of(alone, TODAY, "cli"),
        account_id=other.pk,
        role="overseer",
        unit_id=commune.pk,
        starts_on=TODAY,
        ends_before=None,
        now=NOW,
    )
    assert isinstance(asked, RoleGrant), "no wide role: given at once"
    wide = {"role": "superior", "unit_id": commune.pk, "starts_on": TODAY, "ends_before": None}
    first = give_role(actor=acting(alone), account_id=other.pk, now=NOW, **wide)
    again = give_role(actor=acting(alone), account_id=other.pk, now=NOW, **wide)
    assert isinstance(first, SecondAsk)
    assert first == again
    (row,) = asks(acting(alone), NOW)
    assert row.others == 0

    late = NOW + HOURS
    (row,) = asks(acting(alone), late)
    assert row.is_over
    helper = an_account("administrator", commune)
    with pytest.raises(SecondNeeded, match="hết hạn"):
        deciding.confirm(actor=acting(helper), ask_id=first.pk, now=late)
    remind(actor=acting(alone), now=late)
    assert "second.expired" in told(alone)
    assert "second.expired" in told(helper)


def test_every_role_that_reads_below_is_given_by_two_on_a_body_and_by_one_on_a_cell(
    commune: Unit,
) -> None:
    reads = {"members.view", "meetings.view", "accounts.manage", "trail.view"}
    wide = {role.code for role in roles().values() if role.below and role.permissions & reads}
    assert wide == {role.code for role in roles().values() if role.second_person}
    first, cell = an_account("administrator", commune), a_cell(commune)
    other = an_account("member", cell)
    on_cell = give(first, other, "overseer", cell)
    assert isinstance(on_cell, RoleGrant)
    assert isinstance(give(first, other, "overseer", commune), SecondAsk)


def test_nobody_gives_themselves_a_role_even_a_small_one(commune: Unit) -> None:
    first, second = (an_account("administrator", commune) for _n in range(2))
    cell = a_cell(commune)
    asked = give(first, first, "secretary", cell)
    assert isinstance(asked, SecondAsk)
    assert [grant.role for grant in acting(first).grants] == ["administrator"]
    deciding.confirm(actor=acting(second), ask_id=asked.pk, now=NOW)
    assert {grant.role for grant in acting(first).grants} == {"administrator", "secretary"}


@pytest.mark.parametrize("reset", ["password", "factors", "reopened"])
def test_who_was_just_reset_by_another_confirms_nothing_for_a_week(
    commune: Unit, reset: str
) -> None:
    """Who resets holds the slip, and could be the second person too."""
    first, second = (an_account("administrator", commune) for _n in range(2))
    other = an_account("member", a_cell(commune))
    asked = give(first, other, "clerk", commune)
    what = {"actor": acting(first), "account_id": second.pk, "now": NOW}
    if reset == "password":
        reset_password(**what)
    elif reset == "factors":
        reset_factors(**what, reason="Mất điện thoại, đã gặp tại trụ sở")
    else:
        close_account(**what)
        reopen_account(**what)
    assert ("account.reset" in told(second)) == (reset != "reopened"), "the owner is told"
    soon = NOW + timedelta(hours=1)
    with pytest.raises(NotAllowed, match="trong 7 ngày"):
        deciding.confirm(actor=acting(second), ask_id=asked.pk, now=soon)
    deciding.refuse(actor=acting(second), ask_id=asked.pk, reason="Chưa rõ", now=soon)

    later = NOW + timedelta(days=7, minutes=1)
    again = give(first, other, "clerk", commune, later)
    deciding.confirm(actor=acting(second), ask_id=again.pk, now=later)


def test_a_bulk_workbook_is_taken_once_after_another_clerk_agreed(commune: Unit) -> None:
    asker, other = (an_account("clerk", commune) for _n in range(2))
    facts = {"layout": "own", "on": ""}
    many = limit("exports", "members")
    assert is_bulk(acting(asker), many)
    assert not is_bulk(acting(asker), many - 1)
    with pytest.raises(SecondNeeded, match="người thứ hai"):
        take_confirmed(acting(asker), commune, facts, NOW)
    ask = ask_export(actor=acting(asker), unit=commune, facts=facts, purpose="Đại hội", now=NOW)
    deciding.confirm(actor=acting(other), ask_id=ask.pk, now=NOW)
    with pytest.raises(SecondNeeded):
        take_confirmed(acting(other), commune, facts, NOW)
    with pytest.raises(SecondNeeded):
        take_confirmed(acting(asker), commune, {**facts, "layout": "national"}, NOW)
    take_confirmed(acting(asker), commune, facts, NOW + HOURS - timedelta(minutes=1))
    with pytest.raises(SecondNeeded):
        take_confirmed(acting(asker), commune, facts, NOW)

    refused = ask_export(actor=acting(asker), unit=commune, facts=facts, purpose="", now=NOW)
    deciding.refuse(actor=acting(other), ask_id=refused.pk, reason="Không rõ để làm gì", now=NOW)
    taken_back = ask_export(actor=acting(asker), unit=commune, facts=facts, purpose="", now=NOW)
    deciding.withdraw(actor=acting(asker), ask_id=taken_back.pk, now=NOW)
    assert acts()[-1] == "second.withdrawn"


def test_a_committee_member_stands_in_for_the_secretary_for_a_time_and_no_longer(
    commune: Unit,
) -> None:
    cell = a_cell(commune)
    secretary = an_account("secretary", cell, full_name="Trần Văn Ốm")
    giving = an_account("cell_committee", cell)
    standing = an_account("cell_committee", cell, full_name="Lê Thị Thay")
    above = an_account("administrator", commune)
    member = an_account("member", cell)
    until = TODAY + timedelta(days=20)

    def given(actor: Account, to: Account, **more: Any) -> RoleGrant:
        asked = {"starts_on": TODAY, "ends_before": until, "why": "Bí thư nằm viện", **more}
        return have_stand_in(
            actor=acting(actor), unit_id=cell.pk, account_id=to.pk, now=NOW, **asked
        )

    assert may_stand_in(acting(giving), cell, TODAY) == [standing]
    for wrong in (giving, member, secretary):
        with pytest.raises(BadAccount, match="chi ủy viên khác"):
            given(giving, wrong)
    with pytest.raises(BadAccount, match="nhiều nhất"):
        given(giving, standing, ends_before=TODAY + timedelta(days=61))
    with pytest.raises(NotAllowed):
        given(member, standing)
    grant = given(giving, standing)
    with pytest.raises(BadAccount, match="đã có người thay"):
        given(above, giving)

    now = acting(standing)
    assert now.may("reports.submit", cell.path)
    assert not now.may("self_criticism.keep", cell.path), "the narrow circle stays the secretary's"
    assert [each.account for each in standing_in(acting(above), TODAY)] == [standing]
    for each in (standing, secretary, above):
        assert told(each) == ["stand_in.given"]
    signature = secretary_signs(signers(cell, TODAY))
    assert (signature.post, signature.name) == ("CHI ỦY VIÊN", "Lê Thị Thay"), "no K/T, no THAY"
    standing.member = a_member(cell, "Lê Thị Thay")
    standing.save()
    a_post(standing.member, "Phó bí thư")
    signature = secretary_signs(signers(cell, TODAY))
    assert (signature.post, signature.name) == ("PHÓ BÍ THƯ", "Lê Thị Thay")

    assert not actor_of(standing, until).may("reports.submit", cell.path), "it ends by itself"
    assert secretary_signs(signers(cell, until)).name == "Trần Văn Ốm"
    end_stand_in(actor=acting(secretary), grant_id=grant.pk, now=NOW)
    assert not acting(standing).may("reports.submit", cell.path)
    assert acts()[-1] == "role.stands_in_no_more"


def test_one_place_says_who_signs_for_a_committee() -> None:
    """Else a paper names the secretary while somebody else signs."""
    saying = {name for name, text in modules().items() if '"BÍ THƯ"' in text}
    assert saying == {"areas.documents.signing", "areas.documents.examples"}
