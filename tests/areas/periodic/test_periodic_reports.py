"""From a form that was asked to a sealed report, its correction, and who is late."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.areas.access.queries import operator_actor
from chibo.areas.deadlines.queries import deadlines
from chibo.areas.documents.models import PaperNumber
from chibo.areas.indicators.periods import Period as IndicatorPeriod
from chibo.areas.indicators.queries.figures import Asked, one_line
from chibo.areas.notices.models import Notice
from chibo.areas.organisation.models import Unit
from chibo.areas.periodic import actions, queries
from chibo.areas.periodic.errors import BadAsking, BadEntry, NotReady, NotTheSuperior
from chibo.areas.periodic.forms import forms
from chibo.areas.periodic.models import PeriodicReport, PeriodicState, Seal
from chibo.areas.periodic.papers import periodic_paper
from chibo.areas.periodic.periods import Period
from chibo.areas.periodic.rules import Value
from chibo.core.actor import Actor
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from chibo.core.periods import Month
from tests.areas.reports.test_issued_papers import words
from tests.factories import a_cell, a_commune, a_member, an_account, an_actor
from tests.months import at
from tests.periods import NOW, NUMBERS, OCTOBER, Province

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
KINDS = ("", "grassroots_", "subordinate_")


@pytest.fixture
def ours() -> Province:
    return Province()


def seen(ours: Province, report: PeriodicReport) -> queries.ReportSeen:
    report = queries.get_report(ours.superior, report.pk)
    return queries.see(ours.superior, report, TODAY)


def line(ours: Province, report: PeriodicReport, code: str) -> queries.SeenLine:
    return next(each for each in seen(ours, report).lines if each.line.code == code)


class TestAskedFor:
    def test_nobody_owes_what_no_committee_asked_for(self, ours: Province) -> None:
        with pytest.raises(NotReady, match="Không có cấp ủy nào yêu cầu"):
            ours.begin()
        with pytest.raises(NotAllowed):
            ours.ask(actor=ours.clerk)
        with pytest.raises(BadAsking, match="chi bộ gửi báo cáo tháng"):
            ours.ask(unit_id=ours.cells[0].pk)
        with pytest.raises(BadAsking, match="không lập cho"):
            ours.ask(since=Period.parse("2026-Q4"))
        row = ours.ask()
        assert ours.ask().pk == row.pk
        assert ours.begin().pk == ours.begin().pk
        assert ours.begin().due_on == date(2026, 11, 5)
        with pytest.raises(NotReady, match="Không có cấp ủy nào yêu cầu"):
            ours.begin(period=Period.parse("2026-09"))
        with pytest.raises(NotReady, match="chưa tới"):
            ours.begin(period=Period.parse("2026-12"))
        stopped = {"actor": ours.superior, "asking_id": row.pk, "version": row.version, "now": NOW}
        actions.stop_asking(after=OCTOBER, **stopped)
        with pytest.raises(NotReady, match="Không có cấp ủy nào yêu cầu"):
            ours.begin(period=Period.parse("2026-11"))
        with pytest.raises(BadAsking, match="đợt yêu cầu trước"):
            ours.ask()

    def test_late_ones_stand_first_and_by_code_and_each_stage_is_told_once(
        self, ours: Province
    ) -> None:
        ours.ask()
        ours.sent(0)
        third = a_commune(ours.root, "Đảng ủy xã Ba")
        for role, unit in (("clerk", ours.communes[1]), ("superior", ours.root)):
            an_account(role, unit)
        day = date(2026, 11, 8)
        actor, form = ours.superior, forms()["month"]
        board = queries.board(actor, ours.root, form, OCTOBER, day)
        assert [(due.name, due.is_late) for due in board.page] == [
            ("Đảng ủy xã Hai", True),
            ("Đảng ủy xã Ba", True),
            ("Đảng ủy xã Một", False),
        ]
        assert (board.asked, board.sent, board.accepted, board.late) == (3, 1, 0, 2)
        assert board.page[0].late_since == date(2026, 11, 6)
        assert board.page[0].days_late == 3
        assert third.code == board.page[1].code
        own = queries.own_reports(ours.clerk, ours.root, day)
        assert [(str(due.period), due.is_late) for due in own] == [
            ("2026-11", False),
            ("2026-10", False),
        ], "the province's own is due on the tenth"
        job = operator_actor("chibo")
        assert actions.remind(actor=job, now=at(date(2026, 11, 3), 9)) == 1
        assert actions.remind(actor=job, now=at(day, 9)) == 2
        assert actions.remind(actor=job, now=at(day, 10)) == 0
        assert actions.remind(actor=job, now=at(day + timedelta(days=1), 10)) == 0
        told = Notice.objects.unscoped("test").order_by("pk").values_list("kind", "facts")
        assert list(told) == [
            ("periodic.soon", {"period": "tháng 10/2026", "day": "05/11/2026"}),
            ("periodic.overdue", {"period": "tháng 10/2026", "day": "05/11/2026"}),
            ("periodic.late_below", {"period": "tháng 10/2026", "count": "2"}),
        ]

    def test_what_is_owed_stands_on_the_list_of_all_that_is_due(self, ours: Province) -> None:
        """Begun or not; sent ones fall off, returned ones come back; nobody sees another's."""

        def listed(actor: Actor, unit: Unit, day: date) -> list[tuple[str, str, str, date]]:
            rows = deadlines(actor, unit, day).rows
            return [(r.kind.code, r.place, r.label, r.due_on) for r in rows]

        day, what = date(2026, 11, 8), "Báo cáo tháng của cấp ủy, tháng 10/2026"
        assert listed(ours.superior, ours.root, day) == []
        ours.ask()
        sent = ours.sent(0)
        due, over = date(2026, 11, 10), date(2026, 11, 5)
        second = ours.communes[1]
        expected = [
            ("report_overdue", "Đảng ủy xã Hai", what, over),
            ("report_due", ours.root.name, what, due),
        ]
        assert listed(ours.superior, ours.root, day) == expected
        assert listed(ours.clerks[1], second, day) == expected[:1]
        assert listed(ours.clerks[1], second, date(2026, 11, 5)) == [
            ("report_due", "Đảng ủy xã Hai", what, over)
        ]
        ours.give_back(sent, "Xem lại")
        first = ("report_overdue", "Đảng ủy xã Một", what, over)
        assert listed(ours.clerks[0], ours.communes[0], day) == [first]
        assert listed(ours.superior, ours.root, day) == [first, *expected]
        counts = deadlines(ours.superior, ours.root, day).counts
        assert (counts["report_overdue"], counts["report_due"]) == (2, 1)
        december = date(2026, 12, 2)
        overdue = [row[2] for row in listed(ours.clerks[1], second, december)]
        assert overdue == [what, "Báo cáo tháng của cấp ủy, tháng 11/2026"]

    def test_what_is_asked_in_a_month_is_a_figure(self, ours: Province) -> None:
        ours.ask()
        november = queries.burden_of(ours.clerk, ours.root, Month(2026, 11))
        assert (november.fields, november.minutes) == (6, 29)
        assert (november.fields_below, november.minutes_below) == (18, 87)
        october = queries.burden_of(ours.clerk, ours.root, Month(2026, 10))
        assert (october.fields, october.fields_below) == (0, 0)
        commune = queries.burden_of(ours.clerks[0], ours.communes[0], Month(2026, 11))
        assert (commune.fields, commune.fields_below) == (6, 6)

        def figures(code: str, period: str) -> list[Any]:
            today = NOW.date()
            asked = Asked(ours.superior, ours.root, IndicatorPeriod.parse(period), today)
            line, below = one_line(asked, code, None)
            return [line.told.value, *(each.told.value for each in below)]

        assert figures("burden.fields", "2026-11") == [18, 6, 6, 6], "both communes and its own"
        assert figures("burden.minutes", "2026-11") == [87, 29, 29, 29]
        assert figures("burden.fields", "2026") == [18, 6, 6, 6]
        assert figures("burden.fields", "2026-10") == [0, 0, 0]


