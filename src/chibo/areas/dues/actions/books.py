"""A month's sheet: opened, brought up to date, closed, opened again, handed over."""

from datetime import date, datetime

from django.db import transaction

from chibo.areas.dues import permissions
from chibo.areas.dues.actions.sums import drop_lines, lock_sheet, recount, write_lines
from chibo.areas.dues.errors import MonthClosed
from chibo.areas.dues.models import DuesSheet, SheetState
from chibo.areas.dues.payers import payers_on_sheet
from chibo.areas.dues.people import WHY_SHEET, settings_for
from chibo.areas.dues.rules import split
from chibo.areas.organisation.models import Unit
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.core.rows import get_row, require_version
from chibo.regulations import pack_for


@transaction.atomic
def open_month(*, actor: Actor, unit_id: int, month: Month, now: datetime) -> DuesSheet:
    """The cell's sheet of a month with a line for each who pays. Opened twice it is the same sheet.

    Raises NotAllowed, MonthClosed for a unit without members of its own or a month to come.
    """
    unit = get_row(Unit.objects, actor, pk=unit_id)
    actor.require(permissions.KEEP, unit)
    _check_month(unit, month, now.date())
    pack = pack_for("dues", month.first)
    rows = DuesSheet.objects.unscoped(WHY_SHEET)
    sheet, made = rows.get_or_create(
        unit=unit, month=month.first, defaults={"pack_id": pack.id if pack else ""}
    )
    if made:
        sheet = lock_sheet(actor, sheet.pk)
        write_lines(sheet, payers_on_sheet(unit, month, now.date()))
        recount(sheet)
        _trail(actor, "dues.month_opened", sheet, now, {"people": sheet.people})
    return sheet


def _check_month(unit: Unit, month: Month, today: date) -> None:
    if not unit.is_cell:
        raise MonthClosed(_("“%s” không phải chi bộ nên không thu đảng phí.") % unit.name)
    if month > Month.of(today):
        raise MonthClosed(_("Tháng %s chưa tới. Hãy lập danh sách khi sang tháng.") % month.label)
    if not (unit.exists_on(month.first) or unit.exists_on(month.last)):
        raise MonthClosed(_("Tháng %s chi bộ không hoạt động. Hãy xem lại tháng.") % month.label)


@transaction.atomic
def bring_up_to_date(*, actor: Actor, sheet_id: int, now: datetime) -> int:
    """Lines for those who came since, and what is due written again; how many came.

    Who turned out to pay elsewhere goes from the list, unless money was written on their line.
    """
    sheet = lock_sheet(actor, sheet_id)
    actor.require(permissions.KEEP, sheet)
    require_open(sheet)
    before = sheet.expected
    payers = payers_on_sheet(sheet.unit, sheet.round, now.date())
    gone = drop_lines(sheet, payers)
    came = write_lines(sheet, payers)
    recount(sheet)
    changes = {"came": came, "gone": gone, "expected": [before, sheet.expected]}
    _trail(actor, "dues.month_brought_up_to_date", sheet, now, changes)
    return came


@transaction.atomic
def close_month(*, actor: Actor, sheet_id: int, version: int, now: datetime) -> DuesSheet:
    """Close the book: what was taken in is parted by the shares in force. Twice changes nothing.

    Lines left unpaid stay owed; they are settled in the book of a later month.
    """
    sheet = lock_sheet(actor, sheet_id)
    actor.require(permissions.KEEP, sheet)
    if not sheet.is_open:
        return sheet
    require_version(sheet.version, version)
    sheet.cell_keeps = settings_for(sheet.unit, sheet.round).cell_keeps
    if sheet.cell_keeps is not None:
        parts = split(sheet.received, sheet.cell_keeps)
        sheet.kept, sheet.remitted = parts.kept, parts.remitted
    sheet.state, sheet.closed_on, sheet.closed_by = SheetState.CLOSED, now.date(), actor.name
    sheet.version += 1
    sheet.save()
    _trail(actor, "dues.month_closed", sheet, now, {"received": sheet.received})
    return sheet


@transaction.atomic
def reopen_month(*, actor: Actor, sheet_id: int, reason: str, now: datetime) -> DuesSheet:
    """The body above opens a closed book again, with a sentence why."""
    sheet = lock_sheet(actor, sheet_id)
    actor.require(permissions.SETTLE, sheet)
    if sheet.is_open:
        return sheet
    if not reason.strip():
        raise MonthClosed(_("Mở lại sổ đã khóa thì cần ghi lý do bằng một câu."))
    sheet.state, sheet.closed_on, sheet.closed_by = SheetState.OPEN, None, ""
    sheet.cell_keeps = sheet.kept = sheet.remitted = None
    sheet.handed_over_on, sheet.handed_over_to = None, ""
    sheet.version += 1
    sheet.save()
    _trail(actor, "dues.month_reopened", sheet, now, {"reason": reason.strip()[:300]})
    return sheet


@transaction.atomic
def hand_over(*, actor: Actor, sheet_id: int, on: date, now: datetime) -> DuesSheet:
    """The body above confirms that it received the cell's part of a closed month."""
    sheet = lock_sheet(actor, sheet_id)
    actor.require(permissions.SETTLE, sheet)
    if sheet.is_open:
        raise MonthClosed(_("Chi bộ chưa khóa sổ tháng này. Hãy nhắc chi bộ khóa sổ trước."))
    if sheet.handed_over_on is not None:
        return sheet
    if on > now.date() or on < sheet.month:
        raise MonthClosed(_("Ngày nhận phải từ đầu tháng của sổ đến hôm nay. Hãy xem lại ngày."))
    sheet.handed_over_on, sheet.handed_over_to = on, actor.name
    sheet.version += 1
    sheet.save()
    _trail(actor, "dues.handed_over", sheet, now, {"on": on.isoformat()})
    return sheet


def require_open(sheet: DuesSheet) -> None:
    """Raise MonthClosed for a closed book."""
    if not sheet.is_open:
        raise MonthClosed(
            _(
                "Sổ tháng %s đã khóa. Hãy ghi vào sổ tháng đang thu, "
                "hoặc nhờ cán bộ cấp trên mở lại sổ."
            )
            % sheet.round.label
        )


def _trail(
    actor: Actor, action: str, sheet: DuesSheet, now: datetime, changes: dict[str, object]
) -> None:
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=sheet.unit_id,
        target=f"dues_sheet:{sheet.pk}",
        changes={"month": str(sheet.round), **changes},
    )
