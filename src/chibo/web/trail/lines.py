"""Events of the trail in words, for a page and for a file."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from chibo.areas.trail.queries import EventRow
from chibo.core.models import AuditEvent
from chibo.web.components.downloads import Table, columns
from chibo.web.trail.words import act_words, field_words, role_name, target_words


@dataclass(frozen=True)
class Line:
    """An event in words."""

    event: AuditEvent
    unit: str
    role: str
    act: str
    target: str
    fields: str


def lines(rows: list[EventRow]) -> list[Line]:
    """Events in words."""
    return [
        Line(
            row.event,
            row.unit_name,
            role_name(row.event.role),
            act_words(row.event.action, row.event.kind),
            target_words(row.event.target),
            field_words(row.fields),
        )
        for row in rows
    ]


def trail_table(rows: Sequence[Line]) -> Table:
    """A row each event, newest first, in the words of the page."""
    headings = columns(
        (_("Ngày"), 12),
        (_("Giờ"), 10),
        (_("Ai"), 28),
        (_("Vai trò"), 24),
        (_("Từ máy"), 18),
        (_("Việc"), 44),
        (_("Hồ sơ"), 30),
        (_("Mục"), 30),
        (_("Để làm gì"), 30),
        (_("Đơn vị"), 40),
    )
    told = [
        (
            at.date(),
            f"{at:%H:%M:%S}",
            row.event.actor_name,
            row.role or None,
            row.event.address or None,
            row.act,
            row.target or None,
            row.fields or None,
            row.event.purpose or None,
            row.unit or None,
        )
        for row in rows
        for at in (timezone.localtime(row.event.at),)
    ]
    return Table(_("Nhật ký"), headings, told)
