"""Templates of the papers before a cell's meeting."""

from paper_drawing import Sheet
from paper_frame import draw_end_of_minutes, draw_signatures, draw_title


def committee_minutes(sheet: Sheet) -> None:
    """Biên bản họp chi ủy."""
    draw_title(sheet, "BIÊN BẢN")
    sheet.p("I- THỜI GIAN, ĐỊA ĐIỂM", "Mục")
    sheet.p("- Khai mạc: {{ sitting.began_at|moment_words }}.")
    sheet.p("- Địa điểm: {{ sitting.venue|sentence }}")
    sheet.p("II- THÀNH PHẦN", "Mục")
    sheet.p("- Chi ủy có {{ expected|counted }} đồng chí, có mặt {{ present|share(expected) }}.")
    sheet.loop(
        "s in seats",
        "+ Đồng chí {{ s.name }}, {{ s.post }}: {{ s.state }}"
        "{% if s.reason %} ({{ s.reason }}){% endif %}.",
    )
    sheet.p("- Chủ trì: đồng chí {{ sitting.chair|sentence }}")
    sheet.p("- Người ghi biên bản: đồng chí {{ sitting.secretary|sentence }}")
    sheet.p("III- NỘI DUNG", "Mục")
    sheet.p("{%p for point in points %}")
    sheet.p("**{{ loop.index }}. {{ point.title }}**", keep_with_next=True)
    sheet.when("point.text or not point.conclusion", "{{ point.text|sentence }}")
    sheet.when(
        "point.conclusion",
        "Kết luận{% if point.to_cell %} (đưa ra chi bộ){% endif %}: "
        "{{ point.conclusion|sentence }}",
    )
    sheet.p("{%p endfor %}")
    sheet.p("IV- KẾT LUẬN", "Mục")
    sheet.p("{{ conclusion|sentence }}")
    sheet.p(
        "Buổi họp kết thúc hồi {{ sitting.ended_at|hour_words }}. "
        "Biên bản được đọc lại trước chi ủy.",
        keep_with_next=True,
    )
    draw_end_of_minutes(sheet)


def draft(sheet: Sheet) -> None:
    """Dự thảo báo cáo, dự thảo nghị quyết."""
    draw_title(sheet, "{{ type_name }}")
    sheet.p("{%p for part in parts %}")
    sheet.p("{{ part.number }}- {{ part.title }}", "Mục")
    sheet.loop("line in part.lines", "{{ line|sentence }}")
    sheet.p("{%p endfor %}")
    draw_signatures(sheet, recipients=True)


def conclusion(sheet: Sheet) -> None:
    """Kết luận họp chi ủy."""
    draw_title(sheet, "KẾT LUẬN")
    sheet.p(
        "{{ held_on|date_words|capitalize }}, chi ủy {{ heading.issuing_name }} họp, có mặt "
        "{{ present|share(expected) }} đồng chí, do đồng chí {{ chair }} chủ trì. Sau khi thảo "
        "luận, chi ủy kết luận như sau:"
    )
    sheet.p("{%p for point in points %}")
    sheet.p("**{{ loop.index }}. {{ point.title }}**", keep_with_next=True)
    sheet.p(
        "{{ point.conclusion|sentence }}"
        "{% if point.to_cell %} Nội dung này đưa ra chi bộ thảo luận.{% endif %}"
    )
    sheet.p("{%p endfor %}")
    sheet.when("conclusion", "{{ conclusion|sentence }}")
    sheet.p(
        "Các đồng chí trong chi ủy và đảng viên được giao việc căn cứ Kết luận này để thực hiện.",
        keep_with_next=True,
    )
    draw_signatures(sheet, recipients=True)


BEFORE = {"committee_minutes": committee_minutes, "draft": draft, "conclusion": conclusion}
