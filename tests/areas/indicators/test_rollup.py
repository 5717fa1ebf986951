"""Folding: whatever is written, by whatever way, the roll-ups end equal to a recount."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import F

from chibo.areas.indicators.actions import fold, rebuild, rebuild_sums, verify
from chibo.areas.indicators.measures import Span, measure, places, total
from chibo.areas.indicators.models import CellMonth, DirtyMark, UnitMonth
from chibo.areas.meetings.models import CellHabit, Meeting
from chibo.areas.members.models import Member
from chibo.areas.organisation.bulk import remove_units
from chibo.areas.organisation.models import Unit
from chibo.areas.reports.models import MonthlyReport
from chibo.core.clock import ZONE
from chibo.core.periods import Month
from tests.areas.indicators.office import Office
from tests.factories import (
    a_cell,
    a_change,
    a_commune,
    a_held_meeting,
    a_member,
    a_planned_meeting,
    a_province,
    a_report,
    a_score,
)
from tests.seeds import seeds

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 20)
MARCH = date(2026, 3, 1)
WHY = "a test looks at everything"


def month_of(cell: Unit, month: date = MARCH) -> CellMonth:
    return CellMonth.objects.unscoped(WHY).get(cell_id=cell.pk, month=month)


def sums_of(unit: Unit, month: date = MARCH) -> UnitMonth:
    return UnitMonth.objects.unscoped(WHY).get(unit_id=unit.pk, month=month)


def all_sums() -> list[UnitMonth]:
    return list(UnitMonth.objects.unscoped(WHY).all())


def kept() -> tuple[list, list]:
    skip = {"id"}
    return tuple(
        sorted(
            tuple((k, v) for k, v in row.items() if k not in skip)
            for row in rows.unscoped(WHY).values()
        )
        for rows in (CellMonth.objects, UnitMonth.objects)
    )


def test_a_closed_meeting_reaches_the_cell_and_every_unit_above():
    province = a_province()
    commune = a_commune(province)
    cell, other = a_cell(commune), a_cell(commune)
    fold(today=TODAY)
    meeting = a_held_meeting(cell, date(2026, 3, 5), expected=20, present=17, kind="combined")
    a_score(meeting, official_total=Decimal("91.5"), official_grade="good")
    a_report(cell, MARCH, submitted_at=datetime(2026, 3, 10, tzinfo=ZONE), state="accepted")
    a_member(cell)
    assert fold(today=TODAY) > 0
    row = month_of(cell)
    assert (row.exists, row.met_on, row.combined, row.present) == (True, date(2026, 3, 5), 1, 17)
    assert (row.grade, row.self_grade, row.report_state) == ("good", "good", "accepted")
    for unit in (commune, province):
        above = sums_of(unit)
        assert (above.cells, above.cells_met, above.cells_even, above.expected) == (2, 1, 1, 20)
        assert (above.members, above.official_sum, above.reports_accepted) == (
            1,
            Decimal("91.5"),
            1,
        )
    assert month_of(other).met_on is None
    assert verify(today=TODAY) == []


def test_a_report_alone_changes_what_it_says_and_nothing_else():
    """Months in which only reports changed are not counted from meetings and people again."""
    commune = a_commune()
    cell, silent, busy = a_cell(commune), a_cell(commune), a_cell(commune)
    for one in (cell, busy):
        a_held_meeting(one, date(2026, 3, 5))
        a_report(one, MARCH)
    a_held_meeting(silent, date(2026, 3, 6), origin="import:1")
    fold(today=TODAY)
    before = month_of(cell)
    reports = MonthlyReport.objects.unscoped(WHY)
    reports.update(state="accepted")
    a_report(silent, MARCH, submitted_at=datetime(2026, 4, 9, tzinfo=ZONE))
    a_member(busy)
    assert fold(today=TODAY) == 25 + 2, "all months of the cell with a new member, two others"
    after = month_of(cell)
    assert (after.pk, after.report_state) == (before.pk, "accepted"), "the row itself stays"
    assert month_of(silent).reports_late == 1
    assert (month_of(busy).members, month_of(busy).report_state) == (1, "accepted")
    assert (sums_of(commune).reports_accepted, sums_of(commune).reports_due) == (2, 3)
    assert verify(today=TODAY) == []
    reports.delete()
    fold(today=TODAY)
    due = [month_of(one).reports_due for one in (cell, silent, busy)]
    assert due == [1, 0, 1], "with no report left, meetings say whether one is due"
    assert verify(today=TODAY) == []


def test_what_counts_nowhere_leaves_no_mark():
    cell = a_cell()
    meeting = a_held_meeting(cell)
    member = a_member(cell)
    fold(today=TODAY)
    a_planned_meeting(cell, kind="thematic")
    Meeting.objects.unscoped(WHY).filter(pk=meeting.pk).update(conclusion="Kết luận", version=2)
    Member.objects.unscoped(WHY).filter(pk=member.pk).update(phone="0912345678")
    Unit.objects.unscoped(WHY).filter(pk=cell.pk).update(name="Chi bộ thôn Đoài")
    CellHabit.objects.create(unit=cell, fixed_day="day:5")
    CellHabit.objects.update(fixed_day="day:7")
    marks = list(DirtyMark.objects.values_list("unit_id", "month"))
    assert marks == [(cell.pk, None)]  # the habit was new; its minimum might have been there


def test_moving_a_meeting_to_another_month_recounts_both():
    cell = a_cell()
    meeting = a_held_meeting(cell, date(2026, 2, 27))
    fold(today=TODAY)
    Meeting.objects.unscoped(WHY).filter(pk=meeting.pk).update(held_on=date(2026, 3, 1))
    months = set(DirtyMark.objects.values_list("month", flat=True))
    assert months == {date(2026, 2, 1), MARCH}
    fold(today=TODAY)
    assert month_of(cell, date(2026, 2, 1)).regular == 0
    assert month_of(cell).regular == 1


def test_bulk_and_raw_writes_are_seen():
    cell = a_cell(a_commune())
    meetings = [a_held_meeting(cell, date(2026, 1, day)) for day in (5, 6, 7)]
    fold(today=TODAY)
    for meeting in meetings:
        meeting.present = 1
    Meeting.objects.unscoped(WHY).bulk_update(meetings, ["present"])
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM meetings_meeting WHERE id = %s", [meetings[0].pk])
        cursor.execute("UPDATE meetings_meeting SET expected = expected + 5")
    fold(today=TODAY)
    row = month_of(cell, date(2026, 1, 1))
    assert (row.regular, row.present, row.expected) == (2, 2, 30)
    assert verify(today=TODAY) == []


def test_a_moved_cell_takes_its_months_to_the_new_superior():
    province = a_province()
    old, new = a_commune(province), a_commune(province)
    cell, stays = a_cell(old), a_cell(old)
    a_held_meeting(cell, date(2026, 3, 5))
    fold(today=TODAY)
    a_change("moved", cell, date(2026, 3, 1), new)
    fold(today=TODAY)
    assert (sums_of(old).cells, sums_of(old).cells_met) == (1, 0)
    assert (sums_of(new).cells, sums_of(new).cells_met) == (1, 1)
    assert sums_of(province).cells_met == 1
    february = sums_of(old, date(2026, 2, 1))
    assert (february.cells, sums_of(province).cells) == (2, 2)
    Unit.objects.unscoped(WHY).filter(pk=stays.pk).delete()
    fold(today=TODAY)
    assert not UnitMonth.objects.unscoped(WHY).filter(unit_id=old.pk, month=MARCH).exists()
    assert verify(today=TODAY) == []


def test_a_unit_is_removed_without_waiting_for_its_figures():
    commune = a_commune()
    cell = a_cell(commune)
    fold(today=TODAY)
    remove_units([cell.pk])
    fold(today=TODAY)
    assert kept() == ([], [])


def test_cells_below_a_cell_in_records_of_the_past_are_counted_once():
    commune = a_commune()
    upper = a_cell(commune)
    lower = a_cell(upper)
    for cell in (upper, lower):
        a_held_meeting(cell, date(2026, 3, 5))
    fold(today=TODAY)
    assert (sums_of(upper).cells, sums_of(upper).regular) == (2, 2)
    assert (sums_of(commune).cells, sums_of(commune).regular) == (2, 2)
    assert verify(today=TODAY) == []


def test_a_new_month_brings_its_rows_and_lets_the_oldest_go():
    cell = a_cell(a_commune(), founded_on=date(2024, 1, 1))
    a_member(cell, joined_on=date(2026, 3, 25))
    fold(today=TODAY)
    months = CellMonth.objects.unscoped(WHY).order_by("month").values_list("month", flat=True)
    assert (months.first(), months.last()) == (date(2024, 3, 1), MARCH)
    assert month_of(cell).members == 0
    fold(today=date(2026, 4, 2))
    assert (months.first(), months.last()) == (date(2024, 4, 1), date(2026, 4, 1))
    assert month_of(cell).members == 1
    assert month_of(cell, date(2026, 4, 1)).members == 1
    assert verify(today=date(2026, 4, 2)) == []


def test_a_cell_ends_in_the_running_month_when_its_day_comes():
    commune = a_commune()
    a_cell(commune, ended_before=date(2026, 3, 21))
    a_cell(commune, founded_on=date(2026, 3, 22))
    fold(today=TODAY)
    assert sums_of(commune).cells == 1
    fold(today=date(2026, 3, 21))
    assert not UnitMonth.objects.unscoped(WHY).filter(unit_id=commune.pk, month=MARCH).exists()
    fold(today=date(2026, 3, 22))
    assert sums_of(commune).cells == 1
    assert verify(today=date(2026, 3, 22)) == []


def test_a_day_before_the_last_one_starts_anew():
    cell = a_cell()
    a_held_meeting(cell, date(2026, 1, 5))
    fold(today=TODAY)
    fold(today=date(2025, 12, 10))
    assert CellMonth.objects.unscoped(WHY).filter(month__gt=date(2025, 12, 1)).count() == 0
    assert verify(today=date(2025, 12, 10)) == []


def test_reports_are_late_by_the_day_in_vietnam():
    cell = a_cell()
    due = date(2026, 3, 5)
    for month, moment in (
        (date(2026, 1, 1), datetime(2026, 3, 5, 23, 59, tzinfo=ZONE)),
        (date(2026, 2, 1), datetime(2026, 3, 6, 0, 1, tzinfo=ZONE)),
    ):
        a_report(cell, month, submitted_at=moment, due_on=due)
    fold(today=TODAY)
    assert month_of(cell, date(2026, 1, 1)).reports_late == 0
    assert month_of(cell, date(2026, 2, 1)).reports_late == 1


def test_verify_finds_what_was_broken_on_purpose():
    commune = a_commune()
    cell = a_cell(commune, code="CB01")
    a_held_meeting(cell, date(2026, 3, 5))
    fold(today=TODAY)
    CellMonth.objects.unscoped(WHY).filter(cell_id=cell.pk, month=MARCH).update(
        present=F("present") - 1
    )
    UnitMonth.objects.unscoped(WHY).filter(unit_id=commune.pk, month=MARCH).delete()
    found = verify(today=TODAY)
    assert len(found) == 2
    assert found[0] == "CB01, tháng 03/2026: present là 8, đếm lại được 9."
    rebuild(today=TODAY)
    assert verify(today=TODAY) == []


def test_sums_are_added_up_again_from_what_is_kept_of_cells():
    province = a_province()
    commune = a_commune(province)
    cell = a_cell(commune, code="CB01")
    a_held_meeting(cell, date(2026, 3, 5))
    fold(today=TODAY)
    folded = kept()
    UnitMonth.objects.unscoped(WHY).filter(unit_id=province.pk).update(present=F("present") + 7)
    UnitMonth.objects.unscoped(WHY).filter(unit_id=commune.pk, month=MARCH).delete()
    assert rebuild_sums(today=TODAY) == 2 * len({row.month for row in all_sums()})
    assert kept() == folded


def test_verify_finds_broken_paths_and_guards():
    commune = a_commune()
    cell = a_cell(commune, code="CB01")
    a_member(cell, code="DV01")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE members_member SET unit_path = '00000'")
        cursor.execute(
            "ALTER TABLE meetings_meeting DISABLE TRIGGER indicators_mark_update;"
            "ALTER TABLE core_auditevent DISABLE TRIGGER core_auditevent_append_only"
        )
    found = verify(today=TODAY)
    assert len(found) == 3
    assert "DV01" in found[2]


@pytest.mark.parametrize("seed", seeds(0))
def test_after_any_writing_fold_rebuild_and_recount_agree(seed):
    office = Office(seed)
    fold(today=date(2026, 2, 27))
    for number in range(150):
        office.act()
        if number % 15 == 14:
            fold(today=TODAY)
    assert verify(today=TODAY) == []
    folded = kept()
    rebuild(today=TODAY)
    assert kept() == folded
    for month in (date(2026, 3, 1), date(2026, 2, 1), date(2025, 6, 1)):
        for unit in (office.province, *office.communes):
            _measures_agree(unit, month)


def _measures_agree(unit: Unit, first: date) -> None:
    month = Month.of(first)
    facts = total(measure(places(unit, "then"), Span(month, month, TODAY)).values())
    row = UnitMonth.objects.unscoped(WHY).filter(unit_id=unit.pk, month=first).first()
    row = row or UnitMonth()
    assert facts.get("regular", 0) == row.regular + row.combined
    assert facts.get("thematic", 0) == row.thematic + row.combined
    same = (
        "cells cells_met cells_even short expected present members probationary"
        " official_scored official_sum good fair average_grade poor"
    )
    for name in same.split():
        assert facts.get(name, 0) == getattr(row, name), name
