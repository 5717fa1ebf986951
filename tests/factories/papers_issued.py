"""Papers that call, decide, report dues and plan visits, of the invented cell."""

from datetime import date
from decimal import Decimal
from typing import Any

from chibo.areas.documents.papers import (
    AgendaPaper,
    Concluded,
    ConclusionPaper,
    DuesReportPaper,
    DuesUnitRow,
    ExemptionPaper,
    InvitationPaper,
    MentorDecisionPaper,
    PeriodicReportPaper,
    RemedyPlanPaper,
    RemedyRow,
    ReportFigure,
    Section,
    Signature,
    Visit,
    VisitsPaper,
)
from chibo.core.periods import Month
from tests.factories.papers import (
    MEETING_DAY,
    NAMES,
    RECIPIENTS,
    SECRETARY,
    SITTING,
    a_heading,
)

NOVEMBER = Month(2026, 11)
CHARTER_RULES = "Quy định số 208-QĐ/TW ngày 26/7/2026 thi hành Điều lệ Đảng"
POINTS = ("Đánh giá kết quả tháng 10", "Phương hướng, nhiệm vụ tháng 11", "Đảng phí")


def an_invitation(**more: Any) -> InvitationPaper:
    """Two guests from above."""
    fields: dict[str, Any] = {
        "heading": a_heading(issued_on=date(2026, 11, 2)),
        "subject": "dự sinh hoạt chi bộ thường kỳ tháng 11 năm 2026",
        "occasion": "sinh hoạt chi bộ thường kỳ tháng 11 năm 2026",
        "invited": (f"{NAMES[7]}, Đảng ủy viên", "Trần Đại Nghĩa, Trưởng Ban công tác Mặt trận"),
        "starts_at": SITTING.began_at,
        "venue": "Nhà rông văn hóa thôn Đăk Wang",
        "chair": NAMES[0],
        "agenda": POINTS,
        "recipients": ("Như thành phần mời,", "Lưu Chi bộ."),
        "signature": SECRETARY,
    }
    return InvitationPaper(**{**fields, **more})


def an_agenda(**more: Any) -> AgendaPaper:
    """Of the November meeting."""
    fields: dict[str, Any] = {
        "heading": a_heading(issued_on=date(2026, 11, 2)),
        "subject": "sinh hoạt chi bộ thường kỳ tháng 11 năm 2026",
        "starts_at": SITTING.began_at,
        "venue": "Nhà rông văn hóa thôn Đăk Wang",
        "chair": NAMES[0],
        "secretary": NAMES[2],
        "agenda": POINTS,
        "documents": ("Dự thảo nghị quyết tháng 11",),
        "signature": SECRETARY,
    }
    return AgendaPaper(**{**fields, **more})


def a_conclusion(**more: Any) -> ConclusionPaper:
    """Two points, one of which goes on to the cell."""
    fields: dict[str, Any] = {
        "heading": a_heading("KL", 2),
        "subject": "cuộc họp chi ủy tháng 11 năm 2026",
        "held_on": MEETING_DAY,
        "expected": 3,
        "present": 3,
        "chair": NAMES[0],
        "points": (
            Concluded(
                title="Kiểm điểm nghị quyết tháng 10",
                conclusion="Gia hạn việc sửa đường đến ngày 20/11/2026",
                to_cell=True,
            ),
            Concluded(
                title="Công tác đảng viên", conclusion="Giao chi ủy viên gặp đảng viên dự bị"
            ),
        ),
        "conclusion": "Chi ủy thống nhất nội dung trình chi bộ",
        "recipients": ("Chi ủy, đảng viên chi bộ,", "Lưu Chi bộ."),
        "signature": Signature(on_behalf="T/M CHI ỦY", post="BÍ THƯ", name=NAMES[0]),
    }
    return ConclusionPaper(**{**fields, **more})


def a_dues_report(**more: Any) -> DuesReportPaper:
    """Of a body with two cells; a cell's has no lines for units."""
    fields: dict[str, Any] = {
        "heading": a_heading("BC", 6, issued_on=date(2026, 11, 28)),
        "subject": "thu, nộp đảng phí tháng 11 năm 2026",
        "month": NOVEMBER,
        "figures": (
            ReportFigure(label="Đảng viên trong danh sách thu", value=36, measure="đồng chí"),
            ReportFigure(label="Đã nộp đủ", value=34, measure="đồng chí"),
            ReportFigure(label="Thu trong tháng", value=1_250_000, measure="đồng"),
            ReportFigure(label="Nộp lên cấp trên", value=None, measure="đồng"),
        ),
        "units": (
            DuesUnitRow(
                name="Chi bộ thôn Đăk Wang",
                settled=17,
                people=18,
                expected=640_000,
                received=620_000,
                remitted=434_000,
            ),
            DuesUnitRow(
                name="Chi bộ Trường Phổ thông dân tộc nội trú Ia H'Drai",
                settled=17,
                people=18,
                expected=2_140_000,
                received=2_140_000,
                remitted=1_498_000,
            ),
        ),
        "share": Decimal("94.4"),
        "recipients": RECIPIENTS,
        "signature": SECRETARY,
    }
    return DuesReportPaper(**{**fields, **more})


