"""Comments on single points of a report, on the superior's page and on the cell's."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chibo.areas.reports.models import ReportComment
from chibo.areas.reports.queries import get_report
from tests.months import CellMonth

pytestmark = pytest.mark.django_db

Fill = Callable[..., dict[str, Any]]
SignIn = Callable[..., Client]


def test_remarked_at_the_point_answered_at_the_point(
    sign_in: SignIn, form: Fill, today_is: Callable[[str], None]
) -> None:
    today_is("2026-11-20")
    ours = CellMonth()
    ours.hold()
    report = ours.begin_report()
    secretary, superior = sign_in("secretary", ours.cell), sign_in("superior", ours.commune)
    page, edit = (
        reverse("decide_report", args=[report.pk]),
        reverse("edit_report", args=[report.pk]),
    )
    back, submit = (
        reverse("return_report", args=[report.pk]),
        reverse("submit_report", args=[report.pk]),
    )
    secretary.post(submit, form())
    assert 'form="tra-lai"' in superior.get(page).content.decode()
    assert superior.post(back, form(**{"point-members": " "})).status_code == 422
    kept = superior.post(back, form(**{"point-members": "x" * 1001, "point-politics": "Ngắn quá"}))
    assert "Ngắn quá</textarea>" in kept.content.decode()
    sent = form(reason="", **{"point-members": "Vì sao 5?", "point-politics": "Ngắn quá"})
    for _click in range(2):
        assert superior.post(back, sent).status_code == 302
    first, second = ReportComment.objects.order_by("place")
    shown = secretary.get(edit).content.decode()
    assert "Vì sao 5?" in shown
    assert "Ngắn quá" in shown
    secretary.post(submit, form())
    assert get_report(ours.superior, report.pk).state == "returned"
    typed = {
        "version": get_report(ours.superior, report.pk).version,
        "politics": "Đã ghi đủ kết quả.",
        f"answer-{first.pk}": "Đúng là 5.",
        f"answer-{second.pk}": "",
    }
    assert secretary.post(edit, form(**typed)).status_code == 302
    secretary.post(submit, form())
    seen = superior.get(page).content.decode()
    assert "Đã sửa so với lần nộp trước" in seen
    assert "Đúng là 5." in seen
    assert "Lần nộp trước" in seen
    with_points = reverse("report_paper", args=[report.pk])
    assert superior.get(with_points).status_code == 200
