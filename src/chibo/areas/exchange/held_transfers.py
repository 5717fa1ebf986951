"""The register's side of the sheet `Chuyển sinh hoạt`: transfers and homes on record, by code."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from chibo.areas.exchange.homes import Part
from chibo.areas.exchange.sheets import Row
from chibo.areas.exchange.world import WHY, Record
from chibo.areas.members.models import Stay, Transfer, TransferState
from chibo.areas.members.rules import temporary_kinds

TransferKey = tuple[str, str, date]
"""Member, kind and day: what tells one transfer from another."""

TRANSFER_FIELDS = (
    "member_code",
    "on",
    "kind",
    "from_code",
    "from_place",
    "to_code",
    "to_place",
    "until",
    "returned_on",
    "reason",
    "issued_on",
    "outside_number",
    "fee_paid_to",
    "state",
    "note",
)
STANDING = (TransferState.ISSUED, TransferState.ACCEPTED, TransferState.ENDED)
_PLAIN = ("from_place", "to_place", "until", "returned_on", "reason", "issued_on")
_MORE = ("outside_number", "fee_paid_to", "state", "note", "kind")


@dataclass
class HeldTransfers:
    """What is on record of the members that the rows name."""

    by_key: dict[TransferKey, Record] = field(default_factory=dict)
    homes: dict[str, list[Part]] = field(default_factory=lambda: defaultdict(list))


def transfer_key(record: Record) -> TransferKey:
    """What tells a transfer from another."""
    return (record["member_code"], record["kind"], record["on"])


def day_of(transfer: Transfer, temporary: Iterable[str]) -> date:
    """The day it took effect; of one that waits, or led out of this tree, the letter's."""
    left = transfer.goes_outside and transfer.kind not in temporary
    if transfer.state == TransferState.ISSUED or left or transfer.answered_on is None:
        return transfer.issued_on
    return transfer.answered_on


def load_transfers(rows: Sequence[Row]) -> HeldTransfers:
    """What is on record beside the rows. Two queries."""
    held = HeldTransfers()
    codes = {row.get("member_code") for row in rows} - {None}
    if not codes:
        return held
    temporary = temporary_kinds()
    found = Transfer.objects.unscoped(WHY).filter(member__code__in=codes, state__in=STANDING)
    for transfer in found.select_related("member", "from_cell", "to_unit", "to_cell").order_by(
        "id"
    ):
        record = recorded(transfer, temporary)
        held.by_key[transfer_key(record)] = record
    stays = Stay.objects.unscoped(WHY).filter(member__code__in=codes).order_by("starts_on")
    for code, cell, start, end in stays.values_list(
        "member__code", "cell__code", "starts_on", "ends_before"
    ):
        held.homes[code].append(Part(start, end, cell))
    return held


def recorded(transfer: Transfer, temporary: Iterable[str]) -> Record:
    """A transfer as {field: value}, with its id and version."""
    to = transfer.to_cell or transfer.to_unit
    return {
        "id": transfer.pk,
        "version": transfer.version,
        "member_code": transfer.member.code if transfer.member else "",
        "on": day_of(transfer, temporary),
        "from_code": transfer.from_cell.code if transfer.from_cell else "",
        "to_code": to.code if to else "",
        **{name: getattr(transfer, name) for name in (*_PLAIN, *_MORE)},
    }
