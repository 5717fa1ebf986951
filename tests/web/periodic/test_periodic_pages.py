"""Pages of periodic reports: asked for, typed, sent, returned, sealed, restated; who may not."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from chibo.areas.notices.models import Notice
from chibo.areas.periodic.forms import forms
from chibo.areas.periodic.models import PeriodicReport, PeriodicState
from chibo.areas.periodic.periods import Period
from tests.factories import a_member, an_account
from tests.periods import Province
from tests.web.conftest import SignIn

Fill = Callable[..., dict[str, Any]]

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(today_is: Callable[[str], None]) -> Province:
    today_is("2026-11-08")
    return Province()


def page(client: Any, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_from_asking_for_a_form_to_a_sealed_and_restated_report(
    ours: Province, sign_in: SignIn, form: Fill
) -> None:
    superior, clerk = sign_in("superior", ours.root), sign_in("clerk", ours.communes[0])
    above = reverse("periodic_reports", args=[ours.root.pk])
    below = reverse("periodic_reports", args=[ours.communes[0].pk])
    assert above in page(superior, reverse("overview_unit", args=[ours.root.pk]))
    assert below in page(clerk, reverse("unit", args=[ours.communes[0].pk]))
    assert "Chưa có mẫu báo cáo nào được yêu cầu" in page(clerk, below)
    asking = reverse("periodic_forms", args=[ours.root.pk])
    assert "không do văn bản nào trong phần mềm quy định" in page(superior, asking)
    assert superior.post(asking, form(since="month:2026-13")).status_code == 422
    for _tap in range(2):
        assert superior.post(asking, form(since="month:2026-10")).status_code == 302
    assert "Thôi yêu cầu sau kỳ này" in page(superior, asking)
    page(clerk, asking, 404)

    late = page(superior, above)
    assert late.index("Đảng ủy xã Một") < late.index("Đảng ủy xã Hai")
    assert "từ 06/11/2026" in late
    begin = reverse("periodic_begin", args=[ours.communes[0].pk])
    assert begin in page(clerk, below)
    sent = form(form="month", period="2026-10")
    leads = {clerk.post(begin, sent)["Location"] for _tap in range(2)}
    report = PeriodicReport.objects.unscoped("test").get()
    address = reverse("periodic_report", args=[report.pk])
    assert leads == {address}
    shown = page(clerk, address)
    assert "Còn 5 mục phải gõ" in shown
    assert "<b>3</b> người" in shown
    assert "không có số liệu" in shown, "nobody met: no share of those present"
    assert "<b>0</b> buổi" not in shown, "nor is nought known of what nothing is on record of"

    write = reverse("periodic_write", args=[report.pk])
    assert "Gõ số, giải trình" in page(clerk, write)
    typed = {
        **{f"n-{code}": n for code, n in (("dialogues", "1"), ("petitions", "3"))},
        "n-petitions_answered": "4",
        **{f"s-{code}": "value" for code in ("dialogues", "petitions", "petitions_answered")},
        "t-highlights": "Họp đều",
        "t-next_tasks": "Kiểm điểm",
        "t-proposals": "",
    }
    wrong = clerk.post(write, form(version="1", **{**typed, "n-petitions": "ba"}))
    assert wrong.status_code == 422
    assert "phải là số nguyên từ 0" in wrong.content.decode()
    assert clerk.post(write, form(version="1", **typed)).status_code == 302
    stale = clerk.post(write, form(version="1", **{**typed, "t-highlights": "Khác"}))
    assert stale.status_code == 422
    assert "Hai bản khác nhau" in stale.content.decode() or "Họp đều" in stale.content.decode()
    assert "cần một câu giải trình" in page(clerk, write)
    check = reverse("periodic_check", args=[report.pk])
    refused = clerk.post(check, form(version="2"), HTTP_REFERER=f"http://testserver{address}")
    assert "Số liệu chưa khớp" in page(clerk, refused["Location"])
    typed["x-petitions"] = "Trả lời cả kỳ trước"
    assert clerk.post(write, form(version="2", **typed)).status_code == 302
    for name, version in (("periodic_check", "3"), ("periodic_submit", "4")):
        assert clerk.post(reverse(name, args=[report.pk]), form(version=version))["Location"]
    assert "Số 01-BC/ĐU" in page(clerk, address)
    assert "<b>BÁO CÁO</b>" in page(clerk, reverse("periodic_paper", args=[report.pk]) + "?dang=in")
    register = page(clerk, reverse("register_out", args=[ours.communes[0].pk]))
    assert address in register

    assert "Nhận và khóa" in page(superior, address)
    back = reverse("periodic_return", args=[report.pk])
    assert superior.post(back, form(version="5", reason="")).status_code == 422
    remark = {"line-petitions": "Xem lại số nhận"}
    assert superior.post(back, form(version="5", reason="", **remark)).status_code == 302
    assert "Xem lại số nhận" in page(clerk, address)
    typed["n-petitions"] = "5"
    assert clerk.post(write, form(version="6", **typed)).status_code == 302
    for name, version in (("periodic_check", "7"), ("periodic_submit", "8")):
        clerk.post(reverse(name, args=[report.pk]), form(version=version))
    assert "Lần nộp trước: 3" in page(superior, address)
    superior.post(reverse("periodic_accept", args=[report.pk]), form(version="9"))
    report.refresh_from_db()
    assert report.state == PeriodicState.ACCEPTED

    a_member(ours.cells[0], "Nguyễn Thị Sót")
    moved = page(clerk, address)
    assert "đã khóa 3, nay 4" in moved
    restate = reverse("periodic_restate", args=[report.pk])
    assert clerk.post(restate, form(version=str(report.version), reason="")).status_code == 422
    clerk.post(restate, form(version=str(report.version), reason="Bổ sung người sót"))
    assert "3 → 4" in page(superior, address)
    first = page(superior, reverse("periodic_version", args=[report.pk, 1]))
    assert report.seals.get(number=1).sha256 in first
    assert "Bổ sung người sót" in page(clerk, reverse("periodic_version", args=[report.pk, 2]))
    reopen = reverse("periodic_reopen", args=[report.pk])
    report.refresh_from_db()
    superior.post(reopen, form(version=str(report.version), reason="Ghi nhầm"))
    assert "trả lại" in page(clerk, address)


def test_cells_members_and_neighbours_see_nothing_of_it_and_a_notice_leads_there(
    ours: Province, sign_in: SignIn, form: Fill
) -> None:
    ours.ask()
    report = ours.sent()
    address = reverse("periodic_report", args=[report.pk])
    for role, unit in (
        ("secretary", ours.cells[0]),
        ("member", ours.cells[0]),
        ("clerk", ours.communes[1]),
        ("administrator", ours.root),
    ):
        client = sign_in(role, unit)
        assert client.get(address).status_code in (403, 404), role
        own = reverse("periodic_reports", args=[ours.communes[0].pk])
        assert client.get(own).status_code in (403, 404), role
    own_superior = sign_in("superior", ours.communes[0])
    assert "Nhận và khóa" not in page(own_superior, address)
    accept = reverse("periodic_accept", args=[report.pk])
    own_superior.post(accept, form(version=str(report.version)))
    report.refresh_from_db()
    assert report.state == PeriodicState.SUBMITTED
    account = an_account("clerk", ours.communes[0])
    ours.give_back(report, "Xem lại")
    notice = Notice.objects.unscoped("test").get(account=account)
    client = sign_in("clerk", ours.communes[0])
    client.force_login(account)
    opened = reverse("notice_open", args=[notice.pk])
    assert client.post(opened, form())["Location"] == address


def test_a_figure_says_what_was_reported_last_and_what_moved_since(
    ours: Province, sign_in: SignIn
) -> None:
    ours.ask()
    commune = ours.communes[0]
    client = sign_in("clerk", commune)

    def told(period: str, code: str = "members.total") -> Any:
        address = reverse("figure", args=[commune.pk, code])
        found = client.get(address, {"ky": period}).context["reported"]
        return found and (found.label, found.words, found.change)

    assert told("2026-10") is None
    report = ours.sent()
    assert told("2026-10") == ("tháng 10/2026", "3", "không đổi")
    assert told("2026-09") is None
    a_member(ours.cells[0], "Nguyễn Thị Sót")
    assert told("2026-10") == told("2026-11") == ("tháng 10/2026", "3", "+1 (+33,3%)")
    assert told("2026-10", "meetings.regular") is None, "nothing on record to hold it against"
    assert told("2026-11", "members.admitted") == ("tháng 10/2026", "0", "")
    said = page(client, reverse("figure", args=[commune.pk, "members.total"]) + "?ky=2026-10")
    assert reverse("periodic_report", args=[report.pk]) in said
    ours.give_back(report, "Xem lại")
    assert told("2026-10") is None, "it came back"


def test_a_line_says_what_the_report_before_said_and_how_far_it_moved(
    ours: Province, sign_in: SignIn
) -> None:
    clerk, september = sign_in("clerk", ours.communes[0]), Period.parse("2026-09")
    ours.ask(since=september)
    before = ours.sent(period=september)
    a_member(ours.cells[0], "Nguyễn Thị Mới")
    report = ours.write(ours.begin(), numbers={"petitions": ("value", "3")})
    address = reverse("periodic_report", args=[report.pk])
    lines = {
        line["code"]: line["reported"]
        for _title, rows in clerk.get(address).context["sections"]
        for line in rows
    }
    href = reverse("periodic_report", args=[before.pk])
    said = {"label": "tháng 09/2026", "href": href}
    assert lines["petitions"] == {**said, "words": "5", "change": "−2 (−40,0%)"}
    members = next(each.code for each in report.shape.lines if each.indicator == "members.total")
    assert lines[members] == {**said, "words": "3", "change": "+1 (+33,3%)"}
    assert lines["dialogues"] == {**said, "words": "1", "change": ""}, "not typed yet"
    assert lines["highlights"] is None
    shown = page(clerk, address)
    assert f'Báo cáo trước, <a href="{href}">tháng 09/2026</a>: 5 · <b>−2 (−40,0%)</b>' in shown
    first = clerk.get(href).context["sections"]
    assert not any(line["reported"] for _title, rows in first for line in rows)


def test_what_reports_cost_is_a_figure_with_its_months_and_its_forms(
    ours: Province, sign_in: SignIn, form: Fill
) -> None:
    superior, clerk = sign_in("superior", ours.root), sign_in("clerk", ours.communes[0])
    address = reverse("periodic_burden", args=[ours.communes[0].pk])
    assert "Không có báo cáo định kỳ nào đến hạn trong tháng" in page(clerk, address)
    superior.post(
        reverse("periodic_forms", args=[ours.root.pk]), form(form="month", since="month:2026-10")
    )
    assert address in page(clerk, reverse("periodic_reports", args=[ours.communes[0].pk]))
    shown = page(clerk, address)
    assert "Hạn trong tháng 11/2026" in shown
    assert "hạn 05/11/2026" in shown
    fields = forms()["month"].fields
    assert f"{fields} trường, khoảng {forms()['month'].minutes} phút" in shown
    above = page(superior, reverse("periodic_burden", args=[ours.root.pk]))
    counted = reverse("figure", args=[ours.root.pk, "burden.fields"]) + "?ky=2026-11"
    told = fields * (1 + len(ours.communes))
    assert f'<td class="number"><a href="{counted}">{told}</a></td>' in above
    book = load_workbook(BytesIO(clerk.get(address + "?dang=xlsx").content)).active
    rows = [[cell.value for cell in row] for row in book.iter_rows()]
    assert rows[0][-2:] == ["Trường phải gõ tay", "Phút, ước lượng"]
    assert rows[1][0] == "11/2026"
    assert rows[1][-2:] == [fields, forms()["month"].minutes]
    page(sign_in("clerk", ours.communes[1]), address, 404)


def test_a_quarter_links_each_carried_number_to_its_month_and_asks_only_for_the_rest(
    ours: Province, sign_in: SignIn
) -> None:
    clerk, quarter = sign_in("clerk", ours.communes[0]), Period.parse("2026-Q3")
    months = [Period.parse(f"2026-0{number}") for number in (7, 8, 9)]
    for kind, since in (("month", months[0]), ("quarter", quarter)):
        ours.ask(kind, since)
    july, september = (ours.accept(ours.sent(0, each)) for each in (months[0], months[2]))
    report = ours.begin(period=quarter)
    shown = page(clerk, reverse("periodic_report", args=[report.pk]))
    for each in (july, september):
        assert f'<a href="{reverse("periodic_report", args=[each.pk])}">' in shown
    assert "Chưa có báo cáo khóa của 08/2026" in shown
    write = reverse("periodic_write", args=[report.pk])
    assert "Chỉ gõ phần của 08/2026; phần còn lại lấy từ báo cáo đã khóa." in page(clerk, write)
    ours.accept(ours.sent(0, months[1]))
    asked = page(clerk, write)
    assert 'name="n-petitions"' not in asked
    assert 'name="n-conferences"' in asked, "no month asks for those"
    assert "<b>15</b> kiến nghị" in page(clerk, reverse("periodic_report", args=[report.pk]))
