"""Where a member is at home: the cell of today and the stays of all days, kept together."""

from datetime import date

from chibo.areas.members.errors import BadMember
from chibo.areas.members.models import ENDED_STATES, Member, Stay
from chibo.areas.members.models.stays import StayQuerySet
from chibo.areas.organisation.models import Unit
from chibo.core.i18n import _
from chibo.core.periods import FOREVER
from chibo.core.vietnamese import show_date

WHY = "the stays of one member, whom the caller may change"


def move_home(member: Member, cell: Unit, on: date) -> None:
    """From `on` the member is at home in `cell`; who is at home nowhere only belongs there.

    The caller saves the member.
    """
    member.cell = cell
    member.unit_path = cell.path
    running = _stays(member).running().first()
    if running is not None and running.cell_id != cell.pk:
        _begin(member, cell, on)


def require_day_at_home(member: Member, on: date) -> None:
    """Raise BadMember when an end dated `on` would leave no day in the cell of today."""
    running = _stays(member).running().select_related("cell").first()
    if running is not None and running.starts_on >= on:
        raise BadMember(
            _(
                "Đồng chí này về “%(cell)s” từ ngày %(day)s, nên ngày thôi tính phải sau ngày đó. "
                "Hãy xem lại ngày, hoặc hoàn tác lần tiếp nhận."
            )
            % {"cell": running.cell.name, "day": show_date(running.starts_on)}
        )


def end_home(member: Member, on: date) -> None:
    """Membership here ends: from `on` there is no home cell."""
    stays = _stays(member)
    stays.filter(starts_on__gte=on).delete()
    stays.filter(ends_before__gt=on).update(ends_before=on)


def reopen_home(member: Member, on: date) -> None:
    """An end dated `on` was a mistake."""
    last = _stays(member).order_by("-starts_on").first()
    if last is None:
        _begin(member, member.cell, on)
    elif last.ends_before == on:
        last.ends_before = FOREVER
        last.save()


def begin_home(member: Member, cell: Unit, on: date) -> None:
    """A home again, or a first one, from `on`. The caller saves the member."""
    member.cell = cell
    member.unit_path = cell.path
    _begin(member, cell, on)


def return_home(member: Member, cell: Unit, on: date) -> None:
    """A move dated `on` was a mistake: the member is at home in `cell` as before.

    The caller saves the member.
    """
    member.cell = cell
    member.unit_path = cell.path
    _stays(member).filter(starts_on__gte=on).delete()
    reopen_home(member, on)


def _begin(member: Member, cell: Unit, on: date) -> None:
    gone = member.state in ENDED_STATES and member.state_on is not None and member.state_on < on
    end_home(member, on)
    if gone and member.state_on is not None:
        end_home(member, member.state_on)
    began = _stays(member).exists() or on != member.joined_on
    how = Stay.How.TRANSFERRED if began else Stay.How.JOINED
    Stay.objects.create(member=member, cell=cell, starts_on=on, how=how)


def _stays(member: Member) -> StayQuerySet:
    return Stay.objects.unscoped(WHY).filter(member=member)
