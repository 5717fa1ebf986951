"""Templates of what a meeting leaves: minutes and resolution."""

from docx.shared import Mm, Pt

from paper_drawing import CENTER, LEFT, Sheet
from paper_frame import draw_end_of_minutes, draw_signatures, draw_title
from paper_meeting import attendance_lines


def minutes(sheet: Sheet) -> None:
    draw_title(sheet, "BIÊN BẢN")
    sheet.p("I- THỜI GIAN, ĐỊA ĐIỂM", "Mục")
    sheet.p("- Khai mạc: {{ sitting.began_at|moment_words }}.")
    sheet.p("- Địa điểm: {{ sitting.venue|sentence }}")
    sheet.p("- Hình thức: sinh hoạt {{ sitting.kind_name|sentence }}")
    sheet.p("II- THÀNH PHẦN", "Mục")
    attendance_lines(sheet)
    sheet.loop("a in absences", "+ {{ a|absence|sentence }}")
    sheet.when("guests", "- Đại biểu dự: {{ guests|join('; ')|sentence }}")
    sheet.p("- Chủ trì: đồng chí {{ sitting.chair|sentence }}")
    sheet.p("- Người ghi biên bản: đồng chí {{ sitting.secretary|sentence }}")
    sheet.p("III- NỘI DUNG", "Mục")
    sheet.p("{%p for point in points %}")
    sheet.p("**{{ loop.index }}. {{ point.title }}**", keep_with_next=True)
    sheet.when("point.text", "{{ point.text|sentence }}")
    sheet.p("{%p endfor %}")
    sheet.p("{%p if opinions %}")
    sheet.p("**Ý kiến phát biểu**", keep_with_next=True)
    sheet.loop("o in opinions", "- Đồng chí {{ o.speaker }}: {{ o.text|sentence }}")
    sheet.p("{%p endif %}")
    sheet.p("IV- KẾT LUẬN VÀ BIỂU QUYẾT", "Mục")
    sheet.p("{{ conclusion|sentence }}")
    sheet.loop("vote in votes", "- {{ vote.subject }}: {{ vote|vote_words }}.")
    sheet.when(
        "self_score is not none",
        "- Chi bộ tự chấm chất lượng buổi sinh hoạt: {{ self_score|points }} điểm"
        "{% if self_grade %}, xếp loại {{ self_grade }}{% endif %}.",
    )
    sheet.p(
        "Buổi sinh hoạt kết thúc hồi {{ sitting.ended_at|hour_words }}"
        "{% if sitting.minutes is not none %} ({{ sitting.minutes|minutes_words }})"
        "{% endif %}. Biên bản được đọc lại trước chi bộ.",
        keep_with_next=True,
    )
    draw_end_of_minutes(sheet)


def resolution(sheet: Sheet) -> None:
    draw_title(sheet, "NGHỊ QUYẾT")
    _opening(sheet)
    _review(sheet)
    _coming(sheet)
    sheet.p("IV- TỰ ĐÁNH GIÁ CHẤT LƯỢNG BUỔI SINH HOẠT", "Mục")
    sheet.p(
        "Chi bộ tự chấm: {% if self_score is none %}{{ self_score|figure }}{% else %}"
        "{{ self_score|points }}/{{ max_score|points }} điểm, "
        "xếp loại {{ self_grade|figure }}{% endif %}."
    )
    sheet.p(
        "Biểu quyết thông qua nghị quyết: {{ vote|vote_words }}.",
        keep_with_next=True,
    )
    draw_signatures(sheet, recipients=True)
    _annex(sheet)


def _opening(sheet: Sheet) -> None:
    sheet.p(
        "Hồi {{ sitting.began_at|moment_words }}, tại {{ sitting.venue }}, "
        "{{ heading.issuing_name }} tổ chức sinh hoạt {{ sitting.kind_name }}"
        "{% if sitting.ended_at %}, kết thúc hồi {{ sitting.ended_at|hour_words }}{% endif %}; "
        "thời lượng {{ sitting.minutes|minutes_words }}."
    )
    sheet.p(
        "Đảng viên được triệu tập: {{ turnout.convened|counted }} đồng chí (chính thức "
        "{{ turnout.convened_full|counted }}, dự bị {{ turnout.convened_probationary|counted }}); "
        "có mặt {{ turnout.present|share(turnout.convened) }}; vắng có lý do "
        "{{ turnout.absent_excused|counted }}; vắng không lý do "
        "{{ turnout.absent_unexcused|counted }}; miễn {{ turnout.exempt|counted }}."
    )
    sheet.p(
        "Chủ trì: đồng chí {{ sitting.chair }}. Thư ký: đồng chí {{ sitting.secretary }}. "
        "Đảng phí: {{ dues_status|figure|sentence }}"
    )
    sheet.p("Sau khi thảo luận, chi bộ thống nhất", keep_with_next=True)
    sheet.p("QUYẾT NGHỊ:", "Mục", alignment=CENTER, first_line_indent=Mm(0))


