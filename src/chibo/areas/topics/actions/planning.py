"""A topic put into a cell's plan, changed, taken out."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.meetings.queries import thematic_months
from chibo.areas.members.queries import members_taking_part
from chibo.areas.organisation.models import Unit
from chibo.areas.topics import permissions
from chibo.areas.topics.actions.locking import lock_plan, lock_planned, trail
from chibo.areas.topics.errors import BadDrafter, BadMonth, BadTopic
from chibo.areas.topics.models import PlannedKind, PlannedState, PlannedTopic, Topic
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.core.rows import require_version, save_next

TITLE_LENGTH = 300
AHEAD = 24  # months; a plan is made for this year and the next
BACK = 12


@dataclass(frozen=True)
class Wanted:
    """What the form of a planned topic holds."""

    month: Month
    title: str
    kind: str = PlannedKind.COMBINED
    drafter_id: int | None = None


@transaction.atomic
def plan_topic(
    *, actor: Actor, unit_id: int, wanted: Wanted, now: datetime, source: Topic | None = None
) -> PlannedTopic:
    """Put a topic into the plan, as a draft until the chi ủy agrees; `source` is where it was
    taken from.

    Raises NotThere, NotAllowed, BadTopic, MarkedSecret.
    """
    unit = lock_plan(actor, unit_id, permissions.PLAN)
    _check(unit, wanted, now.date())
    _refuse_taken(unit, wanted.month)
    row = PlannedTopic.objects.create(unit=unit, source=source, **_columns(wanted))
    trail(actor, "topic.planned", row, now, {"month": str(wanted.month), "title": row.title})
    return row


@transaction.atomic
def change_topic(
    *, actor: Actor, planned_id: int, wanted: Wanted, version: int, now: datetime
) -> PlannedTopic:
    """Change a planned topic. One that was agreed to waits for the chi ủy again.

    Only naming another drafter leaves the agreement as it is. Raises ChangedMeanwhile when
    somebody saved it since `version`, BadTopic once its meeting was held.
    """
    row = lock_planned(actor, planned_id, permissions.PLAN)
    require_version(row.version, version)
    _refuse_held(row)
    _check(row.unit, wanted, now.date())
    if wanted.month != row.round:
        _refuse_taken(row.unit, wanted.month)
    after = _columns(wanted)
    changes = audit.differences({name: getattr(row, name) for name in after}, after)
    if not changes:
        return row
    if row.is_approved and set(changes) != {"drafter_id"}:
        after |= {"state": PlannedState.DRAFT, "approved_on": None, "approved_by": ""}
        changes["state"] = [PlannedState.APPROVED.value, PlannedState.DRAFT.value]
    save_next(row, after)
    trail(actor, "topic.changed", row, now, changes)
    return row


@transaction.atomic
def drop_topic(*, actor: Actor, planned_id: int, version: int, now: datetime) -> None:
    """Take a topic out of the plan, unless its meeting was held."""
    row = lock_planned(actor, planned_id, permissions.PLAN)
    require_version(row.version, version)
    _refuse_held(row)
    trail(actor, "topic.dropped", row, now, {"month": str(row.round), "title": [row.title, None]})
    row.delete()


def _columns(wanted: Wanted) -> dict[str, object]:
    return {
        "month": wanted.month.first,
        "title": wanted.title.strip(),
        "kind": wanted.kind,
        "drafter_id": wanted.drafter_id,
    }


def _check(unit: Unit, wanted: Wanted, today: date) -> None:
    title = wanted.title.strip()
    if not title:
        raise BadTopic(_("Chuyên đề chưa có tên. Hãy ghi tên chuyên đề."))
    if len(title) > TITLE_LENGTH:
        raise BadTopic(_("Tên chuyên đề dài quá %d chữ. Hãy ghi ngắn hơn.") % TITLE_LENGTH)
    refuse_if_secret(title=title)
    if wanted.kind not in PlannedKind.values:
        raise BadTopic(_("Chưa chọn buổi riêng hay cùng buổi thường kỳ. Hãy chọn một."))
    _check_month(unit, wanted.month, today)
    if wanted.drafter_id is not None:
        _check_drafter(unit, wanted.drafter_id, today)


def _check_month(unit: Unit, month: Month, today: date) -> None:
    now = Month.of(today)
    if not now.plus(-BACK) <= month <= now.plus(AHEAD):
        raise BadMonth(
            _("Tháng %(month)s quá xa. Kế hoạch lập từ tháng %(first)s đến tháng %(last)s.")
            % {
                "month": month.label,
                "first": now.plus(-BACK).label,
                "last": now.plus(AHEAD).label,
            }
        )
    if not unit.exists_on(month.last):
        raise BadMonth(
            _("Trong tháng %s chi bộ chưa thành lập hoặc đã kết thúc hoạt động.") % month.label
        )


def _check_drafter(unit: Unit, member_id: int, today: date) -> None:
    people, _guests = members_taking_part(unit, today)
    if not any(member.pk == member_id for member in people):
        raise BadDrafter(
            _("Người chuẩn bị không sinh hoạt ở chi bộ này. Hãy chọn đảng viên của chi bộ.")
        )


def _refuse_taken(unit: Unit, month: Month) -> None:
    rows = PlannedTopic.objects.unscoped("the plan of a cell the actor may write on")
    there = rows.filter(unit=unit, month=month.first).first()
    if there is not None:
        raise BadMonth(
            _(
                "Tháng %(month)s đã có chuyên đề “%(title)s”. Hãy chọn tháng khác, "
                "hoặc sửa chuyên đề đó."
            )
            % {"month": month.label, "title": there.title}
        )


def _refuse_held(row: PlannedTopic) -> None:
    if thematic_months([row.unit], row.round, row.round):
        raise BadTopic(
            _("Tháng %s đã sinh hoạt chuyên đề nên kế hoạch tháng này giữ nguyên.")
            % row.round.label
        )