def a_mentor_decision(**more: Any) -> MentorDecisionPaper:
    """Somebody takes over from another."""
    fields: dict[str, Any] = {
        "heading": a_heading("QĐ", 3),
        "subject": "phân công đảng viên giúp đỡ đảng viên dự bị",
        "charter_rules": CHARTER_RULES,
        "candidate": NAMES[12],
        "admitted_on": date(2026, 5, 19),
        "mentor": NAMES[1],
        "starts_on": MEETING_DAY,
        "until": date(2027, 5, 19),
        "instead_of": NAMES[4],
        "recipients": ("Như Điều 3,", "Lưu Chi bộ."),
        "signature": SECRETARY,
    }
    return MentorDecisionPaper(**{**fields, **more})


def an_exemption(**more: Any) -> ExemptionPaper:
    """An old member."""
    fields: dict[str, Any] = {
        "heading": a_heading("NQ", 12),
        "subject": "miễn công tác và sinh hoạt đảng",
        "charter_rules": CHARTER_RULES,
        "full_name": NAMES[9],
        "born_on": date(1942, 3, 1),
        "joined_on": date(1970, 2, 3),
        "reason": "tuổi cao, sức yếu",
        "starts_on": MEETING_DAY,
        "recipients": RECIPIENTS,
        "signature": SECRETARY,
    }
    return ExemptionPaper(**{**fields, **more})


def a_visits_plan(**more: Any) -> VisitsPaper:
    """Two meetings, one of them without an hour; one cell nobody follows."""
    fields: dict[str, Any] = {
        "heading": a_heading(),
        "subject": "chi bộ của cấp ủy viên tháng 11 năm 2026",
        "month": NOVEMBER,
        "rows": (
            Visit(
                overseer=NAMES[7],
                cell="Chi bộ thôn Đăk Wang",
                meeting_kind="thường kỳ",
                on=MEETING_DAY,
                starts_at=SITTING.began_at,
                venue="nhà rông thôn",
            ),
            Visit(
                overseer=NAMES[12],
                cell="Chi bộ thôn Giang Lố 1",
                meeting_kind="thường kỳ",
                on=date(2026, 11, 6),
                starts_at=None,
                note="theo nếp họp",
            ),
        ),
        "unfollowed": ("Chi bộ Trạm Y tế xã",),
        "recipients": RECIPIENTS,
        "signature": SECRETARY,
    }
    return VisitsPaper(**{**fields, **more})


def a_remedy_plan(**more: Any) -> RemedyPlanPaper:
    """Two shortcomings, the first with two tasks, the last task with nothing but its words."""
    fields: dict[str, Any] = {
        "heading": a_heading("KH", 4),
        "subject": "khắc phục hạn chế, khuyết điểm sau kiểm điểm năm 2025",
        "year": 2025,
        "rows": (
            RemedyRow(
                number="1",
                shortcoming="Học tập, quán triệt nghị quyết còn chậm so với kế hoạch",
                cause="Chưa giao người chuẩn bị tài liệu từ đầu quý",
                task="Lập lịch học tập nghị quyết của cả năm",
                owner=NAMES[2],
                due_on=date(2026, 12, 15),
                measure="Lịch được chi bộ thông qua",
            ),
            RemedyRow(
                number="",
                shortcoming="",
                cause="",
                task="Gửi tài liệu trước buổi học ba ngày",
                owner=NAMES[12],
                due_on=date(2026, 12, 31),
                measure="Danh sách nhận tài liệu của từng buổi",
            ),
            RemedyRow(
                number="2",
                shortcoming="Kiểm tra, giám sát chưa đủ số cuộc theo chương trình",
                cause="",
                task="Giám sát chuyên đề việc đóng đảng phí",
                owner="Toàn chi bộ",
                due_on=None,
                measure="",
            ),
        ),
        "named": 2,
        "recipients": RECIPIENTS,
        "signature": SECRETARY,
    }
    return RemedyPlanPaper(**{**fields, **more})


def a_periodic_report(**more: Any) -> PeriodicReportPaper:
    """A commune's month with one unit not included."""
    rows = (("Đảng viên", "51", "người"), ("Tỷ lệ dự sinh hoạt", "93,5", "%"))
    fields: dict[str, Any] = {
        "heading": a_heading("BC", 7),
        "subject": "công tác xây dựng Đảng tháng 10/2026",
        "period": "tháng 10/2026",
        "figures": (
            ReportFigure(label="Tổ chức đảng, đảng viên", value="", is_group=True),
            *(ReportFigure(label=name, value=told, measure=unit) for name, told, unit in rows),
        ),
        "texts": (Section(title="Kết quả nổi bật", text="Các chi bộ họp đều."),),
        "notes": ("Chưa gộp số liệu của: Đảng bộ Trường Trung học phổ thông",),
        "recipients": RECIPIENTS,
        "signature": SECRETARY,
    }
    return PeriodicReportPaper(**{**fields, **more})


def issued_ones() -> tuple[Any, ...]:
    """One of each."""
    return (
        an_invitation(),
        an_agenda(),
        a_conclusion(),
        a_dues_report(),
        a_mentor_decision(),
        an_exemption(),
        a_visits_plan(),
        a_remedy_plan(),
        a_periodic_report(),
    )
