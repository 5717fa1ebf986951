"""Keeping a sheet's sums and lines true; callers hold the sheet's lock."""

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from chibo.areas.dues.models import DuesEntry, DuesSheet
from chibo.areas.dues.people import WHY_SHEET, dues_of, rates_of, settings_for
from chibo.areas.members.models import Member
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


def write_lines(sheet: DuesSheet, members: list[Member]) -> int:
    """A line for each member without one, and what is due written again; how many are new."""
    rates = rates_of(members, sheet.round)
    owed = dues_of(members, sheet.round, settings_for(sheet.unit, sheet.round).region)
    known = {line.member_id: line for line in sheet.entries.unscoped(WHY_SHEET).select_for_update()}
    new = [
        DuesEntry(sheet=sheet, member=member, month=sheet.month)
        for member in members
        if member.pk not in known
    ]
    changed = []
    for line in [*new, *known.values()]:
        if line.member_id not in owed:
            continue
        rate = rates.get(line.member_id)
        after = (
            rate.group if rate else "",
            rate.relief if rate else "",
            owed[line.member_id].amount,
        )
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
