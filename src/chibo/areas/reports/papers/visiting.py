"""Lịch dự sinh hoạt: who of a committee attends which cell's meeting of a month."""

from datetime import date, datetime

from chibo.areas.access.queries import signers
from chibo.areas.calendars.visiting import PlannedVisit, visit_plan
from chibo.areas.documents import papers as paper
from chibo.areas.documents.making import MadePaper, made
from chibo.areas.documents.signing import signed_by_head
from chibo.areas.meetings.models import MeetingKind
from chibo.areas.members.papers import organ_name
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import ancestors
from chibo.areas.reports.papers.record import heading, moment
from chibo.core.actor import Actor
from chibo.core.i18n import _, in_vietnamese
from chibo.core.periods import Month
from chibo.regulations import get_unit_kind


def visits_paper(*, actor: Actor, unit: Unit, month: Month, now: datetime) -> MadePaper:
    """The plan of a month as the calendar page shows its days. Raises NotAllowed."""
    with in_vietnamese():
        filled = visits(actor, unit, month, now.date())
    return made(actor, filled, unit.pk, f"visits:{unit.pk}:{month}", now)


def visits(actor: Actor, unit: Unit, month: Month, today: date) -> paper.VisitsPaper:
    """What the paper says."""
    plan = visit_plan(actor, unit, month, today)
    above = ancestors(unit)
    organ = organ_name(unit)
    return paper.VisitsPaper(
        heading=heading(unit, above, today),
        subject=_("chi bộ của cấp ủy viên tháng %(month)d năm %(year)d")
        % {"month": month.month, "year": month.year},
        month=month,
        rows=tuple(_row(each) for each in plan.visits),
        unfollowed=tuple(cell.name for cell in plan.unfollowed),
        recipients=(_("Các đồng chí có tên trên,"), _("Các chi bộ,"), _("Lưu %s.") % organ),
        signature=signed_by_head(
            signers(unit, today),
            f"T/M {get_unit_kind(unit.kind).organ.upper()}",
        ),
    )


def _row(each: PlannedVisit) -> paper.Visit:
    sitting = each.sitting
    notes = [
        *([_("theo nếp họp")] if sitting.is_expected else []),
        *([_("trùng giờ")] if each.clashes else []),
    ]
    return paper.Visit(
        overseer=each.overseer,
        cell=sitting.cell_name,
        meeting_kind=str(MeetingKind(sitting.kind).label).lower(),
        on=sitting.on,
        starts_at=moment(sitting.on, sitting.at) if sitting.at else None,
        note=", ".join(notes),
    )
