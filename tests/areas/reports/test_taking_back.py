"""A closed meeting is opened again until its report is accepted; the report comes back with it."""

from collections.abc import Callable
from datetime import date

import pytest

from chibo.areas.grading.queue import broken_queue
from chibo.areas.indicators.actions import fold
from chibo.areas.indicators.models import CellMonth as KeptMonth
from chibo.areas.indicators.recount import differences
from chibo.areas.meetings.errors import BadMeeting
from chibo.areas.meetings.models import MeetingState
from chibo.areas.reports import actions as reports
from chibo.areas.reports.errors import CannotDecideReport, ReportAccepted
from chibo.areas.reports.models import MonthlyReport
from chibo.areas.reports.points import points_of
from chibo.areas.reports.queries import figures_of, reports_waiting
from chibo.areas.scoring.actions import GivenPoints
from chibo.areas.scoring.errors import CannotDecide
from chibo.core.errors import NotAllowed
from chibo.core.models import AuditEvent
from tests.at_once import one_into_the_other
from tests.factories import an_actor
from tests.months import CellMonth, at

WHY = "a test looks at everything"


@pytest.fixture
def ours(db: None) -> CellMonth:
    return CellMonth()


def accept(ours: CellMonth, report: MonthlyReport) -> None:
    reports.accept(actor=ours.superior, report_id=report.pk, now=at(ours.month.last, 9))


def _kept(ours: CellMonth) -> tuple[str, int, int]:
    """What is kept of the cell's report, when it was folded and holds against a recount."""
    today = date(2026, 12, 31)
    while fold(today=today):
        pass
    assert differences(today) == []
    rows = KeptMonth.objects.unscoped(WHY).filter(cell=ours.cell, month=ours.month.first)
    return rows.values_list("report_state", "reports_submitted", "reports_late").get()


def test_the_report_comes_back_and_is_sent_again_like_one_that_was_returned(
    ours: CellMonth,
) -> None:
    meeting = ours.hold()
    report = ours.submit(ours.begin_report())
    first, number = report.first_submitted_at, report.number
    ours.reopen(meeting, "Ghi thừa một người.")
    report.refresh_from_db()
    assert (report.state, report.decided_at) == ("draft", None)
    assert reports_waiting(ours.superior, ours.commune) == []
    assert broken_queue() == []
    assert _kept(ours) == ("draft", 1, 0), "handed in once, in time"
    event = AuditEvent.objects.get(action="report.taken_back")
    assert event.changes == {"state": ["submitted", "draft"], "because": "Ghi thừa một người."}
    told = report.events.last()
    assert told is not None
    assert (told.told, told.comment) == ("Chi bộ rút về để sửa", "Ghi thừa một người.")
    ours.mark(meeting, ours.people[0], "excused", was="present")
    ours.score(meeting, c2=GivenPoints(4))
    ours.close(meeting)
    report.refresh_from_db()
    again = ours.submit(report, on=date(2026, 12, 20))
    assert {f.code: f.value for f in figures_of(again)}["present"] == "4"
    assert (again.first_submitted_at, again.number) == (first, number), "late only if it came late"
    changed = [p.code for p in (*points_of(again).figures, *points_of(again).sections)]
    assert "present" in changed
    assert next(p for p in points_of(again).figures if p.code == "present").before == "5"
    accept(ours, again)
    assert broken_queue() == []
    assert _kept(ours) == ("accepted", 1, 0)


def test_once_accepted_it_stays_closed_and_a_reason_is_needed_before(ours: CellMonth) -> None:
    meeting = ours.hold()
    report = ours.submit(ours.begin_report())
    with pytest.raises(BadMeeting, match="lý do"):
        ours.reopen(meeting, " ")
    report.refresh_from_db()
    assert report.state == "submitted", "nothing was done"
    accept(ours, report)
    with pytest.raises(ReportAccepted, match="đã nhận báo cáo"):
        ours.reopen(meeting)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CLOSED


def test_a_meeting_that_is_only_planned_takes_nothing_back(ours: CellMonth) -> None:
    ours.hold()
    planned = ours.prepare("thematic")
    report = ours.submit(ours.begin_report())
    ours.reopen(planned)
    report.refresh_from_db()
    assert report.state == "submitted"


def test_a_committee_member_does_not_take_back_what_the_secretary_sent(ours: CellMonth) -> None:
    meeting = ours.hold()
    report = ours.submit(ours.begin_report())
    ours.secretary = an_actor("cell_committee", ours.cell)
    with pytest.raises(NotAllowed):
        ours.reopen(meeting)
    meeting.refresh_from_db()
    report.refresh_from_db()
    assert (meeting.state, report.state) == (MeetingState.CLOSED, "submitted")


def test_nobody_decides_meanwhile(ours: CellMonth) -> None:
    meeting = ours.hold()
    report = ours.submit(ours.begin_report())
    ours.reopen(meeting)
    with pytest.raises(CannotDecideReport, match="rút báo cáo này về"):
        accept(ours, report)
    with pytest.raises(CannotDecide, match="chưa nộp"):
        ours.decide(meeting, "90")
    many = reports.accept_many(
        actor=ours.superior, report_ids=[report.pk], now=at(ours.month.last, 9)
    )
    assert (many.count, many.left) == (0, ())


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    """The cell opens its meeting while the superior accepts: one wins, the other is told."""

    def test_the_superior_is_first(self) -> None:
        ours = CellMonth()
        meeting, report = ours.hold(), ours.submit(ours.begin_report())
        (fault,) = one_into_the_other(lambda: accept(ours, report), lambda: ours.reopen(meeting))
        assert isinstance(fault, ReportAccepted)
        meeting.refresh_from_db()
        report.refresh_from_db()
        assert (meeting.state, report.state) == (MeetingState.CLOSED, "accepted")
        assert broken_queue() == []

    @pytest.mark.parametrize("deciding", ["accept", "grade"])
    def test_the_cell_is_first(self, deciding: str) -> None:
        ours = CellMonth()
        meeting, report = ours.hold(), ours.submit(ours.begin_report())
        works: dict[str, Callable[[], object]] = {
            "accept": lambda: accept(ours, report),
            "grade": lambda: ours.decide(meeting, "90"),
        }
        (fault,) = one_into_the_other(lambda: ours.reopen(meeting), works[deciding])
        assert isinstance(fault, CannotDecideReport | CannotDecide)
        meeting.refresh_from_db()
        report.refresh_from_db()
        assert (meeting.state, report.state) == (MeetingState.REOPENED, "draft")
        assert broken_queue() == []
