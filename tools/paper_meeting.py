"""Templates of the papers of one meeting: notice, list, score sheet, tellers' record."""

from paper_drawing import CENTER, LEFT, RIGHT, Sheet
from paper_frame import draw_signatures, draw_title


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
            ("Tiêu chí", 54, LEFT),
            ("Điểm tối đa", 17, CENTER),
            ("Điểm tự chấm", 19, CENTER),
            ("Cấp trên chấm", 19, CENTER),
            ("Căn cứ, lý do", 45, LEFT),
        ],
        "line in lines",
        [
            "{{ line.number }}",
            "{{ line.criterion }}",
            "{{ line.max_points|points }}",
            "{% if line.by_superior %}–{% else %}{{ line.points|points }}{% endif %}",
            "{{ line.official_points|points }}",
            "{{ line.reason }}",
        ],
        group=(
            "line.is_group",
            [
                "**{{ line.number }}**",
                "**{{ line.criterion }}**",
                "**{{ line.max_points|points }}**",
                "**{{ line.points|points }}**",
                "**{{ line.official_points|points }}**",
                "{{ line.reason }}",
            ],
        ),
        tail=[
            [
                "",
                "**Tổng số điểm**",
                "**{{ max_total|points }}**",
                "**{{ total|points }}**",
                "**{{ official_total|points }}**",
                "",
            ]
        ],
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


def invitation(sheet: Sheet) -> None:
    draw_title(sheet, "GIẤY MỜI")
    sheet.p("{{ heading.issuing_name }} trân trọng kính mời:")
    sheet.when("not invited", "- Đồng chí ……………………………………………………………")
    sheet.loop("person in invited", "- {{ person|sentence }}")
    sheet.p("Đến dự {{ occasion|sentence }}")
    sheet.p("**1. Thời gian:** {{ starts_at|hour_words }}, {{ starts_at|weekday_date }}.")
    sheet.p("**2. Địa điểm:** {{ venue|sentence }}")
    sheet.p("**3. Chủ trì:** đồng chí {{ chair|sentence }}")
    sheet.p("{%p if agenda %}")
    sheet.p("**4. Nội dung:**", keep_with_next=True)
    sheet.loop("point in agenda", "- {{ point|sentence }}")
    sheet.p("{%p endif %}")
    sheet.p("Rất mong các đồng chí đến dự đúng giờ.", keep_with_next=True)
    draw_signatures(sheet, recipients=True)


def agenda(sheet: Sheet) -> None:
    draw_title(sheet, "CHƯƠNG TRÌNH HỌP")
    sheet.p("- Thời gian: {{ starts_at|hour_words }}, {{ starts_at|weekday_date }}.")
    sheet.p("- Địa điểm: {{ venue|sentence }}")
    sheet.p("- Chủ trì: đồng chí {{ chair|sentence }}")
    sheet.p("- Người ghi biên bản: đồng chí {{ secretary|sentence }}")
    sheet.p("NỘI DUNG", "Mục")
    sheet.when("not agenda", "{{ ''|text }}")
    sheet.loop("point in agenda", "{{ loop.index }}. {{ point|sentence }}")
    sheet.p("{%p if documents %}")
    sheet.p("TÀI LIỆU", "Mục")
    sheet.loop("document in documents", "- {{ document|sentence }}")
    sheet.p("{%p endif %}")
    draw_signatures(sheet, recipients=False)


MEETING = {
    "notice": notice,
    "attendance": attendance,
    "score_sheet": score_sheet,
    "ballots": ballots,
    "invitation": invitation,
    "agenda": agenda,
}
