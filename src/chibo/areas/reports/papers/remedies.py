"""Kế hoạch khắc phục sau kiểm điểm of a cell's year, from its shortcomings and their tasks."""

from collections.abc import Iterator
from datetime import date

from chibo.areas.access.queries import signers
from chibo.areas.documents import papers as paper
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import ancestors
from chibo.areas.remedies.queries import ShortcomingLine, unit_year
from chibo.areas.reports.papers.record import numbered_heading, secretary_signs, superior_organ
from chibo.core.actor import Actor
from chibo.core.i18n import _


def remedy_plan(
    actor: Actor, unit: Unit, year: int, ref: str, today: date
) -> paper.RemedyPlanPaper:
    """What the paper says: every task, also of a shortcoming that is fixed by now."""
    above = ancestors(unit)
    lines = unit_year(actor, unit, year, today).lines
    organ = superior_organ(above)
    return paper.RemedyPlanPaper(
        heading=numbered_heading(actor, unit, above, "KH", ref, today),
        subject=subject(year),
        year=year,
        rows=tuple(
            row for number, line in enumerate(lines, start=1) for row in _rows(line, str(number))
        ),
        named=len(lines),
        recipients=(
            *((f"{organ} " + _("(báo cáo),"),) if organ else ()),
            _("Chi ủy, đảng viên chi bộ,"),
            _("Lưu Chi bộ."),
        ),
        signature=secretary_signs(signers(unit, today)),
    )


def subject(year: int) -> str:
    """The line under the type of the paper."""
    return _("khắc phục hạn chế, khuyết điểm sau kiểm điểm năm %d") % year


def missing(lines: tuple[ShortcomingLine, ...]) -> str:
    """Why a plan cannot be issued yet; empty where it can."""
    if not lines:
        return _("Chưa ghi hạn chế nào của năm này nên chưa có gì để lập kế hoạch.")
    bare = sum(not line.remedies for line in lines)
    if bare:
        return _("Còn %d hạn chế chưa giao việc khắc phục. Hãy giao việc rồi ban hành.") % bare
    return ""


def _rows(line: ShortcomingLine, number: str) -> Iterator[paper.RemedyRow]:
    shared = {"shortcoming": line.row.title, "cause": line.row.cause}
    if not line.remedies:
        yield paper.RemedyRow(number=number, task="", owner="", due_on=None, measure="", **shared)
    for at, each in enumerate(line.remedies):
        task = each.task
        yield paper.RemedyRow(
            number="" if at else number,
            task=task.title,
            owner=task.owner.full_name if task.owner else _("Toàn chi bộ"),
            due_on=task.due_on,
            measure=task.measure,
            **({"shortcoming": "", "cause": ""} if at else shared),
        )
