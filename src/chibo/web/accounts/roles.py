"""Which role may do what, as declared: a page for everybody with an account."""

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from chibo.areas.access.circle_people import circles_of
from chibo.areas.access.permissions import PERMISSIONS
from chibo.areas.access.roles import Role, role_words, roles
from chibo.areas.access.standing_in import GIVE, standing_in
from chibo.areas.organisation.queries import get_unit
from chibo.areas.posts.known import known_posts
from chibo.core import clock
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


class RoleRow(NamedTuple):
    """A role in words."""

    role: Role
    name: str
    is_held: bool
    place: str
    posts: str


class PermissionRow(NamedTuple):
    """What may be done, and by which roles."""

    name: str
    rows: list[RoleRow]


@require_GET
def roles_table(request: ActorRequest) -> HttpResponse:
    """The table of roles.toml in words, the reader's own roles marked."""
    held = {grant.role for grant in request.actor.grants}
    rows = [_row(role, role.code in held) for role in roles().values()]
    permissions = [
        PermissionRow(_(name), [row for row in rows if code in row.role.permissions])
        for code, name in PERMISSIONS.items()
    ]
    context = {
        "rows": rows,
        "permissions": permissions,
        "stand_ins": standing_in(request.actor, clock.today()),
        "cells": [g for g in request.actor.grants if GIVE in g.permissions and not g.below],
        "units": {
            g.unit_id: g.unit_name
            for g in request.actor.grants
            if g.unit_id and "units.view" in g.permissions
        },
        "gives_stand_ins": request.actor.holds(GIVE),
    }
    return render(request, "accounts/roles.html", context)


@require_GET
def unit_circles(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Who is in the narrow circles of a unit today, and who besides sees a row of them."""
    unit = get_unit(request.actor, unit_id)
    besides = {
        "self_criticism": _("người được gợi ý và người nêu gợi ý"),
        "absences": _("người xin vắng, người mở tài liệu: phần của chính mình"),
        "concerns": _("người nêu"),
    }
    rows = [
        (
            _(each.circle.name),
            [(g, role_words(roles()[g.role].name)) for g in each.grants],
            besides.get(each.circle.code, ""),
            each.circle.standing_in,
            bool(each.circle.tables),
        )
        for each in circles_of(request.actor, unit, clock.today())
    ]
    context = {"unit": unit, "trail": trail_to(request.actor, unit), "rows": rows}
    return render(request, "accounts/circles.html", context)


def _row(role: Role, is_held: bool) -> RoleRow:
    places = {
        "cell": _("chi bộ"),
        "body": _("cấp ủy trên chi bộ"),
        "any": _("chi bộ, cấp ủy trên chi bộ"),
    }
    known = known_posts()
    posts = ", ".join(known[code].name for code in role.posts)
    return RoleRow(role, role_words(role.name), is_held, places[role.kinds], posts)
