"""Templates of reports and registers."""

from paper_drawing import CENTER, LEFT, Sheet
from paper_frame import draw_signatures, draw_title

REPORT_PARTS = (
    ("Công tác chính trị, tư tưởng", "ideology"),
    ("Lãnh đạo thực hiện nhiệm vụ chính trị", "political_tasks"),
    ("Công tác xây dựng Đảng", "party_building"),
    ("Công tác kiểm tra, giám sát", "inspection"),
    ("Lãnh đạo Mặt trận Tổ quốc và các đoàn thể", "mass_organisations"),
    ("Đánh giá chung, hạn chế", "assessment"),
)


def monthly_report(sheet: Sheet) -> None:
    draw_title(sheet, "BÁO CÁO")
    sheet.p("I- KẾT QUẢ CÔNG TÁC THÁNG {{ month.label }}", "Mục")
    for number, (title, field) in enumerate(REPORT_PARTS, start=1):
        sheet.p(f"**{number}. {title}**", keep_with_next=True)
        sheet.p(f"{{{{ {field}|sentence }}}}")
    sheet.p("II- NHIỆM VỤ THÁNG {{ coming_month.label }}", "Mục")
    sheet.when("not coming_tasks", "{{ ''|text }}")
    sheet.loop("task in coming_tasks", "{{ loop.index }}. {{ task|sentence }}")
    sheet.p("III- KIẾN NGHỊ, ĐỀ XUẤT", "Mục")
    sheet.when("not proposals", "Chi bộ không có kiến nghị, đề xuất.")
    sheet.loop("proposal in proposals", "- {{ proposal|sentence }}")
    sheet.p("IV- SỐ LIỆU THÁNG {{ month.label }}", "Mục")
    sheet.grid(
        [
            ("TT", 10, CENTER),
            ("Nội dung", 73, LEFT),
            ("Đơn vị tính", 25, CENTER),
            ("Số liệu", 33, CENTER),
            ("Ghi chú", 24, LEFT),
        ],
        "row, number in figures|numbered",
        [
            "{{ number }}",
            "{{ row.label }}",
            "{{ row.measure }}",
            "{{ row.value|figure }}",
            "{{ row.note }}",
        ],
        group=("row.is_group", ["", "**{{ row.label }}**", "", "", "{{ row.note }}"]),
    )
    sheet.gap()
    sheet.p(
        "Trên đây là báo cáo kết quả công tác {{ month|month_words }} của "
        "{{ heading.issuing_name|sentence }}",
        keep_with_next=True,
    )
    draw_signatures(sheet, recipients=True)


def register(sheet: Sheet) -> None:
    draw_title(sheet, "SỔ VĂN BẢN {% if incoming %}ĐẾN{% else %}ĐI{% endif %}")
    sheet.when("not rows", "Chưa có văn bản nào.")
    sheet.p("{%p if rows %}")
    sheet.grid(
        [
            ("TT", 10, CENTER),
            ("Số, ký hiệu", 26, LEFT),
            ("Ngày", 23, CENTER),
            ("Trích yếu nội dung", 48, LEFT),
            ("{% if incoming %}Cơ quan ban hành{% else %}Người ký{% endif %}", 28, LEFT),
            ("{% if incoming %}Giao xử lý{% else %}Nơi nhận{% endif %}", 30, LEFT),
        ],
        "row in rows",
        [
            "{{ loop.index }}",
            "{{ row.number }}",
            "{{ row.issued_on|deadline }}",
            "{{ row.title }}",
            "{{ row.who }}",
            "{{ row.where }}",
        ],
    )
    sheet.p("{%p endif %}")
    sheet.gap()
    sheet.p("Sổ có {{ rows|length|counted }} văn bản.", keep_with_next=True)
    draw_signatures(sheet, recipients=False)


def visits(sheet: Sheet) -> None:
    """Lịch dự sinh hoạt của cấp ủy viên."""
    draw_title(sheet, "LỊCH DỰ SINH HOẠT")
    sheet.when("not rows", "Chưa có buổi sinh hoạt nào trong tháng có cấp ủy viên phụ trách.")
    sheet.p("{%p if rows %}")
    sheet.grid(
        [
            ("TT", 11, CENTER),
            ("Ngày", 24, CENTER),
            ("Giờ", 22, CENTER),
            ("Chi bộ", 48, LEFT),
            ("Cấp ủy viên dự", 36, LEFT),
            ("Ghi chú", 24, LEFT),
        ],
        "row in rows",
        [
            "{{ loop.index }}",
            "{{ row.on|deadline }}",
            "{% if row.starts_at %}{{ row.starts_at|hour_words }}{% else %}chưa ghi{% endif %}",
            "{{ row.cell }}, {{ row.meeting_kind }}"
            "{% if row.venue %}; tại {{ row.venue }}{% endif %}",
            "{{ row.overseer }}",
            "{{ row.note }}",
        ],
    )
    sheet.p("{%p endif %}")
    sheet.gap()
    sheet.when(
        "unfollowed",
        "Chi bộ chưa có cấp ủy viên phụ trách: {{ unfollowed|join('; ')|sentence }}",
    )
    sheet.p("Đồng chí nào không dự được thì báo trước để cử người khác dự.", keep_with_next=True)
    draw_signatures(sheet, recipients=True)


REPORTS = {"monthly_report": monthly_report, "register": register, "visits": visits}
