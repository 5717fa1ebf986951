"""Papers as they come out of the shipped templates, beside the rules of the pack."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Pt

from chibo.areas.documents.kinds import NoPaperRules
from chibo.areas.documents.papers import Paper, Section
from chibo.areas.documents.rendering import TemplateBroken, file_name, render, template_path
from chibo.areas.documents.secrecy import MarkedSecret
from chibo.regulations import paper_rules
from tests.areas.documents.reading import all_paragraphs, body_lines, cell_lines, opened
from tests.factories.papers import (
    MEETING_DAY,
    a_heading,
    a_notice,
    a_register,
    a_resolution,
    a_score_sheet,
    a_transfer_letter,
    one_of_each,
    some_minutes,
)

KINDS = [paper.file_kind for paper in one_of_each()]
TITLES = [
    *("THÔNG BÁO", "BIÊN BẢN", "NGHỊ QUYẾT", "BIỂU CHẤM ĐIỂM", "BÁO CÁO", "DANH SÁCH"),
    "GIẤY GIỚI THIỆU SINH HOẠT ĐẢNG",
    *("DANH SÁCH", "QUYẾT ĐỊNH", "SỔ VĂN BẢN ĐI", "DANH SÁCH", "PHIẾU THU"),
    *("BIÊN BẢN", "BÁO CÁO", "BIÊN BẢN KIỂM PHIẾU"),
    *("GIẤY MỜI", "CHƯƠNG TRÌNH HỌP", "KẾT LUẬN", "BÁO CÁO"),
    *("QUYẾT ĐỊNH", "NGHỊ QUYẾT", "LỊCH DỰ SINH HOẠT", "KẾ HOẠCH", "BÁO CÁO"),
    "BÁO CÁO",
]
RULES = paper_rules(MEETING_DAY)


def sized(paragraph: Any) -> tuple[float, bool, bool]:
    """Size, bold and italic as Word shows the paragraph's first run."""
    style, run = paragraph.style, next(run for run in paragraph.runs if run.text)
    font = style.font
    return (
        (run.font.size or font.size).pt,
        bool(font.bold if run.bold is None else run.bold),
        bool(font.italic if run.italic is None else run.italic),
    )


@pytest.mark.parametrize("paper", one_of_each(), ids=KINDS)
def test_page_and_type_are_those_of_the_rules(paper: Paper) -> None:
    document = opened(paper)
    section, margins = document.sections[0], RULES.margins.value
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    found = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    expected = (margins.top, margins.bottom, margins.left, margins.right)
    assert tuple(round(margin.mm) for margin in found) == expected == (20, 20, 30, 15)
    style = document.styles["Normal"]
    layout = style.paragraph_format
    assert (style.font.name, style.font.size) == ("Times New Roman", Pt(14))
    assert (layout.line_spacing, layout.line_spacing_rule) == (Pt(18), WD_LINE_SPACING.EXACTLY)
    assert round(layout.first_line_indent.mm, 1) == 10
    assert (layout.space_before, layout.space_after) == (Pt(0), Pt(6))
    assert layout.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY


