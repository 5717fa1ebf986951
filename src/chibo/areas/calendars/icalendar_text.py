"""Meetings as iCalendar (RFC 5545): which cell meets when. No place, no people, no agenda."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from chibo.areas.calendars.rules import Sitting
from chibo.areas.meetings.models import MeetingKind
from chibo.core.clock import ZONE
from chibo.core.i18n import _

if TYPE_CHECKING:
    from icalendar import Event


def as_icalendar(name: str, sittings: Iterable[Sitting], now: datetime) -> bytes:
    """The text a phone or a desk calendar subscribes to; told in the language of the moment."""
    from icalendar import Calendar  # takes long to load, for what few processes write

    calendar = Calendar()
    calendar.add("prodid", "-//Chibo//Lich sinh hoat//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    for sitting in sittings:
        calendar.add_component(_event(sitting, now))
    return bytes(calendar.to_ical())


def _event(sitting: Sitting, now: datetime) -> "Event":
    from icalendar import Event

    event = Event()
    expected = f"{sitting.cell_id}-{sitting.on:%Y%m}"
    event.add("uid", f"{sitting.meeting_id or expected}@chibo")
    event.add("dtstamp", now)
    told = _("Sinh hoạt %(kind)s – %(cell)s") % {
        "kind": str(MeetingKind(sitting.kind).label).lower(),
        "cell": sitting.cell_name,
    }
    event.add("summary", _("%s (dự kiến)") % told if sitting.is_expected else told)
    event.add("status", "TENTATIVE" if sitting.is_expected else "CONFIRMED")
    if sitting.at is None:
        event.add("dtstart", sitting.on)
        return event
    starts = datetime.combine(sitting.on, sitting.at, tzinfo=ZONE)
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=sitting.minutes))
    return event
