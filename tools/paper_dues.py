"""Templates of papers about dues."""

from paper_drawing import CENTER, LEFT, RIGHT, Sheet
from paper_frame import draw_signatures, draw_title


def dues_list(sheet: Sheet) -> None:
    draw_title(sheet, "DANH SÁCH")
    _dues_grid(sheet, "row in rows", "**Cộng**", "expected")
    sheet.p("{%p if earlier %}")
    sheet.gap()
    sheet.p("**Thu đảng phí của các tháng trước:**", keep_with_next=True)
    _dues_grid(sheet, "row in earlier", "", "")
    sheet.p("{%p endif %}")
    sheet.gap()
    sheet.p(
        "Tổng số đã thu trong {{ month|month_words }}: **{{ received|dong }}**.",
        keep_with_next=True,
    )
    sheet.when(
        "kept is not none",
        "Trích giữ lại {{ cell_keeps|points }}%: {{ kept|dong }}; nộp lên cấp trên: "
        "{{ remitted|dong }}.",
        keep_with_next=True,
    )
    draw_signatures(sheet, recipients=False)


def _dues_grid(sheet: Sheet, over: str, total: str, expected: str) -> None:
    sheet.grid(
        [
            ("TT", 11, CENTER),
            ("Họ và tên", 54, LEFT),
            ("Phải nộp", 27, CENTER),
            ("Đã nộp", 27, CENTER),
            ("Ngày nộp", 24, CENTER),
            ("Ghi chú, ký", 22, LEFT),
        ],
        over,
        [
            "{{ loop.index }}",
            "{{ row.name }}",
            "{% if row.expected is not none %}{{ row.expected|dong }}{% else %}chưa rõ{% endif %}",
            "{% if row.paid %}{{ row.paid|dong }}{% endif %}",
            "{% if row.paid_on %}{{ row.paid_on|deadline }}{% endif %}",
            "{{ row.note }}",
        ],
        tail=[["", total, f"**{{{{ {expected}|dong }}}}**", "", "", ""]] if total else [],
    )


def dues_receipt(sheet: Sheet) -> None:
    draw_title(sheet, "PHIẾU THU")
    sheet.p("Người nộp: đồng chí **{{ payer }}**")
    sheet.p("Nội dung: nộp đảng phí {{ due_month|month_words }}")
    sheet.p("Số tiền: **{{ amount|dong }}**")
    sheet.p("Viết bằng chữ: {{ amount|dong_words|sentence }}")
    sheet.p("Ngày nộp: {{ paid_on|date_words }}.")
    sheet.when(
        "decision_number",
        "Nộp cao hơn mức quy định theo quyết định số {{ decision_number|sentence }}",
    )
    draw_signatures(sheet, recipients=False)


def dues_report(sheet: Sheet) -> None:
    """Báo cáo đảng phí of a cell, or of a body with a line for each unit below."""
    draw_title(sheet, "BÁO CÁO")
    sheet.p(
        "{{ heading.issuing_name }} báo cáo kết quả thu, nộp đảng phí "
        "{{ month|month_words }} như sau:",
        keep_with_next=True,
    )
    sheet.grid(
        [
            ("TT", 11, CENTER),
            ("Nội dung", 84, LEFT),
            ("Đơn vị tính", 30, CENTER),
            ("Số liệu", 40, CENTER),
        ],
        "row, number in figures|numbered",
        ["{{ number }}", "{{ row.label }}", "{{ row.measure }}", "{{ row.value|figure }}"],
    )
    sheet.gap()
    sheet.when(
        "share is not none",
        "Số đảng viên đã nộp đủ bằng {{ share|points }}% số đảng viên đã rõ mức đóng.",
    )
    sheet.when("handed_over", "{{ handed_over|sentence }}")
    sheet.p("{%p if units %}")
    sheet.p("**Kết quả của từng đơn vị (đồng):**", keep_with_next=True)
    sheet.grid(
        [
            ("TT", 11, CENTER),
            ("Đơn vị", 56, LEFT),
            ("Nộp đủ", 20, CENTER),
            ("Phải nộp", 26, RIGHT),
            ("Thu trong tháng", 26, RIGHT),
            ("Nộp lên", 26, RIGHT),
        ],
        "row in units",
        [
            "{{ loop.index }}",
            "{{ row.name }}",
            "{{ row.settled }}/{{ row.people }}",
            "{{ row.expected|amount }}",
            "{{ row.received|amount }}",
            "{{ row.remitted|amount }}",
        ],
    )
    sheet.gap()
    sheet.p("{%p endif %}")
    sheet.p(
        "Trên đây là báo cáo đảng phí {{ month|month_words }} của "
        "{{ heading.issuing_name|sentence }}",
        keep_with_next=True,
    )
    draw_signatures(sheet, recipients=True)


DUES = {"dues_list": dues_list, "dues_receipt": dues_receipt, "dues_report": dues_report}
