"""What the six papers say, word for word."""

from tests.areas.documents.reading import all_paragraphs, body_lines, opened, rows
from tests.factories.papers import (
    a_monthly_report,
    a_notice,
    a_resolution,
    a_score_sheet,
    an_attendance_list,
    one_of_each,
    some_minutes,
)


def test_the_resolution_tells_the_whole_meeting() -> None:
    document = opened(a_resolution())
    assert body_lines(document)[3:] == [
        "Hồi 19 giờ 00, ngày 05 tháng 11 năm 2026, tại nhà rông văn hóa thôn Đăk Wang, "
        "Chi bộ thôn Đăk Wang tổ chức sinh hoạt thường kỳ, kết thúc hồi 20 giờ 35; "
        "thời lượng 95 phút.",
        "Đảng viên được triệu tập: 18 đồng chí (chính thức 16, dự bị 02); có mặt 16/18 (88,9%); "
        "vắng có lý do 01; vắng không lý do 01; miễn 0.",
        "Chủ trì: đồng chí Y Hnhương Êban. Thư ký: đồng chí Nguyễn Thị Phương Quỳnh Như. "
        "Đảng phí: chưa có số liệu.",
        "Sau khi thảo luận, chi bộ thống nhất",
        "QUYẾT NGHỊ:",
        "I- ĐÁNH GIÁ KẾT QUẢ THỰC HIỆN NHIỆM VỤ THÁNG TRƯỚC",
        "1. Công tác chính trị, tư tưởng",
        "Cán bộ, đảng viên và Nhân dân trong thôn yên tâm, tin tưởng vào sự lãnh đạo của Đảng.",
        "Giá cà phê < 90.000 đồng/kg & giá mủ cao su tăng được Nhân dân quan tâm.",
        "2. Thực hiện nhiệm vụ chính trị",
        "a) Phát triển kinh tế: Thu hoạch 42 ha cà phê.",
        "b) Quốc phòng, an ninh: Giữ vững an ninh thôn.",
        "3. Thực hiện nghị quyết tháng trước",
        "4. Biểu dương, nhắc nhở",
        "Biểu dương đồng chí A Blong hiến đất làm đường.",
        "5. Hạn chế và nguyên nhân",
        "(chưa ghi nội dung)",
        "II- PHƯƠNG HƯỚNG, NHIỆM VỤ THÁNG TỚI",
        "1. Hoàn thành thu hoạch cà phê.",
        "III- PHÂN CÔNG VÀ TỔ CHỨC THỰC HIỆN",
        "IV- TỰ ĐÁNH GIÁ CHẤT LƯỢNG BUỔI SINH HOẠT",
        "Chi bộ tự chấm: 92,5/100 điểm, xếp loại Tốt.",
        "Biểu quyết thông qua nghị quyết: tán thành 14/14 (100,0%), không tán thành 0, "
        "không có ý kiến 0.",
        "PHỤ LỤC",
        "Ý kiến phát biểu tại buổi sinh hoạt",
        "-----",
        "1. Đồng chí Lê Văn Ẩn: Nhất trí.",
    ]
    assert rows(document.tables[1]) == [
        ["TT", "Nhiệm vụ", "Trạng thái", "Kết quả"],
        ["1", "Sửa 300 m đường", "Chuyển tiếp (lần 2)", "Được 180 m"],
        ["2", "Rà soát hộ nghèo", "Đã xong", "(chưa ghi nội dung)"],
    ]
    assert rows(document.tables[2]) == [
        ["TT", "Nhiệm vụ", "Người thực hiện", "Thời hạn"],
        ["1", "Sửa 120 m đường", "A Ngọc Thủy", "20/11/2026"],
        ["2", "Ngày hội Đại đoàn kết", "Nguyễn Thị Phương Quỳnh Như", "chưa định"],
    ]


def test_the_papers_end_with_a_plain_full_stop() -> None:
    for paper in one_of_each():
        assert not any("./." in paragraph.text for paragraph in all_paragraphs(opened(paper)))


def test_a_resolution_without_tasks_says_so_instead_of_printing_an_empty_table() -> None:
    document = opened(a_resolution(previous_tasks=(), assignments=(), directions=(), opinions=()))
    lines = body_lines(document)
    assert "Không có nhiệm vụ nào được giao trong nghị quyết trước." in lines
    assert "Chi bộ không giao thêm nhiệm vụ mới." in lines
    assert "PHỤ LỤC" not in lines
    assert len(document.tables) == 2


def test_a_score_nobody_gave_is_not_invented() -> None:
    lines = body_lines(opened(a_resolution(self_score=None, self_grade=None)))
    assert "Chi bộ tự chấm: chưa có số liệu." in lines


