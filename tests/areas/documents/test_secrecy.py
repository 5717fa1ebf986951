"""What is marked as a secret is refused; what only speaks of secrets is not."""

import io
import unicodedata
import zipfile

import docx
import pytest
import xlsxwriter
from pypdf import PdfWriter

from chibo.areas.documents.contents import CannotLookInside, is_scan
from chibo.areas.documents.secrecy import MarkedSecret, refuse_if_secret, refuse_secret_file
from chibo.regulations import current
from tests.factories.pdfs import a_pdf

MARKED_TITLES = [
    "Mật",
    "MẬT",
    "(Mật) Báo cáo tháng 11",
    "Báo cáo tháng 11 - Mật",
    "Nghị quyết về công tác cán bộ [TỐI MẬT]",
    "Tài liệu tuyệt mật về quốc phòng",
    "BÁO CÁO MẬT VỀ QUỐC PHÒNG",
    "Báo Cáo Mật",
    "Độ mật: Tối mật",
    "Kế hoạch M Ậ T",
    "Kế hoạch TỐI  MẬT",
    "Kế hoạch T U Y Ệ T   M Ậ T",
    "Kế hoạch TỐI-MẬT",
    "Kế hoạch TỐI\u00a0MẬT",
    unicodedata.normalize("NFD", "Kế hoạch tối mật"),
]
PLAIN_TITLES = [
    "",
    "Triển khai Luật Bảo vệ bí mật nhà nước",
    "LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "Mô hình nuôi ong lấy mật ong",
    "Mật độ dân cư của thôn",
    "Bảo mật tài khoản, mật khẩu",
    "Giữ mối liên hệ mật thiết với Nhân dân",
    "Mặt trận Tổ quốc thôn; mất an ninh trật tự",
    "Giúp đỡ đồng chí Mật",
    "Thăm gia đình Nguyễn Văn Mật bị bão",
    "Báo cáo, độ mật: không",
]
MARKED_TEXTS = [
    "MẬT",
    "Kính gửi Đảng ủy xã\nTỐI MẬT\nSố 05-BC/CB",
    "Độ mật: Tuyệt mật",
    "Nội dung thường.\n  (Mật)  \nNội dung thường.",
    "Số 05-BC/CB\t\tMẬT",
    "Mật: bản số 01",
    "Dấu độ mật: Mật",
    "BÁO CÁO MẬT",
]
PLAIN_TEXTS = [
    "Các đồng chí giữ bí mật nhà nước, không phát tán tài liệu tuyệt mật lên mạng xã hội.",
    "Thu hoạch 300 lít mật ong, mật độ nuôi 40 đàn; đồng chí Mật phụ trách.",
    "Văn bản đóng dấu mật phải được quản lý theo quy định, không chuyển qua phần mềm này.",
    "Độ mật: Không",
    "Mật độ: 5 con/m²",
    "LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC",
]


@pytest.mark.parametrize("title", MARKED_TITLES)
def test_a_marked_title_is_refused(title: str) -> None:
    with pytest.raises(MarkedSecret) as refusal:
        refuse_if_secret(title=title)
    assert "máy tính độc lập" in refusal.value.message


@pytest.mark.parametrize("title", PLAIN_TITLES)
def test_an_everyday_title_passes(title: str) -> None:
    refuse_if_secret(title=title)


@pytest.mark.parametrize("text", MARKED_TEXTS)
def test_a_text_with_a_line_that_is_a_mark_is_refused(text: str) -> None:
    with pytest.raises(MarkedSecret):
        refuse_if_secret(text=text)


@pytest.mark.parametrize("text", PLAIN_TEXTS)
def test_a_text_that_only_speaks_of_secrets_passes(text: str) -> None:
    refuse_if_secret(text=text)


def test_every_mark_named_by_the_rules_is_refused() -> None:
    marks = {mark for pack in current().chain("papers") for mark in pack.rules.secrecy_marks}
    assert marks == {"Mật", "Tối mật", "Tuyệt mật"}
    for mark in marks:
        for written in (mark, mark.upper(), mark.lower()):
            with pytest.raises(MarkedSecret):
                refuse_if_secret(title=written)


@pytest.mark.parametrize(
    "name",
    ["Bao-cao_(Mật).pdf", "TỐI MẬT.doc", "bao_cao_toi_mat.pdf", "tuyet-mat.jpg", "MAT.pdf"],
)
def test_a_file_is_refused_by_its_name_alone(name: str) -> None:
    with pytest.raises(MarkedSecret) as refusal:
        refuse_secret_file(name, b"")
    assert name in refusal.value.message


