"""Pages of the trail: the auditor's two, and who saw one's own record."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from chibo.areas.organisation.models import Unit
from chibo.core.models import AuditEvent
from tests.factories import a_cell, a_member, a_unit
from tests.web.conftest import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def cell(today_is: Callable[[str], None]) -> Unit:
    today_is("2026-11-21")
    return a_cell(a_unit())


def page(client: Any, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_an_opened_record_is_in_the_trail_and_on_the_members_own_page(
    cell: Unit, sign_in: SignIn
) -> None:
    member = a_member(cell, "Nguyễn Văn An", phone="0912000001")
    me = sign_in("member", cell, member)
    own = reverse("own_seen")
    assert own in page(me, reverse("own"))
    assert "Chưa ai mở hồ sơ của tôi" in page(me, own)
    secretary = sign_in("secretary", cell)
    page(secretary, reverse("member", args=[member.pk]))
    page(me, reverse("member", args=[member.pk]))
    event = AuditEvent.objects.get(kind="read")
    assert (event.role, event.address, event.target) == (
        "secretary",
        "127.0.0.1",
        f"member:{member.pk}",
    )
    assert event.changes == {"page": "record", "fields": []}
    shown = page(me, own)
    assert "mở hồ sơ đảng viên" in shown
    assert "Bí thư chi bộ" in shown
    assert "127.0.0.1" not in shown
    assert page(secretary, own, 404)

    auditor = sign_in("auditor", cell.parent)
    trail = page(auditor, reverse("trail"))
    assert f"hồ sơ đảng viên số {member.pk}" in trail
    assert "127.0.0.1" in trail
    assert "Nguyễn Văn An" not in trail
    assert "Không có việc nào như vậy" in page(auditor, reverse("trail") + "?who=không+ai")
    assert "không quá 92 ngày" in page(auditor, reverse("trail") + "?since=01/01/2026")
    assert page(auditor, reverse("member", args=[member.pk]), 404)
    for name in ("trail", "trail_unusual"):
        page(secretary, reverse(name), 403)


def test_the_auditor_watches_a_record_and_lets_it_go(
    cell: Unit, sign_in: SignIn, form: Callable[..., dict[str, Any]]
) -> None:
    member = a_member(cell, "Nguyễn Văn An")
    auditor = sign_in("auditor", cell.parent)
    unusual = reverse("trail_unusual")
    assert "Chưa ai mở hồ sơ nào được canh" in page(auditor, unusual)
    refused = auditor.post(unusual, form(code="KHONG-CO", why="để canh"))
    assert refused.status_code == 422
    assert "Không có hồ sơ mang mã này" in refused.content.decode()
    assert auditor.post(unusual, form(code=member.code, why="để canh")).status_code == 302
    page(sign_in("administrator", cell.parent), reverse("member", args=[member.pk]), 404)
    page(sign_in("clerk", cell.parent), reverse("member", args=[member.pk]))
    shown = page(auditor, unusual)
    assert member.code in shown
    assert "Nguyễn Văn An" not in shown
    assert "Cán bộ tổng hợp" in shown
    end = shown.split(reverse("canary_end", args=[1])[:-7])[1].split("/")[0]
    assert auditor.post(reverse("canary_end", args=[end]), form()).status_code == 302
    assert member.code not in page(auditor, unusual)


def test_an_export_says_who_and_why(cell: Unit, sign_in: SignIn) -> None:
    clerk = sign_in("clerk", cell.parent)
    answer = clerk.get(
        reverse("export"), {"unit": cell.code, "layout": "national", "why": "rà soát"}
    )
    assert answer["Content-Disposition"].startswith("attachment")
    event = AuditEvent.objects.get(action="workbook.exported")
    assert (event.kind, event.purpose, event.unit_id, event.target) == (
        "export",
        "rà soát",
        cell.pk,
        "workbook:national",
    )
