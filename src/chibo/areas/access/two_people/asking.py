"""Asking for what a second person must confirm, and taking what was confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from chibo.areas.access.errors import SecondNeeded
from chibo.areas.access.events import SecondAsked
from chibo.areas.access.limits import limit
from chibo.areas.access.models import CONFIRMED_BY, Account, SecondAsk
from chibo.areas.access.roles import Role
from chibo.areas.access.two_people.adding_up import file_mark, names_taken, told
from chibo.areas.organisation.models import Unit
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.events import announce
from chibo.core.i18n import _

WHY = "what was asked before, to ask no second time"
PEOPLE = ("web", "api")
"""Ways in of people and their programs; commands are run by whoever holds the server."""
PURPOSE = "purpose"
"""What a file is for, among what the trail is to keep of it."""
State, What = SecondAsk.State, SecondAsk.What


def takes_two(actor: Actor, role: Role, unit: Unit, account: Account) -> bool:
    """Whether the role is wide here, or for oneself; whoever holds the server gives commands."""
    is_wide = role.second_person and not unit.is_cell
    return (is_wide or account.pk == actor.account_id) and actor.via in PEOPLE


def is_bulk(actor: Actor, members: int) -> bool:
    """Whether so many names take two people."""
    return actor.via in PEOPLE and members >= limit("exports", "members")


def ask_role(
    actor: Actor,
    account: Account,
    role: Role,
    unit: Unit,
    starts_on: date,
    ends_before: date | None,
    now: datetime,
) -> SecondAsk:
    """Ask for a wide role; the same asked twice stays one. Permissions: asked by the caller."""
    wanted = SecondAsk(
        what=What.ROLE,
        account=account,
        role=role.code,
        starts_on=starts_on,
        ends_before=ends_before,
    )
    return _ask(actor, wanted, unit, now, account=account, role=role.code)


@transaction.atomic
def ask_export(
    *, actor: Actor, unit: Unit, facts: Mapping[str, str], purpose: str, now: datetime
) -> SecondAsk:
    """Ask for a bulk workbook of the unit. Raises NotAllowed."""
    actor.require(CONFIRMED_BY[What.EXPORT], unit)
    wanted = SecondAsk(what=What.EXPORT, facts={**facts, "purpose": purpose})
    return _ask(actor, wanted, unit, now, facts__contains=dict(facts))


def workbook_facts(layout: str, on: date | None) -> dict[str, str]:
    """What of an asking for a workbook must be the same when it is taken."""
    return {"layout": layout, "on": on.isoformat() if on else ""}


@dataclass(frozen=True)
class PageFile:
    """A file some page makes: of which unit, which page (its code), at which address of ours."""

    unit: Unit
    what: str
    address: str

    @property
    def facts(self) -> dict[str, str]:
        """What of an asking must be the same when it is taken."""
        return {"layout": f"page:{self.what}", "on": "", "address": self.address}


@transaction.atomic
def ask_page(*, actor: Actor, file: PageFile, purpose: str, now: datetime) -> SecondAsk:
    """Ask for the file of a page that names many.

    Whether the actor may see the page is asked by the page when it is taken; it is confirmed by
    somebody else who may take workbooks out there. Raises SecondNeeded.
    """
    if not file.address.startswith("/") or file.address.startswith("//"):
        raise SecondNeeded(_("Địa chỉ này không thuộc phần mềm. Hãy mở lại trang rồi gửi."))
    wanted = SecondAsk(what=What.EXPORT, facts={**file.facts, "purpose": purpose})
    return _ask(actor, wanted, file.unit, now, facts__contains=file.facts)


def take_page(actor: Actor, file: PageFile, people: int, now: datetime) -> Mapping[str, object]:
    """Let a page hand out what names so many; where that is bulk, use up a confirmed asking.

    Returns what the trail is to keep, so that the next file is added to it. One transaction with
    that. Raises SecondNeeded, which says what to ask for.
    """
    try:
        return _take(actor, file.unit, file.facts, people, now)
    except SecondNeeded as refusal:
        asks = {"unit": str(file.unit.pk), "what": file.what, "address": file.address}
        raise SecondNeeded(refusal.message, asks) from None


def take_workbook(
    actor: Actor, unit: Unit, layout: str, on: date | None, people: int, now: datetime
) -> Mapping[str, object]:
    """The same of a workbook of the register."""
    return _take(actor, unit, workbook_facts(layout, on), people, now)


def _take(
    actor: Actor, unit: Unit, facts: Mapping[str, str], people: int, now: datetime
) -> Mapping[str, object]:
    if actor.via not in PEOPLE:
        return {}
    file = file_mark(*facts.values())
    if not is_bulk(actor, names_taken(actor, unit, file, people, now)):
        return told(file, people)
    return {PURPOSE: take_confirmed(actor, unit, facts, now, alone=is_bulk(actor, people))}


@transaction.atomic
def take_confirmed(
    actor: Actor, unit: Unit, facts: Mapping[str, str], now: datetime, *, alone: bool = True
) -> str:
    """Use up a confirmed asking for this file; what it is for. SecondNeeded where there is none.

    `alone`: whether the file is bulk by itself, and not with those taken before it.
    """
    rows = SecondAsk.objects.unscoped("whether a second person confirmed what is taken now")
    same = rows.filter(what=What.EXPORT, unit=unit, asked_by=actor.account_id)
    same = same.filter(state=State.CONFIRMED, expires_at__gt=now, facts__contains=dict(facts))
    found = same.select_for_update().order_by("id").first()
    if found is None:
        raise SecondNeeded(_alone() if alone else _together())
    found.state = State.USED
    found.save(update_fields=["state"])
    return str(found.facts.get(PURPOSE, ""))


def _alone() -> str:
    return _(
        "Tệp này ghi tên từ %d đảng viên trở lên nên cần người thứ hai xác nhận trước khi "
        "tải. Hãy bấm “Gửi yêu cầu xác nhận”."
    ) % limit("exports", "members")


def _together() -> str:
    return _(
        "Tệp này cùng những tệp đã tải trong %(hours)d giờ qua ghi tên từ %(most)d người trở lên "
        "nên cần người thứ hai xác nhận trước khi tải. Hãy bấm “Gửi yêu cầu xác nhận”."
    ) % {"hours": limit("exports", "hours"), "most": limit("exports", "members")}


def _ask(actor: Actor, wanted: SecondAsk, unit: Unit, now: datetime, **same: object) -> SecondAsk:
    if actor.account_id is None:
        raise SecondNeeded(_("Việc này cần hai người, mỗi người một tài khoản."))
    rows = SecondAsk.objects.unscoped(WHY).filter(what=wanted.what, unit=unit, **same)
    known = rows.filter(asked_by=actor.account_id, state=State.WAITING, expires_at__gt=now).first()
    if known is not None:
        return known
    wanted.unit, wanted.asked_by_id, wanted.asked_at = unit, actor.account_id, now
    wanted.expires_at = now + timedelta(hours=limit("second", "hours"))
    wanted.save()
    note(actor, "second.asked", wanted, now)
    announce(SecondAsked(wanted.pk, now))
    return wanted


def note(actor: Actor, action: str, ask: SecondAsk, now: datetime) -> None:
    """The trail of a step: what it is about, who asked."""
    told: dict[str, object] = {"what": ask.what, "asked_by": ask.asked_by.full_name}
    if ask.role:
        told["role"] = [None, ask.role]
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=ask.unit_id,
        target=f"account:{ask.account_id}" if ask.account_id else f"unit:{ask.unit_id}",
        changes=told,
        purpose=ask.facts.get("purpose", "") or ask.reason,
    )
