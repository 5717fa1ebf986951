"""The template of decisions on organisation."""

from paper_drawing import CENTER, LEFT, Sheet
from paper_frame import APART, draw_signatures, draw_title

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


def unit_decision(sheet: Sheet) -> None:
    draw_title(sheet, "QUYẾT ĐỊNH")
    sheet.p("- Căn cứ Điều lệ Đảng Cộng sản Việt Nam;")
    sheet.when("charter_rules", "- Căn cứ {{ charter_rules }};")
    sheet.p("- Xét đề nghị của {{ proposed_by }},")
    sheet.p("**{{ heading.issuing_name|upper }} QUYẾT ĐỊNH:**", "Trích yếu", **APART)
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


UNITS = {"unit_decision": unit_decision}
