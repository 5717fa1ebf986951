"""What a page shows in tables, as the rows of a sheet."""

from datetime import date
from decimal import Decimal

from chibo.areas.exchange.tables import Table
from chibo.web.components.page_tables import joined, next_part_of, tables_of

PAGE = """<body><nav><table><tr><td>của khung trang</td></tr></table></nav><main>
<a rel="prev" href="?trang=1">Trước</a> <a rel="next" href="?q=an&amp;trang=3">Sau</a>
<table><caption class="vh">Đảng phí
  theo tháng</caption>
<thead><tr><th>Chi bộ</th><th class="num">Phải nộp</th><th>Ngày</th><th>Ghi chú</th>
<th>Việc</th></tr></thead><tbody>
<tr><th rowspan="2">Thôn <b>Đông</b><span class="vh"> xã Một</span></th>
<td class="num">1.250,5</td><td>05/11/2026</td>
<td><ul><li>đã khóa</li><li>đã nộp</li></ul></td><td><button>Sửa</button></td></tr>
<tr><td class="num">chưa có</td><td>tháng 11/2026</td><td><a href="/x">Nguyễn Văn An</a></td>
<td><a class="button" href="/y">Sửa</a><input name="chon"></td></tr>
<tr><th>007</th><td class="num">−3</td><td colspan="2">không xét</td><td></td></tr>
</tbody></table>
<table><caption>Trống</caption><thead><tr><th>Chi bộ</th></tr></thead></table>
</main></body>"""


def test_a_sheet_holds_what_is_seen_numbers_and_days_as_values_and_no_column_of_buttons():
    (table,) = tables_of(PAGE)
    assert table.title == "Đảng phí theo tháng"
    assert [column.heading for column in table.columns] == ["Chi bộ", "Phải nộp", "Ngày", "Ghi chú"]
    assert table.rows == [
        ["Thôn Đông", Decimal("1250.5"), date(2026, 11, 5), "đã khóa; đã nộp"],
        ["Thôn Đông", "chưa có", "tháng 11/2026", "Nguyễn Văn An"],
        ["007", Decimal(-3), "không xét", None],
    ]


def test_a_list_goes_on_where_its_page_says_so():
    assert next_part_of(PAGE) == "q=an&trang=3"
    assert next_part_of("<body><main><a href='?trang=2'>2</a></main></body>") == ""


def test_rows_of_the_next_part_follow_and_what_every_part_shows_stays_once():
    def both(*rows: int) -> list[Table]:
        return [Table("Danh sách", (), [[row] for row in rows]), Table("Theo loại", (), [["thôn"]])]

    whole = joined(joined(both(1, 2), both(3, 4)), both(5))
    assert [table.rows for table in whole] == [[[1], [2], [3], [4], [5]], [["thôn"]]]
