"""A figure in a sentence says "hơn 1.000" only while it is true."""

from decimal import Decimal

import pytest

from chibo.areas.periodic.rules import LineFigure, Value
from chibo.areas.summations.books import counted
from chibo.areas.summations.frame import sections
from chibo.areas.summations.wording import Book, Named, faults, plain, resolve, unknown

NAMES = {
    "trainees": Named("trainees", "Học viên", "học viên", has_mean=True),
    "rate": Named("rate", "Tỷ lệ kết nạp so với chỉ tiêu", "%"),
    "age": Named("age", "Tuổi trung bình", "tuổi", is_mean=True),
    "none": Named("none", "Lớp học", "lớp"),
}


def figure(number, above=None, below=None):
    value = Value("none") if number is None else Value.of(Decimal(number))
    return LineFigure("", value, *(None if n is None else Decimal(n) for n in (above, below)))


def book(trainees=1014, **more):
    figures = {
        "trainees@all": figure(trainees),
        "trainees@2025": figure(0),
        "trainees@mean": figure("202.8", 1014, 5),
        "rate@all": figure("99.2", 248, 250),
        "age@all": figure("49.0"),
        "none@all": figure(None),
        "none@mean": figure(None),
        **more,
    }
    return Book(figures, NAMES, {"2025": "năm 2025"})


def said(text, **more):
    return plain(resolve(text, book(**more)))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Mở cho {Học viên} học viên.", "Mở cho 1.014 học viên."),
        ("{học  viên: hơn 1.000} học viên", "hơn 1.000 học viên"),
        ("{Học viên: bình quân mỗi năm} học viên", "202,8 học viên"),
        ("{Học viên: bình quân mỗi năm, hơn 200} học viên", "hơn 200 học viên"),
        ("{Học viên: năm 2025}", "0"),
        ("{Học viên: 2025}", "0"),
        ("đạt {Tỷ lệ kết nạp so với chỉ tiêu}", "đạt 99,2%"),
        ("đạt {Tỷ lệ kết nạp so với chỉ tiêu: trên 99%}", "đạt trên 99%"),
        ("({Tỷ lệ kết nạp so với chỉ tiêu: phân số})", "(248/250)"),
        ("{Tỷ lệ kết nạp so với chỉ tiêu: từ 99,2% trở lên}", "từ 99,2% trở lên"),
        ("{Tuổi trung bình} tuổi", "49 tuổi"),
        ("Mở {Lớp học} lớp", "Mở chưa có số liệu lớp"),
        ("{Lớp học: hơn 10}", "chưa có số liệu"),
        ("{Lớp học: bình quân mỗi năm}", "chưa có số liệu"),
        ("{trainees}", "1.014"),
        ("Không có chỗ trống nào.", "Không có chỗ trống nào."),
    ],
)
def test_what_is_bound_is_told(typed: str, told: str) -> None:
    assert (said(typed), unknown(typed, book())) == (told, [])


def test_words_that_are_not_so_are_not_printed_and_are_told() -> None:
    pieces = resolve("{Học viên: hơn 1.000} học viên", book(trainees=1000))
    assert plain(pieces) == "1.000 học viên"
    assert faults(pieces) == ["“hơn 1.000” không đúng: Học viên là 1.000."]


@pytest.mark.parametrize(
    ("number", "words", "holds"),
    [
        (1001, "hơn 1.000", True),
        (1000, "hơn 1.000", False),
        (1000, "trên 999", True),
        (699, "gần 700", True),
        (650, "gần 700", True),
        (649, "gần 700", False),
        (700, "gần 700", False),
        (701, "gần 700", False),
        (950, "gần 1.000", True),
        (949, "gần 1.000", False),
        (245, "gần 250", True),
        (244, "gần 250", False),
        (9, "dưới 10", True),
        (10, "dưới 10", False),
        (90, "từ 90 trở lên", True),
        (89, "từ 90 trở lên", False),
    ],
)
def test_more_nearly_less_and_at_least(number: int, words: str, holds: bool) -> None:
    text = f"{{Học viên: {words}}}"
    assert (faults(resolve(text, book(trainees=number))) == []) is holds


@pytest.mark.parametrize(
    "typed",
    [
        "{Học sinh}",
        "{Học viên: khoảng 1.000}",
        "{Học viên: năm 2019}",
        "{Tuổi trung bình: bình quân mỗi năm}",
        "{Học viên: hơn một nghìn}",
    ],
)
def test_what_names_nothing_is_told_where_it_was_typed(typed: str) -> None:
    assert len(unknown(typed, book())) == 1
    assert said(typed) == typed


def test_every_figure_can_be_named_and_the_proposed_sentences_name_only_figures() -> None:
    named = {each.code: Named(each.code, each.name, each.unit) for each in counted()}
    figures = {f"{code}@{when}": figure(5, 5, 5) for code in named for when in ("all", "mean")}
    whole = Book(figures, named, {})
    assert len({each.name for each in named.values()}) == len(named)
    assert all(whole.by_name(each.name) == each for each in named.values())
    assert not [found for each in sections() for found in unknown(each.proposed, whole)]
