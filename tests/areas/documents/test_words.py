"""Days, hours, counts and shares as papers write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.areas.documents import words
from chibo.areas.documents.numbers import show_number
from chibo.areas.documents.papers import Vote
from chibo.core.periods import Month
from tests.factories.papers import a_heading


def test_days_below_ten_and_the_months_one_and_two_take_a_zero() -> None:
    heading = a_heading(place="Cao Lãnh", issued_on=date(2026, 2, 5))
    assert words.place_and_date(heading) == "Cao Lãnh, ngày 05 tháng 02 năm 2026"
    assert words.date_words(date(2026, 3, 9)) == "ngày 09 tháng 3 năm 2026"
    assert words.date_words(date(2026, 12, 31)) == "ngày 31 tháng 12 năm 2026"
    assert words.month_words(Month(2026, 1)) == "tháng 01 năm 2026"


def test_a_long_place_stands_in_a_line_of_its_own() -> None:
    heading = a_heading(place="Thành phố Quảng Ngãi")
    assert words.place_and_date(heading) == "Thành phố Quảng Ngãi,\nngày 05 tháng 11 năm 2026"


def test_a_place_nobody_gave_leaves_a_gap_to_write_it_in() -> None:
    assert words.place_and_date(a_heading(place=" ")).startswith("……………, ngày 05")


def test_hours_are_those_of_vietnam_wherever_the_server_stands() -> None:
    assert words.hour_words(datetime(2026, 11, 5, 12, 5, tzinfo=UTC)) == "19 giờ 05"
    late = datetime(2026, 11, 5, 17, 30, tzinfo=UTC)
    assert words.moment_words(late) == "00 giờ 30, ngày 06 tháng 11 năm 2026"
    assert words.weekday_date(late) == "thứ Sáu, ngày 06 tháng 11 năm 2026"


@pytest.mark.parametrize(
    ("number", "shown"), [(0, "0"), (5, "05"), (18, "18"), (1234, "1.234"), (None, words.NO_FIGURE)]
)
def test_people_and_things_are_counted_in_two_digits(number: int | None, shown: str) -> None:
    assert words.counted(number) == shown


def test_a_share_has_a_comma_and_no_idle_zero() -> None:
    assert words.share(9, 14) == "9/14 (64,3%)"
    assert words.share(14, 14) == "14/14 (100,0%)"
    assert words.share(0, 0) == "0/0"
    assert words.share(None, 14) == words.NO_FIGURE


def test_figures_nobody_recorded_are_said_to_be_missing() -> None:
    assert words.figure(None) == "chưa có số liệu"
    assert words.figure(Decimal("1234.50")) == "1.234,5"
    assert words.figure(0) == "0"
    assert words.points(None) == "…"
    assert words.sentence("") == "(chưa ghi nội dung)"


def test_a_sentence_ends_in_one_mark() -> None:
    assert words.sentence("Đã xong") == "Đã xong."
    assert words.sentence("Đã xong.") == "Đã xong."
    assert words.sentence("Đã xong (lần 2)") == "Đã xong (lần 2)."


def test_a_vote_tells_only_what_was_counted() -> None:
    full = Vote(subject="", in_favour=13, base=14, against=0, abstained=1)
    assert (
        words.vote_words(full) == "tán thành 13/14 (92,9%), không tán thành 0, không có ý kiến 01"
    )
    assert words.vote_words(Vote(subject="", in_favour=13, base=14)) == "tán thành 13/14 (92,9%)"


def test_a_long_name_is_broken_into_lines_of_about_the_same_length() -> None:
    assert words.in_lines("Chi bộ thôn Đăk Wang") == "CHI BỘ THÔN ĐĂK WANG"
    long = "Chi bộ Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh"
    lines = words.in_lines(long).split("\n")
    assert lines == ["CHI BỘ VĂN PHÒNG ĐOÀN", "ĐẠI BIỂU QUỐC HỘI VÀ", "HỘI ĐỒNG NHÂN DÂN TỈNH"]


def test_a_number_has_two_digits_and_no_colon() -> None:
    assert show_number(5, "NQ", "CB") == "Số 05-NQ/CB"
    assert show_number(112, "BC", "ĐU") == "Số 112-BC/ĐU"
    assert show_number(None, "NQ", "CB") == "Số      -NQ/CB"


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (0, "Không đồng"),
        (5_000, "Năm nghìn đồng"),
        (11_100, "Mười một nghìn một trăm đồng"),
        (15_021, "Mười lăm nghìn không trăm hai mươi mốt đồng"),
        (26_505, "Hai mươi sáu nghìn năm trăm linh năm đồng"),
        (80_000, "Tám mươi nghìn đồng"),
        (1_000_005, "Một triệu không trăm linh năm đồng"),
        (2_000_000_001, "Hai tỷ không trăm linh một đồng"),
    ],
)
def test_a_receipt_reads_its_amount_out(amount: int, said: str) -> None:
    assert words.dong_words(amount) == said


@given(st.integers(0, 10**13))
def test_no_two_amounts_are_read_out_the_same(amount: int) -> None:
    assert words.dong_words(amount) != words.dong_words(amount + 1)
    assert "  " not in words.dong_words(amount)


def test_money_has_points_between_thousands() -> None:
    assert words.dong(1_234_500) == "1.234.500 đ"
    assert words.dong(None) == words.NO_FIGURE
