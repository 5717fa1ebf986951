"""Who may sign in: those who run cells and committees, and an account to try each role."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password

from chibo.areas.access.actions import NewAccount, open_accounts
from chibo.areas.access.models import Account, RoleGrant
from chibo.areas.access.queries import actor_of, operator_actor
from chibo.areas.access.roles import roles
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.models import AuditEvent
from chibo.core.vietnamese import fold
from chibo.sample.cells import Cell
from chibo.sample.hours import at
from chibo.sample.people import Person
from chibo.sample.province import Province


@dataclass(frozen=True)
class DemoAccount:
    """An account to try a role with; the password was made for this machine."""

    role_name: str
    username: str
    password: str
    full_name: str


@dataclass(frozen=True)
class Post:
    """A person holding a role on a unit. `username` and `shown` only for the demo's accounts."""

    role: str
    unit_code: str
    person: Person
    username: str = ""
    shown: str = ""


def posts(province: Province) -> list[Post]:
    """All posts of the province, the demo's first."""
    demo = _demo_posts(province)
    taken = {(post.role, post.unit_code, post.person.code) for post in demo}
    above = {post.person.code for post in demo if post.unit_code == province.tree.bodies[0].code}
    others = [*_body_posts(province, busy=above), *_cell_posts(province)]
    return demo + [p for p in others if (p.role, p.unit_code, p.person.code) not in taken]


def _demo_posts(province: Province) -> list[Post]:
    root, commune = province.tree.bodies[0].code, province.tree.bodies[1].code
    office = _office(province, root, "Văn phòng Tỉnh ủy")
    cell = province.demo_cell
    above = _able(_office(province, commune))
    names = {role.code: role.name for role in roles().values()}
    able = _able(office)
    return [
        Post("administrator", root, able[0], "quantri", names["administrator"]),
        Post("clerk", root, able[1], "tonghop", names["clerk"]),
        Post("auditor", root, able[3], "kiemtra", names["auditor"]),
        Post("superior", root, able[2], "capuy.tinh", f"{names['superior']} (tỉnh)"),
        Post("superior", commune, above[0], "capuy.xa", f"{names['superior']} (xã)"),
        Post("overseer", commune, above[2], "theodoi", names["overseer"]),
        Post("inspection_clerk", root, able[4], "kiemtra.dang", names["inspection_clerk"]),
        Post("propaganda_clerk", root, able[5], "tuyengiao", names["propaganda_clerk"]),
        Post("office", root, able[6], "vanphong", names["office"]),
        Post("secretary", cell.code, cell.secretary, "bithu", names["secretary"]),
        Post("cell_committee", cell.code, cell.deputy, "chiuy", names["cell_committee"]),
        Post("member", cell.code, province.elder, "dangvien", names["member"]),
    ]


def _body_posts(province: Province, *, busy: set[str]) -> Iterable[Post]:
    """The bodies below the province; whoever works for the province has one post only."""
    for body in province.tree.bodies[1:]:
        office = _office(province, body.code)
        able = [person for person in _able(office) if person.code not in busy]
        yield Post("superior", body.code, able[0])
        if body.rank == 1:
            yield Post("clerk", body.code, able[1])


def _cell_posts(province: Province) -> Iterable[Post]:
    for cell in province.standing:
        yield Post("secretary", cell.code, cell.secretary)
        for officer in cell.officers[1:]:
            yield Post("cell_committee", cell.code, officer)


def _office(province: Province, code: str, name: str = "") -> Cell:
    """The cell the people of a body's office belong to: its first that is no village."""
    prefix = code.rstrip("0.")
    found = [
        cell
        for cell in province.standing
        if cell.code.startswith(prefix) and cell.cell_type != "village" and name in cell.name
    ]
    return found[0] if found else province.standing[-1]


