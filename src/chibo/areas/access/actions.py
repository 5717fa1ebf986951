"""Giving people an account and a role, and taking them back."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from chibo.areas.access.errors import BadAccount
from chibo.areas.access.events import AccountReset
from chibo.areas.access.models import Account, RoleEnd, RoleGrant, SecondAsk
from chibo.areas.access.queries import get_account_below
from chibo.areas.access.roles import Role, roles
from chibo.areas.access.sessions import end_sessions_of
from chibo.areas.access.two_people.asking import ask_role, takes_two
from chibo.areas.access.with_posts import keep_with_post, name_post, tie
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.errors import NotAllowed
from chibo.core.events import announce
from chibo.core.i18n import _
from chibo.core.rows import get_row, lock_row
from chibo.core.vietnamese import fold
from chibo.core.wall import lifted

MANAGE = "accounts.manage"
_LETTERS = "abcdefghjkmnpqrstuvwxyz"
_DIGITS = "23456789"


@dataclass(frozen=True)
class Slip:
    """What is printed once and handed over: nobody can read the password again."""

    account: Account
    password: str


@dataclass(frozen=True)
class NewAccount:
    """One line of a list of people to be given an account and a role."""

    full_name: str
    role: str
    unit_id: int
    starts_on: date
    ends_before: date | None = None
    username: str = ""
    member_id: int | None = None


def one_time_password() -> str:
    """Three groups that can be read aloud: "kdfm-72nq-hwtp" (about 55 bits)."""
    pool = _LETTERS + _DIGITS
    return "-".join("".join(secrets.choice(pool) for _i in range(4)) for _g in range(3))


@transaction.atomic
def open_accounts(*, actor: Actor, people: list[NewAccount], now: datetime) -> list[Slip]:
    """Open an account with a role for each person, all of them or none; returns the slips."""
    return [_open(actor, person, now) for person in people]


def _open(actor: Actor, person: NewAccount, now: datetime) -> Slip:
    unit = get_row(Unit.objects, actor, pk=person.unit_id)
    role = _role_for(actor, person.role, unit)
    _check_period(person.starts_on, person.ends_before)
    full_name = person.full_name.strip()
    if not full_name:
        raise BadAccount(_("Chưa có họ và tên. Hãy ghi họ và tên của người được cấp tài khoản."))
    password = one_time_password()
    account = Account(
        username=_free_username(person.username.strip() or full_name),
        full_name=full_name,
        member=_member_for(actor, person.member_id),
        created_at=now,
    )
    account.set_password(password)
    account.save()
    give = ask_role if takes_two(actor, role, unit, account) else grant_role
    give(actor, account, role, unit, person.starts_on, person.ends_before, now)
    return Slip(account, password)


def _member_for(actor: Actor, member_id: int | None) -> Member | None:
    if member_id is None:
        return None
    with lifted("an account is tied to a member where its manager manages accounts"):
        member = get_row(Member.objects, actor, MANAGE, pk=member_id)
    if Account.objects.filter(member=member, is_active=True).exists():
        raise BadAccount(
            _("%s đã có tài khoản. Hãy giao thêm vai trò cho tài khoản đó.") % member.full_name
        )
    return member


@transaction.atomic
def give_role(
    *,
    actor: Actor,
    account_id: int,
    role: str,
    unit_id: int,
    starts_on: date,
    ends_before: date | None,
    now: datetime,
) -> RoleGrant | SecondAsk:
    """Give an account one more role; the same open role given twice stays one.

    A wide role, or one for oneself, is asked for instead: it holds once another has confirmed it.
    """
    unit = get_row(Unit.objects, actor, pk=unit_id)
    chosen = _role_for(actor, role, unit)
    _check_period(starts_on, ends_before)
    account = get_account_below(actor, account_id)
    Account.objects.select_for_update().get(pk=account.pk)
    same = RoleGrant.objects.visible_to(actor).filter(
        account=account, role=role, unit=unit, ends_before__isnull=True
    )
    held = same.first()
    if held is None:
        give = ask_role if takes_two(actor, chosen, unit, account) else grant_role
        return give(actor, account, chosen, unit, starts_on, ends_before, now)
    tie(held, actor, now)
    return held


@transaction.atomic
def end_role(*, actor: Actor, grant_id: int, ends_before: date, now: datetime) -> RoleGrant:
    """End a role: from `ends_before` on it no longer holds.

    Of one that ended with its unit, end the reading of what stood there (`past_units`).
    """
    grant = lock_row(RoleGrant.objects, actor, pk=grant_id)
    _check_period(grant.starts_on, ends_before)
    over = grant.ended.filter(because=RoleEnd.Because.UNIT, on__lte=ends_before).first()
    before = grant.ends_before if over is None else over.was_to_end
    if over is None:
        grant.ends_before = ends_before
        grant.save(update_fields=["ends_before"])
    else:
        over.was_to_end = ends_before
        over.save(update_fields=["was_to_end"])
    changes = {"ends_before": [str(before or ""), str(ends_before)]}
    _trail(actor, "role.ended", grant.account, grant.unit_id, now, changes)
    return grant


@transaction.atomic
def reset_password(*, actor: Actor, account_id: int, now: datetime) -> Slip:
    """A new one-time password; the old one and every open session end. The owner is told."""
    account = account_wholly_below(actor, account_id, now.date())
    password = one_time_password()
    account.set_password(password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    end_sessions_of(account.pk)
    _trail(actor, "account.reset", account, None, now)
    announce(AccountReset(account.pk, now))
    return Slip(account, password)


@transaction.atomic
def close_account(*, actor: Actor, account_id: int, now: datetime) -> Account:
    """Nobody signs in with this account any more; what it did stays in the trail."""
    account = account_wholly_below(actor, account_id, now.date())
    account.is_active = False
    account.save(update_fields=["is_active"])
    end_sessions_of(account.pk)
    _trail(actor, "account.closed", account, None, now)
    return account


@transaction.atomic
def end_sessions(*, actor: Actor, account_id: int, now: datetime) -> int:
    """Whoever is signed in with this account has to do so again, everywhere; how many sessions."""
    account = account_wholly_below(actor, account_id, now.date())
    ended = end_sessions_of(account.pk)
    _trail(actor, "account.sessions_ended", account, None, now, {"count": [None, str(ended)]})
    return ended


@transaction.atomic
def reopen_account(*, actor: Actor, account_id: int, now: datetime) -> Account:
    """Undo a closing."""
    account = account_wholly_below(actor, account_id, now.date())
    account.is_active = True
    account.save(update_fields=["is_active"])
    _trail(actor, "account.reopened", account, None, now)
    return account


@transaction.atomic
def change_own_password(
    *, actor: Actor, account: Account, password: str, now: datetime, session: str = ""
) -> None:
    """Everyone changes their own password; raises BadAccount with what is wrong with it.

    Every other session than the one with the key `session` ends.
    """
    try:
        validate_password(password, account)
    except ValidationError as problem:
        raise BadAccount(" ".join(problem.messages)) from problem
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    end_sessions_of(account.pk, but=session)
    _trail(actor, "password.changed", account, None, now)


@transaction.atomic
def create_first_administrator(
    *, username: str, full_name: str, password: str, now: datetime
) -> Account:
    """The first account of a system, made on the server: administrator of the whole tree."""
    actor = Actor(None, "chibo createsuperuser", None, (), "cli")
    name = fold(username).replace(" ", ".")
    if not name or Account.objects.filter(username=name).exists():
        raise BadAccount(_("Tên đăng nhập “%s” trống hoặc đã có. Hãy chọn tên khác.") % name)
    account = Account(username=name, full_name=full_name or name, created_at=now)
    account.must_change_password = False
    account.set_password(password)
    account.save()
    grant_role(actor, account, roles()["administrator"], None, now.date(), None, now)
    return account


def _role_for(actor: Actor, code: str, unit: Unit) -> Role:
    actor.require(MANAGE, unit)
    role = roles().get(code)
    if role is None or not role.fits(is_cell=unit.is_cell):
        raise BadAccount(
            _("Vai trò này không giao được ở “%s”. Hãy chọn vai trò hợp với đơn vị.") % unit.name
        )
    return role


def account_wholly_below(actor: Actor, account_id: int, today: date) -> Account:
    """An account may be reset or closed only by one who manages every unit it holds a role on,
    or will hold one on."""
    account = get_account_below(actor, account_id)
    held = RoleGrant.objects.unscoped("whether the account reaches outside the actor's part")
    not_over = held.filter(account=account).not_ended_on(today).select_related("unit")
    outside = [g for g in not_over if not actor.may(MANAGE, g.unit.path if g.unit else "")]
    if outside or account.pk == actor.account_id:
        raise NotAllowed(
            _(
                "Tài khoản này còn giữ vai trò ngoài phạm vi quản trị, "
                "hoặc là tài khoản đang đăng nhập. Hãy nhờ quản trị cấp trên."
            )
        )
    return Account.objects.select_for_update().get(pk=account.pk)


def _check_period(starts_on: date, ends_before: date | None) -> None:
    if ends_before is not None and ends_before < starts_on:
        raise BadAccount(_("Ngày thôi vai trò trước ngày bắt đầu. Hãy xem lại hai ngày."))


def _free_username(wanted: str) -> str:
    """A name nobody has; two administrators at once take turns, so that they get two names."""
    base = fold(wanted).replace(" ", ".")[:50]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('chibo.username'))")
    taken = set(
        Account.objects.filter(username__startswith=base).values_list("username", flat=True)
    )
    numbered = (base if step == 1 else f"{base}{step}" for step in range(1, len(taken) + 2))
    return next(name for name in numbered if name not in taken)


def grant_role(
    actor: Actor,
    account: Account,
    role: Role,
    unit: Unit | None,
    starts_on: date,
    ends_before: date | None,
    now: datetime,
) -> RoleGrant:
    """The role is held from then on; who may give it was asked by the caller."""
    grant = RoleGrant(
        account=account, role=role.code, unit=unit, starts_on=starts_on, ends_before=ends_before
    )
    name_post(grant, now.date())
    grant.save()
    changes = {"role": [None, role.code], "from": [None, str(starts_on)]}
    if grant.post is not None:
        changes["post"] = [None, grant.post.title]
    _trail(actor, "role.given", account, unit.pk if unit else None, now, changes)
    keep_with_post(grant, actor, now)
    return grant


def _trail(
    actor: Actor,
    action: str,
    account: Account,
    unit_id: int | None,
    now: datetime,
    changes: Mapping[str, Sequence[str | None]] | None = None,
) -> None:
    target = f"account:{account.pk}"
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=unit_id,
        target=target,
        changes=dict(changes or {}),
    )
