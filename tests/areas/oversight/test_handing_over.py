"""Who leaves hands their units over, and takes that back."""

from datetime import date
from typing import Any

import pytest

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.oversight.actions import end, hand_over, take_back
from chibo.areas.oversight.errors import BadOverseeing
from chibo.areas.oversight.models import Overseeing
from chibo.areas.oversight.queries import overseers_of
from chibo.core.models import AuditEvent
from tests.areas.oversight.conftest import DAY, NOW, names
from tests.factories import (
    a_cell,
    a_commune,
    a_member,
    a_province,
    an_actor,
    an_overseer,
)


@pytest.mark.django_db
class TestHandingOver:
    def test_who_leaves_hands_every_unit_over_at_once(self) -> None:
        commune = a_commune()
        cells = [a_cell(commune, f"Chi bộ thôn {n}") for n in range(3)]
        an, binh = a_member(cells[0], "Nguyễn Văn An"), a_member(cells[0], "Trần Thị Bình")
        for cell in cells[:2]:
            an_overseer(an, cell)
        an_overseer(an, cells[2], is_lead=False)
        done = hand(commune, an, binh)
        assert len(done.units) == 3
        assert [names(cell) for cell in cells] == [
            [("Trần Thị Bình", True)],
            [("Trần Thị Bình", True)],
            [("Trần Thị Bình", False)],
        ]
        assert names(cells[0], date(2026, 10, 31)) == [("Nguyễn Văn An", True)]
        event = AuditEvent.objects.get()
        assert (event.action, event.changes["units"]) == (
            "overseer.handed_over",
            [f"Chi bộ thôn {n}" for n in range(3)],
        )

    def test_who_helped_already_takes_the_lead(self) -> None:
        commune = a_commune()
        cell = a_cell(commune)
        an, binh = a_member(cell, "Nguyễn Văn An"), a_member(cell, "Trần Thị Bình")
        an_overseer(an, cell)
        an_overseer(binh, cell, is_lead=False)
        hand(commune, an, binh)
        assert names(cell) == [("Trần Thị Bình", True)]
        assert names(cell, date(2026, 10, 31)) == [
            ("Nguyễn Văn An", True),
            ("Trần Thị Bình", False),
        ]

    @pytest.mark.parametrize("helped", [False, True])
    def test_a_hand_over_is_taken_back_exactly(self, helped: bool) -> None:
        commune = a_commune()
        cells = [a_cell(commune), a_cell(commune)]
        an, binh = a_member(cells[0], "Nguyễn Văn An"), a_member(cells[0], "Trần Thị Bình")
        for cell in cells:
            an_overseer(an, cell)
        if helped:
            an_overseer(binh, cells[0], is_lead=False)
        before = rows()
        hand(commune, an, binh)
        assert rows() != before
        take_back(
            actor=an_actor("clerk", commune),
            body_id=commune.pk,
            giver_id=an.pk,
            receiver_id=binh.pk,
            on=date(2026, 11, 1),
            now=NOW,
        )
        assert rows() == before

    def test_what_was_changed_since_is_not_taken_back(self) -> None:
        commune = a_commune()
        cell = a_cell(commune)
        an, binh = a_member(cell), a_member(cell)
        an_overseer(an, cell)
        hand(commune, an, binh)
        clerk = an_actor("clerk", commune)
        (row,) = overseers_of(clerk, cell, DAY)
        end(actor=clerk, overseeing_id=row.pk, ends_before=DAY, version=1, now=NOW)
        with pytest.raises(BadOverseeing, match="sửa từng đơn vị"):
            take_back(
                actor=clerk,
                body_id=commune.pk,
                giver_id=an.pk,
                receiver_id=binh.pk,
                on=date(2026, 11, 1),
                now=NOW,
            )

    def test_units_of_another_body_stay_and_are_told(self) -> None:
        province = a_province()
        here, there = a_commune(province), a_commune(province)
        mine, theirs = a_cell(here), a_cell(there)
        an, binh = a_member(mine, "Nguyễn Văn An"), a_member(mine, "Trần Thị Bình")
        an_overseer(an, mine)
        an_overseer(an, theirs)
        assert hand(here, an, binh).elsewhere == 1
        assert names(theirs) == [("Nguyễn Văn An", True)]

    def test_nothing_to_hand_over_oneself_and_who_has_left_are_refused(self) -> None:
        commune = a_commune()
        cell = a_cell(commune)
        an, binh = a_member(cell), a_member(cell, state="deceased", state_on=date(2026, 1, 1))
        with pytest.raises(BadOverseeing, match="không phụ trách đơn vị nào"):
            hand(commune, an, a_member(cell))
        with pytest.raises(BadOverseeing, match="là một"):
            hand(commune, an, an)
        an_overseer(an, cell)
        with pytest.raises(BadOverseeing, match="không còn hoặc chưa là đảng viên"):
            hand(commune, an, binh)


def hand(body: Unit, giver: Member, receiver: Member) -> Any:
    return hand_over(
        actor=an_actor("clerk", body),
        body_id=body.pk,
        giver_id=giver.pk,
        receiver_id=receiver.pk,
        on=date(2026, 11, 1),
        decision="20-QĐ/ĐU",
        now=NOW,
    )


def rows() -> list[tuple[Any, ...]]:
    found = Overseeing.objects.unscoped("a test").order_by("member_id", "unit_id", "starts_on")
    return list(found.values_list("member", "unit", "is_lead", "starts_on", "ends_before"))
