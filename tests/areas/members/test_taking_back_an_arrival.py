"""Somebody from outside was taken in by mistake: as if nobody had come, while that can be."""

from datetime import date
from typing import Any

import pytest

from chibo.areas.meetings.models import Attendance
from chibo.areas.members.actions import (
    Newcomer,
    take_back_arrival,
    take_in_again,
    take_in_guest,
    take_in_newcomer,
)
from chibo.areas.members.errors import CannotTakeBack
from chibo.areas.members.models import Member, StateChange, Stay, Transfer
from chibo.areas.members.queries import count_members, guests_of, history_of
from chibo.core.actor import Actor
from chibo.core.errors import ChangedMeanwhile, NotAllowed
from chibo.core.models import AuditEvent
from tests.areas.members.country import NOW, TODAY, Country, arrival, reloaded
from tests.factories import a_held_meeting, a_post, an_actor


def newcomer(country: Country) -> tuple[Member, Transfer]:
    made = take_in_newcomer(
        actor=country.clerk,
        cell_id=country.east.pk,
        newcomer=Newcomer(
            "DV-9001", "Rơ Châm Hlan", "female", date(1990, 3, 8), date(2015, 9, 2), None
        ),
        arrival=arrival(),
        now=NOW,
    )
    return made, Transfer.objects.unscoped("test").get(member=made)


def back(transfer: Transfer, actor: Actor, **more: Any) -> Transfer:
    told = {"reason": "Ghi nhầm người", "version": transfer.version, "now": NOW, **more}
    return take_back_arrival(actor=actor, transfer_id=transfer.pk, **told)


def test_a_record_made_by_arriving_goes_and_the_letter_stays_readable(country: Country) -> None:
    made, letter = newcomer(country)
    back(letter, country.clerk)
    assert not Member.objects.unscoped("test").filter(pk=made.pk).exists()
    assert not StateChange.objects.unscoped("test").exists()
    assert Stay.objects.unscoped("test").count() == 1, "that of the other member"
    kept = reloaded(letter)
    assert (kept.state, kept.full_name, kept.member) == ("cancelled", "Rơ Châm Hlan", None)
    assert kept.answer == "Ghi nhầm người"
    assert guests_of(country.east, TODAY) == []
    assert count_members(country.clerk, country.here, TODAY) == 1
    event = AuditEvent.objects.get(action="transfer.arrival_taken_back")
    assert event.target == f"member:{made.pk}"
    again, _letter = newcomer(country)
    assert again.code == "DV-9001", "the code is free again"


def test_not_once_something_rests_on_the_record_and_it_is_named(country: Country) -> None:
    made, letter = newcomer(country)
    meeting = a_held_meeting(country.east, date(2026, 11, 4))
    Attendance.objects.create(meeting=meeting, member=made, state="present")
    a_post(made, "Trưởng thôn", country.east, starts_on=date(2026, 11, 4))
    with pytest.raises(CannotTakeBack, match="điểm danh") as refused:
        back(letter, country.clerk)
    assert "chức vụ" in refused.value.message
    assert Member.objects.unscoped("test").filter(pk=made.pk).exists()


def test_somebody_who_had_been_here_stands_as_before(country: Country) -> None:
    gone = country.issue(None, to_place="Đảng bộ tỉnh Gia Lai", issued_on=TODAY)
    country.accept(gone, actor=country.clerk)
    before = country.now()
    take_in_again(
        actor=country.clerk,
        member_id=country.member.pk,
        cell_id=country.west.pk,
        arrival=arrival(issued_on=TODAY, on=TODAY),
        now=NOW,
    )
    letter = Transfer.objects.unscoped("test").get(from_cell=None)
    back(letter, country.clerk)
    after = country.now()
    assert (after.state, after.state_on, after.cell) == (
        before.state,
        before.state_on,
        before.cell,
    )
    assert [line.change.kind for line in history_of(country.clerk, after)] == ["transferred_out"]
    assert reloaded(letter).state == "cancelled"


def test_a_guest_is_no_longer_one(country: Country) -> None:
    guest = take_in_guest(
        actor=country.clerk,
        cell_id=country.east.pk,
        full_name="Võ Thị Khách",
        arrival=arrival(kind="temporary", until=date(2027, 4, 20)),
        now=NOW,
    )
    back(guest, country.clerk)
    assert guests_of(country.east, TODAY) == []


def test_who_may_and_with_which_words(country: Country) -> None:
    _made, letter = newcomer(country)
    with pytest.raises(CannotTakeBack, match="lý do"):
        back(letter, country.clerk, reason=" ")
    with pytest.raises(ChangedMeanwhile):
        back(letter, country.clerk, version=letter.version + 1)
    with pytest.raises(NotAllowed):
        back(letter, an_actor("superior", country.province))
    own = country.accept(country.issue(country.west, kind="internal"), actor=country.clerk)
    with pytest.raises(CannotTakeBack, match="Không có tiếp nhận"):
        back(own, country.clerk)
    done = back(letter, country.clerk)
    with pytest.raises(CannotTakeBack, match="Không có tiếp nhận"):
        back(done, country.clerk)
