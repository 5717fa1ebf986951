"""Dues on the screen: the secretary's phone, the clerk's picture, a member's own months."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chibo.areas.dues import actions
from chibo.areas.dues.models import DuesEntry, DuesPayment, DuesRate, DuesSetting, DuesSheet
from chibo.core.periods import Month
from tests.factories import a_cell, a_commune, a_member, a_province, an_actor
from tests.months import at

MONTH = "2026-11"
NOVEMBER = Month(2026, 11)
Form = Callable[..., dict[str, Any]]


class Village:
    """A cell of three whose commune laid down region IV and 30%; rates from October."""

    def __init__(self) -> None:
        self.province = a_province()
        self.commune = a_commune(self.province)
        self.cell = a_cell(self.commune)
        self.an = a_member(self.cell, "Nguyễn Văn An")
        self.binh = a_member(self.cell, "Trần Thị Bình")
        self.cuong = a_member(self.cell, "Lê Văn Cường")
        self.keeper = an_actor("secretary", self.cell, name="Nguyễn Văn An")
        actions.lay_down(
            actor=an_actor("clerk", self.commune),
            unit_id=self.commune.pk,
            starts_on=Month(2026, 10),
            laid=actions.Laid("IV", Decimal(30), Decimal(90), ("long_member",)),
            version=0,
            now=at(date(2026, 10, 1)),
        )
        for member, group, amount in (
            (self.an, "insured", 8_000_000),
            (self.binh, "pension", 5_300_000),
        ):
            actions.set_rate(
                actor=self.keeper,
                member_id=member.pk,
                starts_on=Month(2026, 10),
                rate=actions.Rate(group, amount),
                version=0,
                now=at(date(2026, 10, 1)),
            )

    def open(self, month: Month = NOVEMBER) -> DuesSheet:
        return actions.open_month(
            actor=self.keeper, unit_id=self.cell.pk, month=month, now=at(date(2026, 11, 5))
        )

    def line(self, member: Any) -> DuesEntry:
        return DuesEntry.objects.unscoped("test").get(member=member, month=date(2026, 11, 1))

    def page(self) -> str:
        return reverse("dues_month", args=[self.cell.pk, MONTH])


@pytest.fixture
def village(db: None, today_is: Callable[[str], None]) -> Village:
    today_is("2026-11-10")
    return Village()


@pytest.fixture
def secretary(village: Village, sign_in: Callable[..., Client]) -> Client:
    return sign_in("secretary", village.cell, village.an)


def test_the_secretary_makes_the_list_and_taps_who_paid(
    village: Village, secretary: Client, form: Form
) -> None:
    start = secretary.get(reverse("dues"), follow=True)
    assert "Lập danh sách tháng 11/2026" in start.content.decode()
    secretary.post(reverse("dues_open", args=[village.cell.pk, MONTH]), form())
    shown = secretary.get(village.page()).content.decode()
    assert "Đã nộp 80.000 đ" in shown
    assert "Chưa ghi nhóm đóng đảng phí" in shown, "of Cường"
    line = village.line(village.an)
    tap = form(version=line.version)
    address = reverse("dues_pay", args=[line.sheet_id, line.pk])
    answer = secretary.post(address, tap)
    assert answer.headers["Location"] == f"{village.page()}#khoan-{line.pk}"
    secretary.post(address, tap)
    assert DuesPayment.objects.unscoped("test").count() == 1, "a double tap is one payment"
    shown = secretary.get(village.page()).content.decode()
    assert "80.000 đ ngày 10/11/2026" in shown


def test_two_phones_taking_the_same_dues_the_second_is_told(
    village: Village, secretary: Client, form: Form
) -> None:
    village.open()
    line = village.line(village.an)
    address = reverse("dues_pay", args=[line.sheet_id, line.pk])
    secretary.post(address, form(version=line.version))
    told = secretary.post(address, form(version=line.version), follow=True)
    assert "Người khác vừa lưu nội dung này" in told.content.decode()
    assert DuesPayment.objects.unscoped("test").count() == 1


def test_another_amount_is_typed_and_more_than_due_asks_for_the_decision(
    village: Village, secretary: Client, form: Form
) -> None:
    village.open()
    line = village.line(village.binh)
    address = reverse("dues_pay_other", args=[line.sheet_id, line.pk])
    assert "26.500" in secretary.get(address).content.decode()
    typed = {"amount": "50.000 đ", "paid_on": "09/11/2026", "version": line.version}
    refused = secretary.post(address, form(**typed))
    assert refused.status_code == 422
    assert "số quyết định" in refused.content.decode()
    nonsense = secretary.post(address, form(**{**typed, "amount": "năm mươi"}))
    assert "Hãy gõ số tiền bằng số" in nonsense.content.decode()
    secretary.post(address, form(decision_number="12-QĐ/ĐU", **typed))
    paid = DuesPayment.objects.unscoped("test").get()
    assert (paid.amount, paid.paid_on, paid.decision_number) == (
        50_000,
        date(2026, 11, 9),
        "12-QĐ/ĐU",
    )


def test_everyone_left_paid_and_the_book_is_closed(
    village: Village, secretary: Client, form: Form, sign_in: Callable[..., Client]
) -> None:
    sheet = village.open()
    secretary.post(reverse("dues_pay_all", args=[sheet.pk]), form(on="10/11/2026"))
    sheet.refresh_from_db()
    secretary.post(reverse("dues_close", args=[sheet.pk]), form(version=sheet.version))
    shown = secretary.get(village.page()).content.decode()
    assert "31.950 đ (30%)" in shown
    assert "Đã nộp 80.000 đ" not in shown, "no taps in a closed book"
    clerk = sign_in("clerk", village.commune)
    assert "Ghi đã nhận" in clerk.get(village.page()).content.decode()
    clerk.post(reverse("dues_hand_over", args=[sheet.pk]), form(on="10/11/2026"))
    assert "đã nhận 10/11/2026" in clerk.get(village.page()).content.decode()
    clerk.post(reverse("dues_reopen", args=[sheet.pk]), form(reason="Ghi sót."))
    sheet.refresh_from_db()
    assert sheet.state == "open"


def test_a_payment_is_corrected_or_taken_back_with_a_reason(
    village: Village, secretary: Client, form: Form
) -> None:
    village.open()
    line = village.line(village.an)
    secretary.post(reverse("dues_pay", args=[line.sheet_id, line.pk]), form(version=line.version))
    paid = DuesPayment.objects.unscoped("test").get()
    address = reverse("dues_payment_correct", args=[paid.pk])
    typed = {"amount": "70000", "paid_on": "10/11/2026", "version": 1, "reason": "Gõ nhầm."}
    secretary.post(address, form(**typed))
    shown = secretary.post(address, form(**{**typed, "amount": "60000"}))
    assert [row.theirs for row in shown.context["conflicts"]][:1] == ["70000"]
    secretary.post(
        reverse("dues_payment_take_back", args=[paid.pk]), form(version=2, reason="Nhầm người.")
    )
    assert "đã rút lại:</s>" not in secretary.get(village.page()).content.decode()
    assert "Nhầm người." in secretary.get(village.page()).content.decode()
    assert "không sửa nữa" in secretary.get(address).content.decode()


def test_a_rate_is_written_from_a_month_on_and_seen_by_few(
    village: Village, secretary: Client, form: Form, sign_in: Callable[..., Client]
) -> None:
    address = reverse("dues_rate", args=[village.cuong.pk])
    page = secretary.get(address).content.decode()
    assert "Từ đủ 50 năm tuổi Đảng" in page, "laid down by the commune"
    assert "Mắc bệnh hiểm nghèo" not in page, "not laid down"
    typed = {"starts_on": "11/2026", "group": "uninsured", "version": 0}
    refused = secretary.post(address, form(**{**typed, "group": "pension"}))
    assert "Mức lương hưu hằng tháng" in refused.content.decode()
    secretary.post(address, form(**typed))
    assert DuesRate.objects.unscoped("test").get(member=village.cuong).group == "uninsured"
    for role, unit, member, status in (
        ("clerk", village.commune, None, 200),
        ("superior", village.commune, None, 403),
        ("cell_committee", village.cell, None, 403),
        ("member", village.cell, village.cuong, 200),
        ("member", village.cell, village.binh, 404),
    ):
        assert sign_in(role, unit, member).get(address).status_code == status, role


def test_a_superior_sees_who_paid_but_no_persons_amount(
    village: Village, sign_in: Callable[..., Client], form: Form
) -> None:
    sheet = village.open()
    superior = sign_in("superior", village.commune)
    page = superior.get(village.page()).content.decode()
    assert "Trần Thị Bình" in page
    assert "26.500" not in page
    assert superior.get(reverse("dues_list_paper", args=[sheet.pk])).status_code == 403
    line = village.line(village.an)
    superior.post(reverse("dues_pay", args=[sheet.pk, line.pk]), form(version=line.version))
    assert not DuesPayment.objects.unscoped("test").exists()


def test_the_month_is_loaded_with_the_same_number_of_queries(
    village: Village, secretary: Client, form: Form
) -> None:

    sheet = village.open()

    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert secretary.get(village.page()).status_code == 200
        return len(asked)

    few = count()
    for number in range(25):
        a_member(village.cell, f"Đặng Văn {number:02d}")
    actions.bring_up_to_date(actor=village.keeper, sheet_id=sheet.pk, now=at(date(2026, 11, 6)))
    secretary.post(reverse("dues_pay_all", args=[sheet.pk]), form(on="10/11/2026"))
    secretary.get(village.page())  # reads the notice of the tap
    assert count() == few


def test_the_clerk_sees_cells_and_months_and_each_figure_leads_to_its_records(
    village: Village, sign_in: Callable[..., Client], form: Form
) -> None:
    sheet = village.open()
    a_cell(village.commune, "Chi bộ thôn Tây")
    keeper = sign_in("secretary", village.cell)
    keeper.post(reverse("dues_pay_all", args=[sheet.pk]), form(on="10/11/2026"))
    clerk = sign_in("clerk", village.commune)
    page = clerk.get(reverse("dues"), follow=True).content.decode()
    assert "106.500 đ" in page
    assert f'href="{village.page()}">2/3</a>' in page
    province = sign_in("clerk", village.province)
    page = province.get(reverse("dues_body", args=[village.province.pk])).content.decode()
    assert f"{reverse('dues_body', args=[village.commune.pk])}?thang=2026-11" in page
    cell = province.get(reverse("dues_body", args=[village.cell.pk]))
    assert cell.headers["Location"] == village.page()


def test_shares_are_laid_down_from_a_month_on(
    village: Village, sign_in: Callable[..., Client], form: Form
) -> None:
    address = reverse("dues_settings", args=[village.commune.pk])
    clerk = sign_in("clerk", village.commune)
    assert "30–50%" in clerk.get(address).content.decode(), "the older document's, to compare"
    typed = {
        "starts_on": "11/2026",
        "region": "III",
        "cell_keeps": "40",
        "body_keeps": "87,5",
        "reliefs": ["grave_illness"],
        "version": 0,
    }
    clerk.post(address, form(**typed))
    laid = DuesSetting.objects.unscoped("test").latest("starts_on")
    assert (laid.region, laid.cell_keeps, laid.body_keeps) == (
        "III",
        Decimal("40.00"),
        Decimal("87.50"),
    )
    refused = clerk.post(address, form(**{**typed, "cell_keeps": "140"}))
    assert refused.status_code == 422
    assert sign_in("superior", village.commune).get(address).status_code == 403


def test_a_member_sees_what_they_owe_and_how_it_is_counted(
    village: Village, sign_in: Callable[..., Client]
) -> None:
    village.open(Month(2026, 10))
    sheet = village.open()
    binh = sign_in("member", village.cell, village.binh)
    assert "Còn 1 tháng chưa nộp, tổng cộng 26.500 đ" in binh.get(reverse("own")).content.decode()
    page = binh.get(reverse("own_dues")).content.decode()
    assert "5.300.000 đ" in page
    assert "Nguyễn Văn An" not in page
    assert binh.get(reverse("dues_month", args=[village.cell.pk, MONTH])).status_code == 403
    assert binh.get(reverse("dues_list_paper", args=[sheet.pk])).status_code == 404


def test_receipts_and_lists_are_papers(
    village: Village, secretary: Client, sign_in: Callable[..., Client], form: Form
) -> None:
    village.open()
    line = village.line(village.binh)
    secretary.post(reverse("dues_pay", args=[line.sheet_id, line.pk]), form(version=line.version))
    paid = DuesPayment.objects.unscoped("test").get()
    receipt = reverse("dues_receipt", args=[paid.pk])
    for client, status in (
        (secretary, 200),
        (sign_in("member", village.cell, village.binh), 200),
        (sign_in("member", village.cell, village.cuong), 404),
        (sign_in("superior", village.commune), 403),
    ):
        assert client.get(receipt).status_code == status
    listed = secretary.get(reverse("dues_list_paper", args=[line.sheet_id]))
    assert "danh-sach-thu-dang-phi-2026-11-10.docx" in listed.headers["Content-Disposition"]


@pytest.mark.parametrize("month", ["2026-12", "abc", "2026-13"])
def test_a_month_that_cannot_be_has_no_page(
    village: Village, secretary: Client, month: str
) -> None:
    address = reverse("dues_month", args=[village.cell.pk, month])
    assert secretary.get(address).status_code == 404


def test_another_cells_dues_are_not_there(village: Village, sign_in: Callable[..., Client]) -> None:
    stranger = sign_in("secretary", a_cell(village.commune, "Chi bộ thôn Tây"))
    assert stranger.get(village.page()).status_code == 404
