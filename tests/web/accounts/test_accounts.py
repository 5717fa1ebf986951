"""The administrator gives people an account and a role, and takes them back."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from chibo.areas.access.models import Account, RoleGrant
from tests.factories import a_cell, a_commune, a_member, a_post, an_account


@pytest.fixture
def commune(db):
    return a_commune()


@pytest.fixture
def administrator(sign_in, commune):
    return sign_in("administrator", commune)


def _typed(body, **changed):
    return {
        "full_name": "Nguyễn Văn An",
        "role": "secretary",
        "unit": body.code,
        "starts_on": "01/01/2026",
        **changed,
    }


def test_a_new_account_comes_with_a_slip_that_is_shown_once(administrator, commune, form):
    cell = a_cell(commune)
    member = a_member(cell, "Nguyễn Văn An")
    answer = administrator.post(
        reverse("account_new"), form(**_typed(cell, member_code=member.code)), follow=True
    )
    account = Account.objects.get(username="nguyen.van.an")
    grant = RoleGrant.objects.unscoped("test").get(account=account)
    assert (grant.role, grant.unit, grant.starts_on) == ("secretary", cell, date(2026, 1, 1))
    assert account.member == member
    (slip,) = answer.context["slips"]
    assert account.check_password(slip.password)
    assert slip.password in answer.content.decode()
    again = administrator.get(reverse("account_slips")).content.decode()
    assert slip.password not in again
    assert "Không còn phiếu nào" in again


def test_a_role_is_given_only_where_it_fits_and_only_below(administrator, commune, form):
    elsewhere = a_cell(a_commune(name="Đảng ủy xã Khác"))
    wrong_role = administrator.post(reverse("account_new"), form(**_typed(commune)))
    assert "không giao được" in wrong_role.content.decode()
    outside = administrator.post(reverse("account_new"), form(**_typed(elsewhere)))
    assert "Không có tổ chức nào mang mã" in outside.content.decode()
    assert not Account.objects.filter(full_name="Nguyễn Văn An").exists()


def test_a_unit_may_be_typed_by_its_name_when_only_one_carries_it(administrator, commune, form):
    a_cell(commune, "Chi bộ thôn Đông")
    a_cell(commune, "Chi bộ thôn Tây")
    answer = administrator.post(reverse("account_new"), form(**_typed(commune, unit="thon dong")))
    assert answer.headers["Location"] == reverse("account_slips")
    both = administrator.post(reverse("account_new"), form(**_typed(commune, unit="chi bo thon")))
    assert "Có nhiều tổ chức khớp" in both.content.decode()


def test_a_list_opens_accounts_for_everybody_in_it(administrator, commune, form):
    east, west = a_cell(commune, code="XHB-01"), a_cell(commune, "Chi bộ thôn Tây", code="XHB-02")
    people = (
        "Họ và tên\tVai trò\tMã đơn vị\n"
        "Nguyễn Văn An\tBí thư chi bộ\tXHB-01\n\n"
        "Trần Thị Bình\tchi uỷ viên\tXHB-02\tbinh.tran\n"
    ).replace("chi uỷ viên", "Chi ủy viên")
    answer = administrator.post(
        reverse("accounts_from_list"), form(people=people, starts_on="01/02/2026"), follow=True
    )
    assert [slip.username for slip in answer.context["slips"]] == ["nguyen.van.an", "binh.tran"]
    given = RoleGrant.objects.unscoped("test").filter(starts_on=date(2026, 2, 1)).order_by("id")
    assert [(g.role, g.unit) for g in given] == [("secretary", east), ("cell_committee", west)]


def test_one_wrong_line_and_nobody_gets_an_account(administrator, commune, form):
    a_cell(commune, code="XHB-01")
    people = "Nguyễn Văn An; Bí thư chi bộ; XHB-01\nTrần Thị Bình; Chủ tịch; XHB-99"
    before = Account.objects.count()
    answer = administrator.post(
        reverse("accounts_from_list"), form(people=people, starts_on="01/02/2026")
    )
    assert answer.status_code == 422
    assert [(p.line, p.sentence[:19]) for p in answer.context["problems"]] == [
        (2, "Không có tổ chức ma"),
        (2, "Không có vai trò “C"),
    ]
    assert Account.objects.count() == before


def test_a_list_may_come_as_a_file(administrator, commune, form):
    a_cell(commune, code="XHB-01")
    content = "Họ và tên,Vai trò,Mã đơn vị\nNguyễn Văn An,Bí thư chi bộ,XHB-01\n"
    file = SimpleUploadedFile("ds.csv", content.encode(), "text/csv")
    answer = administrator.post(
        reverse("accounts_from_list"), form(file=file, starts_on="01/02/2026"), follow=True
    )
    assert [slip.full_name for slip in answer.context["slips"]] == ["Nguyễn Văn An"]


def test_a_line_may_say_from_when_to_when(administrator, commune, form):
    a_cell(commune, code="XHB-01")
    book = Workbook()
    book.active.append(["Họ và tên", "Vai trò", "Mã đơn vị", "", "", "Từ ngày", "Thôi từ ngày"])
    person = ["Nguyễn Văn An", "Bí thư chi bộ", "XHB-01", None, None]
    book.active.append([*person, date(2026, 3, 1), "01/09/2026"])
    book.active.append(["Trần Thị Bình", *person[1:]])
    kept = BytesIO()
    book.save(kept)
    file = SimpleUploadedFile("ds.xlsx", kept.getvalue())
    administrator.post(reverse("accounts_from_list"), form(file=file, starts_on="01/02/2026"))
    given = RoleGrant.objects.unscoped("test").filter(role="secretary").order_by("id")
    assert [(g.starts_on, g.ends_before) for g in given] == [
        (date(2026, 3, 1), date(2026, 9, 1)),
        (date(2026, 2, 1), None),
    ]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("31/02/2026;", "Không đọc được ngày “31/02/2026”"),
        (";2027", "Không đọc được ngày “2027”"),
        (";01/01/2026", "Ngày thôi vai trò trước ngày bắt đầu"),
    ],
)
def test_days_of_a_line_that_cannot_be_are_named(days, said, administrator, commune, form):
    a_cell(commune, code="XHB-01")
    before = Account.objects.count()
    answer = administrator.post(
        reverse("accounts_from_list"),
        form(people=f"Nguyễn Văn An;Bí thư chi bộ;XHB-01;;;{days}", starts_on="01/02/2026"),
    )
    assert [p.sentence[: len(said)] for p in answer.context["problems"]] == [said]
    assert Account.objects.count() == before


def test_garbage_called_a_workbook_is_refused(administrator, form):
    file = SimpleUploadedFile("ds.xlsx", b"\x00garbage" * 100)
    answer = administrator.post(
        reverse("accounts_from_list"), form(file=file, starts_on="01/02/2026")
    )
    assert answer.status_code == 422


def test_a_role_is_given_and_ended(administrator, commune, form):
    cell = a_cell(commune)
    account = an_account("member", cell)
    administrator.post(
        reverse("role_new", args=[account.pk]),
        form(role="secretary", unit=cell.code, starts_on="01/01/2026"),
    )
    grant = RoleGrant.objects.unscoped("test").get(account=account, role="secretary")
    administrator.post(
        reverse("role_end", args=[account.pk, grant.pk]), form(ends_before="01/03/2026")
    )
    grant.refresh_from_db()
    assert grant.ends_before == date(2026, 3, 1)


def test_a_reset_shows_a_new_slip_and_closing_can_be_undone(administrator, commune, form):
    account = an_account("clerk", commune)
    answer = administrator.post(reverse("account_reset", args=[account.pk]), form(), follow=True)
    account.refresh_from_db()
    assert account.check_password(answer.context["slips"][0].password)
    administrator.post(reverse("account_close", args=[account.pk]), form())
    account.refresh_from_db()
    assert not account.is_active
    administrator.post(reverse("account_reopen", args=[account.pk]), form())
    account.refresh_from_db()
    assert account.is_active


def test_only_an_administrator_opens_these_pages(sign_in, commune):
    for role in ("clerk", "superior"):
        client = sign_in(role, commune)
        for name in ("accounts", "account_new", "accounts_from_list", "account_slips"):
            assert client.get(reverse(name)).status_code == 403


def test_the_list_asks_the_database_as_often_for_thirty_as_for_one(
    administrator, commune, django_assert_num_queries
):
    def ask():
        with django_assert_num_queries(5):
            return administrator.get(reverse("accounts"))

    ask()
    for number in range(30):
        an_account("clerk", commune, full_name=f"Cán bộ {number}", password="x")
    assert len(ask().context["rows"]) == 31


def test_an_account_is_found_without_accents(administrator, commune):
    an_account("clerk", commune, username="nguyen.duc.thanh", full_name="Nguyễn Đức Thành")
    page = administrator.get(reverse("accounts"), {"q": "duc thanh"})
    assert [row.account.full_name for row in page.context["rows"]] == ["Nguyễn Đức Thành"]


@pytest.mark.django_db
def test_an_account_of_another_committee_is_not_there():
    client = Client()
    client.force_login(an_account("administrator", a_commune()))
    other = an_account("clerk", a_commune(name="Đảng ủy xã Khác"))
    assert client.get(reverse("account", args=[other.pk])).status_code == 404


def test_everybody_reads_which_role_may_do_what(sign_in, commune):
    page = sign_in("member", a_cell(commune)).get(reverse("roles_table"))
    assert page.status_code == 200
    held = [row.role.code for row in page.context["rows"] if row.is_held]
    assert held == ["member"]
    by_name = {line.name: line.rows for line in page.context["permissions"]}
    assert [row.role.code for row in by_name["chấm điểm chính thức"]] == ["superior"]


def test_an_account_shows_the_post_its_role_comes_from(administrator, commune, form):
    cell = a_cell(commune)
    member = a_member(cell, "Nguyễn Văn An")
    a_post(member, "Bí thư")
    administrator.post(reverse("account_new"), form(**_typed(cell, member_code=member.code)))
    account = Account.objects.get(username="nguyen.van.an")
    page = administrator.get(reverse("account", args=[account.pk])).content.decode()
    assert "theo chức vụ Bí thư" in page
