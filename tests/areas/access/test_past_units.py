"""What stood before: read by who leads the heir and, for a time, who led it; changed by nobody."""

from datetime import date, datetime
from typing import Any

import pytest

from chibo.areas.access.actions import end_role
from chibo.areas.access.ended_units import end_roles
from chibo.areas.access.models import Account, RoleGrant
from chibo.areas.access.queries import actor_of
from chibo.areas.access.wall import reach_of
from chibo.areas.meetings.models import Meeting
from chibo.areas.members.models import Member
from chibo.areas.organisation.events import Ended, UnitsEnded
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.wall import behind
from tests.factories import a_cell, a_change, a_commune, a_held_meeting, an_account, an_actor

pytestmark = pytest.mark.django_db
FIRST, SECOND = date(2025, 1, 1), date(2025, 7, 1)
NOW = datetime(2025, 9, 1, 9, tzinfo=ZONE)
TODAY = NOW.date()


@pytest.fixture
def cells() -> dict[str, Any]:
    """Thượng went into Trung, Trung into Đông half a year later; Đông stands in another commune."""
    commune, other = a_commune(), a_commune(None, "Đảng ủy xã Tân Lập")
    found = {
        "upper": a_cell(commune, "Chi bộ thôn Thượng"),
        "middle": a_cell(commune, "Chi bộ thôn Trung"),
        "east": a_cell(other, "Chi bộ thôn Đông"),
    }
    for cell in found.values():
        a_held_meeting(cell, date(2024, 11, 5))
    return {**found, "commune": commune, "other": other}


def holding(role: str, unit: Any, until: date | None = None) -> Account:
    account = an_account(role, unit)
    RoleGrant.objects.unscoped("test").filter(account=account).update(ends_before=until)
    return account


def merged(unit: Any, on: date, heir: Any) -> None:
    a_change("merged", unit, on, heir)
    end_roles(UnitsEnded((Ended(unit.pk, on, heir.pk, (heir.pk,)),)))


def cells_read(actor: Actor) -> list[str]:
    """Whose meetings the actor reads: the same through the application and behind the wall."""
    shown = set(Meeting.objects.visible_to(actor).values_list("unit__name", flat=True))
    with behind(reach_of(actor)):
        there = set(Meeting.objects.all()._opened().values_list("unit__name", flat=True))
    assert shown == there
    return sorted(name.removeprefix("Chi bộ thôn ") for name in shown)


def test_the_past_of_units_merged_twice_is_read_by_who_leads_their_heir_and_for_a_time_by_who_led(
    cells: dict[str, Any],
) -> None:
    leader = holding("secretary", cells["east"])
    of_upper = holding("secretary", cells["upper"], until=date(2026, 3, 1))
    of_middle = holding("secretary", cells["middle"])
    assert cells_read(actor_of(leader, date(2024, 12, 1))) == ["Đông"]

    merged(cells["upper"], FIRST, cells["middle"])
    assert cells_read(actor_of(of_middle, FIRST)) == ["Thượng", "Trung"]
    merged(cells["middle"], SECOND, cells["east"])

    now = actor_of(leader, TODAY)
    assert cells_read(now) == ["Thượng", "Trung", "Đông"]
    assert not now.may("meetings.run", cells["middle"].path), "the past is read, never written"
    assert not now.may("self_criticism.keep", cells["middle"].path)
    assert [grant.unit_name for grant in now.grants] == ["Chi bộ thôn Đông"]

    assert cells_read(actor_of(of_upper, date(2026, 2, 28))) == ["Thượng"]
    assert cells_read(actor_of(of_upper, date(2026, 3, 1))) == [], "the role was given until then"
    assert cells_read(actor_of(of_middle, TODAY)) == ["Thượng", "Trung"]
    assert cells_read(actor_of(of_middle, date(2026, 7, 1))) == [], "a year where no end was named"

    manager = an_actor("administrator", cells["commune"])
    grant = RoleGrant.objects.unscoped("test").get(account=of_middle)
    end_role(actor=manager, grant_id=grant.pk, ends_before=TODAY, now=NOW)
    assert cells_read(actor_of(of_middle, TODAY)) == [], "and less where a manager says so"


def test_who_led_a_body_reads_of_cells_that_live_on_what_they_held_until_it_ended(
    cells: dict[str, Any],
) -> None:
    """Đông of the other commune and Trung, which joined later, were never theirs."""
    near, ended = cells["commune"], a_commune(None, "Đảng ủy xã Cũ")
    kept = a_cell(ended, "Chi bộ thôn Hạ")
    for day in (date(2025, 6, 30), SECOND, date(2025, 8, 5)):
        a_held_meeting(kept, day)
    leader = holding("superior", ended, until=date(2026, 3, 1))
    assert held_by("Hạ", actor_of(leader, FIRST)) == ["30/06", "01/07", "05/08"]

    merged(ended, SECOND, near)
    kept.refresh_from_db()
    assert kept.path.startswith(near.path), "the cell lives on below the heir"
    now = actor_of(leader, TODAY)
    assert held_by("Hạ", now) == ["30/06"]
    assert cells_read(now) == ["Hạ"]
    assert not now.may("meetings.view", kept.path), "nothing of the cell as it is today"
    assert not list(Member.objects.visible_to(now))
    assert cells_read(actor_of(leader, date(2026, 3, 1))) == []

    a_change("moved", cells["middle"], date(2025, 8, 1), kept.parent)
    assert cells_read(actor_of(leader, TODAY)) == ["Hạ"]
    a_change("moved", kept, date(2025, 8, 15), cells["other"])
    assert held_by("Hạ", actor_of(leader, TODAY)) == ["30/06"], "wherever it goes later"


def held_by(name: str, actor: Actor) -> list[str]:
    rows = Meeting.objects.visible_to(actor).filter(unit__name=f"Chi bộ thôn {name}")
    return [f"{day:%d/%m}" for day in rows.order_by("held_on").values_list("held_on", flat=True)]
