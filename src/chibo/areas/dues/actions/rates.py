"""How a member pays, from a month on."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from chibo.areas.dues import permissions
from chibo.areas.dues.actions.sums import recount, write_lines
from chibo.areas.dues.errors import BadRate
from chibo.areas.dues.models import DuesRate, DuesSheet, SheetState
from chibo.areas.dues.payers import Payer
from chibo.areas.dues.people import WHY_SHEET, settings_for
from chibo.areas.members.models import Member
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.core.rows import get_row, require_version
from chibo.regulations import dues_rules
from chibo.regulations.dues import DuesGroup, DuesRelief, DuesRules


@dataclass(frozen=True)
class Rate:
    """Group by the pack of the month, income where the group counts from it, relief if any."""

    group: str
    amount: int | None = None
    relief: str = ""
    decision_number: str = ""
    relief_until: Month | None = None
    """The last month the relief holds for."""


@transaction.atomic
def set_rate(
    *, actor: Actor, member_id: int, starts_on: Month, rate: Rate, version: int, now: datetime
) -> DuesRate:
    """The member pays so from the month on; a rate that began in the same month is replaced.

    `version` is that of the rate being replaced, 0 for a new one. Lines of open sheets follow.
    Raises NotAllowed, ChangedMeanwhile, BadRate.
    """
    member = get_row(Member.objects.select_for_update(of=("self",)), actor, pk=member_id)
    actor.require(permissions.BASE, member)
    actor.require(permissions.KEEP, member)
    _check(member, starts_on, rate)
    rows = DuesRate.objects.unscoped("a rate of a member whose dues the actor keeps")
    old = rows.filter(member=member, starts_on=starts_on.first).first()
    require_version(old.version if old else 0, version)
    after = {
        **vars(rate),
        "decision_number": rate.decision_number.strip(),
        "relief_until": rate.relief_until.first if rate.relief_until else None,
    }
    changes = audit.differences({name: getattr(old, name, None) for name in after}, after)
    if old and not changes:
        return old
    row = old or DuesRate(member=member, starts_on=starts_on.first, version=0)
    for name, value in after.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    _follow(member, starts_on)
    _trail(actor, row, member, changes, now)
    return row


def _check(member: Member, starts_on: Month, rate: Rate) -> None:
    rules = dues_rules(starts_on.first)
    if rules is None or not rules.are_known:
        raise BadRate(
            _("Mức đóng của tháng %s chưa có trong hệ thống. Hãy chọn tháng muộn hơn.")
            % starts_on.label
        )
    group = rules.group(rate.group)
    if group is None:
        raise BadRate(_("Không có nhóm này trong quy định của tháng. Hãy chọn lại nhóm."))
    _check_amount(group, rate)
    if rate.relief:
        _check_relief(member, starts_on, rate, rules)
    elif rate.relief_until is not None:
        raise BadRate(_("Có tháng cuối mà chưa chọn trường hợp miễn, giảm. Hãy chọn lại."))


def _check_amount(group: DuesGroup, rate: Rate) -> None:
    if group.needs_amount and (rate.amount is None or rate.amount <= 0):
        raise BadRate(_("Nhóm này đóng theo thu nhập. Hãy ghi: %s.") % _(group.amount_called))
    if not group.needs_amount and rate.amount is not None:
        raise BadRate(_("Nhóm này không đóng theo thu nhập riêng. Hãy để trống số tiền."))


def _check_relief(member: Member, starts_on: Month, rate: Rate, rules: DuesRules) -> None:
    relief = rules.relief(rate.relief)
    if relief is None:
        raise BadRate(_("Không có trường hợp miễn, giảm này. Hãy chọn lại."))
    laid = settings_for(member.cell, starts_on)
    if rate.relief not in laid.reliefs:
        raise BadRate(
            _(
                "Cấp ủy cấp trên chưa cho áp dụng trường hợp miễn, giảm này. "
                "Hãy đề nghị cán bộ cấp trên bật ở trang mức trích và miễn, giảm."
            )
        )
    if not rate.decision_number.strip():
        raise BadRate(_("Miễn, giảm thì cần số nghị quyết hoặc quyết định. Hãy ghi số đó."))
    _check_relief_end(starts_on, rate, relief)


def _check_relief_end(starts_on: Month, rate: Rate, relief: DuesRelief) -> None:
    last = rate.relief_until
    if last is not None and last < starts_on:
        raise BadRate(_("Tháng cuối được miễn, giảm phải từ tháng bắt đầu trở đi. Hãy xem lại."))
    limit = relief.at_most_months
    if limit is None:
        return
    latest = starts_on.plus(limit - 1)
    if last is None or last > latest:
        raise BadRate(
            _(
                "“%(name)s” mỗi lần không quá %(months)d tháng (%(source)s). "
                "Hãy ghi tháng cuối, chậm nhất là %(latest)s."
            )
            % {
                "name": _(relief.name),
                "months": limit,
                "source": relief.source.label,
                "latest": latest.label,
            }
        )


def _follow(member: Member, starts_on: Month) -> None:
    """What is due is written again on open sheets from the month on."""
    rows = DuesSheet.objects.unscoped(WHY_SHEET).filter(
        entries__member=member, month__gte=starts_on.first, state=SheetState.OPEN
    )
    for sheet in rows.select_related("unit").select_for_update(of=("self",)).order_by("-month"):
        write_lines(sheet, [Payer(member=member)])
        recount(sheet)


def _trail(
    actor: Actor, row: DuesRate, member: Member, changes: dict[str, list[object]], now: datetime
) -> None:
    """The trail says that the income changed, never how much it is."""
    told = {**changes, "amount": ["…", "…"]} if "amount" in changes else changes
    audit.record(
        actor=actor,
        action="dues.rate_set",
        at=now,
        unit_id=member.cell_id,
        target=f"member:{member.pk}",
        changes={"from": str(Month.of(row.starts_on)), **told},
    )