class TestOfACommune:
    def test_a_cell_of_neither_kind_counts_among_the_cells_and_nothing_is_off(
        self, ours: Province
    ) -> None:
        a_cell(ours.communes[0], "Chi bộ thôn Mới", kind="chi_bo")
        ours.ask()
        report = ours.begin()
        told = [line(ours, report, f"{kind}cells").figure.value for kind in KINDS]
        assert told == [Value.of(2), Value.of(0), Value.of(1)]
        report = ours.check(ours.write(report))
        assert report.state == PeriodicState.CHECKED, "nothing to explain"

    def test_typed_checked_sent_returned_with_a_remark_sent_again_and_sealed(
        self, ours: Province
    ) -> None:
        ours.ask()
        report = ours.begin()
        assert line(ours, report, "members").figure.value == Value.of(3)
        assert line(ours, report, "subordinate_cells").figure.value == Value.of(1)
        assert line(ours, report, "attendance_rate").figure.value == Value("none")
        assert line(ours, report, "poor").figure.value == Value("none")
        with pytest.raises(NotReady, match="Còn 5 mục chưa ghi"):
            ours.check(report)
        with pytest.raises(BadEntry, match="số nguyên"):
            ours.write(report, numbers={"petitions": ("value", "-3")})
        with pytest.raises(BadEntry, match="bỏ một trong hai"):
            ours.write(report, numbers={"petitions": ("none", "3")})
        ours.write(report, numbers={**NUMBERS, "petitions": ("value", "3")})
        with pytest.raises(NotReady, match="Kiến nghị đã trả lời không quá"):
            ours.check(report)
        ours.write(report, explanations={"petitions": "Trả lời cả kiến nghị kỳ trước."})
        ours.write(report, numbers={"petitions": ("value", "2")}, texts={})
        with pytest.raises(NotReady, match="chưa khớp"):
            ours.check(report)  # other numbers ask for another sentence
        ours.write(report, texts={}, explanations={"petitions": "Trả lời cả kỳ trước."}, numbers={})
        with pytest.raises(NotReady, match="Hãy kiểm"):
            ours.submit(report)
        ours.check(report)
        ours.write(report, texts={}, numbers={"dialogues": ("none", "")})
        report.refresh_from_db()
        assert report.state == PeriodicState.COLLECTING, "what was checked was changed"
        ours.check(report)
        ours.submit(report)
        assert PaperNumber.objects.unscoped("test").get().ref == report.ref
        with pytest.raises(NotReady, match="Báo cáo đã nộp"):
            ours.write(report)

        an_account("clerk", ours.communes[0])
        with pytest.raises(NotReady, match="ghi rõ chỗ phải sửa"):
            ours.give_back(report)
        ours.give_back(report, petitions="Vì sao trả lời nhiều hơn nhận?")
        assert Notice.objects.unscoped("test").get().kind == "periodic.returned"
        with pytest.raises(NotReady, match="chưa sửa, chưa trả lời"):
            ours.check(report)
        ours.write(report, texts={}, numbers={"petitions": ("value", "6")})
        ours.submit(ours.check(report))
        changed = line(ours, report, "petitions")
        assert changed.before
        assert changed.before.value == Value.of(2)
        assert changed.comments[0].text == "Vì sao trả lời nhiều hơn nhận?"
        accepted = ours.accept(report)
        assert accepted.state == PeriodicState.ACCEPTED
        assert list(queries.changed_reports()) == []
        steps = [each.step for each in report.steps.all()]
        assert steps[-4:] == ["returned", "checked", "submitted", "accepted"]

    def test_a_corrected_record_is_shown_beside_the_seal_and_restated_by_a_person(
        self, ours: Province
    ) -> None:
        ours.ask()
        report = ours.accept(ours.sent())
        with pytest.raises(NotReady, match="không có gì để điều chỉnh"):
            ours.restate(report, "Thử")
        a_member(ours.cells[0], "Nguyễn Thị Sót")
        moved = line(ours, report, "members")
        assert moved.figure.value == Value.of(3), "never changed silently"
        assert moved.moved
        assert moved.moved.after == Value.of(4)
        assert moved.since is None
        an_account("clerk", ours.communes[0])
        job = operator_actor("chibo")
        assert actions.note_moves(actor=job, now=at(date(2026, 11, 20))) == 1
        assert actions.note_moves(actor=job, now=at(date(2026, 11, 20))) == 0
        assert actions.note_moves(actor=job, now=at(date(2026, 11, 21))) == 1
        assert line(ours, report, "members").since == date(2026, 11, 20)
        kinds = [row.kind for row in Notice.objects.unscoped("test")]
        assert kinds == ["periodic.moved"], "told once"

        with pytest.raises(NotReady, match="cần ghi lý do"):
            ours.restate(report, " ")
        ours.restate(report, "Bổ sung một đảng viên sót khi nhập")
        assert line(ours, report, "members").figure.value == Value.of(4)
        assert seen(ours, report).moved == ()
        first, second = Seal.objects.order_by("number")
        assert (first.record["number"], second.record["previous"]) == (1, first.sha256)
        assert {"line": "members", "before": ["value", "3"], "after": ["value", "4"]} in (
            second.record["changes"]
        )
        assert (second.by_name, second.is_restated) == ("Lê Thị Sổ", True)
        trail = AuditEvent.objects.get(action="periodic.restated")
        assert trail.changes["members"] == ["3", "4"]
        assert "Điều chỉnh ngày 03/11/2026: Bổ sung một đảng viên sót" in words(
            periodic_paper(actor=ours.superior, report_id=report.pk, now=NOW).content
        )
        assert list(queries.changed_reports()) == []
        Seal.objects.filter(pk=first.pk).update(sha256="0" * 64)
        assert any("bản 1 không khớp" in each for each in queries.changed_reports())
        Seal.objects.filter(pk=first.pk).delete()
        assert any("thiếu một bản" in each for each in queries.changed_reports())

    def test_only_the_direct_superior_decides_and_opens_a_sealed_report_with_a_reason(
        self, ours: Province
    ) -> None:
        ours.ask()
        report = ours.sent()
        own = an_actor("superior", ours.communes[0])
        told = {"report_id": report.pk, "version": report.version, "now": NOW}
        with pytest.raises(NotTheSuperior, match="Đảng bộ tỉnh Bình An"):
            actions.accept(actor=own, **told)
        with pytest.raises(NotAllowed):
            actions.accept(actor=ours.clerk, **told)
        with pytest.raises(ChangedMeanwhile):
            actions.accept(actor=ours.superior, **{**told, "version": report.version - 1})
        ours.accept(report)
        assert ours.accept(report).seals.count() == 1
        with pytest.raises(NotReady, match="cần ghi lý do"):
            ours.reopen(report, "")
        ours.reopen(report, "Ghi nhầm số kiến nghị")
        ours.write(report, texts={}, numbers={"petitions": ("value", "9")})
        ours.accept(ours.submit(ours.check(report)))
        assert [each.record["number"] for each in report.seals.all()] == [1, 2]
        assert list(queries.changed_reports()) == []
        for stranger in (
            an_actor("secretary", ours.cells[0]),
            an_actor("clerk", ours.communes[1]),
        ):
            with pytest.raises(NotThere):
                queries.get_report(stranger, report.pk)


