"""Template of the plan by which a cell puts right what its yearly review named."""

from paper_drawing import CENTER, LEFT, Sheet
from paper_frame import draw_signatures, draw_title


def remedy_plan(sheet: Sheet) -> None:
    draw_title(sheet, "KẾ HOẠCH")
    sheet.p(
        "Căn cứ kết quả kiểm điểm, đánh giá, xếp loại tập thể năm {{ year }}, "
        "{{ heading.issuing_name }} lập kế hoạch khắc phục hạn chế, khuyết điểm như sau:",
        keep_with_next=True,
    )
    sheet.p("I- HẠN CHẾ, KHUYẾT ĐIỂM VÀ VIỆC KHẮC PHỤC", "Mục")
    sheet.when("not rows", "{{ ''|text }}")
    sheet.p("{%p if rows %}")
    sheet.grid(
        [
            ("TT", 11, CENTER),
            ("Hạn chế, khuyết điểm", 43, LEFT),
            ("Việc khắc phục", 37, LEFT),
            ("Người thực hiện", 25, LEFT),
            ("Thời hạn", 26, CENTER),
            ("Thước đo hoàn thành", 23, LEFT),
        ],
        "row in rows",
        [
            "{{ row.number }}",
            "{{ row.shortcoming }}{% if row.cause %} (nguyên nhân: {{ row.cause }}){% endif %}",
            "{% if row.task %}{{ row.task }}{% else %}chưa giao{% endif %}",
            "{{ row.owner }}",
            "{% if row.task %}{{ row.due_on|deadline }}{% endif %}",
            "{{ row.measure }}",
        ],
    )
    sheet.p("{%p endif %}")
    sheet.gap()
    sheet.p("II- TỔ CHỨC THỰC HIỆN", "Mục")
    sheet.p(
        "1. Đồng chí được giao việc thực hiện đúng thời hạn, báo cáo kết quả kèm minh chứng. Việc "
        "chưa xong được kiểm điểm ở mỗi buổi sinh hoạt thường kỳ cho đến khi hoàn thành."
    )
    sheet.p(
        "2. Chi ủy, bí thư chi bộ theo dõi, đôn đốc; hạn chế được coi là đã khắc phục khi các việc "
        "nêu trên đã xong.",
        keep_with_next=True,
    )
    draw_signatures(sheet, recipients=True)


REMEDIES = {"remedy_plan": remedy_plan}