@pytest.mark.parametrize("paper", one_of_each(), ids=KINDS)
def test_no_letter_is_set_in_another_font_or_colour(paper: Paper) -> None:
    document = opened(paper)
    xml = document.element.xml + document.styles["Normal"].element.xml
    assert "w:asciiTheme" not in xml
    fonts = document.element.body.iter(qn("w:rFonts"), qn("w:color"))
    assert not list(fonts), "the body takes font and colour from its styles"
    used = {paragraph.style.name for paragraph in all_paragraphs(document)}
    for name in used:
        fonts = document.styles[name].element.rPr.rFonts
        scripts = {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")}
        assert scripts == {"Times New Roman"}


def test_the_heading_has_names_and_number_left_the_party_place_and_date_right() -> None:
    heading = a_heading("NQ", 5, place="Cao Lãnh", issued_on=date(2026, 2, 5))
    table = opened(a_resolution(heading=heading)).tables[0]
    left, right = table.rows[0].cells
    assert cell_lines(left) == [
        "ĐẢNG BỘ XÃ SA LOONG",
        "CHI BỘ THÔN ĐĂK WANG",
        "*",
        "Số 05-NQ/CB",
    ]
    assert cell_lines(right) == ["ĐẢNG CỘNG SẢN VIỆT NAM", "Cao Lãnh, ngày 05 tháng 02 năm 2026"]
    assert [sized(p) for p in left.paragraphs if p.text] == [
        (14, False, False),
        (14, True, False),
        (14, False, False),
        (14, False, False),
    ]
    assert [sized(p) for p in right.paragraphs if p.text] == [(15, True, False), (14, False, True)]
    assert table._tbl.tblPr.find(qn("w:tblBorders")) is None


def test_the_rule_is_as_long_as_the_partys_line() -> None:
    """13.78 em of Times New Roman bold at 15 points are 72.9 mm."""
    right = opened(a_notice()).tables[0].rows[0].cells[1]
    party = right.paragraphs[0]
    layout = party.paragraph_format
    assert party._p.pPr.find(qn("w:pBdr")) is not None
    assert right.width.mm - layout.left_indent.mm - layout.right_indent.mm == pytest.approx(
        72.9, abs=0.8
    )


def test_a_paper_without_a_number_has_none_and_a_draft_is_marked() -> None:
    left = opened(a_score_sheet()).tables[0].rows[0].cells[0]
    assert cell_lines(left) == ["ĐẢNG BỘ XÃ SA LOONG", "CHI BỘ THÔN ĐĂK WANG", "*"]
    draft = a_resolution(heading=a_heading("NQ", None, mark="Dự thảo lần 1"))
    left = opened(draft).tables[0].rows[0].cells[0]
    assert cell_lines(left)[-2:] == ["Số      -NQ/CB", "Dự thảo lần 1"]


def test_long_names_are_broken_evenly() -> None:
    heading = a_heading(
        "TB", issuing_name="Chi bộ Trường Phổ thông dân tộc nội trú huyện Ia H'Drai"
    )
    left = opened(a_notice(heading=heading)).tables[0].rows[0].cells[0]
    assert left.paragraphs[1].text.split("\n") == [
        "CHI BỘ TRƯỜNG PHỔ",
        "THÔNG DÂN TỘC NỘI",
        "TRÚ HUYỆN IA H'DRAI",
    ]


@pytest.mark.parametrize(
    ("paper", "title"),
    list(zip(one_of_each(), TITLES, strict=True)),
    ids=KINDS,
)
def test_title_subject_and_hyphens_follow_the_heading(paper: Paper, title: str) -> None:
    first = [p for p in opened(paper).paragraphs if p.text][:3]
    assert [p.text for p in first] == [title, paper.subject, "-----"]
    size = float(RULES.sizes["title"].value)
    assert [sized(p) for p in first] == [
        (size, True, False),
        (14, True, False),
        (14, True, False),
    ]
    assert {p.style.paragraph_format.alignment for p in first} == {WD_ALIGN_PARAGRAPH.CENTER}


@pytest.mark.parametrize("paper", one_of_each(), ids=KINDS)
def test_pages_are_numbered_at_the_top_from_the_second(paper: Paper) -> None:
    section = opened(paper).sections[0]
    assert section.different_first_page_header_footer
    assert not section.first_page_header.paragraphs[0].text
    number = section.header.paragraphs[0]
    assert number._p.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"
    assert (number.style.font.size, number.style.paragraph_format.alignment) == (
        Pt(14),
        WD_ALIGN_PARAGRAPH.CENTER,
    )


def test_a_paper_is_signed_for_the_cell_and_ends_with_who_receives_it() -> None:
    left, right = opened(a_notice()).tables[-1].rows[0].cells
    assert cell_lines(left) == [
        "Nơi nhận:",
        "- Đảng ủy xã Sa Loong (báo cáo),",
        "- Các đồng chí đảng viên,",
        "- Lưu Chi bộ.",
    ]
    assert [run.underline for run in left.paragraphs[0].runs][:1] == [True]
    sizes = [sized(p)[0] for p in left.paragraphs if p.text]
    assert sizes == [14, 12, 12, 12]
    assert cell_lines(right) == ["T/M CHI BỘ", "BÍ THƯ", "Y Hnhương Êban"]
    assert [sized(p) for p in right.paragraphs if p.text] == [
        (14, True, False),
        (14, False, False),
        (14, True, False),
    ]


def test_minutes_are_signed_by_their_writer_and_the_chair() -> None:
    table = opened(some_minutes()).tables[-1]
    posts, names = ([cell_lines(cell) for cell in row.cells] for row in table.rows)
    assert posts == [["NGƯỜI GHI BIÊN BẢN"], ["CHỦ TRÌ"]]
    assert names == [["Nguyễn Thị Phương Quỳnh Như"], ["Y Hnhương Êban"]]


def test_text_that_looks_like_markup_stays_text() -> None:
    nasty = 'Thu < 3 tấn & "giá" > 90 {{ signature.name }} {% if %} </w:t> \x00\x1b\ud800 hết'
    document = opened(some_minutes(points=(Section(title="Giá & thị trường", text=nasty),)))
    lines = body_lines(document)
    assert "1. Giá & thị trường" in lines
    assert 'Thu < 3 tấn & "giá" > 90 {{ signature.name }} {% if %} </w:t>  hết.' in lines


def test_decomposed_letters_are_composed_as_tcvn_6909_wants() -> None:
    decomposed = "Đề nghị sửa đường"
    document = opened(a_notice(request=decomposed))
    assert "Đề nghị sửa đường." in body_lines(document)


def test_the_template_is_that_of_the_rules_in_force_on_the_papers_day() -> None:
    new = template_path(a_notice())
    old = template_path(a_notice(heading=a_heading("TB", issued_on=date(2025, 11, 5))))
    assert (new.parent.name, old.parent.name) == ("papers-hd05-2026", "papers-hd36-2018")
    too_early = a_notice(heading=a_heading("TB", issued_on=date(2010, 1, 1)))
    with pytest.raises(NoPaperRules):
        render(too_early)


def test_an_office_may_use_a_template_of_its_own(tmp_path: Path, settings: Any) -> None:
    own = docx.Document()
    own.add_paragraph("Kính gửi: {{ audience }} của {{ heading.issuing_name }}")
    own.save(str(tmp_path / "notice.docx"))
    settings.CHIBO_TEMPLATES = str(tmp_path)
    expected = "Kính gửi: Toàn thể đảng viên của chi bộ của Chi bộ thôn Đăk Wang"
    assert body_lines(opened(a_notice())) == [expected]
    assert body_lines(opened(some_minutes()))[0] == "BIÊN BẢN"


@pytest.mark.parametrize(
    "text",
    [
        "{{ chu_tri }}",
        "{{ chair|khong_co }}",
        "{% if chair %}",
        "{{ chair.__class__.__mro__ }}",
        "{{ starts_at.khong_co }}",
    ],
)
def test_a_broken_template_is_refused_with_its_name_and_what_to_do(
    text: str, tmp_path: Path, settings: Any
) -> None:
    own = docx.Document()
    own.add_paragraph(text)
    own.save(str(tmp_path / "notice.docx"))
    settings.CHIBO_TEMPLATES = str(tmp_path)
    with pytest.raises(TemplateBroken) as refusal:
        render(a_notice())
    assert "notice.docx" in refusal.value.message
    assert "Hãy mở mẫu bằng Word" in refusal.value.message


def test_a_template_that_is_no_word_file_is_refused(tmp_path: Path, settings: Any) -> None:
    (tmp_path / "notice.docx").write_bytes(b"garbage")
    settings.CHIBO_TEMPLATES = str(tmp_path)
    with pytest.raises(TemplateBroken):
        render(a_notice())


def test_a_paper_with_a_marked_subject_is_refused() -> None:
    with pytest.raises(MarkedSecret):
        render(replace(a_notice(), subject="MẬT - sinh hoạt chi bộ"))


def test_files_have_plain_names() -> None:
    names = [file_name(paper) for paper in one_of_each()]
    assert names[0] == "thong-bao-2026-11-02.docx"
    assert names[2] == "nghi-quyet-2026-11-05.docx"
    assert all(name.isascii() and os.sep not in name for name in names)


@pytest.mark.parametrize(("count", "rows"), [(10, 5), (8, 4), (7, 4), (2, 1)])
def test_a_letter_of_transfer_has_a_box_for_each_level_and_the_first_is_filled(
    count: int, rows: int
) -> None:
    document = opened(a_transfer_letter(count))
    boxes = [cell for row in document.tables[2].rows for cell in row.cells]
    assert len(document.tables[2].rows) == rows
    numbers = [line.split(".")[0] for cell in boxes for line in cell_lines(cell)[:1]]
    assert numbers == [str(number) for number in range(1, count + 1)]
    first, second = cell_lines(boxes[0]), cell_lines(boxes[1])
    assert first[:2] == ["1. Đảng ủy xã Sa Loong", "Kính gửi: Chi bộ thôn Giang Lố 1"]
    assert first[2] == "Ngày 05 tháng 11 năm 2026"
    assert second[2] == "Ngày …… tháng …… năm ………"


def test_a_letter_of_transfer_says_until_when_and_how_far_dues_are_paid() -> None:
    lines = body_lines(opened(a_transfer_letter(8, until=date(2027, 5, 1))))
    assert "Thời hạn sinh hoạt tạm thời: đến hết ngày 01 tháng 5 năm 2027." in lines
    assert "Đã đóng đảng phí đến hết tháng 11 năm 2026." in lines
    probationary = " ".join(body_lines(opened(a_transfer_letter(full_on=None))))
    assert "chính thức chưa (đảng viên dự bị)" in probationary


def test_the_seal_of_locked_minutes_is_a_small_line_that_is_not_stretched() -> None:
    document = opened(some_minutes(seal="4f" * 32))
    seal = next(p for p in document.paragraphs if p.text.startswith("Biên bản đã khóa"))
    assert seal.text.endswith("4f" * 32)
    assert sized(seal) == (12, False, False)
    assert seal.style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.LEFT


def test_a_register_leaves_room_for_who_receives_a_paper() -> None:
    heads = opened(a_register()).tables[1].rows[0].cells
    assert [cell.text for cell in heads][-2:] == ["Người ký", "Nơi nhận"]
    assert heads[-1].width.mm > 25, "wide enough for the name of a body in two lines"