class TestOfTheProvince:
    def test_accepted_reports_are_included_with_each_share_and_compared(
        self, ours: Province
    ) -> None:
        ours.ask()
        own = actions.begin(
            actor=ours.clerk, unit_id=ours.root.pk, form="month", period=OCTOBER, now=NOW
        )
        first, _second = ours.accept(ours.sent(0)), ours.sent(1)
        shown = seen(ours, own)
        assert shown.missing == ("Đảng ủy xã Hai",)
        checks = {each.outcome.rule.code: each.outcome.holds for each in shown.checks}
        assert checks["below_members"] is None, "not all are in"
        assert line(ours, own, "petitions").figure.value == Value("open")
        typed = actions.Entry(numbers=dict.fromkeys(NUMBERS, ("value", "1")))
        actions.write(actor=ours.clerk, report_id=own.pk, entry=typed, version=own.version, now=NOW)
        assert line(ours, own, "petitions").figure.value == Value.of(6)
        ours.accept(_second)
        summed = line(ours, own, "petitions").figure
        assert (summed.value, summed.own) == (Value.of(11), Value.of(1))
        assert [(each.unit, each.value.number) for each in summed.shares] == [
            ("Đảng ủy xã Một", Decimal(5)),
            ("Đảng ủy xã Hai", Decimal(5)),
        ]
        checks = {each.outcome.rule.code: each.outcome.holds for each in seen(ours, own).checks}
        assert checks["below_members"]
        a_member(ours.cells[0], "Nguyễn Thị Sót")
        (failing,) = [e.outcome for e in seen(ours, own).checks if e.outcome.holds is False]
        assert (failing.rule.code, failing.left, failing.right) == ("below_members", 6, 5)
        assert [each.unit for each in failing.differing] == ["Đảng ủy xã Một"]
        ours.restate(first, "Bổ sung một đảng viên sót")
        assert all(each.outcome.holds is not False for each in seen(ours, own).checks)

    def test_the_same_number_of_reads_however_many_stand_below(self, ours: Province) -> None:
        ours.ask()
        own = actions.begin(
            actor=ours.clerk, unit_id=ours.root.pk, form="month", period=OCTOBER, now=NOW
        )
        ours.accept(ours.sent(0))

        def reads() -> tuple[int, int, int]:
            counts = []
            for look in (
                lambda: seen(ours, own),
                lambda: queries.board(ours.clerk, ours.root, forms()["month"], OCTOBER, TODAY),
                lambda: queries.burden_of(ours.clerk, ours.root, Month(2026, 11)),
            ):
                with CaptureQueriesContext(
                    connection,
                ) as caught:
                    look()
                counts.append(len(caught))
            return counts[0], counts[1], counts[2]

        few = reads()
        for number in range(8):
            a_cell(a_commune(ours.root, f"Đảng ủy xã {number + 4}"))
        assert reads() == few
        assert few[0] <= 32
        assert few[1] <= 5
