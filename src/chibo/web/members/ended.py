"""What ended with a membership or a move to another cell, told to whoever recorded it."""

from datetime import date

from django.utils.translation import gettext as _

from chibo.areas.access.queries import roles_ended_with
from chibo.areas.access.roles import roles
from chibo.areas.members.models import Member
from chibo.areas.posts.queries import posts_ended_with, posts_still_held
from chibo.core.actor import Actor
from chibo.core.vietnamese import show_date


def told_ended(member: Member, on: date) -> str:
    """Sentences: which posts and roles ended from the day on; empty where nothing did."""
    posts = [f"{post.title} ({post.unit.name})" for post in posts_ended_with(member, on)]
    names = roles()
    held = [
        f"{_(names[grant.role].name)} ({grant.unit.name})"
        for grant in roles_ended_with(member, on)
        if grant.role in names and grant.unit
    ]
    day = show_date(on)
    found = []
    if posts:
        told = {"day": day, "posts": "; ".join(posts)}
        found.append(_("Thôi chức vụ từ ngày %(day)s: %(posts)s.") % told)
    if held:
        told = {"day": day, "roles": "; ".join(held)}
        found.append(_("Thôi vai trò trong phần mềm từ ngày %(day)s: %(roles)s.") % told)
    return " ".join(found)


def told_goes_on(actor: Actor, member: Member, on: date) -> str:
    """What the person goes on holding outside the Party; empty where nothing."""
    posts = [f"{post.title} ({post.unit.name})" for post in posts_still_held(actor, member, on)]
    if not posts:
        return ""
    return _(
        "Chức vụ ngoài Đảng vẫn ghi: %s. Nếu cũng đã thôi thì ghi ngày ở trang chức vụ."
    ) % "; ".join(posts)
