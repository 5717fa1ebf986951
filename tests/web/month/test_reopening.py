"""Opening a closed meeting again from step 5, while its report waits above and once accepted."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from chibo.areas.reports import actions as reports
from tests.factories import an_account
from tests.months import CellMonth, at
from tests.web.month.conftest import People

pytestmark = pytest.mark.django_db
TAKEN = "mở lại thì báo cáo được rút về"


def test_the_page_says_that_the_report_comes_back_and_both_sides_see_it(
    ours: CellMonth, people: People, form: Callable[..., dict[str, Any]]
) -> None:
    meeting = ours.hold()
    step = reverse("step_report", args=[meeting.pk])
    assert TAKEN not in people.secretary.get(step).content.decode()
    report = ours.submit(ours.begin_report())
    assert TAKEN in people.secretary.get(step).content.decode()
    reason = form(reason="Ghi thừa một người.")
    reopening = reverse("reopen_meeting", args=[meeting.pk])
    page = people.secretary.post(reopening, reason, follow=True).content.decode()
    assert "đóng lại rồi nộp lại báo cáo" in page
    assert "Đang mở lại để sửa: Ghi thừa một người." in page
    seen = people.superior.get(reverse("decide_report", args=[report.pk])).content.decode()
    assert "Chi bộ rút về để sửa" in seen
    assert "Ghi thừa một người." in seen
    assert reverse("accept_report", args=[report.pk]) not in seen
    month = reverse("cell_month", args=[ours.cell.pk, "2026-11"])
    assert "Chi bộ rút về để sửa" in people.superior.get(month).content.decode()
    ours.close(meeting)
    page = people.secretary.get(step).content.decode()
    assert reverse("submit_report", args=[report.pk]) in page


def test_the_page_says_why_it_stays_closed(ours: CellMonth, people: People) -> None:
    meeting = ours.hold()
    report = ours.submit(ours.begin_report())
    step = reverse("step_report", args=[meeting.pk])
    people.member.force_login(an_account("cell_committee", ours.cell))
    page = people.member.get(step).content.decode()
    assert "người nộp báo cáo của chi bộ mở lại được" in page
    assert reverse("reopen_meeting", args=[meeting.pk]) not in page
    reports.accept(actor=ours.superior, report_id=report.pk, now=at(ours.month.last, 9))
    page = people.secretary.get(step).content.decode()
    assert "đã nhận báo cáo tháng này nên không mở lại được" in page
    assert reverse("reopen_meeting", args=[meeting.pk]) not in page
