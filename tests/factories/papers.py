"""Papers of an invented cell, filled as the other areas fill them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from chibo.areas.documents.numbers import show_number
from chibo.areas.documents.papers import (
    Absence,
    Assignment,
    AttendancePaper,
    AttendanceRow,
    BadgeListPaper,
    BadgeRow,
    BallotsPaper,
    CommitteeMinutesPaper,
    DiscussedPoint,
    DraftPaper,
    DraftPart,
    DuesListPaper,
    DuesReceiptPaper,
    DuesRow,
    Heading,
    MinutesPaper,
    MonthlyReportPaper,
    NoticePaper,
    Opinion,
    Paper,
    PreviousTask,
    RegisterPaper,
    RegisterRow,
    ReportFigure,
    ResolutionPaper,
    ScoreLine,
    ScoreSheetPaper,
    SeatLine,
    Section,
    Signature,
    Sitting,
    TransferBox,
    TransferPaper,
    Turnout,
    UnitDecisionPaper,
    UnitRow,
    Vote,
)
from chibo.core.clock import ZONE
from chibo.core.periods import Month

MEETING_DAY = date(2026, 11, 5)
NAMES = (
    "Y Hnhương Êban",
    "A Ngọc Thủy",
    "Nguyễn Thị Phương Quỳnh Như",
    "Lê Văn Ẩn",
    "Phạm Đức Ưng",
    "Bùi Thị Ỷ",
    "Trương Quốc Đễ",
    "Đỗ Thị Hoàng Oanh",
    "A Blong",
    "Y Bưởi",
    "Võ Ngọc Thắng",
    "Hoàng Thị Mỹ Lệ",
    "Tôn Nữ Hoàng Diệu Ái Nghĩa",
    "Ksor Hơ Bia",
    "Rơ Mah Plưn",
    "Nguyễn Văn Lượm",
    "Huỳnh Kim Xuyến",
    "Đặng Hữu Phước",
)
IDEOLOGY = (
    "Cán bộ, đảng viên và Nhân dân trong thôn yên tâm, tin tưởng vào sự lãnh đạo của Đảng.\n"
    "Giá cà phê < 90.000 đồng/kg & giá mủ cao su tăng được Nhân dân quan tâm."
)
RECIPIENTS = ("Đảng ủy xã Sa Loong (báo cáo),", "Các đồng chí đảng viên,", "Lưu Chi bộ.")
SECRETARY = Signature(on_behalf="T/M CHI BỘ", post="BÍ THƯ", name=NAMES[0])
TWO_SIGNERS = Signature(
    post="CHỦ TRÌ", name=NAMES[0], left_post="NGƯỜI GHI BIÊN BẢN", left_name=NAMES[2]
)
TURNOUT = Turnout(
    convened_full=16, convened_probationary=2, present=16, absent_excused=1, absent_unexcused=1
)
SITTING = Sitting(
    kind_name="thường kỳ",
    venue="nhà rông văn hóa thôn Đăk Wang",
    began_at=datetime(2026, 11, 5, 19, 0, tzinfo=ZONE),
    ended_at=datetime(2026, 11, 5, 20, 35, tzinfo=ZONE),
    chair=NAMES[0],
    secretary=NAMES[2],
)
UNANIMOUS = Vote(subject="Thông qua nghị quyết", in_favour=14, base=14, against=0, abstained=0)


def a_heading(paper_kind: str = "", number: int | None = 5, **more: Any) -> Heading:
    """The heading of a cell in the highlands; without a type of paper it has no number."""
    line = show_number(number, paper_kind, "CB") if paper_kind else None
    fields = {
        "superior_name": "Đảng bộ xã Sa Loong",
        "issuing_name": "Chi bộ thôn Đăk Wang",
        "place": "Sa Loong",
        "issued_on": MEETING_DAY,
        "number_line": line,
    }
    return Heading(**{**fields, **more})


def a_notice(**more: Any) -> NoticePaper:
    """A notice of the November meeting."""
    fields: dict[str, Any] = {
        "heading": a_heading("TB", 3, issued_on=date(2026, 11, 2)),
        "subject": "sinh hoạt chi bộ thường kỳ tháng 11 năm 2026",
        "month": Month(2026, 11),
        "meeting_kind": "thường kỳ",
        "starts_at": SITTING.began_at,
        "venue": "Nhà rông văn hóa thôn Đăk Wang",
        "chair": NAMES[0],
        "audience": "Toàn thể đảng viên của chi bộ",
        "agenda": ("Đánh giá kết quả tháng 10", "Phương hướng, nhiệm vụ tháng 11"),
        "documents": ("Dự thảo nghị quyết tháng 11",),
        "recipients": RECIPIENTS,
        "signature": SECRETARY,
    }
    return NoticePaper(**{**fields, **more})


def some_minutes(**more: Any) -> MinutesPaper:
    """Minutes with two absences, two points and a vote."""
    fields: dict[str, Any] = {
        "heading": a_heading("BB", 11),
        "subject": "sinh hoạt chi bộ thường kỳ tháng 11 năm 2026",
        "sitting": SITTING,
        "turnout": TURNOUT,
        "absences": (
            Absence(name=NAMES[13], reason="đi khám bệnh"),
            Absence(name=NAMES[14], excused=False),
        ),
        "guests": ("Đồng chí Trần Đại Nghĩa, Đảng ủy viên",),
        "points": (
            Section(title="Tình hình tư tưởng", text=IDEOLOGY),
            Section(title="Đánh giá kết quả tháng 10", text="Hoàn thành 04/05 nhiệm vụ."),
        ),
        "opinions": (Opinion(speaker=NAMES[3], text="Đề nghị sửa đường trước ngày 20/11"),),
        "conclusion": "Chi bộ thống nhất các nội dung đã thảo luận",
        "votes": (UNANIMOUS,),
        "self_score": Decimal("92.5"),
        "self_grade": "Tốt",
        "signature": TWO_SIGNERS,
    }
    return MinutesPaper(**{**fields, **more})


def a_resolution(**more: Any) -> ResolutionPaper:
    """The resolution of November."""
    fields: dict[str, Any] = {
        "heading": a_heading("NQ", 11),
        "subject": "sinh hoạt chi bộ thường kỳ tháng 11 năm 2026",
        "sitting": SITTING,
        "turnout": TURNOUT,
        "reviewed_month": Month(2026, 10),
        "coming_month": Month(2026, 11),
        "ideology": IDEOLOGY,
        "political_tasks": (
            Section(title="Phát triển kinh tế", text="Thu hoạch 42 ha cà phê."),
            Section(title="Quốc phòng, an ninh", text="Giữ vững an ninh thôn"),
        ),
        "previous_tasks": (
            PreviousTask(task="Sửa 300 m đường", status="Chuyển tiếp (lần 2)", result="Được 180 m"),
            PreviousTask(task="Rà soát hộ nghèo", status="Đã xong"),
        ),
        "praise": "Biểu dương đồng chí A Blong hiến đất làm đường",
        "shortcomings": "",
        "directions": (Section(title="Hoàn thành thu hoạch cà phê"),),
        "assignments": (
            Assignment(task="Sửa 120 m đường", owner=NAMES[1], due_on=date(2026, 11, 20)),
            Assignment(task="Ngày hội Đại đoàn kết", owner=NAMES[2], due_on=None),
        ),
        "self_score": Decimal("92.5"),
        "self_grade": "Tốt",
        "max_score": Decimal(100),
        "vote": UNANIMOUS,
        "recipients": RECIPIENTS,
        "signature": SECRETARY,
        "opinions": (Opinion(speaker=NAMES[3], text="Nhất trí"),),
    }
    return ResolutionPaper(**{**fields, **more})


def a_score_sheet(**more: Any) -> ScoreSheetPaper:
    """A score sheet with a group, its sub-item and a line left open."""
    fields: dict[str, Any] = {
        "heading": a_heading(),
        "subject": "chất lượng sinh hoạt chi bộ tháng 11 năm 2026",
        "sitting": SITTING,
        "turnout": TURNOUT,
        "lines": (
            _line("1", "Thời gian, thời lượng", "5", "5", "95 phút, tối thiểu 90 phút."),
            _line("3", "Công tác chuẩn bị", "10", "9", is_group=True),
            _line("3.1", "Chuẩn bị nội dung", "5", "4.5"),
            _line("7", "Kết thúc", "5", None),
        ),
        "total": Decimal("92.5"),
        "max_total": Decimal(100),
        "grade": "Tốt",
        "vote": Vote(subject="Thông qua điểm", in_favour=13, base=14, against=0, abstained=1),
        "rubric_source": "Hướng dẫn số 42-HD/BTCTW",
        "signature": SECRETARY,
    }
    return ScoreSheetPaper(**{**fields, **more})


def a_monthly_report(**more: Any) -> MonthlyReportPaper:
    """A report in which one figure was not recorded."""
    fields: dict[str, Any] = {
        "heading": a_heading("BC", 12, issued_on=date(2026, 11, 28)),
        "subject": "kết quả công tác tháng 11 năm 2026",
        "month": Month(2026, 11),
        "coming_month": Month(2026, 12),
        "ideology": IDEOLOGY,
        "political_tasks": "Hoàn thành thu hoạch 49/50 ha cà phê",
        "party_building": "Chi bộ có 18 đảng viên",
        "inspection": "",
        "mass_organisations": "Chi hội Phụ nữ kết nạp 03 hội viên",
        "assessment": "Hoàn thành 04/05 nhiệm vụ",
        "coming_tasks": ("Kiểm điểm, xếp loại đảng viên năm 2026",),
        "proposals": (),
        "figures": (
            ReportFigure(label="Đảng viên", value=None, is_group=True),
            ReportFigure(label="Tổng số đảng viên", value=18, measure="đồng chí"),
            ReportFigure(label="Kết nạp trong tháng", value=None, measure="đồng chí"),
            ReportFigure(label="Tỷ lệ có mặt", value=Decimal("88.9"), measure="%"),
            ReportFigure(label="Đảng phí đã thu", value=1250000, measure="đồng"),
        ),
        "recipients": RECIPIENTS,
        "signature": SECRETARY,
    }
    return MonthlyReportPaper(**{**fields, **more})


def an_attendance_list(**more: Any) -> AttendancePaper:
    """18 members: 16 came, one was excused, one not yet ticked."""
    rows = [AttendanceRow(name=name, present=True) for name in NAMES]
    rows[13] = AttendanceRow(name=NAMES[13], present=False, reason="Đi khám bệnh")
    rows[14] = AttendanceRow(name=NAMES[14], present=None)
    fields: dict[str, Any] = {
        "heading": a_heading(),
        "subject": "đảng viên dự sinh hoạt chi bộ tháng 11 năm 2026",
        "sitting": SITTING,
        "turnout": TURNOUT,
        "rows": tuple(rows),
        "signature": TWO_SIGNERS,
    }
    return AttendancePaper(**{**fields, **more})


def a_transfer_letter(count: int = 10, **more: Any) -> TransferPaper:
    """A letter with its first box filled in, as it leaves the issuing body."""
    boxes = [
        TransferBox(
            number=1,
            introducer="Đảng ủy xã Sa Loong",
            addressee="Chi bộ thôn Giang Lố 1",
            issued_on=MEETING_DAY,
            signature=NAMES[0],
        ),
        *(TransferBox(number=number) for number in range(2, count + 1)),
    ]
    if count % 2:
        boxes.append(TransferBox(number=count + 1, is_blank=True))
    fields: dict[str, Any] = {
        "heading": a_heading("GTSHĐ", 7),
        "subject": "Chuyển sinh hoạt đảng chính thức",
        "form_code": "Giấy giới thiệu 10 ô",
        "addressee": "Chi bộ thôn Giang Lố 1",
        "full_name": NAMES[12],
        "born_on": date(1985, 2, 3),
        "joined_on": date(2010, 5, 19),
        "full_on": date(2011, 5, 19),
        "card_number": "38.012345",
        "origin": "Chi bộ thôn Đăk Wang",
        "destination": "Chi bộ thôn Giang Lố 1",
        "reason": "Thay đổi nơi cư trú",
        "fee_paid_to": Month(2026, 11),
        "present_by": date(2026, 12, 18),
        "boxes": tuple(zip(boxes[::2], boxes[1::2], strict=True)),
        "recipients": RECIPIENTS,
        "signature": SECRETARY,
    }
    return TransferPaper(**{**fields, **more})


def a_badge_list(**more: Any) -> BadgeListPaper:
    """Two veterans of the round of 7/11."""
    rows = tuple(
        BadgeRow(
            name=name,
            born_year=1950,
            cell="Chi bộ thôn Giang Lố 1",
            joined_on=date(1986, 10, 1),
            reached_on=date(2026, 10, 1),
            years=40,
        )
        for name in NAMES[:2]
    )
    fields: dict[str, Any] = {
        "heading": a_heading(),
        "subject": "đảng viên đến mốc tặng Huy hiệu Đảng, đợt 07/11/2026",
        "round_on": date(2026, 11, 7),
        "rows": rows,
        "signature": TWO_SIGNERS,
    }
    return BadgeListPaper(**{**fields, **more})


def a_unit_decision(**more: Any) -> UnitDecisionPaper:
    """Two cells merged and one moved, by a plan."""
    rows = (
        UnitRow(
            kind="merged",
            kind_name="Sáp nhập",
            unit="Chi bộ thôn Giang Lố 1",
            superior="Đảng bộ xã Sa Loong",
            receivers="Chi bộ thôn Giang Lố 2",
            members=18,
        ),
        UnitRow(
            kind="moved",
            kind_name="Chuyển giao",
            unit="Chi bộ thôn Đăk Wang",
            superior="Đảng bộ xã Sa Loong",
            receivers="Đảng bộ xã Bờ Y",
            members=22,
        ),
    )
    fields: dict[str, Any] = {
        "heading": a_heading("QĐ", 15),
        "subject": "sắp xếp tổ chức đảng hai xã",
        "charter_rules": "Quy định số 208-QĐ/TW ngày 26/7/2026 thi hành Điều lệ Đảng",
        "proposed_by": "Đảng ủy xã Sa Loong",
        "effective_on": date(2027, 1, 1),
        "rows": rows,
        "ending": True,
        "recipients": RECIPIENTS,
        "signature": SECRETARY,
    }
    return UnitDecisionPaper(**{**fields, **more})


def a_dues_list(**more: Any) -> DuesListPaper:
    """Three members, one of whom still owes, and an older debt taken in."""
    fields: dict[str, Any] = {
        "heading": a_heading(),
        "subject": "thu đảng phí tháng 11 năm 2026",
        "month": Month(2026, 11),
        "rows": (
            DuesRow(name=NAMES[0], expected=80_000, paid=80_000, paid_on=MEETING_DAY),
            DuesRow(name=NAMES[1], expected=11_100, paid=0, paid_on=None),
            DuesRow(name=NAMES[2], expected=0, paid=0, paid_on=None, note="miễn"),
        ),
        "expected": 91_100,
        "received": 91_100,
        "kept": 27_330,
        "remitted": 63_770,
        "cell_keeps": Decimal(30),
        "signature": TWO_SIGNERS,
        "earlier": (
            DuesRow(
                name=NAMES[3], expected=11_100, paid=11_100, paid_on=MEETING_DAY, note="10/2026"
            ),
        ),
    }
    return DuesListPaper(**{**fields, **more})


def a_dues_receipt(**more: Any) -> DuesReceiptPaper:
    """26.500 đ for November."""
    fields: dict[str, Any] = {
        "heading": a_heading(),
        "subject": "đảng phí số 01 - 11/2026",
        "payer": NAMES[2],
        "due_month": Month(2026, 11),
        "amount": 26_500,
        "paid_on": MEETING_DAY,
        "signature": TWO_SIGNERS,
    }
    return DuesReceiptPaper(**{**fields, **more})


def a_ballots_paper(**more: Any) -> BallotsPaper:
    """Ten ballots, one of them not valid."""
    fields: dict[str, Any] = {
        "heading": a_heading(),
        "subject": "Đề nghị kết nạp quần chúng ưu tú",
        "sitting": SITTING,
        "vote": Vote(
            subject="Đề nghị kết nạp quần chúng ưu tú",
            in_favour=8,
            base=10,
            against=1,
            abstained=0,
        ),
        "tellers": f"{NAMES[1]}, {NAMES[2]}",
        "issued": 10,
        "returned": 10,
        "valid": 9,
        "invalid": 1,
        "result": "Chi bộ bỏ phiếu kín: 8/10 đồng ý (80,0%), thông qua.",
        "signature": TWO_SIGNERS,
    }
    return BallotsPaper(**{**fields, **more})


def a_register(**more: Any) -> RegisterPaper:
    """Papers out of a year."""
    fields: dict[str, Any] = {
        "heading": a_heading(),
        "subject": "năm 2026",
        "incoming": False,
        "rows": (
            RegisterRow(
                number="05-NQ/CB", issued_on=MEETING_DAY, title="Nghị quyết tháng 11", who=NAMES[0]
            ),
        ),
        "signature": TWO_SIGNERS,
    }
    return RegisterPaper(**{**fields, **more})


def one_of_each() -> tuple[Paper, ...]:
    """All papers."""
    from tests.factories.papers_issued import issued_ones
    from tests.factories.papers_over_years import a_summation

    return (
        a_notice(),
        some_minutes(),
        a_resolution(),
        a_score_sheet(),
        a_monthly_report(),
        an_attendance_list(),
        a_transfer_letter(),
        a_badge_list(),
        a_unit_decision(),
        a_register(),
        a_dues_list(),
        a_dues_receipt(),
        some_committee_minutes(),
        a_draft(),
        a_ballots_paper(),
        *issued_ones(),
        a_summation(),
    )


def some_committee_minutes() -> CommitteeMinutesPaper:
    """Minutes of a chi ủy of three."""
    return CommitteeMinutesPaper(
        heading=a_heading(),
        subject="họp chi ủy tháng 11 năm 2026",
        sitting=SITTING,
        seats=(
            SeatLine(name="Nguyễn Văn Thành", post="bí thư", state="có mặt"),
            SeatLine(
                name="Trần Thị Mai", post="chi ủy viên", state="vắng có lý do", reason="đi họp"
            ),
        ),
        expected=2,
        present=1,
        points=(
            DiscussedPoint(
                title="Kiểm điểm nghị quyết tháng trước",
                text="Còn 2 việc.",
                conclusion="Gia hạn tới cuối tháng",
                to_cell=True,
            ),
            DiscussedPoint(title="Công tác đảng viên"),
        ),
        conclusion="Chi ủy thống nhất.",
        signature=TWO_SIGNERS,
    )


def a_draft() -> DraftPaper:
    """A draft report of two parts."""
    return DraftPaper(
        heading=a_heading(mark="Dự thảo"),
        type_name="BÁO CÁO",
        subject="kết quả tháng 10, nhiệm vụ tháng 11 năm 2026",
        parts=(
            DraftPart(number="I", title="Kết quả tháng trước", lines=("Xong 3/5 việc",)),
            DraftPart(number="II", title="Nhiệm vụ tháng tới", lines=("Ra quân làm đường.",)),
        ),
        recipients=("Lưu Chi bộ.",),
        signature=Signature(on_behalf="T/M CHI BỘ", post="BÍ THƯ", name="Nguyễn Văn Thành"),
    )


def _line(
    number: str,
    criterion: str,
    maximum: str,
    points: str | None,
    reason: str = "",
    *,
    is_group: bool = False,
) -> ScoreLine:
    return ScoreLine(
        number=number,
        criterion=criterion,
        max_points=Decimal(maximum),
        points=None if points is None else Decimal(points),
        reason=reason,
        is_group=is_group,
    )
