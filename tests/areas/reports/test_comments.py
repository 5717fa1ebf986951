"""A report returned with comments on single points: seen beside them, answered or mended, shown."""

from datetime import date

import pytest

from chibo.areas.documents.secrecy import MarkedSecret
from chibo.areas.reports import actions as reports
from chibo.areas.reports.errors import CannotDecideReport, CannotSubmit
from chibo.areas.reports.models import MonthlyReport
from chibo.areas.reports.points import ReportPoint, points_of
from chibo.areas.reports.queries import get_report
from chibo.core.errors import ChangedMeanwhile, NotAllowed
from tests.months import CellMonth, at

pytestmark = pytest.mark.django_db

NOW = at(date(2026, 11, 20))


def by_code(report: MonthlyReport) -> dict[str, ReportPoint]:
    seen = points_of(report)
    return {point.code: point for point in (*seen.sections, *seen.figures)}


def give_back(ours: CellMonth, report: MonthlyReport, **points: str) -> MonthlyReport:
    return reports.give_back(
        actor=ours.superior, report_id=report.pk, comment="", points=points, now=NOW
    )


def write(ours: CellMonth, report: MonthlyReport, answers: dict[str, str], **texts: str) -> None:
    points = by_code(report)
    said = {point.code: point.value for point in points_of(report).sections}
    reports.write_texts(
        actor=ours.secretary,
        report_id=report.pk,
        texts={**said, **texts},
        answers={points[place].comments[-1].pk: text for place, text in answers.items()},
        version=report.version,
        now=NOW,
    )


def again(report: MonthlyReport) -> MonthlyReport:
    return MonthlyReport.objects.unscoped("a test").get(pk=report.pk)


def test_the_way_of_a_report_with_comments_on_its_points() -> None:
    ours = CellMonth()
    ours.hold()
    report = ours.begin_report()
    reports.submit(actor=ours.secretary, report_id=report.pk, now=NOW)
    report = again(report)
    assert not any(point.has_changed for point in by_code(report).values())
    for bad, told in (
        ({"nonsense": "x"}, "không có mục này"),
        ({"members": "x" * 1001}, "quá 1000 chữ"),
        ({"members": "  "}, "ghi rõ chỗ phải sửa"),
    ):
        with pytest.raises(CannotDecideReport, match=told):
            give_back(ours, report, **bad)
    with pytest.raises(MarkedSecret):
        give_back(ours, report, members="TUYỆT MẬT\nx")
    give_back(ours, report, members="Vì sao chỉ 5?", inspection="Chưa ghi kiểm tra.")
    report = again(report)
    assert report.events.last().comment == ""  # type: ignore[union-attr]
    with pytest.raises(CannotSubmit, match="đảng viên cuối tháng; Công tác kiểm tra"):
        reports.submit(actor=ours.secretary, report_id=report.pk, now=NOW)
    with pytest.raises(NotAllowed):
        reports.write_texts(
            actor=ours.superior, report_id=report.pk, texts={}, version=report.version, now=NOW
        )
    write(ours, report, {"members": "Đúng, một đồng chí đã chuyển đi."})
    with pytest.raises(ChangedMeanwhile):
        write(ours, report, {})
    write(ours, again(report), {}, inspection="Kiểm tra 1 đảng viên.")
    reports.submit(actor=ours.secretary, report_id=report.pk, now=NOW)
    points = by_code(again(report))
    assert (points["inspection"].before, points["inspection"].value) == (
        "",
        "Kiểm tra 1 đảng viên.",
    )
    assert [code for code, point in points.items() if point.has_changed] == ["inspection"]
    said = points["members"].comments[0]
    assert (said.answer, said.answered_by) == ("Đúng, một đồng chí đã chuyển đi.", "Nguyễn Văn An")

    give_back(ours, again(report), inspection="Ghi rõ ai.")
    points = by_code(again(report))
    assert [row.waits for row in points["inspection"].comments] == [False, True]
    write(ours, again(report), {"inspection": "Ghi ở sổ kiểm tra."})
    reports.submit(actor=ours.secretary, report_id=report.pk, now=NOW)
    reports.accept(actor=ours.superior, report_id=report.pk, now=NOW)
    seen = get_report(ours.superior, report.pk)
    assert not any(point.has_changed for point in by_code(seen).values())
    with pytest.raises(CannotSubmit, match="đã nộp"):
        write(ours, again(report), {"inspection": "Khác."})
