"""A list of people to be given accounts, pasted from a sheet or uploaded: read and checked.

Columns: full name; role; code of the unit; and, each of them optional: user name; code of the
member; the day the role begins, if not the one for all; the day from which it no longer holds.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from chibo.areas.access.actions import NewAccount
from chibo.areas.access.queries import MANAGE, members_by_code
from chibo.areas.access.roles import Role, roles
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.vietnamese import fold, parse_date

LIMIT = 200  # each password is hashed slowly on purpose; more would keep the page waiting
SEPARATORS = ("\t", ";", ",")
COLUMNS = 7
HEADINGS = ("ho va ten", "ho ten")


@dataclass(frozen=True)
class ListedPerson:
    """One line as it was typed."""

    line: int
    full_name: str
    role: str
    unit_code: str
    username: str
    member_code: str
    starts_on: str
    ends_before: str


@dataclass(frozen=True)
class LineProblem:
    """What is wrong in a line and what to do."""

    line: int
    text: str
    sentence: str


def read_lines(text: str) -> list[ListedPerson]:
    """The people of a pasted list; blank lines and a line of headings are passed over."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        return []
    separator = next((mark for mark in SEPARATORS if mark in lines[0][1]), ";")
    rows = [(number, [cell.strip() for cell in line.split(separator)]) for number, line in lines]
    return read_rows(rows)


def read_rows(rows: list[tuple[int, list[str]]]) -> list[ListedPerson]:
    """The people of numbered rows of cells."""
    found = []
    for number, cells in rows:
        if not any(cells) or fold(cells[0]).rstrip(" *") in HEADINGS:
            continue
        found.append(ListedPerson(number, *(cells + [""] * COLUMNS)[:COLUMNS]))
    return found


def check_people(
    actor: Actor, listed: list[ListedPerson], starts_on: date
) -> tuple[list[NewAccount], list[LineProblem]]:
    """The accounts to open, or everything that is wrong with the list."""
    if len(listed) > LIMIT:
        sentence = _("Mỗi lần nhiều nhất %d người. Hãy chia danh sách làm nhiều lần.") % LIMIT
        return [], [LineProblem(listed[LIMIT].line, "", sentence)]
    units = Unit.objects.visible_to(actor, MANAGE).filter(code__in={p.unit_code for p in listed})
    books = _Books(
        units={unit.code: unit for unit in units.order_by("code")},
        members=members_by_code(actor, (p.member_code for p in listed if p.member_code)),
        roles={fold(word): role for role in roles().values() for word in (role.code, role.name)},
    )
    people, problems = [], []
    for person in listed:
        wrong = [*books.problems(person), *_wrong_days(person, starts_on)]
        problems += [LineProblem(person.line, person.full_name, text) for text in wrong]
        if not wrong:
            people.append(books.account(person, starts_on))
    return people, problems


@dataclass(frozen=True)
class _Books:
    """What the lines are looked up in, read once for the whole list."""

    units: dict[str, Unit]
    members: dict[str, Member]
    roles: dict[str, Role]

    def problems(self, person: ListedPerson) -> list[str]:
        unit, role = self.units.get(person.unit_code), self.roles.get(fold(person.role))
        wrong = []
        if not person.full_name:
            wrong.append(_("Chưa có họ và tên."))
        if unit is None:
            wrong.append(
                _("Không có tổ chức mang mã “%s” trong phạm vi quản trị.") % person.unit_code
            )
        if role is None:
            names = ", ".join(known.name for known in roles().values())
            wrong.append(
                _("Không có vai trò “%(role)s”. Hãy dùng một trong: %(names)s.")
                % {"role": person.role, "names": names}
            )
        if unit and role and not role.fits(is_cell=unit.is_cell):
            wrong.append(
                _("Vai trò “%(role)s” không giao được ở “%(unit)s”.")
                % {"role": role.name, "unit": unit.name}
            )
        if person.member_code and person.member_code not in self.members:
            wrong.append(
                _("Không có đảng viên mang mã “%s” trong phạm vi quản trị.") % person.member_code
            )
        return wrong

    def account(self, person: ListedPerson, starts_on: date) -> NewAccount:
        member = self.members.get(person.member_code)
        begins, ends = _days(person, starts_on)
        return NewAccount(
            full_name=person.full_name,
            role=self.roles[fold(person.role)].code,
            unit_id=self.units[person.unit_code].pk,
            starts_on=begins,
            ends_before=ends,
            username=person.username,
            member_id=member.pk if member else None,
        )


def _days(person: ListedPerson, starts_on: date) -> tuple[date, date | None]:
    """From when to when; ValueError where something is no day."""
    begins = parse_date(person.starts_on) if person.starts_on else starts_on
    return begins, parse_date(person.ends_before) if person.ends_before else None


def _wrong_days(person: ListedPerson, starts_on: date) -> list[str]:
    wrong = [
        _("Không đọc được ngày “%s”. Hãy gõ ngày theo dạng ngày/tháng/năm, ví dụ 05/02/2026.")
        % typed
        for typed in (person.starts_on, person.ends_before)
        if typed and not _is_day(typed)
    ]
    if wrong:
        return wrong
    begins, ends = _days(person, starts_on)
    if ends is not None and ends < begins:
        return [_("Ngày thôi vai trò trước ngày bắt đầu. Hãy xem lại hai ngày.")]
    return []


def _is_day(typed: str) -> bool:
    try:
        parse_date(typed)
    except ValueError:
        return False
    return True
