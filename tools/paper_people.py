"""Templates of papers about single members."""

from paper_drawing import CENTER, LEFT, Sheet
from paper_frame import APART, draw_signatures, draw_title


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


def mentor_decision(sheet: Sheet) -> None:
    draw_title(sheet, "QUYẾT ĐỊNH")
    sheet.p("- Căn cứ Điều lệ Đảng Cộng sản Việt Nam;")
    sheet.when("charter_rules", "- Căn cứ {{ charter_rules }};")
    sheet.p("- Xét yêu cầu giúp đỡ đảng viên dự bị,")
    sheet.p("**{{ heading.issuing_name|upper }} QUYẾT ĐỊNH:**", "Trích yếu", **APART)
    sheet.p(
        "**Điều 1.** Phân công đồng chí **{{ mentor }}**, đảng viên chính thức, giúp đỡ đồng chí "
        "**{{ candidate }}**, đảng viên dự bị, vào Đảng {{ admitted_on|date_words }}"
        "{% if instead_of %}, thay đồng chí {{ instead_of }}{% endif %}."
    )
    sheet.p(
        "**Điều 2.** Thời gian giúp đỡ từ {{ starts_on|date_words }} đến hết thời gian dự bị, "
        "{{ until|date_words }}. Đồng chí được phân công theo dõi, giúp đỡ đảng viên dự bị rèn "
        "luyện, hết thời gian dự bị thì nhận xét, báo cáo chi bộ."
    )
    sheet.p(
        "**Điều 3.** Chi bộ và các đồng chí có tên trên chịu trách nhiệm thi hành Quyết định này.",
        keep_with_next=True,
    )
    draw_signatures(sheet, recipients=True)


def exemption(sheet: Sheet) -> None:
    draw_title(sheet, "NGHỊ QUYẾT")
    sheet.p("- Căn cứ Điều lệ Đảng Cộng sản Việt Nam;")
    sheet.when("charter_rules", "- Căn cứ {{ charter_rules }};")
    sheet.p("- Xét đơn của đồng chí {{ full_name }} và ý kiến của chi bộ,")
    sheet.p("**{{ heading.issuing_name|upper }} QUYẾT NGHỊ:**", "Trích yếu", **APART)
    sheet.p(
        "1. Đồng chí **{{ full_name }}**, sinh {{ born_on|date_words }}, vào Đảng "
        "{{ joined_on|date_words }}, được miễn công tác và sinh hoạt đảng kể từ "
        "{{ starts_on|date_words }}. Lý do: {{ reason|sentence }}"
    )
    sheet.p(
        "2. Trong thời gian được miễn, đồng chí giữ các quyền, chế độ của đảng viên được miễn công "
        "tác và sinh hoạt đảng theo Điều lệ Đảng và quy định của cấp ủy."
    )
    sheet.p(
        "3. Chi ủy báo cáo cấp ủy cấp trên trực tiếp; chi bộ và đồng chí có tên trên thực hiện "
        "Nghị quyết này.",
        keep_with_next=True,
    )
    draw_signatures(sheet, recipients=True)


PEOPLE = {
    "transfer": transfer,
    "badge_list": badge_list,
    "mentor_decision": mentor_decision,
    "exemption": exemption,
}
