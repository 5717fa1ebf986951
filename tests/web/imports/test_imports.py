"""A clerk takes workbooks: upload, what was understood, every problem, take, undo, export."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from chibo.areas.exchange.models import ImportBatch
from chibo.areas.members.models import Member
from tests.factories import a_cell, a_commune, a_member, a_province

pytestmark = pytest.mark.django_db
HEADINGS = "Mã đảng viên,Họ và tên,Giới tính,Ngày sinh,Mã chi bộ,Ngày vào Đảng"


@pytest.fixture(autouse=True)
def _at_once(settings):
    settings.CHIBO_JOBS = "inline"


@pytest.fixture
def commune():
    found = a_commune()
    a_cell(found, code="XHB-01")
    return found


@pytest.fixture
def clerk(sign_in, commune):
    return sign_in("clerk", commune)


def _file(*lines, name="dang-vien.csv"):
    return SimpleUploadedFile(name, "\n".join((HEADINGS, *lines)).encode(), "text/csv")


def _upload(client, form, *files):
    return client.post(reverse("imports"), form(workbooks=list(files)), follow=True)


def _members():
    return list(Member.objects.unscoped("test").order_by("code").values_list("code", flat=True))


def test_a_good_file_is_understood_taken_and_undone(clerk, form):
    page = _upload(
        clerk,
        form,
        _file(
            "DV1,Nguyễn Văn An,Nam,01/01/1980,XHB-01,19/05/2010",
            "DV2,Trần Thị Bình,Nữ,02/02/1985,XHB-01,19/05/2012",
        ),
    )
    view = page.context["view"]
    assert [(s.title, s.rows, s.new) for s in view.sheets] == [("Đảng viên", 2, 2)]
    assert view.can_take
    assert _members() == []
    batch = ImportBatch.objects.unscoped("test").get()
    taken = clerk.post(reverse("import_take", args=[batch.pk]), form(), follow=True)
    assert _members() == ["DV1", "DV2"]
    assert taken.context["view"].can_undo
    clerk.post(reverse("import_undo", args=[batch.pk]), form())
    assert _members() == []


def test_every_problem_is_shown_with_row_column_and_repair_and_nothing_is_taken(clerk, form):
    page = _upload(
        clerk,
        form,
        _file(
            "DV1,Nguyễn Văn An,Nam,13/25/2024,XHB-01,19/05/2010",
            "DV2,Trần Thị Bình,Nữ,02/02/1985,XHB-99,19/05/2012",
        ),
    )
    assert not page.context["view"].can_take
    batch = ImportBatch.objects.unscoped("test").get()
    errors = clerk.get(reverse("import_batch", args=[batch.pk]), {"muc": "error"}).context["page"]
    assert [(p.row, p.column) for p in errors] == [(2, "Ngày sinh"), (3, "Mã chi bộ")]
    assert all(p.message and p.repair for p in errors)
    copy = clerk.get(reverse("import_problems", args=[batch.pk]))
    sheet = CalamineWorkbook.from_filelike(BytesIO(copy.content)).get_sheet_by_index(0)
    assert "Cần sửa" in sheet.to_python()[0]
    refused = clerk.post(
        reverse("import_take", args=[batch.pk]),
        form(),
        headers={"Referer": f"http://testserver/nhap/{batch.pk}/"},
        follow=True,
    )
    assert "chưa thể nhận" in refused.content.decode()
    assert _members() == []


@pytest.mark.parametrize(
    "content",
    [b"\x00rubbish" * 1000, b"PK\x03\x04" + b"\x00" * 100, b""],
    ids=["bytes", "a broken archive", "nothing"],
)
def test_garbage_with_the_name_of_a_workbook_is_refused_on_the_page(clerk, form, content):
    answer = _upload(clerk, form, SimpleUploadedFile("danh-sach.xlsx", content))
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert not ImportBatch.objects.unscoped("test").exists()


def test_files_larger_than_allowed_are_refused(clerk, form, settings):
    settings.CHIBO_UPLOAD_LIMIT = 1024 * 1024
    answer = _upload(clerk, form, SimpleUploadedFile("to.csv", b"x" * (1024 * 1024 + 1)))
    assert "lớn hơn 1 MB" in answer.content.decode()


def test_the_poll_shows_progress_and_then_loads_the_page_anew(clerk, form):
    _upload(clerk, form, _file("DV1,Nguyễn Văn An,Nam,01/01/1980,XHB-01,19/05/2010"))
    batch = ImportBatch.objects.unscoped("test").get()
    address = reverse("import_progress", args=[batch.pk])
    assert clerk.get(address).headers["HX-Refresh"] == "true"
    ImportBatch.objects.unscoped("test").update(state="checking")
    running = clerk.get(address).content.decode()
    assert 'hx-trigger="every 1s"' in running
    assert "<progress" in running


def test_an_import_of_another_committee_is_not_there(clerk, form, sign_in):
    _upload(clerk, form, _file("DV1,Nguyễn Văn An,Nam,01/01/1980,XHB-01,19/05/2010"))
    batch = ImportBatch.objects.unscoped("test").get()
    other = sign_in("clerk", a_commune(name="Đảng ủy xã Khác"))
    assert other.get(reverse("import_batch", args=[batch.pk])).status_code == 404
    assert other.get(reverse("import_problems", args=[batch.pk])).status_code == 404
    assert sign_in("superior", batch.unit).get(reverse("imports")).status_code == 403


def test_the_first_administrator_brings_in_the_whole_tree(sign_in, form):
    administrator = sign_in("administrator", None)
    content = "Mã,Tên,Loại,Mã cấp trên\nBA,Đảng bộ tỉnh Bình An,Đảng bộ tỉnh,\n"
    file = SimpleUploadedFile("to-chuc.csv", content.encode(), "text/csv")
    assert _upload(administrator, form, file).context["view"].can_take
    batch = ImportBatch.objects.unscoped("test").get()
    other = sign_in("administrator", None)
    assert other.get(reverse("import_batch", args=[batch.pk])).status_code == 404
    administrator.post(reverse("import_take", args=[batch.pk]), form())
    assert "Đảng bộ tỉnh Bình An" in administrator.get(reverse("units")).content.decode()
    assert other.get(reverse("import_batch", args=[batch.pk])).status_code == 200


def test_each_sheet_has_an_example_to_download(clerk):
    for sheet in ("units", "members", "meetings"):
        answer = clerk.get(reverse("import_example", args=[sheet]))
        assert CalamineWorkbook.from_filelike(BytesIO(answer.content)).sheet_names
    assert clerk.get(reverse("import_example", args=["khong-co"])).status_code == 404


def test_lists_ask_the_database_as_often_for_thirty_as_for_one(
    clerk, form, django_assert_num_queries
):
    def ask(list_queries, page_queries):
        batch = ImportBatch.objects.unscoped("test").order_by("-id").first()
        with django_assert_num_queries(list_queries):
            clerk.get(reverse("imports"))
        with django_assert_num_queries(page_queries):
            clerk.get(reverse("import_batch", args=[batch.pk]))

    bad = "DV{0},Nguyễn Văn An,Nam,sai,XHB-01,19/05/2010"
    _upload(clerk, form, _file(bad.format(1)))
    ask(6, 9)
    for _number in range(29):
        _upload(clerk, form, _file(*(bad.format(number) for number in range(30))))
    ask(6, 9)


def test_a_unit_is_exported_and_the_file_changes_nothing_when_taken_again(clerk, form, commune):
    member = a_member(commune.children.unscoped("test").get(), "=Nguyễn Văn An")
    asked = {"unit": commune.code, "on": ""}
    assert clerk.get(reverse("export"), asked).status_code == 422, "what for is asked"
    answer = clerk.get(reverse("export"), {**asked, "why": "Rà soát & đối chiếu"})
    book = load_workbook(BytesIO(answer.content))
    assert book.properties.subject == "Rà soát & đối chiếu"
    assert book.properties.creator in str(book.worksheets[0].oddFooter.left.text)
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="chibo-')
    file = SimpleUploadedFile("xuat.xlsx", answer.content)
    view = _upload(clerk, form, file).context["view"]
    assert view.changes_nothing
    assert member.code in _members()


def test_only_what_may_be_exported_is(clerk, sign_in):
    province = a_province()
    answer = clerk.get(reverse("export"), {"unit": province.code})
    assert answer.status_code == 422
    assert sign_in("superior", province).get(reverse("export")).status_code == 403
