"""Who may see one's own record, and who did."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q

from chibo.areas.access.models import RoleGrant
from chibo.areas.access.roles import roles
from chibo.areas.members.models import Stay
from chibo.areas.members.queries import get_member
from chibo.areas.organisation.models import SEGMENT
from chibo.areas.organisation.paths import unit_of
from chibo.areas.trail.permissions import SEES_MEMBERS, SEES_SENSITIVE
from chibo.areas.trail.queries.events import PAGE, EventPage, page_of
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.models import AuditEvent
from chibo.core.periods import FOREVER
from chibo.core.wall import lifted

WHY = "who may see the actor's own record, and where it was"
LISTS = ("attendance", "badge_list", "badge_list_xlsx", "ballots", "dues_list")
"""Papers that name the members of a cell or below a body."""
TAKEN = (
    "workbook.exported",
    "workbook.downloaded",
    "table.exported",
    "papers.bundle_downloaded",
    "attendance_list.printed",
    "statistics.people_read",
)
"""Acts that take or open a list of members."""


@dataclass(frozen=True)
class Seer:
    """Somebody whose role lets them open the record today."""

    name: str
    role_name: str
    unit_name: str
    sensitive: bool


def seers(actor: Actor, today: date) -> list[Seer]:
    """Who may open the actor's own record today, by role. Two reads; NotThere without a record."""
    member = get_member(actor, actor.member_id or 0)
    declared = {r.code: r for r in roles().values() if SEES_MEMBERS in r.permissions}
    above = [code for code, role in declared.items() if role.below]
    here = [code for code, role in declared.items() if not role.below]
    rows = RoleGrant.objects.unscoped(WHY).running_on(today).of_members_on(today)
    reaching = Q(role__in=above, unit__path__in=_steps(member.unit_path)) | Q(
        role__in=above, unit__isnull=True
    )
    reaching |= Q(role__in=here, unit__path=member.unit_path)
    found = rows.filter(reaching, account__is_active=True).exclude(account__member=member)
    return [
        Seer(
            row.account.full_name,
            declared[row.role].name,
            row.unit.name if row.unit else "",
            SEES_SENSITIVE in declared[row.role].permissions,
        )
        for row in found.select_related("account", "unit").order_by("-unit__path", "role", "id")
    ]


def own_readings(actor: Actor, *, after: str = "", size: int = PAGE) -> EventPage:
    """Who opened the actor's own record, made a paper about them, or took a list they stood in.

    Three reads. NotThere without a record.
    """
    member = get_member(actor, actor.member_id or 0)
    wanted = Q(target=f"member:{member.pk}") & ~Q(kind=AuditEvent.Kind.CHANGE)
    stays = Stay.objects.unscoped(WHY).filter(member=member).select_related("cell")
    papers = Q(changes__paper__in=LISTS) | Q(changes__members__contains=[member.pk])
    listed = Q(action__in=TAKEN) | Q(action="paper.made") & papers
    for stay in stays.order_by("starts_on"):
        wanted |= Q(*_while_at(stay)) & listed & ~Q(kind=AuditEvent.Kind.CHANGE)
    with lifted(WHY):
        return page_of(AuditEvent.objects.filter(wanted), after, size)


def _while_at(stay: Stay) -> Iterator[Q]:
    """Events of the cell and of what stands above it while the member was there."""
    yield Q(unit_id__in=[unit_of(path[-SEGMENT:]) for path in _steps(stay.cell.path)])
    yield Q(at__gte=datetime.combine(stay.starts_on, time(), ZONE))
    if stay.ends_before != FOREVER:
        yield Q(at__lt=datetime.combine(stay.ends_before, time(), ZONE))


def _steps(path: str) -> list[str]:
    """The paths from the root down to this one."""
    return [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
