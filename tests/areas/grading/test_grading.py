"""The superior's side: what waits, grading line by line, comparison, drawing by lot."""

from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

import pytest

from chibo.areas.grading import actions as grading
from chibo.areas.grading.actions import Draw
from chibo.areas.grading.comparing import compared_sheets, comparison, steady_cells
from chibo.areas.grading.errors import CannotDraw
from chibo.areas.grading.models import SecondLook
from chibo.areas.grading.queries import (
    get_second_look,
    next_waiting,
    sheets_of,
    waiting_sheets,
)
from chibo.areas.grading.rules import drawn
from chibo.areas.indicators import actions as indicators
from chibo.areas.reports import actions as reports
from chibo.areas.scoring.actions import GivenPoints
from chibo.areas.scoring.errors import CannotDecide, NotTheDirectSuperior
from chibo.areas.scoring.queries import find_sheet, lines_of
from chibo.core.clock import ZONE
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from chibo.core.periods import Month
from tests.factories import a_cell, a_commune, a_held_meeting, a_province, a_score, an_actor
from tests.months import CellMonth

NOW = datetime(2026, 11, 30, 9, tzinfo=ZONE)
FIRST, LAST = Month(2026, 1), Month(2026, 12)


@pytest.fixture
def ours(db: None) -> CellMonth:
    return CellMonth()


@pytest.fixture
def sent(ours: CellMonth) -> int:
    """A sheet that came up with its report."""
    meeting = ours.hold()
    ours.submit(ours.begin_report())
    return meeting.pk


def column(ours: CellMonth, meeting_id: int, **other: GivenPoints) -> dict[str, GivenPoints]:
    """The superior's column: the cell's points, but for `other` ("c6")."""
    (sheet,) = (each for each in waiting(ours) if each.meeting_id == meeting_id)
    same = {line.criterion: GivenPoints(line.points) for line in lines_of(sheet)}
    return same | {key[1:].replace("_", "."): points for key, points in other.items()}


def decide(ours: CellMonth, meeting_id: int, given: dict[str, GivenPoints], **more: object):
    said = {"note": "", "version": 1, "actor": ours.superior, "now": NOW, **more}
    return reports.decide_score_by_line(meeting_id=meeting_id, given=given, **said)


class TestWaiting:
    def test_a_sheet_waits_once_its_report_came_up_and_no_longer_once_it_is_graded(
        self, ours: CellMonth
    ) -> None:
        meeting = ours.hold()
        assert not waiting_sheets(ours.superior, ours.commune).exists()
        ours.submit(ours.begin_report())
        assert next_waiting(ours.superior, ours.commune, None).meeting_id == meeting.pk
        ours.decide(meeting, "100")
        assert next_waiting(ours.superior, ours.commune, None) is None

    def test_the_newest_month_comes_first_then_as_the_tree_stands_whatever_the_points(
        self, ours: CellMonth
    ) -> None:
        other = a_cell(ours.commune, "Chi bộ thôn Tây")
        days = [(other, 5, "99"), (ours.cell, 4, "55"), (other, 4, "98"), (ours.cell, 5, "60")]
        for cell, month, points in days:
            held = a_held_meeting(cell, date(2026, month, 3), origin="import:1")
            a_score(held, self_total=Decimal(points))
        rows = [(s.meeting.unit, s.meeting.month.month) for s in waiting(ours)]
        cells = sorted([other, ours.cell], key=lambda cell: cell.path)
        assert rows == [(cells[0], 5), (cells[1], 5), (cells[0], 4), (cells[1], 4)]

    def test_who_leaves_one_for_later_gets_the_next_and_comes_back_to_it_at_the_end(
        self, ours: CellMonth
    ) -> None:
        for month in (3, 4, 5):
            a_score(a_held_meeting(ours.cell, date(2026, month, 3), origin="import:1"))
        first, second, third = waiting(ours)
        after = [next_waiting(ours.superior, ours.commune, s) for s in (first, second, third)]
        assert [row.meeting_id for row in after] == [s.meeting_id for s in (second, third, first)]

    def test_only_the_body_directly_above_gives_the_official_grade(self, db: None) -> None:
        ours = CellMonth(commune=a_commune(a_province()))
        meeting = ours.hold()
        ours.submit(ours.begin_report())
        higher = an_actor("superior", ours.commune.parent)
        given = {"meeting_id": meeting.pk, "note": "", "now": NOW}
        for act, more in (
            (reports.decide_score, {"points": Decimal(100)}),
            (reports.decide_score_by_line, {"given": column(ours, meeting.pk)}),
        ):
            with pytest.raises(NotTheDirectSuperior, match=ours.commune.name):
                act(actor=higher, version=find_sheet(meeting).version, **given, **more)
        assert next_waiting(higher, ours.commune.parent, None) is None
        assert find_sheet(meeting).official_total is None
        assert ours.decide(meeting, "100").official_total == 100

    def test_cells_further_down_are_another_committee_s_unless_asked_for(
        self, ours: CellMonth
    ) -> None:
        above = ours.commune.parent
        a_score(a_held_meeting(ours.cell, date(2026, 3, 3), origin="import:1"))
        if above is None:
            above_actor = an_actor("superior", ours.commune)
            assert waiting_sheets(above_actor, ours.commune).count() == 1
            return
        actor = an_actor("superior", above)
        assert waiting_sheets(actor, above).count() == 0
        assert waiting_sheets(actor, above, direct=False).count() == 1

    def test_another_commune_s_sheets_never_show(self, ours: CellMonth, sent: int) -> None:
        stranger = an_actor("superior", a_commune(name="Xã khác"))
        assert not waiting_sheets(stranger, ours.commune, direct=False).exists()
        with pytest.raises(NotThere):
            reports.decide_score_by_line(
                actor=stranger, meeting_id=sent, given={}, note="", version=1, now=NOW
            )

    def test_the_secretary_does_not_grade_the_own_cell(self, ours: CellMonth, sent: int) -> None:
        with pytest.raises(NotAllowed):
            decide(ours, sent, column(ours, sent), actor=ours.secretary)


