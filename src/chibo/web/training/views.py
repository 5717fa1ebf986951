"""Classes of a unit and year; a class with who was enrolled in it."""

from collections.abc import Iterable, Sequence

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.areas.indicators.permissions import VIEW as SEE_FIGURES
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit
from chibo.areas.training import queries
from chibo.areas.training.models import Enrolment
from chibo.areas.training.permissions import VIEW
from chibo.areas.training.queries import ClassRow
from chibo.web.components.downloads import (
    MOST,
    Column,
    Table,
    as_workbook,
    asks_for_workbook,
    workbook_address,
)
from chibo.web.days import looked_at
from chibo.web.request import ActorRequest
from chibo.web.targets.views import asked_year
from chibo.web.units.trail import trail_to

PAGE = 30


def unit_classes(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Classes begun in a year at and below a unit: lớp, học viên and lượt told apart."""
    actor, looked = request.actor, looked_at(request)
    unit = get_unit(actor, unit_id)
    actor.require(VIEW, unit)
    year = asked_year(request, looked)
    found = queries.classes_of(actor, unit, year, looked.day)
    if asks_for_workbook(request):
        table = _table(queries.with_sums(actor, list(found[:MOST])))
        return as_workbook(request, unit, "classes", f"lop hoc {year}", [table])
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    context = {
        "unit": unit,
        "year": year,
        "years": range(looked.today.year, looked.today.year - 10, -1),
        "page": page,
        "workbook": workbook_address(request),
        "rows": queries.with_sums(actor, list(page)),
        "sums": queries.sums_of(actor, found),
        "figure": _figure_address(request, unit, year),
        "trail": trail_to(actor, unit),
    }
    return render(request, "training/unit.html", context)


def _figure_address(request: ActorRequest, unit: Unit, year: int) -> str:
    """The page of the figure with its records, for whoever may open it."""
    if not request.actor.may(SEE_FIGURES, unit.path):
        return ""
    return f"{reverse('figure', args=[unit.pk, 'training.classes'])}?ky={year}"


def _table(rows: Sequence[ClassRow]) -> Table:
    columns = [
        Column(_("Lớp"), 40),
        Column(_("Loại lớp"), 30),
        Column(_("Đơn vị mở"), 40),
        Column(_("Khai giảng"), 12),
        Column(_("Học viên"), 12),
        Column(_("Lượt dự"), 12),
    ]
    told = [
        (
            str(each.training_class),
            each.training_class.get_course_display(),
            each.training_class.unit.name,
            each.training_class.starts_on,
            each.sums.trainees,
            _attended(each),
        )
        for each in rows
    ]
    return Table(_("Lớp học"), columns, told)


def _attended(row: ClassRow) -> str | int | None:
    if row.sums.attendances is None and row.sums.trainees:
        return _("chưa ghi")
    return row.sums.attendances


def _learners(rows: Iterable[Enrolment]) -> Table:
    columns = [
        Column(_("Họ và tên"), 30),
        Column(_("Số buổi dự"), 12),
        Column(_("Kết quả"), 20),
    ]
    told = [
        (
            row.member.full_name if row.member else row.full_name,
            _("chưa ghi") if row.attended is None else row.attended,
            row.result or _("chưa ghi"),
        )
        for row in rows
    ]
    return Table(_("Học viên"), columns, told)


def training_class(request: ActorRequest, class_id: int) -> HttpResponse:
    """A class: its numbers for whoever may see it, names for whoever may know them."""
    actor = request.actor
    found = queries.get_class(actor, class_id)
    learners = queries.learners_of(actor, found)
    if asks_for_workbook(request):
        table = _learners(learners[:MOST])
        return as_workbook(
            request, found.unit, "training_class", f"hoc vien {found.code}", [table],
            names_people=True,
        )  # fmt: skip
    page = Paginator(learners, PAGE).get_page(request.GET.get("trang"))
    sums = queries.with_sums(actor, [found])[0].sums
    sees_unit = actor.may("units.view", found.unit.path)
    context = {
        "found": found,
        "sums": sums,
        "page": page,
        "workbook": workbook_address(request),
        "rows": [(row, row.member and actor.may("members.view", row.member.path)) for row in page],
        "unnamed": sums.trainees - page.paginator.count,
        "runs": found.runs_on(looked_at(request).today),
        "trail": trail_to(actor, found.unit) if sees_unit else [],
    }
    return render(request, "training/class.html", context)