@pytest.mark.parametrize(
    "name", ["Mat-tran-to-quoc.pdf", "bao_cao_mat_mua.pdf", "Luật Bảo vệ bí mật nhà nước.pdf"]
)
def test_an_everyday_file_name_passes(name: str) -> None:
    refuse_secret_file(name, a_pdf(["MAT"]))


def word_file(*lines: str, header: str = "", cell: str = "", heading: str = "") -> bytes:
    document = docx.Document()
    if heading:
        document.add_heading(heading)
    for line in lines:
        document.add_paragraph(line)
    if cell:
        document.add_table(1, 1).cell(0, 0).text = cell
    document.sections[0].header.paragraphs[0].text = header
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def workbook(*cells: str, sheet: str = "Đảng viên", drawn: str = "") -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet(sheet)
        for row, cell in enumerate(cells):
            page.write_string(row, 0, cell)
        if drawn:
            page.insert_textbox(5, 5, drawn)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        word_file("Kính gửi Đảng ủy xã", "MẬT"),
        word_file("Nội dung", header="TỐI MẬT"),
        word_file("Nội dung", cell="Độ mật: Mật"),
        word_file("Nội dung", heading="Báo cáo mật về quốc phòng"),
    ],
)
def test_a_word_file_is_refused_for_a_mark_anywhere_in_it(content: bytes) -> None:
    with pytest.raises(MarkedSecret):
        refuse_secret_file("bao-cao.docx", content)


@pytest.mark.parametrize(
    "content",
    [
        workbook("Họ và tên", "MẬT"),
        workbook("Họ và tên", sheet="Danh sách mật"),
        workbook("Họ và tên", drawn="TUYỆT MẬT"),
    ],
)
def test_a_workbook_is_refused_for_a_mark_anywhere_in_it(content: bytes) -> None:
    with pytest.raises(MarkedSecret):
        refuse_secret_file("danh-sach.xlsx", content)


@pytest.mark.parametrize(
    "pages",
    [
        [["Kính gửi Đảng ủy xã", "TỐI MẬT", "Nội dung"]],
        [["Trang một"], ["BÁO CÁO MẬT"]],
        [["Độ mật: Mật"], []],
    ],
)
def test_a_pdf_is_refused_for_a_mark_on_any_of_its_pages(pages: list[list[str]]) -> None:
    with pytest.raises(MarkedSecret):
        refuse_secret_file("bao-cao.pdf", a_pdf(*pages))


def test_a_pdf_of_everyday_words_passes_wherever_its_lines_break() -> None:
    content = a_pdf(["Cán bộ, đảng viên giữ gìn và bảo vệ bí", "mật", "Số liệu tháng 11"])
    refuse_secret_file("bao-cao.pdf", content)
    assert not is_scan("bao-cao.pdf", content)


def test_a_scanned_page_passes_and_is_told_of() -> None:
    content = a_pdf(["Trang có chữ"], [])
    refuse_secret_file("quet.pdf", content)
    assert is_scan("quet.pdf", content)
    assert not is_scan("anh.jpg", b"\xff\xd8")


def test_a_pdf_under_a_password_is_refused_rather_than_trusted() -> None:
    locked = io.BytesIO()
    writer = PdfWriter(io.BytesIO(a_pdf(["TỐI MẬT"])))
    writer.encrypt("khoa", algorithm="RC4-128")
    writer.write(locked)
    with pytest.raises(CannotLookInside):
        refuse_secret_file("khoa.pdf", locked.getvalue())


def test_everyday_files_pass() -> None:
    refuse_secret_file("bao-cao.docx", word_file(*PLAIN_TEXTS, heading="Bảo vệ bí mật nhà nước"))
    refuse_secret_file("danh-sach.xlsx", workbook("Nguyễn Văn Mật", "Mật độ", "Đảng viên"))


def test_a_person_in_capitals_is_no_mark_where_the_column_names_people() -> None:
    content = workbook("NGUYỄN VĂN MẬT")
    with pytest.raises(MarkedSecret):
        refuse_secret_file("danh-sach.xlsx", content)
    refuse_secret_file("danh-sach.xlsx", content, names={"NGUYỄN VĂN MẬT"})


def test_a_file_that_cannot_be_opened_is_refused_rather_than_trusted() -> None:
    for name in ("rac.docx", "rac.xlsx", "rac.pdf"):
        with pytest.raises(CannotLookInside):
            refuse_secret_file(name, b"\x00garbage" * 1000)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("word/document.xml", "<broken")
    with pytest.raises(CannotLookInside):
        refuse_secret_file("hong.docx", archive.getvalue())


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("word/document.xml", b" " * 61 * 1024 * 1024)
    with pytest.raises(CannotLookInside):
        refuse_secret_file("bom.docx", archive.getvalue())
