"""Two communes whose clerks send members to each other."""

from datetime import date, datetime
from typing import Any

from chibo.areas.members.actions import (
    Arrival,
    TransferOrder,
    accept_transfer,
    issue_transfer,
)
from chibo.areas.members.models import Member, Transfer
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.periods import Month
from tests.factories import a_cell, a_commune, a_member, a_province, an_actor

NOW = datetime(2026, 11, 5, 9, 0, tzinfo=ZONE)
TODAY = NOW.date()


class Country:
    """A province with two communes of two cells each, and a clerk in each commune."""

    def __init__(self) -> None:
        self.province = a_province()
        self.here = a_commune(self.province, "Đảng bộ xã Hòa Bình")
        self.there = a_commune(self.province, "Đảng bộ xã Tân An")
        self.east = a_cell(self.here, "Chi bộ thôn Đông")
        self.west = a_cell(self.here, "Chi bộ thôn Tây")
        self.far = a_cell(self.there, "Chi bộ thôn Xa")
        self.clerk = an_actor("clerk", self.here)
        self.other_clerk = an_actor("clerk", self.there, name="Lê Thị Ba")
        self.member = a_member(self.east)

    def order(self, to: Unit | None, **more: Any) -> TransferOrder:
        told = {
            "kind": "official",
            "reason": "residence",
            "issued_on": date(2026, 11, 2),
            "fee_paid_to": Month(2026, 11),
            "is_clear": True,
            "to_unit_id": to.pk if to else None,
        }
        return TransferOrder(**{**told, **more})

    def issue(self, to: Unit | None, actor: Actor | None = None, **more: Any) -> Transfer:
        return issue_transfer(
            actor=actor or self.clerk,
            member_id=self.member.pk,
            order=self.order(to, **more),
            version=self.now().version,
            now=NOW,
        )

    def now(self) -> Member:
        return Member.objects.unscoped("test").select_related("cell").get(pk=self.member.pk)

    def accept(self, transfer: Transfer, actor: Actor | None = None, **more: Any) -> Transfer:
        told = {"cell_id": None, "on": TODAY, "version": transfer.version, "now": NOW, **more}
        actor = actor or self.other_clerk
        return accept_transfer(actor=actor, transfer_id=transfer.pk, **told)


def reloaded(transfer: Transfer) -> Transfer:
    return Transfer.objects.unscoped("test").get(pk=transfer.pk)


def arrival(**more: Any) -> Arrival:
    told = {
        "kind": "official",
        "reason": "work",
        "from_place": "Đảng bộ xã Ia Grai, tỉnh Gia Lai",
        "number": "Số 12-GTSHĐ/ĐU",
        "issued_on": date(2026, 10, 20),
        "fee_paid_to": Month(2026, 10),
        "on": date(2026, 11, 3),
    }
    return Arrival(**{**told, **more})
