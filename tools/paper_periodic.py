"""Template of a body's report of a period."""

from paper_drawing import CENTER, LEFT, Sheet
from paper_frame import draw_signatures, draw_title


def periodic_report(sheet: Sheet) -> None:
    draw_title(sheet, "BÁO CÁO")
    sheet.p("{{ heading.issuing_name }} báo cáo kết quả {{ period }} như sau:", keep_with_next=True)
    sheet.p("I- SỐ LIỆU", "Mục")
    sheet.grid(
        [("Nội dung", 95, LEFT), ("Đơn vị tính", 30, CENTER), ("Số liệu", 40, CENTER)],
        "row in figures",
        [
            "{{ row.label }}",
            "{{ row.measure }}",
            "{{ row.value }}",
        ],
        group=("row.is_group", ["**{{ row.label }}**", "", ""]),
    )
    sheet.gap()
    sheet.p("{%p if notes %}")
    sheet.p("**Ghi chú:**", keep_with_next=True)
    sheet.p("{%p for note in notes %}")
    sheet.p("{{ note|sentence }}")
    sheet.p("{%p endfor %}")
    sheet.p("{%p endif %}")
    sheet.p("II- ĐÁNH GIÁ, PHƯƠNG HƯỚNG", "Mục")
    sheet.p("{%p for part in texts %}")
    sheet.p("**{{ loop.index }}. {{ part.title }}**", keep_with_next=True)
    sheet.p("{{ part.text|text }}")
    sheet.p("{%p endfor %}")
    draw_signatures(sheet, recipients=True)


PERIODIC = {"periodic_report": periodic_report}
