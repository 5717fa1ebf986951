"""Draw the shipped Word templates of every papers pack.

Run from the root of the repository: `python tools/build_paper_templates.py`.
The results are committed: an office may take any of them, change it in Word and put it into its
own template folder. Everything between `{{` and `}}` or `{%` and `%}` is filled in by Chibo.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from docx.shared import Mm, Pt

from chibo.regulations import current, paper_rules
from chibo.regulations.papers import PaperRules
from paper_before import BEFORE
from paper_drawing import CENTER, LEFT, RIGHT, Sheet
from paper_frame import draw_end_of_minutes, draw_heading, draw_signatures, draw_title

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "src/chibo/areas/documents/templates_docx"


def main(into: Path = SHIPPED) -> None:
    """Write `<pack id>/<kind>.docx` for each papers pack."""
    for pack in current().chain("papers"):
        rules = paper_rules(pack.effective_from)
        folder = into / pack.id
        folder.mkdir(parents=True, exist_ok=True)
        for kind, draw in PAPERS.items():
            draw_paper(rules, draw).save(str(folder / f"{kind}.docx"))


def draw_paper(rules: PaperRules, draw: Callable[[Sheet], None]):
    """One template, with the empty paragraph of a new file taken away."""
    sheet = Sheet(rules)
    draw_heading(sheet)
    draw(sheet)
    return sheet.doc


def notice(sheet: Sheet) -> None:
    draw_title(sheet, "THÔNG BÁO")
    sheet.p(
        "{{ heading.issuing_name }} thông báo tổ chức sinh hoạt {{ meeting_kind }} "
        "{{ month|month_words }} như sau:"
    )
    sheet.p("**1. Thời gian:** {{ starts_at|hour_words }}, {{ starts_at|weekday_date }}.")
    sheet.p("**2. Địa điểm:** {{ venue|sentence }}")
    sheet.p("**3. Thành phần:** {{ audience|sentence }}")
    sheet.when("guests", "Đại biểu được mời: {{ guests|join('; ')|sentence }}")
    sheet.p("Chủ trì: đồng chí {{ chair|sentence }}")
    sheet.p("**4. Nội dung:**", keep_with_next=True)
    sheet.loop("point in agenda", "- {{ point|sentence }}")
    sheet.p("{%p if documents %}")
    sheet.p("**5. Tài liệu gửi kèm để nghiên cứu trước:**", keep_with_next=True)
    sheet.loop("document in documents", "- {{ document|sentence }}")
    sheet.p("{%p endif %}")
    sheet.when("request", "{{ request|sentence }}")
    sheet.p(
        "Đề nghị các đồng chí dự họp đầy đủ, đúng giờ; đồng chí nào vắng mặt phải báo cáo lý do "
        "trước buổi họp.",
        keep_with_next=True,
    )
    draw_signatures(sheet, recipients=True)


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


def attendance_lines(sheet: Sheet, **settings: object) -> None:
    """The count of those convened, present, absent and exempt."""
    sheet.p(
        "- Triệu tập: {{ turnout.convened|counted }} đồng chí (chính thức "
        "{{ turnout.convened_full|counted }}, dự bị {{ turnout.convened_probationary|counted }}).",
        **settings,
    )
    sheet.p("- Có mặt: {{ turnout.present|share(turnout.convened) }}.", **settings)
    sheet.p(
        "- Vắng có lý do: {{ turnout.absent_excused|counted }}; vắng không lý do: "
        "{{ turnout.absent_unexcused|counted }}; miễn sinh hoạt: {{ turnout.exempt|counted }}.",
        **settings,
    )


def score_sheet(sheet: Sheet) -> None:
    draw_title(sheet, "BIỂU CHẤM ĐIỂM")
    return_code(sheet)
    sheet.p(
        "Buổi sinh hoạt {{ sitting.kind_name }} {{ sitting.began_at|date_words }}, tại "
        "{{ sitting.venue }}, thời lượng {{ sitting.minutes|minutes_words }}; có mặt "
        "{{ turnout.present|share(turnout.convened) }} đảng viên được triệu tập."
    )
    sheet.grid(
        [
            ("TT", 11, CENTER),
            ("Tiêu chí", 60, LEFT),
            ("Điểm tối đa", 17, CENTER),
            ("Điểm tự chấm", 21, CENTER),
            ("Căn cứ, lý do", 56, LEFT),
        ],
        "line in lines",
        [
            "{{ line.number }}",
            "{{ line.criterion }}",
            "{{ line.max_points|points }}",
            "{{ line.points|points }}",
            "{{ line.reason }}",
        ],
        group=(
            "line.is_group",
            [
                "**{{ line.number }}**",
                "**{{ line.criterion }}**",
                "**{{ line.max_points|points }}**",
                "**{{ line.points|points }}**",
                "{{ line.reason }}",
            ],
        ),
        tail=[["", "**Tổng số điểm**", "**{{ max_total|points }}**", "**{{ total|points }}**", ""]],
    )
    sheet.gap()
    sheet.p("Chi bộ tự xếp loại: **{{ grade|figure }}**.")
    sheet.when("vote", "Biểu quyết thông qua: {{ vote|vote_words }}.")
    sheet.p(
        "Cấp ủy cấp trên trực tiếp quyết định: "
        "{% if official_grade %}{{ official_total|figure }} điểm, xếp loại {{ official_grade }}"
        "{% else %}……… điểm, xếp loại ………………{% endif %}.",
        keep_with_next=True,
    )
    source = "Tiêu chí chấm điểm theo {{ rubric_source|sentence }}"
    sheet.when("rubric_source", source, keep_with_next=True)
    draw_signatures(sheet, recipients=False)


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


REPORT_PARTS = (
    ("Công tác chính trị, tư tưởng", "ideology"),
    ("Lãnh đạo thực hiện nhiệm vụ chính trị", "political_tasks"),
    ("Công tác xây dựng Đảng", "party_building"),
    ("Công tác kiểm tra, giám sát", "inspection"),
    ("Lãnh đạo Mặt trận Tổ quốc và các đoàn thể", "mass_organisations"),
    ("Đánh giá chung, hạn chế", "assessment"),
)


def return_code(sheet: Sheet) -> None:
    """The code by which a sheet filled in by hand is typed back."""
    words = "Nhập lại từ tờ giấy này: mã **{{ code }}**"
    sheet.when("code", words, style="Ô bảng", alignment=RIGHT)


def attendance(sheet: Sheet) -> None:
    draw_title(sheet, "DANH SÁCH")
    return_code(sheet)
    sheet.p(
        "Sinh hoạt {{ sitting.kind_name }} hồi {{ sitting.began_at|moment_words }}, tại "
        "{{ sitting.venue|sentence }}"
    )
    sheet.grid(
        [
            ("TT", 11, CENTER),
            ("Họ và tên", 62, LEFT),
            ("Có mặt", 18, CENTER),
            ("Vắng", 16, CENTER),
            ("Lý do", 32, LEFT),
            ("Ký", 26, CENTER),
        ],
        "row in rows",
        [
            "{{ loop.index }}",
            "{{ row.name }}",
            "{% if row.present is true %}x{% endif %}",
            "{% if row.present is false %}x{% endif %}",
            "{{ row.reason }}",
            "",
        ],
        height=7,
    )
    sheet.gap()
    attendance_lines(sheet, keep_with_next=True)
    guests = "- Đại biểu dự: {{ guests|join('; ')|sentence }}"
    sheet.when("guests", guests, keep_with_next=True)
    draw_signatures(sheet, recipients=False)


def transfer(sheet: Sheet) -> None:
    draw_title(sheet, "GIẤY GIỚI THIỆU SINH HOẠT ĐẢNG")
    sheet.p("Kính gửi: {{ addressee|sentence }}")
    sheet.p(
        "{{ heading.issuing_name }} giới thiệu đồng chí **{{ full_name }}**, sinh "
        "{{ born_on|date_words }}; vào Đảng {{ joined_on|date_words }}; chính thức "
        "{% if full_on %}{{ full_on|date_words }}{% else %}chưa (đảng viên dự bị){% endif %}; "
        "số thẻ đảng viên: {{ card_number|figure|sentence }}"
    )
    sheet.p("Đang sinh hoạt tại: {{ origin|sentence }}")
    sheet.p("Được chuyển sinh hoạt đảng đến: {{ destination|sentence }}")
    sheet.p("Lý do: {{ reason|sentence }}")
    sheet.when("until", "Thời hạn sinh hoạt tạm thời: đến hết {{ until|date_words }}.")
    sheet.p("Đã đóng đảng phí đến hết {{ fee_paid_to|month_words }}.")
    sheet.p(
        "Giấy này xuất trình ở nơi đến chậm nhất {{ present_by|date_words }}.",
        keep_with_next=True,
    )
    draw_signatures(sheet, recipients=True)
    sheet.gap(12)
    sheet.p("{{ form_code }}: mỗi cấp trên đường chuyển ghi một ô", "Mục", keep_with_next=True)
    sheet.boxes("pair in boxes")


def badge_list(sheet: Sheet) -> None:
    draw_title(sheet, "DANH SÁCH")
    sheet.when("not rows", "Không có đảng viên nào đến mốc tặng Huy hiệu Đảng trong đợt này.")
    sheet.p("{%p if rows %}")
    sheet.grid(
        [
            ("TT", 10, CENTER),
            ("Họ và tên", 36, LEFT),
            ("Năm sinh", 13, CENTER),
            ("Chi bộ", 43, LEFT),
            ("Ngày vào Đảng", 25, CENTER),
            ("Đủ năm tuổi Đảng", 25, CENTER),
            ("Số năm", 13, CENTER),
        ],
        "row in rows",
        [
            "{{ loop.index }}",
            "{{ row.name }}",
            "{{ row.born_year }}",
            "{{ row.cell }}",
            "{{ row.joined_on|deadline }}",
            "{{ row.reached_on|deadline }}",
            "{{ row.years }}",
        ],
    )
    sheet.p("{%p endif %}")
    sheet.gap()
    sheet.p("Danh sách có {{ rows|length|counted }} đồng chí.", keep_with_next=True)
    draw_signatures(sheet, recipients=False)


def unit_decision(sheet: Sheet) -> None:
    draw_title(sheet, "QUYẾT ĐỊNH")
    sheet.p("- Căn cứ Điều lệ Đảng Cộng sản Việt Nam;")
    sheet.when("charter_rules", "- Căn cứ {{ charter_rules }};")
    sheet.p("- Xét đề nghị của {{ proposed_by }},")
    sheet.p("**{{ heading.issuing_name|upper }} QUYẾT ĐỊNH:**", "Trích yếu", keep_with_next=True)
    since = " kể từ {{ effective_on|date_words }}."
    sheet.p("{%p if rows|length == 1 %}")
    for kind, words in DECIDED.items():
        sheet.when(f"rows[0].kind == '{kind}'", f"**Điều 1.** {words}{since}")
    sheet.p("{%p else %}")
    sheet.p(
        "**Điều 1.** Sắp xếp tổ chức đảng gồm {{ rows|length|counted }} nội dung theo danh sách "
        "kèm theo" + since
    )
    sheet.p("{%p endif %}")
    sheet.when(
        "ending",
        "**Điều 2.** Tổ chức đảng kết thúc hoạt động bàn giao đảng viên, hồ sơ, tài liệu, con dấu "
        "(nếu có) cho tổ chức đảng tiếp nhận theo quy định.",
    )
    sheet.when(
        "not ending",
        "**Điều 2.** Tổ chức đảng có tên tại Điều 1 thực hiện chức năng, nhiệm vụ theo quy định "
        "của Điều lệ Đảng.",
    )
    sheet.p(
        "**Điều 3.** Các cơ quan tham mưu, giúp việc của cấp ủy và các tổ chức đảng có tên chịu "
        "trách nhiệm thi hành Quyết định này.",
        keep_with_next=True,
    )
    draw_signatures(sheet, recipients=True)
    sheet.p("{%p if rows|length > 1 %}")
    sheet.p("DANH SÁCH KÈM THEO QUYẾT ĐỊNH", "Trích yếu", page_break_before=True)
    sheet.grid(
        [
            ("TT", 11, CENTER),
            ("Tổ chức đảng", 52, LEFT),
            ("Nội dung", 28, LEFT),
            ("Tiếp nhận, cấp trên hoặc tên mới", 52, LEFT),
            ("Đảng viên", 20, CENTER),
        ],
        "row in rows",
        [
            "{{ loop.index }}",
            "{{ row.unit }}",
            "{{ row.kind_name }}",
            "{{ row.new_name }}{% if row.new_name and row.receivers %}; {% endif %}"
            "{{ row.receivers }}",
            "{% if row.members is not none %}{{ row.members }}{% endif %}",
        ],
    )
    sheet.p("{%p endif %}")


_UNIT, _TO = "{{ rows[0].unit }}", "{{ rows[0].receivers }}"
_BELOW = "{% if rows[0].superior %} trực thuộc {{ rows[0].superior }}{% endif %}"
_RENAMED = "{% if rows[0].new_name %}, lấy tên là {{ rows[0].new_name }}{% endif %}"
DECIDED = {
    "founded": f"Thành lập {_UNIT} trực thuộc {_TO}",
    "upgraded": f"Nâng cấp {_UNIT}{_BELOW} thành đảng bộ cơ sở{_RENAMED}",
    "renamed": f"Đổi tên {_UNIT}{_BELOW} thành {{{{ rows[0].new_name }}}}",
    "moved": f"Chuyển giao {_UNIT}{_BELOW} về trực thuộc {_TO}",
    "merged": f"Sáp nhập {_UNIT}{_BELOW} vào {_TO}",
    "amalgamated": f"Hợp nhất {_UNIT}{_BELOW} để thành lập {_TO}",
    "split": f"Chia tách {_UNIT}{_BELOW} thành {_TO}",
    "dissolved": f"Giải thể {_UNIT}{_BELOW}"
    f"{{% if rows[0].receivers %}}; đảng viên chuyển về {_TO}{{% endif %}}",
}


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


def ballots(sheet: Sheet) -> None:
    draw_title(sheet, "BIÊN BẢN KIỂM PHIẾU")
    sheet.p(
        "Tại buổi sinh hoạt {{ sitting.kind_name }} {{ sitting.began_at|date_words }}, tại "
        "{{ sitting.venue }}, {{ heading.issuing_name }} bỏ phiếu kín về việc: "
        "{{ vote.subject|sentence }}"
    )
    sheet.p("Tổ kiểm phiếu gồm: {{ tellers|sentence }}")
    sheet.p("**Kết quả kiểm phiếu:**", keep_with_next=True)
    for label, field in (
        ("Số phiếu phát ra", "issued"),
        ("Số phiếu thu về", "returned"),
        ("Số phiếu hợp lệ", "valid"),
        ("Số phiếu không hợp lệ", "invalid"),
    ):
        sheet.p(f"- {label}: {{{{ {field}|counted }}}} phiếu.")
    sheet.p("- Đồng ý: {{ vote.in_favour|share(vote.base) }}.")
    sheet.p("- Không đồng ý: {{ vote.against|counted }} phiếu.")
    sheet.p("- Ý kiến khác: {{ vote.abstained|counted }} phiếu.")
    sheet.when("result", "{{ result|sentence }}")
    sheet.p(
        "Biên bản được thông qua trước chi bộ. Phiếu được niêm phong, giao chủ trì lưu giữ.",
        keep_with_next=True,
    )
    draw_signatures(sheet, recipients=False)


def register(sheet: Sheet) -> None:
    draw_title(sheet, "SỔ VĂN BẢN {% if incoming %}ĐẾN{% else %}ĐI{% endif %}")
    sheet.when("not rows", "Chưa có văn bản nào.")
    sheet.p("{%p if rows %}")
    sheet.grid(
        [
            ("TT", 10, CENTER),
            ("Số, ký hiệu", 28, LEFT),
            ("Ngày", 25, CENTER),
            ("Trích yếu nội dung", 54, LEFT),
            ("{% if incoming %}Cơ quan ban hành{% else %}Người ký{% endif %}", 26, LEFT),
            ("{% if incoming %}Giao xử lý{% else %}Nơi nhận{% endif %}", 22, LEFT),
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


PAPERS: dict[str, Callable[[Sheet], None]] = {
    "notice": notice,
    "minutes": minutes,
    "resolution": resolution,
    "score_sheet": score_sheet,
    "monthly_report": monthly_report,
    "attendance": attendance,
    "transfer": transfer,
    "badge_list": badge_list,
    "unit_decision": unit_decision,
    "register": register,
    "dues_list": dues_list,
    "dues_receipt": dues_receipt,
    **BEFORE,
    "ballots": ballots,
}

if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
