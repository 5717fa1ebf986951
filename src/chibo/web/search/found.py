"""What a search finds: pages by their names, papers by their number, units, people."""

from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from chibo.areas.documents.queries import find_papers
from chibo.areas.members.models import Member
from chibo.areas.members.past import home_names_on
from chibo.areas.members.queries import search_members
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import find_units
from chibo.areas.organisation.searching import Named, find_formerly, find_named_on
from chibo.areas.resolutions.queries import meetings_of_resolutions
from chibo.core.actor import Actor
from chibo.core.vietnamese import fold, show_date
from chibo.web.days import LookedAt
from chibo.web.papers.places import address_of

SHORTEST = 2


@dataclass(frozen=True)
class Found:
    """One line of the answer."""

    name: str
    meta: str
    href: str


def search_all(
    actor: Actor, text: str, looked: LookedAt, *, units: int, members: int
) -> list[Found]:
    """Pages, papers, units, people; nothing for fewer than two letters.

    On a day that has passed: papers issued by it, units by their names of that day, people with
    their cell of that day, and every link to a page that takes a day leads on in it.
    """
    if len(fold(text)) < SHORTEST:
        return []
    return [
        *_pages(actor, text, looked),
        *_papers(actor, text, looked.day),
        *_units(actor, text, looked, units),
        *_members(actor, text, looked, members),
    ]


def _pages(actor: Actor, text: str, looked: LookedAt) -> list[Found]:
    words = fold(text).split()
    found = []
    for name, label, permission in _known_pages():
        named = all(word in fold(label) for word in words)
        if named and (not permission or actor.holds(permission)):
            href = _address(name, looked)
            found += [Found(label, _("trang"), href)] if href else []
    return found


def _known_pages() -> list[tuple[str, str, str]]:
    """(url name, what people call the page, permission it is of use with)."""
    return [
        ("month", _("Tháng này"), "meetings.run"),
        ("registers", _("Sổ văn bản đi, đến; giữ số"), "meetings.view"),
        ("word_templates", _("Mẫu văn bản Word của đơn vị"), "documents.issue"),
        ("from_paper", _("Nhập từ giấy: điểm danh, phiếu chấm đã ghi tay"), "meetings.run"),
        ("own", _("Của tôi: buổi họp, nhiệm vụ, hồ sơ"), ""),
        ("overview", _("Tổng quan"), "overview.view"),
        ("units", _("Cây tổ chức"), "units.view"),
        ("accounts", _("Tài khoản"), "accounts.manage"),
        ("account_new", _("Cấp tài khoản"), "accounts.manage"),
        ("accounts_from_list", _("Cấp tài khoản theo danh sách"), "accounts.manage"),
        ("imports", _("Nhập bảng tính"), "imports.take"),
        ("export", _("Xuất bảng tính"), "exports.make"),
        ("security", _("Đăng nhập và bảo mật"), ""),
        ("roles_table", _("Vai trò và quyền: ai được làm gì"), ""),
        ("change_password", _("Đổi mật khẩu"), ""),
    ]


def _papers(actor: Actor, text: str, on: date) -> list[Found]:
    papers = [paper for paper in find_papers(actor, text) if paper.issued_on <= on]
    meetings = meetings_of_resolutions(actor, [paper.ref for paper in papers])
    found = []
    for paper in papers:
        if href := address_of(paper.ref, meetings):
            meta = f"{paper.title} · {paper.unit.name} · {show_date(paper.issued_on)}"
            found.append(Found(paper.line, meta, href))
    return found


def _address(name: str, looked: LookedAt) -> str:
    try:
        return looked.address(name)
    except NoReverseMatch:
        return ""


def _units(actor: Actor, text: str, looked: LookedAt, limit: int) -> list[Found]:
    if looked.is_today:
        now = [_unit(unit) for unit in find_units(actor, text, limit=limit)]
        once = find_formerly(actor, text, looked.today, limit)
        return [*now, *map(_once, once)][:limit]
    return [_then(named, looked) for named in find_named_on(actor, text, looked.day, limit)]


def _unit(unit: Unit) -> Found:
    above = f" · {unit.parent.name}" if unit.parent else ""
    return Found(unit.name, unit.code + above, reverse("unit", args=[unit.pk]))


def _once(named: Named) -> Found:
    meta = [_("trước đây: %s") % named.name, named.unit.code, named.above]
    told = " · ".join(part for part in meta if part)
    return Found(named.unit.name, told, reverse("unit", args=[named.unit.pk]))


def _then(named: Named, looked: LookedAt) -> Found:
    now = _("nay là %s") % named.unit.name if named.unit.name != named.name else ""
    told = " · ".join(part for part in (named.unit.code, named.above, now) if part)
    return Found(named.name, told, looked.address("unit", named.unit.pk))


def _members(actor: Actor, text: str, looked: LookedAt, limit: int) -> list[Found]:
    found = search_members(actor, text, limit=limit)
    if looked.is_today:
        return [_member(member, member.cell.name, looked) for member in found]
    homes = home_names_on(found, looked.day)
    return [
        _member(member, homes[member.pk], looked)
        if member.pk in homes and member.counted_on(looked.day)
        else _not_then(member, looked)
        for member in found
    ]


def _member(member: Member, cell: str, looked: LookedAt) -> Found:
    where = _("đảng viên · %(cell)s · sinh %(year)d") % {
        "cell": cell,
        "year": member.born_on.year,
    }
    return Found(member.full_name, where, looked.address("member", member.pk))


def _not_then(member: Member, looked: LookedAt) -> Found:
    where = _("ngày đó không ở chi bộ nào · sinh %d") % member.born_on.year
    return Found(member.full_name, where, looked.address("member", member.pk))
