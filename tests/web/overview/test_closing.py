"""Months nobody reports on: closed by the calendar, sealed, and restated where records change."""

from datetime import date

import pytest
from django.urls import reverse

from chibo.areas.indicators.actions import fold, rebuild
from chibo.areas.indicators.closing.actions import close_periods
from chibo.areas.indicators.closing.verifying import broken_closings
from chibo.areas.indicators.models import ClosedFigures, ClosedPeriod, KeptFigures
from chibo.core import audit
from chibo.core.models import AuditEvent
from tests.factories import (
    a_cell,
    a_commune,
    a_held_meeting,
    a_province,
    an_actor,
)
from tests.months import at

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 20)


def _closed() -> list[str]:
    return [str(each) for each in ClosedPeriod.objects.order_by("number")]


def test_a_closed_month_keeps_its_number_and_says_who_changed_what_since(sign_in, today_is):
    today_is("2026-05-20")
    province = a_province()
    commune = a_commune(province)
    cell, other = a_cell(commune, "Chi bộ thôn Đông"), a_cell(commune, "Chi bộ thôn Tây")
    for month in (1, 2, 3, 4):
        a_held_meeting(cell, date(2026, month, 5))
    worker, now = an_actor("clerk", province, name="máy chủ"), at(TODAY, 3)
    assert close_periods(actor=worker, now=now, today=TODAY) == 0, "nothing is counted yet"
    fold(today=TODAY)
    a_held_meeting(other, date(2026, 4, 9))
    assert close_periods(actor=worker, now=now, today=TODAY) == 0, "something waits to be counted"
    fold(today=TODAY)
    assert close_periods(actor=worker, now=now, today=date(2026, 5, 10)) == 23, "April is too near"
    assert close_periods(actor=worker, now=now, today=TODAY) == 1
    assert close_periods(actor=worker, now=now, today=TODAY) == 0
    assert _closed()[:4] == ["2025-01+1", "2025-02+1", "2025-03+1", "2025-01+3"]
    assert _closed()[19:] == ["2026-01+1", "2026-02+1", "2026-03+1", "2026-01+3", "2026-04+1"]
    told = AuditEvent.objects.filter(action="figures.closed").latest("pk")
    assert told.changes == {"periods": ["2026-04+1"]}

    clerk = an_actor("clerk", commune, name="Lê Thị Sổ")
    meeting = a_held_meeting(other, date(2026, 2, 6))
    for held, act, reason in (
        (meeting, "meeting.corrected", "Sót biên bản giấy"),
        (a_held_meeting(other, date(2026, 5, 6)), "meeting.corrected", "Buổi của tháng khác"),
    ):
        audit.record(
            actor=clerk,
            action=act,
            at=at(TODAY, 9),
            unit_id=other.pk,
            target=f"meeting:{held.pk}",
            changes={"reason": reason},
        )
    fold(today=TODAY)
    client = sign_in("superior", province)

    def page(code: str, period: str, unit=province):
        return client.get(reverse("figure", args=[unit.pk, code]), {"ky": period})

    for unit in (province, commune):
        closed = page("meetings.regular", "2026-02", unit).context["closed"]
        assert (closed.before, closed.is_restated, closed.change) == ("1", True, "+1 (+100,0%)")
    (moved,) = closed.moved
    assert (moved.who, moved.unit, moved.reason) == (
        "Lê Thị Sổ",
        "Chi bộ thôn Tây",
        "Sót biên bản giấy",
    )
    said = page("meetings.regular", "2026-02").content.decode()
    assert "chốt ngày 20/05/2026" in said
    assert "đã điều chỉnh" in said
    quarter = page("meetings.even_rate", "2026-Q1").context["closed"]
    assert (quarter.before, quarter.is_restated) == ("50,0%", False)
    assert page("meetings.regular", "2026-Q1").context["closed"].before == "3"
    assert not page("meetings.regular", "2026-03").context["closed"].is_restated
    assert page("meetings.regular", "2026-05").context["closed"] is None
    assert page("meetings.regular", "2026-H1").context["closed"] is None

    rebuild(today=TODAY)
    assert page("meetings.regular", "2026-02").context["closed"].before == "1"
    assert list(broken_closings()) == [], "kept as closed, whatever was written over it"
    KeptFigures.objects.filter(months=1, first=date(2026, 3, 1)).delete()
    assert list(broken_closings()) == []
    saved = ClosedFigures.objects.filter(months=1, first=date(2026, 2, 1)).exclude(own=[])
    saved.filter(path=saved.latest("path").path).update(own=[9])
    assert [each for each in broken_closings() if "không còn như khi chốt" in each]
    ClosedPeriod.objects.filter(number=2).delete()
    assert [each for each in broken_closings() if "thiếu một kỳ đã chốt" in each]
