"""Cells behind a figure of one month that is kept, as the tree stood then."""

from django.db.models import Exists, OuterRef, Q

from chibo.areas.indicators.models import CellMonth
from chibo.areas.indicators.queries.paging import Page, cut
from chibo.areas.indicators.queries.records import WHY, Asked, Record
from chibo.areas.indicators.queries.standing import any_in_doubt, cell_below
from chibo.areas.indicators.told import State, state_words
from chibo.areas.meetings.models import Meeting, MeetingKind
from chibo.areas.reports.models import ReportState
from chibo.core.errors import NotThere
from chibo.core.i18n import _
from chibo.core.vietnamese import show_date

_CELLS = {
    "cells": Q(exists=True),
    "cells_met": Q(met_on__isnull=False),
    "cells_even": Q(exists=True, met_on__isnull=False),
}
VISITED = "cells_visited"
_REPORTS = {
    "reports_due": Q(reports_due=1),
    "reports_submitted": Q(reports_submitted=1),
    "reports_accepted": Q(reports_accepted=1),
    "reports_late": Q(reports_late=1),
}


def quick_cells(asked: Asked) -> Page[Record] | None:
    """Cells with the day they met; None for another period, for what is not known here, and where
    something kept of the month is in doubt: then the records themselves are counted."""
    named = {*asked.behind.whole, *asked.behind.above}
    known = named <= {*_CELLS, VISITED}
    if asked.structure == "now" or not asked.is_kept_month or not known or not asked.only:
        return None
    if any_in_doubt(asked.unit, asked.stood, asked.month):
        return None
    return _cells(asked, _visited(asked) if asked.only == VISITED else _CELLS[asked.only])


def list_monthly_reports(asked: Asked) -> Page[Record]:
    """Cells by what became of their report of the month. Raises NotThere for another period.

    Cells whose month is in doubt are among them and say so: which they are is not known.
    """
    if not asked.is_kept_month:
        raise NotThere(_("Danh sách này chỉ mở được theo từng tháng của hai năm gần đây."))
    return _cells(asked, _REPORTS[asked.only] | Q(in_doubt=True))


def _visited(asked: Asked) -> Q:
    days = (asked.month.first, asked.day)
    visits = Meeting.objects.unscoped(WHY).held().exclude(kind=MeetingKind.EXTRAORDINARY)
    here = visits.exclude(visitors="").filter(unit=OuterRef("cell"), held_on__range=days)
    return Q(Exists(here), exists=True)


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
    if row.in_doubt:
        return state_words(State.IN_DOUBT)
    met = _("họp ngày %s") % show_date(row.met_on) if row.met_on else _("chưa họp")
    if not row.report_state:
        return met
    report = _(str(ReportState(row.report_state).label)).lower()
    return _("%(met)s; báo cáo: %(report)s") % {"met": met, "report": report}
