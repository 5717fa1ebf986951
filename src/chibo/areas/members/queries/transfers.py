"""Reading transfers: lists of a level, what waits for whom, what is overdue."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from chibo.areas.documents.models import PaperNumber
from chibo.areas.members import permissions
from chibo.areas.members.models import ENDED_STATES, Member, Transfer, TransferQuerySet
from chibo.areas.members.rules import (
    Verdict,
    judge_arrival,
    overdue_before,
    present_by,
    temporary_kinds,
)
from chibo.areas.organisation.models import SEGMENT, Unit
from chibo.areas.organisation.queries import ancestors
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _
from chibo.core.rows import get_row
from chibo.core.scoped import within_scopes
from chibo.core.working_days import working_days_between
from chibo.regulations import Source, TransferKind, current, get_unit_kind, member_rules_in_force
from chibo.regulations.members import MemberRules

PAGE = 50
BOXES = ("waiting", "sent", "away", "all")
_WHY = "a unit somebody writes a paper to is named, whoever may open it"
_LINKS = ("member", "from_cell", "to_unit", "to_cell")


@dataclass(frozen=True)
class TransferPage:
    """One page of a list, with the mark from which the next one starts."""

    rows: list[Transfer]
    after: str


@dataclass(frozen=True)
class OverdueTransfer:
    """A transfer whose deadline has passed: which one, since when, by which clause."""

    transfer: Transfer
    code: str
    """`not_presented` or `stay_over`."""
    due_on: date
    days_late: int
    source: Source

    @property
    def sentence(self) -> str:
        """What is late, in words."""
        if self.code == "stay_over":
            return _("Hết thời hạn tạm thời, chưa ghi ngày trở về")
        return _("Giấy giới thiệu chưa được nơi đến tiếp nhận")


def get_transfer(actor: Actor, transfer_id: int) -> Transfer:
    """The transfer, for both sides and the member; NotThere otherwise."""
    return get_row(_with_links(Transfer.objects.all()), actor, pk=transfer_id)


def transfers_of(actor: Actor, member: Member) -> list[Transfer]:
    """The member's transfers, newest first."""
    rows = Transfer.objects.visible_to(actor).filter(member=member)
    return list(_with_links(rows).order_by("-issued_on", "-id"))


