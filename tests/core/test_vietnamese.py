"""Vietnamese names, numbers and dates."""

import unicodedata
from datetime import date, time
from decimal import Decimal

import pytest

from chibo.core import vietnamese as vn


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Nguyễn  Đức Thành", "nguyen duc thanh"),
        ("ĐẢNG ỦY XÃ SA LOONG", "dang uy xa sa loong"),
        ("  Hoà\tBình ", "hoa binh"),
        ("Ưng Ước", "ung uoc"),
    ],
)
def test_search_forgets_accents_case_and_spare_spaces(text: str, folded: str) -> None:
    assert vn.fold(text) == folded
    assert vn.fold(unicodedata.normalize("NFD", text)) == folded


def test_people_stand_in_the_order_of_their_given_names() -> None:
    names = [
        "Nguyễn An",
        "Nguyễn Văn An",
        "Trần Văn Ân",
        "Lê Bảo",
        "Lê Cường",
        "Phạm Dung",
        "Phạm Đạt",
        "Lê Thành",
        "Nguyễn Văn Thành",
        "Nguyễn Văn Thạnh",
    ]
    assert sorted(set(names), key=vn.name_key) == names


def test_tones_follow_their_order_and_either_way_of_writing_is_one_name() -> None:
    tones = ["Lê Ma", "Lê Mà", "Lê Mả", "Lê Mã", "Lê Má", "Lê Mạ"]
    assert sorted(set(tones), key=vn.name_key) == tones
    assert vn.name_key(unicodedata.normalize("NFD", "Lê Mạ")) == vn.name_key("Lê Mạ")


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        (9, 14, "64.3"),
        (1, 3, "33.3"),
        (2, 3, "66.7"),
        (1, 800, "0.1"),
        (0, 5, "0.0"),
        (7, 7, "100.0"),
    ],
)
def test_shares_have_one_decimal_half_up(part: int, whole: int, share: str) -> None:
    assert vn.percent(part, whole) == Decimal(share)


def test_a_share_of_nobody_is_unknown() -> None:
    assert vn.percent(0, 0) is None


def test_numbers_are_written_with_a_point_for_thousands_and_a_decimal_comma() -> None:
    assert vn.show_number(1234567) == "1.234.567"
    assert vn.show_number(Decimal("1234.5")) == "1.234,5"
    assert vn.show_number(None) == ""
    assert vn.show_percent(Decimal("64.3")) == "64,3%"


@pytest.mark.parametrize(
    ("points", "shown"),
    [("92.50", "92,5"), ("90.00", "90"), ("0", "0"), ("100", "100"), ("4.25", "4,25")],
)
def test_points_drop_idle_zeros(points: str, shown: str) -> None:
    assert vn.show_points(Decimal(points)) == shown


def test_days_are_read_day_first() -> None:
    assert vn.parse_date("5/2/2026") == date(2026, 2, 5)
    assert vn.parse_date(" 05-02-2026 ") == date(2026, 2, 5)
    assert vn.show_date(date(2026, 2, 5)) == "05/02/2026"


@pytest.mark.parametrize(
    "text", ["13/25/2024", "2024", "31/02/2026", "hôm nay", "2026-02-05", "5/2/26"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        vn.parse_date(text)


def test_times_are_read_as_people_write_them() -> None:
    assert (
        vn.parse_time("19:30") == vn.parse_time("19h30") == vn.parse_time("19.30") == time(19, 30)
    )
    assert vn.parse_time("7h") == time(7)
    for wrong in ("24:00", "19:60", "tối", ""):
        with pytest.raises(ValueError, match=r"."):
            vn.parse_time(wrong)


def test_a_share_is_rounded_or_cut_off_as_the_office_set_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert [vn.percent(9, 14), vn.percent(1, 2), vn.percent(2, 3)] == [
        Decimal("64.3"),
        Decimal("50.0"),
        Decimal("66.7"),
    ]
    monkeypatch.setenv("CHIBO_ROUNDING", "down")
    assert [vn.percent(9, 14), vn.percent(1, 2), vn.percent(2, 3)] == [
        Decimal("64.2"),
        Decimal("50.0"),
        Decimal("66.6"),
    ]
    monkeypatch.setenv("CHIBO_ROUNDING", "up")
    with pytest.raises(vn.BadSetting) as refusal:
        vn.percent(9, 14)
    assert "half_up" in refusal.value.message