def _review(sheet: Sheet) -> None:
    sheet.p("I- ĐÁNH GIÁ KẾT QUẢ THỰC HIỆN NHIỆM VỤ THÁNG TRƯỚC", "Mục")
    sheet.p("**1. Công tác chính trị, tư tưởng**", keep_with_next=True)
    sheet.p("{{ ideology|sentence }}")
    sheet.p("**2. Thực hiện nhiệm vụ chính trị**", keep_with_next=True)
    sheet.when("not political_tasks", "{{ ''|text }}")
    sheet.loop(
        "part in political_tasks",
        "{% if part.title %}{{ loop.index|letter }}) {{ part.title }}{% if part.text %}: "
        "{% endif %}{% endif %}{{ part.text|sentence if part.text or not part.title else '.' }}",
    )
    sheet.p("**3. Thực hiện nghị quyết tháng trước**", keep_with_next=True)
    sheet.when("not previous_tasks", "Không có nhiệm vụ nào được giao trong nghị quyết trước.")
    sheet.p("{%p if previous_tasks %}")
    sheet.grid(
        [
            ("TT", 10, CENTER),
            ("Nhiệm vụ", 68, LEFT),
            ("Trạng thái", 32, CENTER),
            ("Kết quả", 55, LEFT),
        ],
        "task in previous_tasks",
        ["{{ loop.index }}", "{{ task.task }}", "{{ task.status }}", "{{ task.result|text }}"],
    )
    sheet.gap()
    sheet.p("{%p endif %}")
    sheet.p("**4. Biểu dương, nhắc nhở**", keep_with_next=True)
    sheet.p("{{ praise|sentence }}")
    sheet.p("**5. Hạn chế và nguyên nhân**", keep_with_next=True)
    sheet.p("{{ shortcomings|sentence }}")


def _coming(sheet: Sheet) -> None:
    sheet.p("II- PHƯƠNG HƯỚNG, NHIỆM VỤ THÁNG TỚI", "Mục")
    sheet.when("not directions", "{{ ''|text }}")
    sheet.loop(
        "part in directions",
        "{% if part.title %}{{ loop.index }}. {{ part.title }}{% if part.text %}: {% endif %}"
        "{% endif %}{{ part.text|sentence if part.text or not part.title else '.' }}",
    )
    sheet.p("III- PHÂN CÔNG VÀ TỔ CHỨC THỰC HIỆN", "Mục")
    sheet.when("not assignments", "Chi bộ không giao thêm nhiệm vụ mới.")
    sheet.p("{%p if assignments %}")
    sheet.grid(
        [
            ("TT", 10, CENTER),
            ("Nhiệm vụ", 75, LEFT),
            ("Người thực hiện", 50, LEFT),
            ("Thời hạn", 30, CENTER),
        ],
        "task in assignments",
        ["{{ loop.index }}", "{{ task.task }}", "{{ task.owner }}", "{{ task.due_on|deadline }}"],
    )
    sheet.gap()
    sheet.p("{%p endif %}")


def _annex(sheet: Sheet) -> None:
    sheet.p("{%p if opinions %}")
    sheet.p("PHỤ LỤC", "Tên loại văn bản", page_break_before=True)
    sheet.p("Ý kiến phát biểu tại buổi sinh hoạt", "Trích yếu")
    sheet.p("-----", "Trích yếu", space_after=Pt(12))
    sheet.loop("o in opinions", "{{ loop.index }}. Đồng chí {{ o.speaker }}: {{ o.text|sentence }}")
    sheet.p("{%p endif %}")


MINUTES = {"minutes": minutes, "resolution": resolution}
