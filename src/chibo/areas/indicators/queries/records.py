"""The records behind a figure of one month: whoever sees a number can ask which ones."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q

from chibo.areas.indicators import minimums
from chibo.areas.indicators.definitions import definition
from chibo.areas.indicators.measures import Span
from chibo.areas.indicators.models import CellMonth, MovedMonth
from chibo.areas.indicators.queries.admitted_and_classes import (
    ADMITTED,
    admitted_ids,
    class_rows,
)
from chibo.areas.indicators.queries.paging import Page, cut
from chibo.areas.indicators.queries.standing import cell_below, path_on
from chibo.areas.meetings.models import Meeting, MeetingKind, MeetingQuerySet
from chibo.areas.members.models import Member, MemberQuerySet, MemberState
from chibo.areas.members.past import states_on
from chibo.areas.organisation.models import Unit, UnitStanding
from chibo.areas.organisation.past import names_on
from chibo.areas.reports.models import ReportState
from chibo.areas.training.rules import Sums
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.core.errors import NotThere
from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.core.vietnamese import show_date, show_points
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
    names: str = ""
    """The permission the definition asks for before people are named; "" names nobody."""

    def people(self) -> MemberQuerySet:
        """Those the actor may be told by name of this figure. Raises NotThere where nobody is."""
        if not self.names:
            raise NotThere(_("Theo định nghĩa, chỉ số này không nêu tên người nào."))
        return Member.objects.visible_to(self.actor, self.names)


def figure_records(
    *,
    actor: Actor,
    unit: Unit,
    month: Month,
    figure: str,
    today: date,
    after: str = "",
    limit: int = 50,
) -> Page[Record]:
    """Records at and below the unit of that month behind a figure, in the order of the tree.

    At most three reads for a page, four for a month that is over; of what stands elsewhere today,
    only what the actor may still see. Raises NotThere for a figure that has no list.
    """
    day = min(month.last, today)
    stood = path_on(unit, day, today=today)
    names = definition(figure).names
    asked = Asked(actor, unit, stood, month, month, day, after, limit, names)
    if figure in _CELLS:
        return as_called(asked, _cells(asked, _CELLS[figure]), today)
    if figure in MEETINGS:
        return as_called(asked, list_meetings(asked, MEETINGS[figure](asked)), today)
    if figure in MEMBERS:
        return list_members(asked, MEMBERS[figure])
    if figure in ADMITTED:
        return list_admitted(asked)
    if figure.startswith("training."):
        return list_classes(asked, figure)
    raise NotThere(_("Chưa có danh sách cho chỉ số này."))


def as_called(asked: Asked, page: Page[Record], today: date) -> Page[Record]:
    """The records under the names their units had on the last day of the month."""
    records = page.rows
    names = {} if asked.day == today else names_on([r.unit for r in records], asked.day)
    rows = [_renamed(record, names.get(record.unit.pk, record.place)) for record in page.rows]
    return Page(rows, page.after)


def _renamed(record: Record, name: str) -> Record:
    return replace(record, place=name, title=name if record.kind == "unit" else record.title)


_CELLS: dict[str, Q] = {
    "units.cells": Q(exists=True),
    "meetings.cells_met": Q(met_on__isnull=False),
    "meetings.cells_even": Q(exists=True, met_on__isnull=False),
    "meetings.even_rate": Q(exists=True),
    "reports.submitted_rate": Q(reports_due=1),
    "reports.accepted": Q(reports_accepted=1),
    "reports.late": Q(reports_late=1),
}


def _cells(asked: Asked, which: Q) -> Page[Record]:
    rows = CellMonth.objects.visible_to(asked.actor).filter(
        which,
        cell_below(asked.unit, asked.stood, "above", "cell"),
        month=asked.month.first,
        cell__path__gt=asked.after,
    )
    found = list(rows.select_related("cell").order_by("cell__path")[: asked.limit + 1])
    records = [
        Record(
            kind="unit",
            pk=cell.pk,
            unit=cell,
            title=cell.name,
            on=row.met_on,
            note=_month_note(row),
            place=cell.name,
        )
        for row in found
        for cell in (row.cell,)
    ]
    return cut(records, asked.limit, [record.unit.path for record in records])


def _month_note(row: CellMonth) -> str:
    met = _("họp ngày %s") % show_date(row.met_on) if row.met_on else _("chưa họp")
    if not row.report_state:
        return met
    report = _(str(ReportState(row.report_state).label)).lower()
    return _("%(met)s; báo cáo: %(report)s") % {"met": met, "report": report}


def _held(asked: Asked) -> MeetingQuerySet:
    """Meetings of the month in cells that stood below; of a cell moved in it, those held there."""
    below = {"month": asked.month.first}
    place = cell_below(asked.unit, asked.stood, "above", "cell")
    here = CellMonth.objects.unscoped(WHY).filter(place, **below).values("cell")
    moved = MovedMonth.objects.filter(**below)
    stood = (
        UnitStanding.objects.unscoped(WHY)
        .under(asked.stood)
        .filter(
            unit=OuterRef("unit"),
            starts_on__lte=OuterRef("held_on"),
            ends_before__gt=OuterRef("held_on"),
        )
    )
    was_moved = Q(unit__in=moved.values("cell"))
    rows = (
        Meeting.objects.visible_to(asked.actor)
        .held()
        .filter(Q(unit__in=here) & ~was_moved | was_moved & Exists(stood))
    )
    counted = rows.exclude(kind=MeetingKind.EXTRAORDINARY)
    return counted.filter(held_on__range=(asked.month.first, asked.day))


def _visited(asked: Asked) -> MeetingQuerySet:
    """The visits by which a cell counts; one may have several."""
    return _held(asked).exclude(visitors="")


def _scored(column: str, **which: object) -> Callable[[Asked], MeetingQuerySet]:
    """Meetings by their official score, looked for only in cells where some were counted."""

    def rows(asked: Asked) -> MeetingQuerySet:
        counted: dict[str, object] = {"unit__cell_months__month": asked.month.first}
        counted[f"unit__cell_months__{column}__gt"] = 0
        return _held(asked).filter(**counted).filter(**which)

    return rows


def _short(asked: Asked) -> MeetingQuerySet:
    return _held(asked).filter(pk__in=judged_short(asked))


def judged_short(asked: Asked) -> list[int]:
    """Meetings judged short in SQL by the same words as the figure itself."""
    statement = (
        "SELECT m.id FROM meetings_meeting m"  # noqa: S608
        f" LEFT JOIN {minimums.TABLE} ON {minimums.MATCHES}"
        " LEFT JOIN meetings_cellhabit habit ON habit.unit_id = m.unit_id"
        " WHERE m.state <> 'planned' AND m.unit_id IN (SELECT %(unit)s UNION ALL"
        " SELECT unit_id FROM organisation_unitstanding WHERE path >= %(path)s"
        " AND path < %(path_end)s AND starts_on <= %(last)s AND ends_before > %(first)s)"
        f" AND m.held_on BETWEEN %(first)s AND %(last)s AND {minimums.SHORT}"
    )
    place: dict[str, Any] = {
        "unit": asked.unit.pk,
        "path": asked.stood,
        "path_end": asked.stood + "~",
    }
    days = {"first": asked.first.first, "last": asked.day}
    with (
        lifted("ids behind a figure; their rows are asked as the actor sees"),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, {**place, **days, **minimums.parameters()})
        return [row[0] for row in cursor.fetchall()]


MEETINGS: dict[str, Callable[[Asked], MeetingQuerySet]] = {
    "meetings.regular": lambda asked: _held(asked).exclude(kind="thematic"),
    "meetings.thematic": lambda asked: _held(asked).exclude(kind="regular"),
    "meetings.attendance_rate": _held,
    "meetings.short": _short,
    "meetings.cells_visited": _visited,
    "meetings.cells_visited_rate": _visited,
    "scores.average": _scored("official_scored", score_sheet__official_total__isnull=False),
    "scores.good": _scored("good", score_sheet__official_grade="good"),
    "scores.fair": _scored("fair", score_sheet__official_grade="fair"),
    "scores.average_grade": _scored("average_grade", score_sheet__official_grade="average"),
    "scores.poor": _scored("poor", score_sheet__official_grade="poor"),
}


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
    records = [
        Record(
            kind="meeting",
            pk=meeting.pk,
            unit=meeting.unit,
            title=str(meeting.get_kind_display()),
            on=meeting.held_on,
            note=_meeting_note(meeting),
            place=meeting.unit.name,
        )
        for meeting in found
    ]
    return cut(records, asked.limit, [f"{record.unit.path}:{record.pk}" for record in records])


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


def _span(asked: Asked) -> Span:
    return Span(asked.first, asked.month, asked.day)


def list_admitted(asked: Asked) -> Page[Record]:
    """Who was admitted, as far as the actor may see them."""
    ids = admitted_ids(asked.unit, _span(asked))
    rows = asked.people().filter(behind_cursor(asked, "unit_path"), pk__in=ids)
    ordered = rows.order_by("unit_path", "id").select_related("cell").defer("search_words")
    found = list(ordered[: asked.limit + 1])
    records = [
        Record(
            kind="member",
            pk=member.pk,
            unit=member.cell,
            title=member.full_name,
            on=member.joined_on,
            note=_("vào Đảng ngày %s") % show_date(member.joined_on),
            place=member.cell.name,
        )
        for member in found
    ]
    return cut(records, asked.limit, [f"{m.unit_path}:{m.pk}" for m in found])


def list_classes(asked: Asked, figure: str) -> Page[Record]:
    """Classes begun."""
    after = int(asked.after) if asked.after.isdecimal() else 0
    rows = class_rows(asked.actor, asked.unit, _span(asked), figure, after, asked.limit + 1)
    records = [
        Record(
            kind="class",
            pk=row.training_class.pk,
            unit=row.training_class.unit,
            title=str(row.training_class),
            on=row.training_class.starts_on,
            note=_class_note(row.sums),
            place=row.training_class.unit.name,
        )
        for row in rows
    ]
    return cut(records, asked.limit, [str(record.pk) for record in records])


def _class_note(sums: Sums) -> str:
    told = _("%d học viên") % sums.trainees
    if sums.attendances is None:
        return _("%s; chưa ghi lượt dự") % told
    return _("%(told)s; %(count)d lượt dự") % {"told": told, "count": sums.attendances}


def _probationary(rows: MemberQuerySet, day: date) -> MemberQuerySet:
    return rows.filter(Q(full_on__isnull=True) | Q(full_on__gt=day))


MEMBERS: dict[str, Callable[[MemberQuerySet, date], MemberQuerySet]] = {
    "members.total": lambda rows, day: rows,
    "members.probationary": _probationary,
    "members.full": lambda rows, day: rows.filter(full_on__lte=day),
    "members.women": lambda rows, day: rows.filter(gender="female"),
}


def list_members(
    asked: Asked, narrowed: Callable[[MemberQuerySet, date], MemberQuerySet]
) -> Page[Record]:
    """Members of the day, narrowed, as far as the actor may see them."""
    rows = asked.people().home_under(asked.stood, asked.day)
    there = narrowed(rows, asked.day).filter(behind_cursor(asked, "unit_path"))
    ordered = there.order_by("unit_path", "id").select_related("cell").defer("search_words")
    named = ordered.annotate(home_name=F("stays__cell__standings__name"))
    found = list(named[: asked.limit + 1])
    states, words = states_on(found, asked.day), dict(spoken(MemberState))
    records = [
        Record(
            kind="member",
            pk=member.pk,
            unit=member.cell,
            title=member.full_name,
            on=member.joined_on,
            note=str(words[MemberState(states[member.pk].shown)]),
            place=getattr(member, "home_name", ""),
        )
        for member in found
    ]
    return cut(records, asked.limit, [f"{m.unit_path}:{m.pk}" for m in found])
