"""Records as they stand behind figures: whoever sees a number can ask which ones."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Literal

from django.db import connection
from django.db.models import Q

from chibo.areas.indicators import minimums
from chibo.areas.indicators.definitions import Behind
from chibo.areas.indicators.measures import Structure, places
from chibo.areas.indicators.queries.paging import Page, cut
from chibo.areas.meetings.models import Meeting, MeetingQuerySet
from chibo.areas.members.models import Member, MemberQuerySet
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.past import names_on
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.core.vietnamese import show_points
from chibo.core.wall import lifted

WHY = "places of records that the actor is asked for in the same statement"


@dataclass(frozen=True)
class Record:
    """One record behind a figure; `pk` is that of the unit, meeting, member or class it names.

    `place`: what its unit was called in the month; of a member, the home cell of its last day.
    """

    kind: Literal["unit", "meeting", "member", "class", "place"]
    pk: int
    unit: Unit
    title: str
    on: date | None
    note: str
    place: str


@dataclass(frozen=True)
class Asked:
    """A page of records of the months from `first` to `month`; `stood`: the unit's path on `day`,
    the last day that is counted."""

    actor: Actor
    unit: Unit
    stood: str
    first: Month
    month: Month
    day: date
    after: str
    limit: int
    behind: Behind
    """Which list the definition asks for, and what of it."""
    names: str = ""
    """The permission the definition asks for before people are named; "" names nobody."""
    structure: Structure = "then"
    only_numerator: bool = False
    is_kept_month: bool = False
    """Whether what became of every cell in the month is kept."""

    @cached_property
    def paths(self) -> Sequence[str]:
        """Wherever the unit itself ever stood: what was below is counted there. A statement."""
        return places(self.unit, "then").paths

    @property
    def counts(self) -> tuple[str, ...]:
        """What of the list is asked for."""
        return self.behind.above if self.only_numerator else self.behind.whole

    @property
    def only(self) -> str:
        """The one thing that is asked for; "" where it is several."""
        return self.counts[0] if len(self.counts) == 1 else ""

    def people(self) -> MemberQuerySet:
        """Those the actor may be told by name of this figure. Raises NotThere where nobody is."""
        if not self.names:
            raise NotThere(_("Theo định nghĩa, chỉ số này không nêu tên người nào."))
        return Member.objects.visible_to(self.actor, self.names)


def as_called(asked: Asked, page: Page[Record], today: date) -> Page[Record]:
    """The records under the names their units had on the last day of the month."""
    records = page.rows
    names = {} if asked.day == today else names_on([r.unit for r in records], asked.day)
    rows = [_renamed(record, names.get(record.unit.pk, record.place)) for record in page.rows]
    return Page(rows, page.after)


def _renamed(record: Record, name: str) -> Record:
    return replace(record, place=name, title=name if record.kind == "unit" else record.title)


def judged_short(asked: Asked) -> list[int]:
    """Meetings judged short in SQL by the same words as the figure itself.

    Of cells that were ever below in the period; which were on the day, the list itself asks.
    """
    statement = (
        "SELECT m.id FROM meetings_meeting m"  # noqa: S608
        f" LEFT JOIN {minimums.TABLE} ON {minimums.MATCHES}"
        " LEFT JOIN meetings_cellhabit habit ON habit.unit_id = m.unit_id"
        " WHERE m.state <> 'planned' AND m.unit_id IN (SELECT st.unit_id"
        " FROM unnest(%(paths)s::text[]) AS here(path) JOIN organisation_unitstanding st"
        " ON st.path >= here.path AND st.path < here.path || '~'"
        " WHERE st.starts_on <= %(last)s AND st.ends_before > %(first)s)"
        f" AND m.held_on BETWEEN %(first)s AND %(last)s AND {minimums.SHORT}"
    )
    place: dict[str, Any] = {"paths": list(asked.paths)}
    days = {"first": asked.first.first, "last": asked.day}
    with (
        lifted("ids behind a figure; their rows are asked as the actor sees"),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, {**place, **days, **minimums.parameters()})
        return [row[0] for row in cursor.fetchall()]


def behind_cursor(asked: Asked, path_column: str) -> Q:
    """What stands behind the last row of the page before."""
    path, _colon, pk = asked.after.partition(":")
    if not pk.isdecimal():
        return Q()
    return Q(**{f"{path_column}__gt": path}) | Q(**{path_column: path}, pk__gt=int(pk))


def list_meetings(asked: Asked, rows: MeetingQuerySet) -> Page[Record]:
    """These meetings in the order of the tree."""
    ordered = rows.filter(behind_cursor(asked, "unit__path")).order_by("unit__path", "id")
    found = list(ordered.select_related("unit", "score_sheet")[: asked.limit + 1])
    records = [meeting_record(meeting) for meeting in found]
    return cut(records, asked.limit, [f"{record.unit.path}:{record.pk}" for record in records])


def meeting_record(meeting: Meeting) -> Record:
    """A meeting, read with its unit and score sheet."""
    return Record(
        kind="meeting",
        pk=meeting.pk,
        unit=meeting.unit,
        title=str(meeting.get_kind_display()),
        on=meeting.held_on,
        note=_meeting_note(meeting),
        place=meeting.unit.name,
    )


def _meeting_note(meeting: Meeting) -> str:
    told = _("có mặt %(present)d/%(expected)d") % {
        "present": meeting.present,
        "expected": meeting.expected,
    }
    sheet = getattr(meeting, "score_sheet", None)
    if sheet is None or sheet.official_total is None:
        return told
    return _("%(told)s; điểm chính thức %(points)s") % {
        "told": told,
        "points": show_points(sheet.official_total),
    }
