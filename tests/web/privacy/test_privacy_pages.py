"""Personal data on the screen: everybody's register, one's own data, the queue, a breach."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from chibo.areas.privacy.models import Breach, DataRequest
from tests.factories import a_cell, a_commune, a_member

Form = Callable[..., dict[str, Any]]
SignIn = Callable[..., Client]


def test_from_ones_own_page_to_an_answer(
    today_is: Callable[[str], None], sign_in: SignIn, form: Form
) -> None:
    today_is("2026-11-20")
    cell = a_cell(a_commune())
    member = a_member(cell, "Lê Văn Cường", phone="0912345678")
    own, clerk = sign_in("member", cell, member), sign_in("clerk", cell.parent)
    assert "Dữ liệu cá nhân" in own.get(reverse("data_register")).content.decode()
    page = own.get(reverse("own_data")).content.decode()
    assert "Số điện thoại liên hệ" in page
    assert "Giữ đến khi người đó thôi dùng" in page
    copy = own.get(reverse("own_data_copy"))
    assert copy["Content-Disposition"].startswith("attachment")
    sent = own.post(reverse("own_data"), form(right="restrict", wish="Đừng gọi số này"))
    row = DataRequest.objects.unscoped("test").get()
    assert sent["Location"] == reverse("data_request", args=[row.pk])
    assert "Rút yêu cầu" in own.get(sent["Location"]).content.decode()

    queue = clerk.get(reverse("own_data_queue"), follow=True).content.decode()
    assert "báo đã nhận 25/11/2026" in queue
    listed = clerk.get(reverse("unit_deadlines", args=[cell.parent_id])).content.decode()
    assert reverse("data_request", args=[row.pk]) in listed
    address = reverse("data_request", args=[row.pk])
    clerk.post(reverse("data_receive", args=[row.pk]), form(version=1))
    extended = form(version=2, until="30/12/2026", because="Chờ")
    refused = clerk.post(reverse("data_extend", args=[row.pk]), extended)
    assert refused.status_code == 422
    answer = form(version=2, state="granted", words="Đã ghi dấu", mark="Không gọi số này")
    clerk.post(address, answer)
    assert "Không gọi số này" in clerk.get(reverse("member", args=[member.pk])).content.decode()
    assert "Đã ghi dấu" in own.get(address).content.decode()
    assert "Xóa được gì" not in own.get(address).content.decode()
    on_behalf = form(code=member.code, asked_on="19/11/2026", right="erase", wish="Xóa số")
    entered = clerk.post(reverse("data_enter", args=[cell.parent_id]), on_behalf)
    assert "Xóa được gì, giữ lại gì" in clerk.get(entered["Location"]).content.decode()
    assert clerk.get(reverse("data_copy", args=[row.pk])).status_code == 200
    secretary = sign_in("secretary", cell)
    assert secretary.get(address).status_code == 404


def test_a_breach_is_for_those_who_may(
    today_is: Callable[[str], None], sign_in: SignIn, form: Form
) -> None:
    today_is("2026-11-20")
    commune = a_commune()
    clerk = sign_in("clerk", commune)
    typed = {"found_at": "18/11/2026 09:00", "what": "Gửi nhầm tệp", "which_data": "họ tên"}
    clerk.post(reverse("breach_enter", args=[commune.pk]), form(**typed))
    row = Breach.objects.unscoped("test").get()
    listed = clerk.get(reverse("breaches", args=[commune.pk])).content.decode()
    assert "21/11/2026" in listed
    wrong = form(**{**typed, "found_at": "hôm qua"}, version=1)
    assert clerk.post(reverse("breach", args=[row.pk]), wrong).status_code == 422
    told = form(version=1, told_to="Công an tỉnh", told_at="18/11/2026 15:30")
    clerk.post(reverse("breach_told", args=[row.pk]), told)
    assert "Công an tỉnh" in clerk.get(reverse("breach", args=[row.pk])).content.decode()
    notice = clerk.get(reverse("breach_paper", args=[row.pk]), {"dang": "in"}).content.decode()
    assert "Công an tỉnh, 15:30 ngày 18/11/2026" in notice
    assert "Gửi nhầm tệp" in notice
    address = reverse("data_register_paper", args=[commune.pk])
    told = clerk.get(address, {"dang": "in"}).content.decode()
    assert "Hồ sơ đảng viên" in told
    assert "thông lệ, chưa có văn bản để đối chiếu" in told
    sheet = clerk.get(reverse("unit_data_register", args=[commune.pk]), {"dang": "xlsx"})
    assert sheet["Content-Disposition"].endswith('.xlsx"')
    assert sign_in("secretary", a_cell(commune)).get(
        reverse("breach", args=[row.pk])
    ).status_code in (403, 404)


def test_how_long_what_is_kept_stands_on_a_page_with_who_waits_for_a_decision(
    today_is: Callable[[str], None], sign_in: SignIn
) -> None:
    today_is("2026-11-20")
    cell = a_cell(a_commune())
    a_member(
        cell, "Trần Văn Xa", phone="0900000001", state="transferred", state_on=date(2025, 1, 1)
    )
    address = reverse("data_retention", args=[cell.parent_id])
    page = sign_in("clerk", cell.parent).get(address).content.decode()
    assert "Lần nhập bảng tính không được nhận" in page
    assert "Trần Văn Xa" in page
    assert "0900000001" not in page
    assert sign_in("member", cell).get(address).status_code in (403, 404)
