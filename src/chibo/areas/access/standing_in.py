"""Somebody of the chi ủy stands in for a secretary who is ill or away, from–to.

The role of the secretary, without what is the secretary's alone (circles.toml); it ends by
itself on its day. Given by another member of the chi ủy or by who manages accounts above.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from chibo.areas.access.errors import BadAccount
from chibo.areas.access.events import StandingIn
from chibo.areas.access.limits import limit
from chibo.areas.access.models import Account, RoleGrant, RoleGrantQuerySet
from chibo.areas.organisation.models import Unit
from chibo.areas.posts.models import Post
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.events import announce
from chibo.core.i18n import _
from chibo.core.rows import get_row
from chibo.core.vietnamese import show_date
from chibo.core.wall import lifted

GIVE = "stand_ins.give"
SECRETARY, OF_THE_COMMITTEE = "secretary", ("cell_committee", "secretary")
COMMITTEE_POSTS = ("cell_committee", "deputy")
WHY = "who may stand in for a secretary, and who does"


def may_stand_in(actor: Actor, unit: Unit, on: date) -> list[Account]:
    """Accounts of the unit's chi ủy, by role or by recorded post, without the actor's own."""
    actor.require(GIVE, unit)
    with lifted(WHY):
        posts = Post.objects.unscoped(WHY).filter(unit=unit, kind__in=COMMITTEE_POSTS).held_on(on)
        of_posts = list(posts.values_list("member_id", flat=True))
        held = _grants().running_on(on).of_members_on(on).filter(unit=unit)
        of_roles = held.filter(role__in=OF_THE_COMMITTEE).values("account_id")
        found = Account.objects.filter(Q(pk__in=of_roles) | Q(member__in=of_posts), is_active=True)
        leading = held.filter(role=SECRETARY, stands_in=False).values("account_id")
        rows = found.exclude(pk__in=leading).exclude(pk=actor.account_id or 0)
        return list(rows.order_by("full_name", "pk"))


def standing_in(actor: Actor, today: date) -> list[RoleGrant]:
    """Who stands in or will, in the units where the actor could say so."""
    rows = RoleGrant.objects.visible_to(actor, GIVE).filter(stands_in=True).not_ended_on(today)
    return list(rows.select_related("account", "unit").order_by("unit__path", "starts_on", "pk"))


@transaction.atomic
def have_stand_in(
    *,
    actor: Actor,
    unit_id: int,
    account_id: int,
    starts_on: date,
    ends_before: date,
    why: str,
    now: datetime,
) -> RoleGrant:
    """Give it. Raises NotAllowed, NotThere, BadAccount (not of the chi ủy, too long, taken)."""
    unit = get_row(Unit.objects.select_for_update(of=("self",)), actor, pk=unit_id)
    actor.require(GIVE, unit)
    _check_days(starts_on, ends_before, now.date())
    if not unit.is_cell:
        raise BadAccount(_("Chỉ giao thay bí thư ở chi bộ."))
    account = next((a for a in may_stand_in(actor, unit, now.date()) if a.pk == account_id), None)
    if account is None:
        raise BadAccount(
            _("Người thay là chi ủy viên khác của chi bộ, có tài khoản. Hãy chọn trong danh sách.")
        )
    if not why.strip():
        raise BadAccount(_("Chưa ghi lý do. Hãy ghi một câu, ví dụ: bí thư nằm viện."))
    others = _grants().filter(unit=unit, stands_in=True, starts_on__lt=ends_before)
    if others.filter(ends_before__gt=starts_on).exists():
        raise BadAccount(_("Những ngày này đã có người thay. Hãy cho thôi người ấy trước."))
    grant = RoleGrant.objects.create(
        account=account,
        role=SECRETARY,
        unit=unit,
        starts_on=starts_on,
        ends_before=ends_before,
        stands_in=True,
    )
    told = {"from": [None, str(starts_on)], "ends_before": [None, str(ends_before)]}
    _tell(actor, "role.stands_in", grant, now, told, why.strip()[:500])
    return grant


@transaction.atomic
def end_stand_in(*, actor: Actor, grant_id: int, now: datetime) -> RoleGrant:
    """The secretary is back earlier: it is over today. Raises NotThere."""
    rows = RoleGrant.objects.visible_to(actor, GIVE).filter(pk=grant_id, stands_in=True)
    grant = rows.select_for_update(of=("self",)).not_ended_on(now.date()).first()
    if grant is None:
        raise BadAccount(_("Người này không còn thay bí thư. Hãy xem lại trang."))
    before, grant.ends_before = grant.ends_before, max(now.date(), grant.starts_on)
    grant.save(update_fields=["ends_before"])
    told: dict[str, list[str | None]] = {"ends_before": [str(before), str(grant.ends_before)]}
    _tell(actor, "role.stands_in_no_more", grant, now, told)
    return grant


def _check_days(starts_on: date, ends_before: date, today: date) -> None:
    longest, ahead = limit("standing_in", "days"), limit("standing_in", "ahead")
    if not today <= starts_on <= today + timedelta(days=ahead):
        raise BadAccount(_("Ngày bắt đầu từ hôm nay đến %d ngày tới.") % ahead)
    last = starts_on + timedelta(days=longest)
    if not starts_on < ends_before <= last:
        raise BadAccount(
            _("Thời gian thay nhiều nhất %(days)d ngày: thôi từ ngày muộn nhất %(last)s.")
            % {"days": longest, "last": show_date(last)}
        )


def _grants() -> RoleGrantQuerySet:
    return RoleGrant.objects.unscoped(WHY)


def _tell(
    actor: Actor,
    action: str,
    grant: RoleGrant,
    now: datetime,
    told: dict[str, list[str | None]],
    purpose: str = "",
) -> None:
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=grant.unit_id,
        target=f"account:{grant.account_id}",
        changes={**told, "role": [None, grant.role]},
        purpose=purpose,
    )
    announce(StandingIn(grant.pk, now))
