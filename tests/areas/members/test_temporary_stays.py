"""Taking part elsewhere for a time: counted at home, until a day, longer, over."""

from datetime import date, timedelta
from typing import Any

import pytest

from chibo.areas.members.actions import (
    end_stay,
    extend_stay,
    take_back_answer,
    take_in_guest,
)
from chibo.areas.members.errors import BadMember, BadTransfer, TransferNotOpen
from chibo.areas.members.models import Transfer
from chibo.areas.members.queries import (
    away_on,
    count_members,
    guests_of,
    overdue_transfers,
)
from chibo.core.errors import ChangedMeanwhile, NotAllowed
from chibo.core.models import AuditEvent
from tests.areas.members.country import NOW, TODAY, Country, arrival, reloaded
from tests.factories import an_actor


class TestTemporary:
    def test_counted_at_home_and_taking_part_there(self, country: Country) -> None:
        transfer = country.issue(country.far, kind="temporary", until=date(2027, 5, 2))
        country.accept(transfer)
        assert country.now().cell == country.east
        assert count_members(country.clerk, country.here, TODAY) == 1
        assert count_members(country.other_clerk, country.there, TODAY) == 0
        assert away_on(country.east, TODAY) == {country.member.pk}
        assert [guest.member for guest in guests_of(country.far, TODAY)] == [country.member]
        assert away_on(country.east, TODAY - timedelta(days=1)) == set()

    def test_over_when_either_side_says_so(self, country: Country) -> None:
        transfer = country.issue(country.far, kind="temporary", until=date(2027, 5, 2))
        transfer = country.accept(transfer)
        with pytest.raises(BadMember, match="tạm thời ở"):
            country.issue(country.west, kind="internal")
        ended = end_stay(actor=country.clerk, transfer_id=transfer.pk, on=TODAY, version=2, now=NOW)
        assert away_on(country.east, TODAY) == set()
        again = take_back_answer(
            actor=country.other_clerk, transfer_id=ended.pk, version=3, now=NOW
        )
        assert (again.state, away_on(country.east, TODAY)) == ("accepted", {country.member.pk})

    def test_abroad_for_a_time_the_member_stays_counted(self, country: Country) -> None:
        transfer = country.issue(
            None, kind="abroad_temporary", to_place="Nhật Bản", until=date(2028, 1, 1)
        )
        assert transfer.goes_outside
        assert country.now().counted_on(TODAY)

    def test_a_guest_from_outside_is_counted_nowhere_here(self, country: Country) -> None:
        guest = take_in_guest(
            actor=country.clerk,
            cell_id=country.east.pk,
            full_name="Võ Thị Khách",
            arrival=arrival(kind="temporary", until=date(2027, 4, 20)),
            now=NOW,
        )
        assert guest.member is None
        assert [row.full_name for row in guests_of(country.east, TODAY)] == ["Võ Thị Khách"]
        assert count_members(country.clerk, country.here, TODAY) == 1


class TestLonger:
    def stay(self, country: Country, **more: Any) -> Transfer:
        told = {"kind": "temporary", "until": date(2027, 5, 2), **more}
        return country.accept(country.issue(country.far, **told))

    def extend(self, country: Country, stay: Transfer, until: date, **more: Any) -> Transfer:
        told = {"reason": "Học thêm một kỳ, 12-CV/ĐU", "version": stay.version, "now": NOW, **more}
        actor = told.pop("actor", country.clerk)
        return extend_stay(actor=actor, transfer_id=stay.pk, until=until, **told)

    def test_either_side_writes_a_later_day_and_why(self, country: Country) -> None:
        stay = self.extend(country, self.stay(country), date(2027, 8, 1))
        stay = self.extend(country, stay, date(2027, 10, 1), actor=country.other_clerk)
        assert reloaded(stay).until == date(2027, 10, 1)
        assert overdue_transfers(country.clerk, date(2027, 10, 1)) == []
        assert len(overdue_transfers(country.clerk, date(2027, 10, 2))) == 1
        events = AuditEvent.objects.filter(action="transfer.stay_extended").order_by("id")
        assert [event.changes["until"] for event in events] == [
            ["2027-05-02", "2027-08-01"],
            ["2027-08-01", "2027-10-01"],
        ]

    @pytest.mark.parametrize(
        ("reason", "last", "too_far"),
        [
            ("residence", date(2027, 11, 1), date(2027, 11, 2)),
            ("study", date(2028, 11, 2), date(2028, 11, 3)),
        ],
    )
    def test_the_whole_stay_is_no_longer_than_the_rule_allows(
        self, country: Country, reason: str, last: date, too_far: date
    ) -> None:
        stay = self.stay(country, reason=reason)
        with pytest.raises(BadTransfer, match=r"quá dài.*38-HD/BTCTW"):
            self.extend(country, stay, too_far)
        assert self.extend(country, stay, last).until == last

    def test_an_earlier_day_a_missing_reason_or_a_stay_that_is_over_is_refused(
        self, country: Country
    ) -> None:
        stay = self.stay(country)
        with pytest.raises(BadTransfer, match="phải sau ngày 02/05/2027"):
            self.extend(country, stay, date(2027, 5, 2))
        with pytest.raises(BadMember, match="lý do kéo dài"):
            self.extend(country, stay, date(2027, 8, 1), reason=" ")
        with pytest.raises(NotAllowed):
            self.extend(
                country, stay, date(2027, 8, 1), actor=an_actor("superior", country.province)
            )
        with pytest.raises(ChangedMeanwhile):
            self.extend(country, stay, date(2027, 8, 1), version=1)
        over = end_stay(
            actor=country.clerk, transfer_id=stay.pk, on=TODAY, version=stay.version, now=NOW
        )
        with pytest.raises(TransferNotOpen):
            self.extend(country, over, date(2027, 8, 1))
