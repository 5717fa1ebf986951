"""The queue of sheets that wait follows its records, whoever changes them and however."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from chibo.areas.grading.models import WaitingSheet
from chibo.areas.grading.queries import waiting_sheets
from chibo.areas.grading.queue import broken_queue, line_up_anew
from chibo.areas.meetings.models import Meeting
from chibo.areas.organisation.models import Unit
from chibo.areas.reports import actions as reports
from chibo.areas.reports.models import MonthlyReport
from chibo.areas.scoring.models import ScoreSheet
from chibo.areas.scoring.queries import find_sheet
from tests.at_once import one_into_the_other
from tests.factories import (
    a_cell,
    a_change,
    a_commune,
    a_held_meeting,
    a_province,
    a_report,
    a_score,
    an_actor,
)
from tests.months import CellMonth, at

WHY = "a test looks at everything"
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def queue() -> list[tuple[int, str]]:
    """Meeting and place of all that waits, as kept; it must be what the records say."""
    assert broken_queue() == []
    rows = WaitingSheet.objects.unscoped(WHY).order_by("-month", "path", "pk")
    return [(row.meeting_id, row.path) for row in rows]


def an_imported_sheet(cell: Unit, day: date = date(2026, 3, 5)) -> Meeting:
    meeting = a_held_meeting(cell, day, origin="import:1")
    a_score(meeting)
    return meeting


@pytest.mark.django_db
class TestFollowing:
    def test_a_returned_report_takes_its_sheet_back_and_the_next_sending_brings_it_again(
        self,
    ) -> None:
        ours = CellMonth()
        meeting = ours.hold()
        assert queue() == []
        report = ours.submit(ours.begin_report())
        assert queue() == [(meeting.pk, ours.cell.path)]
        said = {"actor": ours.superior, "report_id": report.pk, "now": at(ours.month.last)}
        reports.give_back(**said, comment="Thiếu số dự họp.")
        assert queue() == []
        ours.reopen(meeting)
        assert queue() == []
        ours.close(meeting)
        report = ours.submit(report)
        assert queue() == [(meeting.pk, ours.cell.path)]
        reports.accept(**said)
        assert queue() == [(meeting.pk, ours.cell.path)]
        ours.decide(meeting, "100", version=find_sheet(meeting).version)
        assert queue() == []

    def test_a_cell_that_moves_waits_for_its_new_superior(self) -> None:
        province = a_province()
        old, new = a_commune(province), a_commune(province)
        cell = a_cell(old)
        meeting = an_imported_sheet(cell)
        a_change("moved", cell, date(2026, 6, 1), new)
        assert queue() == [(meeting.pk, cell.path)]
        assert cell.path.startswith(new.path)
        counts = [waiting_sheets(an_actor("superior", up), up).count() for up in (old, new)]
        assert counts == [0, 1]

    def test_a_body_that_moves_takes_what_waits_below_it_along(self) -> None:
        one, two = a_province(), a_province(code="53")
        commune = a_commune(one)
        first, second = (an_imported_sheet(a_cell(commune)) for _ in range(2))
        a_change("moved", commune, date(2026, 6, 1), two)
        places = dict(queue())
        assert set(places) == {first.pk, second.pk}
        assert all(path.startswith(commune.path) for path in places.values())
        assert commune.path.startswith(two.path)

    def test_a_sheet_that_goes_leaves_the_queue_and_so_does_its_meeting(self) -> None:
        cell = a_cell(a_commune())
        first, second = an_imported_sheet(cell), an_imported_sheet(cell, date(2026, 4, 5))
        ScoreSheet.objects.unscoped(WHY).filter(meeting=first).delete()
        assert [pk for pk, _path in queue()] == [second.pk]
        second.delete()
        assert queue() == []

    def test_a_meeting_corrected_to_another_month_waits_with_that_month(self) -> None:
        meeting = an_imported_sheet(a_cell(a_commune()))
        Meeting.objects.unscoped(WHY).filter(pk=meeting.pk).update(month=APRIL)
        assert queue()
        assert WaitingSheet.objects.unscoped(WHY).get().month == APRIL

    def test_only_the_report_of_its_own_month_brings_a_sheet_up(self) -> None:
        cell = a_cell(a_commune())
        meeting = a_held_meeting(cell)
        a_score(meeting)
        a_report(cell, APRIL, state="submitted")
        assert queue() == []
        a_report(cell, MARCH, state="submitted")
        assert [pk for pk, _path in queue()] == [meeting.pk]
        MonthlyReport.objects.unscoped(WHY).filter(month=MARCH).delete()
        assert queue() == []


@pytest.mark.django_db
class TestVerifying:
    def test_what_was_written_behind_the_triggers_is_named_and_lined_up_anew(self) -> None:
        waits, spare = (an_imported_sheet(a_cell(a_commune())) for _ in range(2))
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("DELETE FROM grading_waitingsheet WHERE meeting_id = %s", [waits.pk])
            ScoreSheet.objects.unscoped(WHY).filter(meeting=spare).update(
                official_total=Decimal(90)
            )
            cursor.execute("SET LOCAL session_replication_role = origin")
        told = broken_queue()
        assert len(told) == 2
        for meeting in (waits, spare):
            assert any(f"đơn vị {meeting.unit.code}, tháng 03/2026" in line for line in told)
        assert line_up_anew() == 1
        assert queue() == [(waits.pk, waits.unit.path)]

    def test_a_trigger_switched_off_is_named(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE reports_monthlyreport DISABLE TRIGGER grading_waits_update")
        assert broken_queue() == [
            "Bảng reports_monthlyreport: thiếu hoặc đã tắt bộ canh grading_waits_update."
        ]


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    """Whoever is second waits for the first, and sees what was done."""

    @pytest.mark.parametrize("first", ["sheet", "report"])
    def test_a_sheet_and_its_report(self, first: str) -> None:
        meeting = a_held_meeting(a_cell(a_commune()))

        def confirm() -> None:
            a_score(meeting)

        def send() -> None:
            a_report(meeting.unit, MARCH, state="submitted")

        assert one_into_the_other(*((confirm, send) if first == "sheet" else (send, confirm))) == []
        assert queue() == [(meeting.pk, meeting.unit.path)]

    @pytest.mark.parametrize("first", ["sheet", "move"])
    def test_a_sheet_and_the_move_of_its_cell(self, first: str) -> None:
        province = a_province()
        old, new = a_commune(province), a_commune(province)
        cell = a_cell(old)
        meeting = a_held_meeting(cell, origin="import:1")

        def confirm() -> None:
            a_score(meeting)

        def move() -> None:
            a_change("moved", cell, date(2026, 6, 1), new)

        assert one_into_the_other(*((confirm, move) if first == "sheet" else (move, confirm))) == []
        cell.refresh_from_db()
        assert cell.path.startswith(new.path)
        assert queue() == [(meeting.pk, cell.path)]

    def test_a_superior_grades_while_a_workbook_corrects_the_meeting_and_its_points(self) -> None:
        ours = CellMonth()
        meeting = ours.hold()
        ours.submit(ours.begin_report())

        def correct_the_meeting() -> None:
            Meeting.objects.unscoped(WHY).filter(pk=meeting.pk).update(topic="Đã sửa")

        def correct_the_points() -> None:
            ScoreSheet.objects.unscoped(WHY).filter(meeting=meeting).update(self_grade="fair")

        def grade() -> None:
            ours.decide(meeting, "100", version=1)

        assert one_into_the_other(correct_the_meeting, grade, correct_the_points) == []
        assert queue() == []
