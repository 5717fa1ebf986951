"""Who somebody is today, and who has an account below."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from chibo.areas.access.circles import not_standing_in
from chibo.areas.access.models import Account, RoleEnd, RoleGrant, running_on
from chibo.areas.access.past_units import ended_with_unit, past_of, with_predecessors
from chibo.areas.access.permissions import PERMISSIONS
from chibo.areas.access.roles import roles
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.posts.queries import signing_names
from chibo.core.actor import Actor, Grant
from chibo.core.login import login_here
from chibo.core.rows import get_row
from chibo.core.vietnamese import fold
from chibo.core.wall import lifted

MANAGE = "accounts.manage"
PAGE = 50


def actor_of(account: Account, today: date, via: str = "web") -> Actor:
    """The actor an account is today: its grants in force, each with what its role allows.

    A role rests on membership: whoever left the Party holds none, however the leaving came on
    record.
    """
    rows = RoleGrant.objects.unscoped("the actor's own grants")
    held = rows.filter(account=account).of_members_on(today).select_related("unit")
    asked = held.filter(running_on(today) | ended_with_unit(today)).order_by("unit__path", "role")
    known = [row for row in dict.fromkeys(with_predecessors(asked, today)) if row.role in roles()]
    running = [row for row in known if row.runs_on(today)]
    past = past_of(running, [row for row in known if not row.runs_on(today)], today)
    grants = tuple(_grant(row) for row in running)
    return Actor(account.pk, account.full_name, account.member_id, grants, via, past=tuple(past))


def _grant(row: RoleGrant) -> Grant:
    role = roles()[row.role]
    return Grant(
        role=role.code,
        role_name=role.name,
        unit_id=row.unit_id or 0,
        unit_name=row.unit.name if row.unit else "",
        path=row.unit.path if row.unit else "",
        below=role.below,
        permissions=role.permissions - (not_standing_in() if row.stands_in else frozenset()),
    )


def operator_actor(name: str) -> Actor:
    """The one who runs a command on the server: everything, everywhere, in the trail as `cli`.

    Where from is the login of the operating system, at the name of the machine.
    """
    grant = Grant("operator", "Vận hành", 0, "", "", True, frozenset(PERMISSIONS))
    return Actor(None, name, None, (grant,), "cli", grant.role, address=login_here())


@dataclass(frozen=True)
class AccountRow:
    """An account with its running grants in the actor's part of the tree."""

    account: Account
    grants: list[RoleGrant]


def accounts_below(
    actor: Actor, today: date, *, text: str = "", after: str = "", size: int = PAGE
) -> list[AccountRow]:
    """Accounts holding a role where the actor manages accounts, by user name."""
    grants = RoleGrant.objects.visible_to(actor).running_on(today)
    accounts = Account.objects.filter(grants__in=grants.values("pk")).distinct()
    if text:
        name = fold(text).replace(" ", ".")  # user names are made from folded names
        accounts = accounts.filter(Q(username__contains=name) | Q(full_name__icontains=text))
    if after:
        accounts = accounts.filter(username__gt=after)
    found = list(accounts.order_by("username")[:size])
    held: dict[int, list[RoleGrant]] = {account.pk: [] for account in found}
    for grant in grants.filter(account__in=found).select_related("unit").order_by("id"):
        held[grant.account_id].append(grant)
    return [AccountRow(account, held[account.pk]) for account in found]


def members_by_code(actor: Actor, codes: Iterable[str]) -> dict[str, Member]:
    """The members with these codes where the actor manages accounts; only to tie accounts to."""
    rows = Member.objects.visible_to(actor, MANAGE).filter(code__in=set(codes))
    with lifted("an account is tied to a member by the code its manager typed"):
        return {member.code: member for member in rows.order_by("code")}


def get_account_below(actor: Actor, account_id: int) -> Account:
    """An account the actor manages: one with a grant, past or present, in their part."""
    grants = RoleGrant.objects.select_related("account").order_by("-id")
    return get_row(grants, actor, account_id=account_id).account


def grants_of(actor: Actor, account: Account) -> list[RoleGrant]:
    """The account's grants in the actor's part of the tree, newest first."""
    rows = RoleGrant.objects.visible_to(actor).filter(account=account)
    return list(rows.select_related("unit").order_by("-starts_on", "-id"))


def still_reading(actor: Actor, account: Account, today: date) -> set[int]:
    """Those of the account's grants that ended with their unit and still show what stood there."""
    rows = RoleGrant.objects.visible_to(actor).filter(account=account)
    return set(rows.filter(ended_with_unit(today)).values_list("pk", flat=True))


def signers(unit: Unit, on: date) -> dict[str, str]:
    """Names under a signature that day: "secretary", "deputy" → full name.

    From the posts held where they are recorded, from the roles of accounts otherwise. Who stands
    in for the secretary is "standing_in", and where they are the deputy "standing_in_post" says so.
    """
    rows = RoleGrant.objects.unscoped("names under the signature of a paper")
    running = (
        rows.filter(unit=unit).of_members_on(on).running_on(on).filter(account__is_active=True)
    )
    latest = running.values("role", "stands_in").annotate(last=Max("id")).values("last")
    held = rows.filter(pk__in=latest).select_related("account")
    names = {
        "standing_in" if grant.stands_in else grant.role: grant.account.full_name for grant in held
    }
    standing = next((grant.account.member_id for grant in held if grant.stands_in), None)
    return names | signing_names(unit, on, standing)


def roles_ended_with(member: Member, on: date) -> list[RoleGrant]:
    """The roles that ended with a leaving of the day, for whoever recorded it to be told."""
    ends = RoleEnd.objects.filter(
        because__in=(RoleEnd.Because.MEMBERSHIP, RoleEnd.Because.POST),
        on=on,
        grant__account__member=member,
    )
    return [end.grant for end in ends.select_related("grant__unit").order_by("grant_id")]
