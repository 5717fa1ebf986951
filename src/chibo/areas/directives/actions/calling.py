"""Asking something of cells because of a paper: given to many at once, changed, taken back."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chibo.areas.directives import permissions
from chibo.areas.directives.actions.keeping import WHY, lock_directive, source_of, trail
from chibo.areas.directives.errors import BadDirective
from chibo.areas.directives.models import Call, Directive
from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.permissions import VIEW as SEE_UNITS
from chibo.areas.tasks import bulk as tasks
from chibo.areas.tasks.actions import Duty
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import lock_row, require_version, save_next


@dataclass(frozen=True)
class Asked:
    """What is asked, by when, and of whom: all cells below, those of some kinds, or chosen ones.

    `cell_types` and `unit_ids` narrow; both empty: every cell below that exists on the day.
    A unit that is a body stands for all cells below it.
    """

    title: str
    due_on: date | None = None
    cell_types: frozenset[str] = frozenset()
    unit_ids: frozenset[int] = frozenset()


@transaction.atomic
def ask(*, actor: Actor, directive_id: int, asked: Asked, now: datetime) -> Call:
    """Give each of the cells a task that names the paper. All of them or none.

    Raises NotThere, NotAllowed, BadDirective, MarkedSecret.
    """
    directive = lock_directive(actor, directive_id)
    today = now.date()
    _check(directive, asked.title, asked.due_on, today)
    cells = _cells(actor, directive, asked, today)
    call = Call.objects.create(
        directive=directive, title=asked.title.strip(), due_on=asked.due_on, given_on=today
    )
    tasks.give_to_many(
        units=cells,
        duty=Duty(call.title, None, call.due_on),
        origin=call.ref,
        source=source_of(directive),
        given_on=today,
    )
    told = {"title": call.title, "cells": [cell.code for cell in cells]}
    trail(actor, "directive.asked", directive, now, told)
    return call


@transaction.atomic
def change_call(
    *,
    actor: Actor,
    call_id: int,
    title: str,
    due_on: date | None,
    version: int,
    now: datetime,
) -> Call:
    """Word it better, or give more time; in every cell that still works on it."""
    call = _lock_call(actor, call_id)
    require_version(call.version, version)
    _check(call.directive, title, due_on, call.given_on)
    after = {"title": title.strip(), "due_on": due_on}
    changes = audit.differences({"title": call.title, "due_on": call.due_on}, after)
    if not changes:
        return call
    save_next(call, after)
    tasks.change_of_origin(origin=call.ref, title=call.title, due_on=call.due_on)
    trail(actor, "directive.call_changed", call.directive, now, {"call": call.pk, **changes})
    return call


@transaction.atomic
def withdraw(*, actor: Actor, call_id: int, reason: str, now: datetime) -> int:
    """No longer asked: where nobody began, the task is gone; elsewhere it ends with the reason.

    Gives back in how many cells it was still open. What was done stays done.
    """
    call = _lock_call(actor, call_id)
    if not reason.strip():
        raise BadDirective(_("Hãy ghi lý do rút bằng một câu để các chi bộ biết."), "reason")
    refuse_if_secret(text=reason)
    untouched, ended, left = tasks.call_off(origin=call.ref, reason=reason.strip(), on=now.date())
    told = {"call": call.title, "reason": reason.strip(), "gone": untouched, "ended": ended}
    trail(actor, "directive.call_withdrawn", call.directive, now, told)
    if not left:
        call.delete()
    return untouched + ended


def _lock_call(actor: Actor, call_id: int) -> Call:
    call = lock_row(Call.objects.select_related("directive__unit"), actor, pk=call_id)
    actor.require(permissions.KEEP, call.directive.unit)
    return call


def _check(directive: Directive, title: str, due_on: date | None, first: date) -> None:
    if directive.closed_on:
        raise BadDirective(_("Văn bản đã kết thúc nên không giao thêm việc. Hãy mở lại trước."))
    if not title.strip():
        raise BadDirective(_("Chưa ghi việc phải làm. Hãy viết một câu."), "title")
    refuse_if_secret(title=title)
    if due_on and due_on < first:
        raise BadDirective(_("Thời hạn đã qua trước ngày giao. Hãy chọn ngày sau đó."), "due_on")


def _cells(actor: Actor, directive: Directive, asked: Asked, today: date) -> list[Unit]:
    rows = Unit.objects.visible_to(actor, SEE_UNITS, inside=directive.unit.path)
    cells = rows.cells().existing_on(today)
    if asked.cell_types:
        cells = cells.filter(cell_type__in=asked.cell_types)
    found = list(cells.order_by("path"))
    if asked.unit_ids:
        found = _chosen(directive, asked, found)
    if not found:
        raise BadDirective(
            _("Không có chi bộ nào như đã chọn. Hãy xem lại nơi nhận việc."), "units"
        )
    return found


def _chosen(directive: Directive, asked: Asked, cells: list[Unit]) -> list[Unit]:
    """Of the cells, those chosen or below a chosen body; a unit from elsewhere is refused."""
    rows = Unit.objects.unscoped(WHY).filter(pk__in=asked.unit_ids).under(directive.unit.path)
    chosen = [unit.path for unit in rows]
    if len(chosen) < len(asked.unit_ids):
        raise BadDirective(
            _("Có đơn vị không thuộc cấp ủy này. Hãy chọn lại nơi nhận việc."), "units"
        )
    return [cell for cell in cells if any(cell.path.startswith(path) for path in chosen)]