def _able(cell: Cell) -> list[Person]:
    """People of the cell who could hold a post and lead no cell."""
    able = [p for p in cell.people if p.full_on and not p.state and p not in cell.officers]
    return sorted(able, key=lambda person: (-person.born_on.year // 12, person.code))


class Staff:
    """The accounts once made: who acts for a unit."""

    def __init__(self, province: Province, now: datetime) -> None:
        self.province, self.now = province, now
        self.starts_on = province.first_record.first
        self.units = {u.code: u for u in Unit.objects.unscoped("the sample's own units")}
        self.members: dict[str, Member] = {}
        self.know_members()
        self._actors: dict[tuple[str, str], Actor] = {}
        self._accounts: dict[tuple[str, str], Account] = {}

    def know_members(self) -> None:
        """Learn of all members on record."""
        rows = Member.objects.unscoped("the sample's own members")
        self.members.update((member.code, member) for member in rows)

    def hire(self) -> list[DemoAccount]:
        """Make all accounts. Only the demo's have a password anybody knows."""
        wanted = posts(self.province)
        demo = [self._open(post) for post in wanted if post.username]
        self._open_silently([post for post in wanted if not post.username])
        return demo

    def actor(self, role: str, unit_code: str) -> Actor:
        """Who holds the role there, with their real grants."""
        key = (role, unit_code)
        if key not in self._actors:
            self._actors[key] = actor_of(self._accounts[key], self.province.today)
        return self._actors[key]

    def superior_of(self, cell: Cell) -> Actor:
        """Who decides on the reports of a cell: the body right above it."""
        return self.actor("superior", cell.parent_code)

    def _open(self, post: Post) -> DemoAccount:
        person = NewAccount(
            full_name=post.person.full_name,
            role=post.role,
            unit_id=self.units[post.unit_code].pk,
            starts_on=self.starts_on,
            username=post.username,
            member_id=self.members[post.person.code].pk,
        )
        (slip,) = open_accounts(actor=operator_actor("chibo demo"), people=[person], now=self.now)
        slip.account.must_change_password = False
        slip.account.save(update_fields=["must_change_password"])
        self._accounts.setdefault((post.role, post.unit_code), slip.account)
        return DemoAccount(post.shown, slip.account.username, slip.password, slip.account.full_name)

    def _open_silently(self, wanted: list[Post]) -> None:
        """Accounts nobody knows a password of yet: an administrator resets it to hand one over."""
        by_person: dict[str, Account] = {
            account.member.code: account
            for account in Account.objects.filter(member__isnull=False).select_related("member")
            if account.member
        }
        names: dict[str, int] = {}
        fresh = []
        for post in wanted:
            if post.person.code not in by_person:
                account = self._account(post.person, names)
                by_person[post.person.code] = account
                fresh.append(account)
        Account.objects.bulk_create(fresh)
        grants = [
            RoleGrant(
                account=by_person[post.person.code],
                role=post.role,
                unit=self.units[post.unit_code],
                starts_on=self.starts_on,
            )
            for post in wanted
        ]
        RoleGrant.objects.bulk_create(grants)
        AuditEvent.objects.bulk_create(map(self._given, grants))
        for post in wanted:
            self._accounts.setdefault((post.role, post.unit_code), by_person[post.person.code])

    def _account(self, person: Person, names: dict[str, int]) -> Account:
        base = fold(person.full_name).replace(" ", ".").replace("'", "")
        names[base] = names.get(base, 0) + 1
        return Account(
            username=base if names[base] == 1 else f"{base}{names[base]}",
            full_name=person.full_name,
            member_id=self.members[person.code].pk,
            password=make_password(None),
            created_at=at(self.starts_on, 8),
        )

    def _given(self, grant: RoleGrant) -> AuditEvent:
        return AuditEvent(
            at=at(self.starts_on, 8),
            account_id=None,
            actor_name="chibo demo",
            via="cli",
            action="role.given",
            unit_id=grant.unit_id,
            target=f"account:{grant.account_id}",
            changes={"role": [None, grant.role], "from": [None, str(grant.starts_on)]},
        )