def waiting(ours: CellMonth) -> list:
    return sheets_of(ours.superior, waiting_sheets(ours.superior, ours.commune))


class TestGradingByLine:
    def test_accepting_every_line_gives_the_cell_s_total(self, ours: CellMonth, sent: int) -> None:
        sheet = decide(ours, sent, column(ours, sent))
        assert sheet.official_total == sheet.self_total == 100
        assert (sheet.official_grade, sheet.official_by) == ("good", ours.superior.name)
        assert sheet.official_note == ""
        assert all(line.official_points == line.points for line in lines_of(sheet))

    def test_a_changed_criterion_needs_a_sentence_which_becomes_the_note(
        self, ours: CellMonth, sent: int
    ) -> None:
        with pytest.raises(CannotDecide) as refused:
            decide(ours, sent, column(ours, sent, c6=GivenPoints(Decimal(18))))
        assert refused.value.lines == {
            "6": "Mục 6: khác chi bộ tự chấm 30 điểm thì ghi một câu nêu lý do."
        }
        lower = GivenPoints(Decimal(18), "Ba việc chưa xong.")
        sheet = decide(ours, sent, column(ours, sent, c6=lower))
        assert (sheet.official_total, sheet.official_grade) == (88, "fair")
        assert sheet.official_note == "6. Ba việc chưa xong."
        assert sheet.self_total == 100

    @pytest.mark.parametrize(
        ("points", "why"),
        [
            (None, "chưa có điểm"),
            (Decimal("30.5"), "tối đa 30 điểm"),
            (Decimal(-1), "không được âm"),
            (Decimal("22.3"), "bước 0,5"),
        ],
    )
    def test_one_wrong_line_and_nothing_is_kept(
        self, ours: CellMonth, sent: int, points: Decimal | None, why: str
    ) -> None:
        with pytest.raises(CannotDecide) as refused:
            decide(ours, sent, column(ours, sent, c6=GivenPoints(points, "Vì sao.")))
        assert why in refused.value.lines["6"]
        assert waiting(ours)[0].official_total is None

    def test_two_graders_at_once_one_is_told(self, ours: CellMonth, sent: int) -> None:
        given = column(ours, sent)
        decide(ours, sent, given)
        with pytest.raises(ChangedMeanwhile):
            decide(ours, sent, given)

    def test_one_total_later_takes_the_column_away(self, ours: CellMonth, sent: int) -> None:
        decide(ours, sent, column(ours, sent))
        sheet = reports.decide_score(
            actor=ours.superior,
            meeting_id=sent,
            points=Decimal(90),
            note="Xét lại.",
            version=2,
            now=NOW,
        )
        assert {line.official_points for line in lines_of(sheet)} == {None}
        assert sheet.official_total == 90

    def test_before_the_report_came_up_nothing_is_decided(self, ours: CellMonth) -> None:
        meeting = ours.hold()
        with pytest.raises(CannotDecide, match="chưa nộp báo cáo"):
            decide(ours, meeting.pk, {})

    def test_an_imported_sheet_has_only_a_total(self, ours: CellMonth) -> None:
        meeting = a_held_meeting(ours.cell, date(2026, 3, 3), origin="import:1")
        a_score(meeting)
        with pytest.raises(CannotDecide, match="chỉ có tổng điểm"):
            decide(ours, meeting.pk, {})


