"""Keeping a sheet's sums and lines true; callers hold the sheet's lock."""

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from chibo.areas.dues.models import DuesEntry, DuesSheet
from chibo.areas.dues.payers import Payer
from chibo.areas.dues.people import WHY_SHEET, owed_by, settings_for
from chibo.core.actor import Actor
from chibo.core.rows import lock_row


def lock_sheet(actor: Actor, sheet_id: int) -> DuesSheet:
    """The sheet, held against others until the transaction ends."""
    return lock_row(DuesSheet.objects.select_related("unit"), actor, pk=sheet_id)


def recount(sheet: DuesSheet) -> None:
    """Write the sums of the lines and of the book again, and count the change."""
    lines = DuesEntry.objects.unscoped(WHY_SHEET).filter(sheet=sheet)
    sums = lines.aggregate(
        people=Count("id"),
        settled=Count("id", filter=Q(expected__lte=F("paid"))),
        unknown=Count("id", filter=Q(expected__isnull=True)),
        expected=Coalesce(Sum("expected"), 0),
        paid=Coalesce(Sum("paid"), 0),
    )
    taken_in = (
        sheet.payments.unscoped(WHY_SHEET)
        .filter(taken_back="")
        .aggregate(sum=Coalesce(Sum("amount"), 0))
    )
    for name, value in sums.items():
        setattr(sheet, name, value)
    sheet.received = taken_in["sum"]
    sheet.version += 1
    sheet.save()


def write_lines(sheet: DuesSheet, payers: list[Payer]) -> int:
    """A line for each payer without one, and what is due written again; how many are new."""
    owed = owed_by(payers, sheet.round, settings_for(sheet.unit, sheet.round).region)
    known = {line.key: line for line in sheet.entries.unscoped(WHY_SHEET).select_for_update()}
    new = [
        DuesEntry(sheet=sheet, member=payer.member, guest=payer.guest, month=sheet.month)
        for payer in payers
        if payer.key not in known
    ]
    changed = []
    for line in [*new, *known.values()]:
        if line.key not in owed:
            continue
        told = owed[line.key]
        after = (told.group, told.relief, told.due.amount)
        if line.pk and after != (line.group, line.relief, line.expected):
            changed.append(line)
        line.group, line.relief, line.expected = after
    DuesEntry.objects.bulk_create(new)
    for line in changed:
        line.version += 1
    DuesEntry.objects.unscoped(WHY_SHEET).bulk_update(
        changed, ["group", "relief", "expected", "version"]
    )
    return len(new)


def drop_lines(sheet: DuesSheet, payers: list[Payer]) -> int:
    """Lines of people who do not pay here after all go, unless money was ever written on them."""
    kept = {payer.key for payer in payers}
    rows = sheet.entries.unscoped(WHY_SHEET).filter(payments__isnull=True)
    gone = [line.pk for line in rows.select_for_update(of=("self",)) if line.key not in kept]
    DuesEntry.objects.unscoped(WHY_SHEET).filter(pk__in=gone).delete()
    return len(gone)
