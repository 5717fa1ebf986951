"""Every unit has somebody who follows it; who leaves hands over."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.oversight.actions import Duty, correct, end
from chibo.areas.oversight.errors import BadOverseeing
from chibo.areas.oversight.queries import board, followed_by, gaps, past_overseers_of
from chibo.areas.oversight.rules import Past, why_nobody
from chibo.areas.posts.models import Post
from chibo.core.bulk import check_constraints_now
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from tests.areas.oversight.conftest import DAY, NOW, give, names
from tests.factories import (
    a_cell,
    a_commune,
    a_member,
    a_post,
    a_province,
    a_unit,
    an_actor,
    an_overseer,
)


def test_the_reason_why_nobody_follows_a_unit_is_said() -> None:
    ended = Past("Nguyễn Văn An", date(2026, 9, 1), "Chính thức", None)
    moved = Past("Trần Thị Bình", None, "Đã chuyển đi", date(2026, 10, 1))
    assert why_nobody([]) == "Chưa giao cho ai."
    assert (
        why_nobody([ended]) == "Nguyễn Văn An thôi phụ trách từ 01/09/2026, chưa giao người thay."
    )
    assert why_nobody([ended, moved]) == (
        "Trần Thị Bình: đã chuyển đi từ 01/10/2026, chưa giao người thay."
    )


@pytest.mark.django_db
class TestAssigning:
    def test_a_committee_member_follows_a_cell_and_another_helps(self) -> None:
        commune = a_commune()
        cell, office = a_cell(commune), a_cell(commune, cell_type="agency")
        row = give(cell, a_member(office, "Nguyễn Văn An"), commune, decision="15-QĐ/ĐU")
        give(cell, a_member(office, "Trần Thị Bình"), commune, is_lead=False)
        assert names(cell) == [("Nguyễn Văn An", True), ("Trần Thị Bình", False)]
        event = AuditEvent.objects.order_by("id")[0]
        assert (event.action, event.unit_id) == ("overseer.assigned", cell.pk)
        assert event.changes["decision"] == "15-QĐ/ĐU"
        assert row.version == 1

    def test_one_leads_and_a_second_lead_is_refused_with_what_to_do(self) -> None:
        commune = a_commune()
        cell = a_cell(commune)
        an_overseer(a_member(cell, "Nguyễn Văn An"), cell)
        with pytest.raises(BadOverseeing, match="Nguyễn Văn An đang là người phụ trách chính"):
            give(cell, a_member(cell, "Lê Thị Cúc"), commune)

    def test_the_same_person_twice_at_a_time_is_refused(self) -> None:
        commune = a_commune()
        cell = a_cell(commune)
        person = a_member(cell)
        an_overseer(person, cell)
        with pytest.raises(BadOverseeing, match="đã phụ trách đơn vị này"):
            give(cell, person, commune, is_lead=False)

    @pytest.mark.parametrize("twice", ["person", "lead"])
    def test_the_database_itself_keeps_two_at_a_time_apart(self, twice: str) -> None:
        cell = a_cell(a_commune())
        one, other = a_member(cell), a_member(cell)
        an_overseer(one, cell)
        with pytest.raises(IntegrityError):
            _write_past_the_actions(one if twice == "person" else other, cell, twice == "lead")

    def test_it_is_decided_above_the_unit(self) -> None:
        province = a_province()
        commune = a_commune(province)
        person = a_member(a_cell(commune))
        with pytest.raises(NotAllowed):
            give(commune, person, commune)
        give(commune, person, province)
        assert names(commune) == [("Nguyễn Văn An", True)]

    def test_the_top_of_the_tree_has_nobody_above_it(self) -> None:
        province = a_province()
        with pytest.raises(BadOverseeing, match="cao nhất"):
            give(province, a_member(a_cell(province)), province)

    def test_who_is_no_member_that_day_and_a_stranger_are_refused(self) -> None:
        commune = a_commune()
        cell = a_cell(commune)
        gone = a_member(cell, state="transferred", state_on=date(2025, 12, 31))
        with pytest.raises(BadOverseeing, match="không còn hoặc chưa là đảng viên"):
            give(cell, gone, commune)
        with pytest.raises(NotThere):
            give(cell, a_member(a_cell(a_commune())), commune)

    def test_an_end_is_kept_with_the_history(self) -> None:
        commune = a_commune()
        cell = a_cell(commune)
        row = an_overseer(a_member(cell, "Nguyễn Văn An"), cell)
        clerk = an_actor("clerk", commune)
        ended = date(2026, 11, 1)
        end(actor=clerk, overseeing_id=row.pk, ends_before=ended, version=1, now=NOW)
        end(actor=clerk, overseeing_id=row.pk, ends_before=ended, version=1, now=NOW)
        assert names(cell) == []
        assert names(cell, date(2026, 10, 31)) == [("Nguyễn Văn An", True)]
        (past,) = past_overseers_of(clerk, cell, DAY)
        assert (past.ends_before, past.version) == (ended, 2)
        assert AuditEvent.objects.count() == 1
        with pytest.raises(BadOverseeing, match="phải sau ngày bắt đầu"):
            end(
                actor=clerk,
                overseeing_id=row.pk,
                ends_before=row.starts_on,
                version=2,
                now=NOW,
            )

    def test_of_two_who_change_an_assignment_at_once_one_is_told(self) -> None:
        commune = a_commune()
        cell = a_cell(commune)
        row = an_overseer(a_member(cell), cell)
        clerk = an_actor("clerk", commune)
        duty = Duty(row.member_id, date(2025, 8, 1), True, "15-QĐ/ĐU")
        correct(actor=clerk, overseeing_id=row.pk, duty=duty, version=1, now=NOW)
        with pytest.raises(ChangedMeanwhile):
            correct(actor=clerk, overseeing_id=row.pk, duty=duty, version=1, now=NOW)
        other = Duty(a_member(cell).pk, date(2025, 8, 1))
        with pytest.raises(BadOverseeing, match="Đổi người"):
            correct(actor=clerk, overseeing_id=row.pk, duty=other, version=2, now=NOW)


@transaction.atomic
def _write_past_the_actions(member: Member, unit: Unit, is_lead: bool) -> None:
    an_overseer(member, unit, is_lead=is_lead, starts_on=date(2026, 1, 1))
    check_constraints_now()


@pytest.mark.django_db
class TestTheBoard:
    def test_units_nobody_follows_come_first_with_the_reason(self) -> None:
        commune = a_commune()
        cells = [a_cell(commune, f"Chi bộ thôn {n}", code=f"C{n}") for n in range(4)]
        office = a_cell(commune, "Chi bộ cơ quan", code="C9", cell_type="agency")
        an = a_member(office, "Nguyễn Văn An")
        gone = a_member(office, "Trần Bình", state="transferred", state_on=date(2026, 10, 1))
        an_overseer(an, cells[0])
        an_overseer(an, office, is_lead=False)
        an_overseer(gone, cells[1])
        an_overseer(an, cells[2], ends_before=date(2026, 11, 1))
        seen = board(an_actor("superior", commune), commune, DAY)
        assert [(row.unit.name, row.why) for row in seen.gaps] == [
            ("Chi bộ thôn 1", "Trần Bình: đã chuyển đi từ 01/10/2026, chưa giao người thay."),
            ("Chi bộ thôn 2", "Nguyễn Văn An thôi phụ trách từ 01/11/2026, chưa giao người thay."),
            ("Chi bộ thôn 3", "Chưa giao cho ai."),
        ]
        assert [row.unit.name for row in seen.rows[3:]] == ["Chi bộ thôn 0", "Chi bộ cơ quan"]
        assert [(w.member, w.units, w.leads) for w in seen.workloads()] == [(an, 2, 1)]
        found = gaps(an_actor("superior", commune), commune, DAY, first=2)
        assert (found.units, found.count) == (5, 3)
        assert [gap.name for gap in found.first] == ["Chi bộ thôn 1", "Chi bộ thôn 2"]

    def test_every_grassroots_unit_of_the_province_has_an_owner_or_is_listed(self) -> None:
        province = a_province()
        first, second = a_commune(province, code="X1"), a_commune(province, code="X2")
        agency = a_unit("Chi bộ cơ quan", parent=province, kind="chi_bo_co_so", code="X3")
        person = a_member(agency)
        for unit in (first, agency):
            an_overseer(person, unit)
        a_cell(first)
        an_overseer(person, a_cell(first))
        seen = board(an_actor("superior", province), province, DAY)
        assert [row.unit.unit_id for row in seen.gaps] == [second.pk]
        assert [(row.unit.unit_id, row.below) for row in seen.rows] == [
            (second.pk, 0),
            (first.pk, 1),
            (agency.pk, 0),
        ]

    def test_the_board_of_a_past_day_is_that_day_s(self) -> None:
        commune = a_commune()
        cell = a_cell(commune, founded_on=date(2026, 1, 1))
        an_overseer(a_member(cell), cell, starts_on=date(2026, 6, 1))
        superior = an_actor("superior", commune)
        assert board(superior, commune, date(2025, 12, 31)).rows == ()
        assert len(board(superior, commune, date(2026, 5, 31)).gaps) == 1
        assert len(board(superior, commune, date(2026, 6, 1)).gaps) == 0

    def test_reads_stay_the_same_for_one_unit_and_for_thirty(
        self, django_assert_num_queries: Any
    ) -> None:
        commune = a_commune()
        superior = an_actor("superior", commune)
        for number in range(30):
            cell = a_cell(commune)
            an_overseer(a_member(cell), cell)
            if number in (0, 29):
                with django_assert_num_queries(4):
                    board(superior, commune, DAY)
                with django_assert_num_queries(1):
                    gaps(superior, commune, DAY)
        assert len(board(superior, commune, DAY).rows) == 30

    def test_an_overseer_sees_their_own_units_without_any_role(self) -> None:
        commune = a_commune()
        cell = a_cell(commune)
        person = a_member(cell)
        an_overseer(person, cell)
        alone = an_actor("superior", member=person)
        assert [row.unit for row in followed_by(alone, person)] == [cell]
        stranger = an_actor("superior", member=a_member(cell))
        assert followed_by(stranger, person) == []


@pytest.mark.django_db
class TestSeats:
    def test_who_leaves_the_committee_leaves_a_gap_that_says_since_when(self) -> None:
        commune = a_commune()
        cell, other = a_cell(commune), a_cell(commune, "Chi bộ thôn Tây")
        person = a_member(a_cell(commune, "Chi bộ cơ quan"), "Nguyễn Văn An")
        a_post(person, "Cấp ủy viên", commune, starts_on=date(2025, 6, 1))
        an_overseer(person, cell)
        an_overseer(a_member(other, "Trần Thị Bình"), other)
        superior = an_actor("superior", commune)
        before = gaps(superior, commune, DAY)
        seat = Post.objects.unscoped("test").get()
        seat.ends_before = date(2026, 9, 1)
        seat.save()
        seen = board(superior, commune, DAY)
        (gap,) = [row for row in seen.gaps if row.overseers]
        assert gap.unit.unit_id == cell.pk
        assert gap.why == "Nguyễn Văn An thôi cấp ủy từ 01/09/2026, chưa giao người thay."
        assert gaps(superior, commune, DAY).count == before.count + 1
        assert board(superior, commune, date(2026, 8, 31)).gaps != seen.gaps
        assert [row.left_seat_on for row in followed_by(superior, person, DAY)] == [
            date(2026, 9, 1)
        ]

    def test_a_seat_of_the_next_term_closes_it_and_an_old_seat_tells_nothing(self) -> None:
        commune = a_commune()
        cell = a_cell(commune)
        person = a_member(cell)
        a_post(person, "Cấp ủy viên", commune, ends_before=date(2024, 6, 1))
        row = an_overseer(person, cell)
        superior = an_actor("superior", commune)
        assert row.starts_on > date(2024, 6, 1)
        assert board(superior, commune, DAY).gaps == ()
        a_post(
            person,
            "Cấp ủy viên",
            commune,
            starts_on=date(2025, 6, 1),
            ends_before=date(2026, 9, 1),
        )
        assert len(board(superior, commune, DAY).gaps) == 1
        a_post(person, "Ủy viên ban thường vụ", commune, starts_on=date(2026, 9, 1))
        assert board(superior, commune, DAY).gaps == ()
