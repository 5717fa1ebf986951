"""What happens to members between meetings: letters under way, one overdue, one wish."""

from datetime import date, timedelta

from chibo.areas.members.actions import (
    TransferOrder,
    issue_transfer,
    propose_correction,
    refuse_transfer,
)
from chibo.areas.members.models import Member, MemberState, Transfer
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.periods import Month, add_months
from chibo.sample.cells import Cell
from chibo.sample.hours import at
from chibo.sample.province import Province
from chibo.sample.staff import Staff

_WHY = "the sample's own members"


class Lives:
    """Moves of members among the cells of the first commune that are not in the foreground."""

    def __init__(self, province: Province, staff: Staff) -> None:
        self.today = province.today
        background = [cell for cell in province.standing if cell not in province.shown_cells]
        committee = background[0].committee_code
        self.cells = [cell for cell in background if cell.committee_code == committee][-5:]
        self.units = staff.units
        self.clerk = staff.actor("clerk", province.tree.bodies[0].code)

    def tell(self) -> None:
        """One letter waits, one is overdue, one was refused, one member is away for a time."""
        first, second, third, fourth, fifth = self.cells
        self._letter(first, second, 5, reason="residence")
        self._letter(second, third, 75, reason="work")
        refused = self._letter(third, fourth, 40, reason="residence")
        refuse_transfer(
            actor=self.clerk,
            transfer_id=refused.pk,
            reason="Chưa về cư trú ở thôn",
            version=refused.version,
            now=at(self._ago(30), 9),
        )
        away = self._ago(60)
        until = add_months(away, 6)
        self._letter(fourth, fifth, 60, kind="temporary", until=until, accept_on=away)
        self._wish(fifth)

    def _letter(
        self,
        origin: Cell,
        destination: Cell,
        days: int,
        *,
        reason: str = "work",
        kind: str = "internal",
        until: date | None = None,
        accept_on: date | None = None,
    ) -> Transfer:
        issued_on = self._ago(days)
        member = self._somebody(origin)
        order = TransferOrder(
            kind=kind,
            reason=reason,
            issued_on=issued_on,
            fee_paid_to=Month.of(issued_on),
            to_unit_id=self._unit(destination).pk,
            until=until,
            accept_on=accept_on,
        )
        return issue_transfer(
            actor=self.clerk,
            member_id=member.pk,
            order=order,
            version=member.version,
            now=at(issued_on, 9),
        )

    def _wish(self, cell: Cell) -> None:
        member = self._somebody(cell)
        own = Actor(None, member.full_name, member.pk, (), "chibo demo")
        earlier = member.born_on - timedelta(days=1)
        propose_correction(
            actor=own,
            wanted={"born_on": earlier},
            reason="Theo căn cước mới cấp",
            now=at(self._ago(3), 20),
        )

    def _somebody(self, cell: Cell) -> Member:
        """The last full member by code who has been one for long and holds nothing under way."""
        rows = Member.objects.unscoped(_WHY).filter(
            cell=self._unit(cell),
            state=MemberState.FULL,
            full_on__lt=self._ago(365),
            transfers__isnull=True,
            posts__isnull=True,
        )
        found = rows.order_by("-code").first()
        assert found is not None
        return found

    def _unit(self, cell: Cell) -> Unit:
        return self.units[cell.code]

    def _ago(self, days: int) -> date:
        return self.today - timedelta(days=days)
