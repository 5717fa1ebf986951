"""89′ and 90′, 119′ and 120′: from what is written at the meeting to the figure and the page."""

from datetime import date, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from chibo.areas.indicators import actions as indicators
from chibo.areas.meetings.models import Meeting
from chibo.areas.sittings.actions import split_parts
from chibo.areas.sittings.queries import lengths_of_parts
from chibo.core.periods import Month
from tests.factories import an_account
from tests.months import CellMonth, at


def held(ours: CellMonth, kind: str, ends_at: time) -> Meeting:
    """Begun at 22:30; of a combined one the thematic part since five to midnight."""
    meeting = ours.sit(ours.prepare(kind), starts_at=time(22, 30), ends_at=ends_at)
    ours.rest_present(meeting)
    ours.note(meeting, "next_month", "Ra quân.")
    if kind == "combined":
        split_parts(
            actor=ours.secretary,
            meeting_id=meeting.pk,
            first="regular",
            changed_at=time(23, 55),
            now=at(ours.held_on),
        )
        parts = lengths_of_parts(meeting)
        assert parts is not None
        assert (parts.regular, parts.total) == (85, 120 if ends_at == time(0, 30) else 119)
    ours.assign(meeting)
    ours.score(meeting)
    return ours.close(meeting, now=at(ours.held_on + timedelta(days=1), 7))


@pytest.mark.parametrize(
    ("kind", "short", "enough", "told"),
    [
        ("regular", time(23, 59), time(0), "tối thiểu 90 phút"),
        ("combined", time(0, 29), time(0, 30), "tối thiểu 120 phút"),
    ],
)
def test_a_minute_under_the_minimum_is_short_on_every_page_and_in_the_figure(
    db: None, today_is, kind: str, short: time, enough: time, told: str
) -> None:
    today_is("2026-11-30")
    first = CellMonth(month=Month(2026, 11))
    other = CellMonth(commune=first.commune)
    under, over = held(first, kind, short), held(other, kind, enough)
    indicators.fold(today=date(2026, 11, 30))
    client = Client()
    client.force_login(an_account("superior", first.commune))
    figure = reverse("figure", args=[first.commune.pk, "meetings.short"])
    page = client.get(figure, {"thang": "2026-11"}).content.decode()
    listed = [m for m in (under, over) if reverse("meeting_record", args=[m.pk]) in page]
    assert listed == [under]
    minutes = 90 if kind == "regular" else 120
    for meeting, length in ((under, minutes - 1), (over, minutes)):
        record = client.get(reverse("meeting_record", args=[meeting.pk])).content.decode()
        assert f"{length} phút" in record
        assert told in record
        assert ("thiếu 1 phút" in record) == (meeting == under)
    assert indicators.verify(today=date(2026, 11, 30)) == []