class TestComparison:
    @pytest.fixture
    def scored(self, ours: CellMonth) -> CellMonth:
        pairs = [("90", "92"), ("95", "95"), ("95", "90.5"), ("95", "90"), ("100", "88")]
        for month, (own, official) in enumerate(pairs, start=1):
            a_score(
                a_held_meeting(ours.cell, date(2026, month, 3)),
                self_total=Decimal(own),
                official_total=Decimal(official),
                official_grade="good" if Decimal(official) >= 90 else "fair",
            )
        a_score(a_held_meeting(ours.cell, date(2026, 6, 3)), self_total=Decimal(100))
        indicators.fold(today=date(2026, 11, 30))
        return ours

    def test_every_sheet_falls_into_one_band_and_each_count_opens_its_sheets(
        self, scored: CellMonth
    ) -> None:
        seen = comparison(scored.superior, scored.commune, FIRST, LAST)
        assert {gap.band.code: gap.count for gap in seen.gaps} == {
            "raised": 1,
            "same": 1,
            "small": 1,
            "large": 1,
            "far": 1,
        }
        assert (seen.compared, seen.other_grade) == (5, 1)
        assert (seen.own_full, seen.official_full) == (2, 0)
        for gap in seen.gaps:
            rows = compared_sheets(scored.superior, scored.commune, FIRST, LAST, gap.band.code)
            assert rows.count() == gap.count

    def test_the_sheets_follow_the_days_not_the_points(self, scored: CellMonth) -> None:
        rows = compared_sheets(scored.superior, scored.commune, FIRST, LAST, "own_full")
        assert [sheet.meeting.held_on.month for sheet in rows] == [5, 6]

    def test_a_sheet_counts_where_its_cell_stood_when_it_met(self, scored: CellMonth) -> None:
        other = a_commune(scored.commune.parent)
        asks = an_actor("superior", other)
        assert comparison(asks, other, FIRST, LAST).compared == 0
        assert comparison(asks, scored.commune, FIRST, LAST).compared == 0
        assert not compared_sheets(asks, scored.commune, FIRST, LAST, "far").exists()
        assert indicators.verify(today=date(2026, 11, 30)) == []

    def test_a_cell_that_always_gives_itself_the_same_is_named_after_three_meetings(
        self, ours: CellMonth
    ) -> None:
        for month in (1, 2):
            a_score(a_held_meeting(ours.cell, date(2026, month, 3)), self_total=Decimal(98))
        assert not steady_cells(ours.superior, ours.commune, FIRST, LAST)
        a_score(a_held_meeting(ours.cell, date(2026, 3, 3)), self_total=Decimal(98))
        (cell,) = steady_cells(ours.superior, ours.commune, FIRST, LAST)
        assert (cell.unit_id, cell.points, cell.meetings) == (ours.cell.pk, 98, 3)

    def test_as_many_queries_for_many_sheets_as_for_few(
        self, ours: CellMonth, django_assert_num_queries
    ) -> None:
        for count in (2, 30):
            for day in range(1, count):
                held = a_held_meeting(
                    ours.cell,
                    date(2026, 1, day),
                    month=date(2026, count % 12 + 1, 1),
                    kind="thematic" if count > 2 else "regular",
                )
                a_score(held, official_total=Decimal(80), official_grade="fair")
            with django_assert_num_queries(1):
                comparison(ours.superior, ours.commune, FIRST, LAST)
            with django_assert_num_queries(1):
                [
                    s.meeting.unit.name
                    for s in compared_sheets(ours.superior, ours.commune, FIRST, LAST, "far")
                ]