def transfers_in(
    actor: Actor, unit: Unit, box: str, today: date, *, after: str = "", size: int = PAGE
) -> TransferPage:
    """Transfers that touch a unit and what stands below it, newest first.

    Boxes: `waiting` for an answer from here · `sent` and not answered · `away` or here for a time ·
    `all`.
    """
    rows = _in_box(actor, unit, box, today)
    day, _tilde, last_id = after.rpartition("~")
    if day and last_id.isdigit():
        mark = date.fromisoformat(day)
        rows = rows.filter(Q(issued_on__lt=mark) | Q(issued_on=mark, id__lt=int(last_id)))
    found = list(_with_links(rows).order_by("-issued_on", "-id")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return TransferPage(found[:size], f"{last.issued_on.isoformat()}~{last.pk}" if last else "")


def count_waiting(actor: Actor, unit: Unit, today: date) -> int:
    """How many papers wait for an answer from here."""
    return _in_box(actor, unit, "waiting", today).count()


def _in_box(actor: Actor, unit: Unit, box: str, today: date) -> TransferQuerySet:
    rows = Transfer.objects.visible_to(actor).under(unit.path)
    if box == "waiting":
        here = within_scopes(actor, permissions.VIEW, "to_unit__path", unit.path)
        return rows.filter(here, state="issued")
    if box == "sent":
        return rows.filter(state="issued", from_cell__path__gte=unit.path).filter(
            from_cell__path__lt=unit.path + "~"
        )
    if box == "away":
        return rows.filter(state="accepted", kind__in=temporary_kinds())
    return rows


def find_destination(actor: Actor, code: str) -> Unit | None:
    """The unit with this code anywhere in the tree: a paper may go where one may not look.

    Only for somebody who keeps a register of members.
    """
    if not actor.holds(permissions.CHANGE):
        return None
    return Unit.objects.unscoped(_WHY).filter(code=code.strip()).first()


def issuing_body(cell: Unit) -> Unit:
    """Who signs a cell's letters: the lowest unit from the cell upwards that has a seal."""
    upwards = [cell, *reversed(ancestors(cell))]
    return next((unit for unit in upwards if _has_seal(unit)), cell)


def _has_seal(unit: Unit) -> bool:
    try:
        return get_unit_kind(unit.kind).has_seal
    except KeyError:
        return False


def shared_superior(cell: Unit, unit: Unit) -> str | None:
    """The kind of the lowest body above both; None when they share none."""
    steps = range(SEGMENT, min(len(cell.path), len(unit.path)) + 1, SEGMENT)
    both = [end for end in steps if cell.path[:end] == unit.path[:end]]
    inner = [end for end in both if end < len(cell.path)]
    if not inner:
        return None
    rows = Unit.objects.unscoped(_WHY).filter(path=cell.path[: inner[-1]])
    return rows.values_list("kind", flat=True).first()


def transfer_kind(row: Transfer) -> TransferKind:
    """The kind as the pack of its day has it."""
    return member_rules_in_force(row.issued_on).transfer_kind(row.kind)


def paper_of(actor: Actor, row: Transfer) -> PaperNumber | None:
    """The number of our own paper, once taken; both sides see it."""
    rows = PaperNumber.objects.unscoped("the number on a paper the actor may see")
    return rows.filter(ref=row.ref).first()


def presentation_due(row: Transfer) -> date:
    """The last day to present the letter."""
    return present_by(row.issued_on, member_rules_in_force(row.issued_on))


def arrival_verdict(row: Transfer, on: date, today: date) -> Verdict:
    """What the rules say of taking somebody in on a day."""
    return judge_arrival(row.issued_on, on, member_rules_in_force(row.issued_on), today)


def overdue_transfers(
    actor: Actor, today: date, unit: Unit | None = None, limit: int = 200
) -> list[OverdueTransfer]:
    """Papers not presented in time and temporary stays that are over, longest overdue first.

    Two queries whatever there is; at most `limit` of each.
    """
    rows = Transfer.objects.visible_to(actor)
    rows = _with_links(rows.under(unit.path) if unit else rows)
    unpresented = rows.filter(_not_presented(today), state="issued", to_unit__isnull=False)
    over = rows.filter(
        state="accepted", returned_on__isnull=True, until__lt=today, kind__in=temporary_kinds()
    ).exclude(member__state__in=ENDED_STATES, member__state_on__lte=today)
    found = [
        *(_unpresented(row, today) for row in unpresented.order_by("issued_on", "id")[:limit]),
        *(_stay_over(row, today) for row in over.order_by("until", "id")[:limit]),
    ]
    return sorted(found, key=lambda each: (each.due_on, each.transfer.pk))


def _not_presented(today: date) -> Q:
    """Issued so long ago that, by the pack of the day of issue, the paper should be there."""
    wanted = Q(pk__in=[])
    for number, pack in enumerate(current().chain("members")):
        assert isinstance(pack.rules, MemberRules)
        span = Q(issued_on__lt=overdue_before(today, pack.rules))
        if number:
            span &= Q(issued_on__gte=pack.effective_from)
        if pack.ends_before:
            span &= Q(issued_on__lt=pack.ends_before)
        wanted |= span
    return wanted


def _unpresented(row: Transfer, today: date) -> OverdueTransfer:
    rules = member_rules_in_force(row.issued_on)
    due = present_by(row.issued_on, rules)
    source = rules.present_within_working_days.source
    return OverdueTransfer(row, "not_presented", due, working_days_between(due, today), source)


def _stay_over(row: Transfer, today: date) -> OverdueTransfer:
    assert row.until is not None
    days = working_days_between(row.until, today)
    kind = transfer_kind(row)
    span = kind.length_for(row.reason)
    return OverdueTransfer(row, "stay_over", row.until, days, span.source if span else kind.source)


def away_on(cell: Unit, day: date) -> set[int]:
    """Members of a cell who take part elsewhere for a time on the day, by id."""
    rows = _running(day).filter(from_cell=cell, member__isnull=False)
    return {member for member in rows.values_list("member_id", flat=True) if member}


def members_taking_part(cell: Unit, day: date) -> tuple[list[Member], set[int]]:
    """Who belongs to a cell's meeting on the day by given name, and who of them is a guest.

    Without those who take part elsewhere for a time; with members of other cells who are here for
    one. Guests are counted at home and have no vote here (38-HD/BTCTW). Two queries.
    """
    running, guests = _running(day), guest_ids(cell, day)
    rows = Member.objects.unscoped("the roll of a cell whose meeting the actor runs")
    at_home = Q(cell=cell) & ~Exists(running.filter(member=OuterRef("pk"), from_cell=cell))
    wanted = at_home | Q(pk__in=guests) if guests else at_home
    return list(rows.filter(wanted).counted_on(day).by_name()), guests


def guest_ids(cell: Unit, day: date) -> set[int]:
    """Members of other cells who take part in a cell for a time on the day."""
    here = _running(day).filter(to_cell=cell, member__isnull=False)
    return {member for member in here.values_list("member_id", flat=True) if member}


def guests_of(cell: Unit, day: date) -> list[Transfer]:
    """Who takes part in a cell for a time on the day and is counted elsewhere."""
    return list(_with_links(_running(day).filter(to_cell=cell)).order_by("full_name", "id"))


def _running(day: date) -> TransferQuerySet:
    rows = Transfer.objects.unscoped("who takes part in a cell the actor may see")
    begun = rows.filter(kind__in=temporary_kinds(), answered_on__lte=day)
    begun = begun.filter(state__in=("accepted", "ended"))
    return begun.filter(Q(returned_on__isnull=True) | Q(returned_on__gt=day))


def _with_links(rows: TransferQuerySet) -> TransferQuerySet:
    return rows.select_related(*_LINKS)


def require_destination(actor: Actor, unit_id: int) -> Unit:
    """The unit a paper is written to; NotThere when there is none."""
    unit = Unit.objects.unscoped(_WHY).filter(pk=unit_id).first()
    if unit is None:
        raise NotThere(_("Không có tổ chức đảng này. Hãy xem lại mã nơi đến."))
    return unit
