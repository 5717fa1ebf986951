"""What a search finds: pages by their names, papers by their number, units, people."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from chibo.areas.documents.queries import find_papers
from chibo.areas.members.models import Member
from chibo.areas.members.queries import find_members
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import find_units
from chibo.areas.resolutions.queries import meetings_of_resolutions
from chibo.core.actor import Actor
from chibo.core.vietnamese import fold, show_date

SHORTEST = 2


@dataclass(frozen=True)
class Found:
    """One line of the answer."""

    name: str
    meta: str
    href: str


def search_all(actor: Actor, text: str, *, units: int, members: int) -> list[Found]:
    """Pages, papers, units, people; nothing for fewer than two letters."""
    if len(fold(text)) < SHORTEST:
        return []
    return [
        *_pages(actor, text),
        *_papers(actor, text),
        *(_unit(unit) for unit in find_units(actor, text, limit=units)),
        *(_member(member) for member in find_members(actor, text, limit=members)),
    ]


def _pages(actor: Actor, text: str) -> list[Found]:
    words = fold(text).split()
    found = []
    for name, label, permission in _known_pages():
        named = all(word in fold(label) for word in words)
        if named and (not permission or actor.holds(permission)):
            href = _address(name)
            found += [Found(label, _("trang"), href)] if href else []
    return found


def _known_pages() -> list[tuple[str, str, str]]:
    """(url name, what people call the page, permission it is of use with)."""
    return [
        ("month", _("Tháng này"), "meetings.run"),
        ("from_paper", _("Nhập từ giấy: điểm danh, phiếu chấm đã ghi tay"), "meetings.run"),
        ("own", _("Của tôi: buổi họp, nhiệm vụ, hồ sơ"), ""),
        ("overview", _("Tổng quan"), "overview.view"),
        ("units", _("Cây tổ chức"), "units.view"),
        ("accounts", _("Tài khoản"), "accounts.manage"),
        ("account_new", _("Cấp tài khoản"), "accounts.manage"),
        ("accounts_from_list", _("Cấp tài khoản theo danh sách"), "accounts.manage"),
        ("imports", _("Nhập bảng tính"), "imports.take"),
        ("export", _("Xuất bảng tính"), "exports.make"),
        ("change_password", _("Đổi mật khẩu"), ""),
    ]


def _papers(actor: Actor, text: str) -> list[Found]:
    papers = find_papers(actor, text)
    meetings = meetings_of_resolutions(actor, [paper.ref for paper in papers])
    found = []
    for paper in papers:
        kind, _colon, pk = paper.ref.partition(":")
        meeting = {"notice": pk, "resolution": meetings.get(paper.ref)}.get(kind)
        if meeting or kind == "report":
            page = reverse("meeting_record", args=[meeting]) if meeting else None
            href = page or reverse("decide_report", args=[pk])
            meta = f"{paper.title} · {paper.unit.name} · {show_date(paper.issued_on)}"
            found.append(Found(paper.line, meta, href))
    return found


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _unit(unit: Unit) -> Found:
    above = f" · {unit.parent.name}" if unit.parent else ""
    return Found(unit.name, unit.code + above, reverse("unit", args=[unit.pk]))


def _member(member: Member) -> Found:
    where = _("đảng viên · %(cell)s · sinh %(year)d") % {
        "cell": member.cell.name,
        "year": member.born_on.year,
    }
    return Found(member.full_name, where, reverse("member", args=[member.pk]))
