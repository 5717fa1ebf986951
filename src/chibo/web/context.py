"""What stands around every page: who is signed in, their places, their roles."""

from dataclasses import replace
from typing import Any, cast

from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import gettext as _

from chibo.areas.access.roles import role_words
from chibo.areas.indicators.published.tables import keeps_records
from chibo.core.actor import Actor, Grant
from chibo.web.components.frame import Place, Role
from chibo.web.days import TAKES_DAY, LookedAt, day_of_page
from chibo.web.grants import role_key
from chibo.web.middleware.elsewhere import runs_here
from chibo.web.request import ActorRequest
from chibo.web.signin.session import lacks_second_step

BAR = 5


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html; nothing for somebody who is not signed in."""
    if getattr(request, "actor", None) is None:
        return {}
    asking = cast(ActorRequest, request)
    unready = asking.account.must_change_password or lacks_second_step(asking)
    places = [] if unready else list(_places(asking))
    return {
        "actor": asking.actor,
        "account": asking.account,
        "grant": asking.grant,
        "unready": unready,
        "places": places[:BAR],
        "more_places": places[BAR:],
        "roles": _roles(asking.actor, asking.grant),
        "kept": day_of_page(request),
        "only_figures": not keeps_records(),
    }


def _roles(actor: Actor, current: Grant | None) -> list[Role]:
    if len(actor.grants) < 2:
        return []
    return [
        Role(role_key(grant), role_words(grant.role_name), grant.unit_name, grant == current)
        for grant in actor.grants
    ]


def _places(request: ActorRequest) -> list[Place]:
    found = [
        (place, row[2])
        for row in _rows(request)
        if (place := _place(*row)) and (keeps_records() or runs_here(resolve(place.href).func))
    ]
    passed = (place.href for place, _name in found if request.path.startswith(place.href))
    here, looked = max(passed, key=len, default=""), day_of_page(request)
    return [
        _on_its_day(replace(place, current=place.href == here), name, looked)
        for place, name in found
    ]


def _rows(request: ActorRequest) -> list[tuple[str, str, str, tuple[int, ...]]]:
    """(label, icon, url name, arguments) of what the current role uses, most used first."""
    grant = request.grant
    allowed = grant.permissions if grant else frozenset[str]()
    unit = (grant.unit_id,) if grant and grant.unit_id else ()
    rows: list[tuple[str, str, str, tuple[int, ...], bool]] = [
        (_("Tháng này"), "calendar", "month", (), "meetings.run" in allowed),
        (_("Tổng quan"), "chart", "overview", (), "overview.view" in allowed),
        (_("Chấm điểm"), "check", "grading", (), "scores.decide" in allowed),
        (_("Của tôi"), "person", "own", (), request.actor.member_id is not None),
        (_("Tài khoản"), "person", "accounts", (), "accounts.manage" in allowed),
        (_("Nhật ký"), "list", "trail", (), "trail.view" in allowed),
        (_("Đọc bất thường"), "flag", "trail_unusual", (), "trail.view" in allowed),
        (_("Sinh hoạt"), "list", "unit_meetings", unit, "meetings.run" in allowed),
        (_("Đảng viên"), "people", "members", unit, "members.view" in allowed and bool(unit)),
        (_("Đảng phí"), "note", "dues", (), "dues.view" in allowed),
        (_("Lịch"), "calendar", "calendar", (), "meetings.view" in allowed),
        (_("Chuyên đề"), "note", "topics", (), "topics.view" in allowed),
        (_("Đến hạn"), "clock", "deadlines", (), "deadlines.view" in allowed),
        (_("Văn bản cấp trên"), "paper", "directives", (), "directives.view" in allowed),
        (_("Sổ văn bản"), "list", "registers", (), "documents.issue" in allowed),
        (_("Biểu thống kê"), "chart", "statistics", (), "statistics.view" in allowed),
        (_("Huy hiệu"), "flag", "badges", (), "badges.keep" in allowed),
        (_("Tổ chức"), "tree", "units", (), _looks_down(allowed) or _manages(allowed)),
        (_("Chi bộ"), "tree", "unit", unit, allowed == {"units.view"}),
        (_("Nhập bảng tính"), "upload", "imports", (), "imports.take" in allowed),
        (_("Xuất bảng tính"), "download", "export", (), "exports.make" in allowed),
        (_("Chuyển sinh hoạt"), "next", "transfers", unit, _keeps(allowed) and bool(unit)),
        (_("Yêu cầu về dữ liệu"), "person", "own_data_queue", (), "privacy.view" in allowed),
        (_("Sự cố dữ liệu"), "flag", "breaches", unit, _breaches(allowed) and bool(unit)),
        (_("Quy định"), "paper", "rules", (), True),
        (_("Dữ liệu cá nhân"), "list", "data_register", (), True),
    ]
    return [(label, icon, name, args) for label, icon, name, args, shown in rows if shown]


def _breaches(allowed: frozenset[str]) -> bool:
    return "privacy.breaches" in allowed


def _keeps(allowed: frozenset[str]) -> bool:
    return "members.change" in allowed


def _looks_down(allowed: frozenset[str]) -> bool:
    """Whether a role looks at units below it; a cell has none."""
    return "overview.view" in allowed and "meetings.run" not in allowed


def _manages(allowed: frozenset[str]) -> bool:
    return "accounts.manage" in allowed


def _on_its_day(place: Place, name: str, looked: LookedAt | None) -> Place:
    """A past day goes along to the main places that take one."""
    if looked is None or name not in TAKES_DAY:
        return place
    return replace(place, href=looked.keep(place.href))


def _place(label: str, icon: str, name: str, args: tuple[int, ...]) -> Place | None:
    try:
        href = reverse(name, args=args)
    except NoReverseMatch:
        return None
    return Place(label, href, icon=icon)