class TestDrawing:
    @pytest.fixture
    def graded(self, ours: CellMonth) -> CellMonth:
        for day in range(1, 13):
            held = a_held_meeting(ours.cell, date(2026, day, 3))
            a_score(held, official_total=Decimal(90), official_grade="good")
        return ours

    def draw(self, ours: CellMonth, size: int = 4, seed: str = "2411", **more: object):
        wanted = Draw(**{"first": FIRST, "last": LAST, "seed": seed, "size": size, **more})
        return grading.draw(actor=ours.superior, unit_id=ours.commune.pk, wanted=wanted, now=NOW)

    def test_the_same_number_draws_the_same_sheets_and_anybody_can_check_it(
        self, graded: CellMonth
    ) -> None:
        look = self.draw(graded)
        ids = list(look.sheets.values_list("meeting_id", flat=True))
        by_hand = sorted(look.candidates, key=lambda n: sha256(f"2411:{n}".encode()).hexdigest())
        assert ids == by_hand[:4] == drawn(reversed(look.candidates), "2411", 4)
        assert look.comes_out_again(ids)
        assert not look.comes_out_again(ids[::-1])
        assert drawn(look.candidates, "2412", 12) != drawn(look.candidates, "2411", 12)

    def test_every_draw_is_kept_with_who_and_what(self, graded: CellMonth) -> None:
        self.draw(graded)
        self.draw(graded, seed="7")
        assert SecondLook.objects.visible_to(graded.superior).count() == 2
        event = AuditEvent.objects.filter(action="second_look.drawn").order_by("-pk").first()
        assert event is not None
        assert event.changes["seed"] == "7"
        assert event.changes["of"] == 12

    def test_more_than_there_are_draws_all_of_them(self, graded: CellMonth) -> None:
        assert self.draw(graded, size=50).sheets.count() == 12

    @pytest.mark.parametrize(
        ("more", "why"),
        [
            ({"seed": "  "}, "số bốc thăm"),
            ({"size": 0}, "từ 1 đến"),
            ({"first": LAST, "last": FIRST}, "không được trước"),
            ({"first": Month(2025, 1), "last": Month(2025, 2)}, "chưa có phiếu"),
        ],
    )
    def test_nothing_can_be_drawn_so(self, graded: CellMonth, more: dict, why: str) -> None:
        with pytest.raises(CannotDraw, match=why):
            self.draw(graded, **more)

    def test_what_was_found_is_written_beside_the_sheet_and_changes_no_grade(
        self, graded: CellMonth
    ) -> None:
        look = self.draw(graded)
        row = look.sheets.first()
        common = {"actor": graded.superior, "look_id": look.pk, "row_id": row.pk, "now": NOW}
        with pytest.raises(CannotDraw, match="ghi một câu"):
            grading.note_finding(**common, finding="differs", note=" ", version=1)
        found = grading.note_finding(**common, finding="differs", note="Mục 3.", version=1)
        assert (found.looked_by, found.version) == (graded.superior.name, 2)
        assert find_sheet(row.meeting).official_total == 90
        with pytest.raises(ChangedMeanwhile):
            grading.note_finding(**common, finding="stands", note="", version=1)

    def test_another_committee_sees_nothing_of_it(self, graded: CellMonth) -> None:
        look = self.draw(graded)
        stranger = an_actor("superior", a_commune(name="Xã khác"))
        with pytest.raises(NotThere):
            get_second_look(stranger, look.pk)
        with pytest.raises(NotThere):
            grading.draw(
                actor=stranger,
                unit_id=graded.commune.pk,
                wanted=Draw(FIRST, LAST, "1", 1),
                now=NOW,
            )
        with pytest.raises(NotAllowed):
            grading.draw(
                actor=graded.secretary,
                unit_id=graded.cell.pk,
                wanted=Draw(FIRST, LAST, "1", 1),
                now=NOW,
            )