def test_the_minutes_name_the_absent_and_the_opinions() -> None:
    lines = body_lines(opened(some_minutes()))
    assert lines[3:] == [
        "I- THỜI GIAN, ĐỊA ĐIỂM",
        "- Khai mạc: 19 giờ 00, ngày 05 tháng 11 năm 2026.",
        "- Địa điểm: nhà rông văn hóa thôn Đăk Wang.",
        "- Hình thức: sinh hoạt thường kỳ.",
        "II- THÀNH PHẦN",
        "- Triệu tập: 18 đồng chí (chính thức 16, dự bị 02).",
        "- Có mặt: 16/18 (88,9%).",
        "- Vắng có lý do: 01; vắng không lý do: 01; miễn sinh hoạt: 0.",
        "+ Đồng chí Ksor Hơ Bia: vắng có lý do (đi khám bệnh).",
        "+ Đồng chí Rơ Mah Plưn: vắng không lý do.",
        "- Đại biểu dự: Đồng chí Trần Đại Nghĩa, Đảng ủy viên.",
        "- Chủ trì: đồng chí Y Hnhương Êban.",
        "- Người ghi biên bản: đồng chí Nguyễn Thị Phương Quỳnh Như.",
        "III- NỘI DUNG",
        "1. Tình hình tư tưởng",
        "Cán bộ, đảng viên và Nhân dân trong thôn yên tâm, tin tưởng vào sự lãnh đạo của Đảng.",
        "Giá cà phê < 90.000 đồng/kg & giá mủ cao su tăng được Nhân dân quan tâm.",
        "2. Đánh giá kết quả tháng 10",
        "Hoàn thành 04/05 nhiệm vụ.",
        "Ý kiến phát biểu",
        "- Đồng chí Lê Văn Ẩn: Đề nghị sửa đường trước ngày 20/11.",
        "IV- KẾT LUẬN VÀ BIỂU QUYẾT",
        "Chi bộ thống nhất các nội dung đã thảo luận.",
        "- Thông qua nghị quyết: tán thành 14/14 (100,0%), không tán thành 0, không có ý kiến 0.",
        "- Chi bộ tự chấm chất lượng buổi sinh hoạt: 92,5 điểm, xếp loại Tốt.",
        "Buổi sinh hoạt kết thúc hồi 20 giờ 35 (95 phút). Biên bản được đọc lại trước chi bộ.",
    ]


def test_the_notice_tells_when_where_and_what() -> None:
    assert body_lines(opened(a_notice()))[3:] == [
        "Chi bộ thôn Đăk Wang thông báo tổ chức sinh hoạt thường kỳ tháng 11 năm 2026 như sau:",
        "1. Thời gian: 19 giờ 00, thứ Năm, ngày 05 tháng 11 năm 2026.",
        "2. Địa điểm: Nhà rông văn hóa thôn Đăk Wang.",
        "3. Thành phần: Toàn thể đảng viên của chi bộ.",
        "Chủ trì: đồng chí Y Hnhương Êban.",
        "4. Nội dung:",
        "- Đánh giá kết quả tháng 10.",
        "- Phương hướng, nhiệm vụ tháng 11.",
        "5. Tài liệu gửi kèm để nghiên cứu trước:",
        "- Dự thảo nghị quyết tháng 11.",
        "Đề nghị các đồng chí dự họp đầy đủ, đúng giờ; đồng chí nào vắng mặt phải báo cáo lý do "
        "trước buổi họp.",
    ]


def test_the_score_sheet_shows_open_lines_open() -> None:
    document = opened(a_score_sheet())
    assert rows(document.tables[1]) == [
        ["TT", "Tiêu chí", "Điểm tối đa", "Điểm tự chấm", "Cấp trên chấm", "Căn cứ, lý do"],
        ["1", "Thời gian, thời lượng", "5", "5", "…", "95 phút, tối thiểu 90 phút."],
        ["3", "Công tác chuẩn bị", "10", "9", "…", ""],
        ["3.1", "Chuẩn bị nội dung", "5", "4,5", "…", ""],
        ["7", "Kết thúc", "5", "…", "…", ""],
        ["", "Tổng số điểm", "100", "92,5", "…", ""],
    ]
    assert body_lines(document)[-4:] == [
        "Chi bộ tự xếp loại: Tốt.",
        "Biểu quyết thông qua: tán thành 13/14 (92,9%), không tán thành 0, không có ý kiến 01.",
        "Cấp ủy cấp trên trực tiếp quyết định: ……… điểm, xếp loại ……………….",
        "Tiêu chí chấm điểm theo Hướng dẫn số 42-HD/BTCTW.",
    ]


def test_the_report_says_where_a_figure_is_missing() -> None:
    document = opened(a_monthly_report())
    assert rows(document.tables[1]) == [
        ["TT", "Nội dung", "Đơn vị tính", "Số liệu", "Ghi chú"],
        ["", "Đảng viên", "", "", ""],
        ["1", "Tổng số đảng viên", "đồng chí", "18", ""],
        ["2", "Kết nạp trong tháng", "đồng chí", "chưa có số liệu", ""],
        ["3", "Tỷ lệ có mặt", "%", "88,9", ""],
        ["4", "Đảng phí đã thu", "đồng", "1.250.000", ""],
    ]
    lines = body_lines(document)
    assert "Chi bộ không có kiến nghị, đề xuất." in lines
    assert lines[-1] == (
        "Trên đây là báo cáo kết quả công tác tháng 11 năm 2026 của Chi bộ thôn Đăk Wang."
    )


def test_the_attendance_list_ticks_who_came_and_leaves_room_to_sign() -> None:
    table = rows(opened(an_attendance_list()).tables[1])
    assert table[0] == ["TT", "Họ và tên", "Có mặt", "Vắng", "Lý do", "Ký"]
    assert len(table) == 19
    assert table[1] == ["1", "Y Hnhương Êban", "x", "", "", ""]
    assert table[14] == ["14", "Ksor Hơ Bia", "", "x", "Đi khám bệnh", ""]
    assert table[15] == ["15", "Rơ Mah Plưn", "", "", "", ""]
