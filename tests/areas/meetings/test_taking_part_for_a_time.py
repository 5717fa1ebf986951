"""Members away for a time, and members of other cells here for one, at a cell's meeting."""

from datetime import date

import pytest

from chibo.areas.meetings.queries import counts_of, roll_of, voting_base
from chibo.areas.members.actions import TransferOrder, end_stay, issue_transfer
from chibo.areas.members.models import Member, Transfer
from chibo.areas.organisation.models import Unit
from chibo.core.periods import Month
from tests.factories import a_cell, a_member, an_actor
from tests.months import CellMonth, at

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 20)


def goes_for_a_time(member: Member, cell: Unit) -> Transfer:
    """Introduced to `cell` for half a year, and taken in at once."""
    order = TransferOrder(
        kind="temporary",
        reason="work",
        issued_on=DAY,
        fee_paid_to=Month(2026, 10),
        to_unit_id=cell.pk,
        until=date(2027, 4, 20),
        accept_on=DAY,
    )
    clerk = an_actor("clerk", cell.parent)
    return issue_transfer(
        actor=clerk, member_id=member.pk, order=order, version=member.version, now=at(DAY)
    )


def test_who_is_away_for_a_time_is_not_called_at_home() -> None:
    ours = CellMonth()
    goes_for_a_time(ours.people[1], a_cell(ours.commune, "Chi bộ thôn Tây"))
    meeting = ours.sit(ours.prepare())
    assert [row.member.full_name for row in roll_of(meeting)] == [
        *("Nguyễn Văn An", "Lê Văn Cường", "Phạm Thị Dung", "Hoàng Văn Em")
    ]


def test_who_is_here_for_a_time_takes_part_and_has_no_vote() -> None:
    ours = CellMonth()
    guest = a_member(a_cell(ours.commune, "Chi bộ thôn Tây"), "Võ Văn Giang")
    goes_for_a_time(guest, ours.cell)
    meeting = ours.sit(ours.prepare())
    ours.rest_present(meeting)
    roll = roll_of(meeting)
    assert [row.member for row in roll if row.is_guest] == [guest]
    assert counts_of(roll).present == 6
    base = voting_base(roll, ours.held_on)
    assert (base.convened, base.may_vote) == (5, 5)


def test_back_home_they_are_called_at_home_again() -> None:
    ours = CellMonth()
    stay = goes_for_a_time(ours.people[1], a_cell(ours.commune, "Chi bộ thôn Tây"))
    clerk = an_actor("clerk", ours.commune)
    end_stay(
        actor=clerk, transfer_id=stay.pk, on=date(2026, 11, 1), version=2, now=at(date(2026, 11, 1))
    )
    assert len(roll_of(ours.sit(ours.prepare()))) == 5
