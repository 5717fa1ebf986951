"""`Chức vụ` as written out."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from chibo.areas.exchange.sheets.posts import PLACES
from chibo.areas.exchange.workbooks.asked import Asked
from chibo.areas.posts.models import HowGiven, Post


def post_rows(asked: Asked) -> Iterable[dict[str, Any]]:
    """The posts of a unit and all below it that the actor may see, by unit and member."""
    rows = Post.objects.visible_to(asked.actor).under(asked.top.path).filter(followed__isnull=True)
    sides = {code: label for label, code in PLACES.items()}
    found = rows.select_related("unit", "member").order_by("unit__path", "starts_on", "id")
    for post in found.iterator():
        if not asked.by_then(post.starts_on):
            continue
        last = post.ends_before - timedelta(days=1) if post.ends_before else None
        yield {
            "member_code": post.member.code,
            "unit_code": post.unit.code,
            "title": post.title,
            "starts_on": post.starts_on,
            "last_day": asked.known(last),
            "areas": "; ".join(post.areas),
            "how": HowGiven(post.how).label if post.how else "",
            "decision": post.decision,
            "side": sides["inside" if post.inside else "outside"] if post.is_other else "",
        }
