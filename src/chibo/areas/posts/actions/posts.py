"""Giving, ending and correcting a post. Contradictions are refused; oddities are listed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from chibo.areas.members.models import ENDED_STATES, Member
from chibo.areas.organisation.models import Unit
from chibo.areas.posts import permissions
from chibo.areas.posts.errors import BadPost
from chibo.areas.posts.events import PostsChanged
from chibo.areas.posts.following import go_along
from chibo.areas.posts.known import OTHER, find_known_post, post_key, spoken_title
from chibo.areas.posts.models import HowGiven, Post
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.bulk import check_constraints_now
from chibo.core.events import announce
from chibo.core.i18n import _
from chibo.core.rows import get_row, require_version
from chibo.core.vietnamese import show_date


@dataclass(frozen=True)
class PostGiven:
    """What the form of a post holds. `last_day` is the last day held; none while it runs."""

    member_id: int
    unit_id: int
    title: str
    starts_on: date
    last_day: date | None = None
    areas: tuple[str, ...] = ()
    how: str = ""
    decision: str = ""
    inside: bool = False


@transaction.atomic
def give_post(*, actor: Actor, given: PostGiven, now: datetime) -> Post:
    """Record that a member was elected or appointed to a post.

    Raises NotThere, NotAllowed, and BadPost for what contradicts the member, the unit, or the
    same post held at the same time.
    """
    unit = get_row(Unit.objects, actor, pk=given.unit_id)
    actor.require(permissions.CHANGE, unit)
    member = get_row(Member.objects, actor, "members.view", pk=given.member_id)
    post = Post(member=member, unit=unit)
    _fill(post, given)
    _save(post)
    go_along([post.pk])
    _trail(actor, "post.given", post, now, audit.differences({}, _told(post)))
    return post


@transaction.atomic
def correct_post(
    *, actor: Actor, post_id: int, given: PostGiven, version: int, now: datetime
) -> Post:
    """Correct what is recorded of a post; its holder and unit stay.

    Raises NotThere, NotAllowed, ChangedMeanwhile, BadPost.
    """
    post = _locked(actor, post_id, version)
    before = _told(post)
    _fill(post, given)
    return _changed(actor, "post.corrected", post, before, now)


@transaction.atomic
def end_post(
    *, actor: Actor, post_id: int, last_day: date, decision: str, version: int, now: datetime
) -> Post:
    """End a post after `last_day`; a decision about it is kept beside the one that gave it.

    Raises NotThere, NotAllowed, ChangedMeanwhile, BadPost.
    """
    post = _locked(actor, post_id, version)
    before = _told(post)
    post.ends_before = last_day + timedelta(days=1)
    if decision.strip():
        post.decision = "; ".join(filter(None, (post.decision, decision.strip())))[:120]
    _check(post)
    return _changed(actor, "post.ended", post, before, now)


@transaction.atomic
def withdraw_post(*, actor: Actor, post_id: int, version: int, now: datetime) -> None:
    """Take out a post recorded by mistake; the trail keeps what stood there.

    Raises NotThere, NotAllowed, ChangedMeanwhile.
    """
    post = _locked(actor, post_id, version)
    rows = Post.objects.unscoped("goes with the post it followed from")
    rows.filter(followed=post).delete()
    told = {
        name: [value, None] for name, (_none, value) in audit.differences({}, _told(post)).items()
    }
    _trail(actor, "post.withdrawn", post, now, told)
    gone = PostsChanged((post.pk,), actor, now)
    post.delete()
    announce(gone)


def _locked(actor: Actor, post_id: int, version: int) -> Post:
    """The recorded post, held against others: of one that followed, the one it followed from."""
    seen = get_row(Post.objects.select_related("unit"), actor, pk=post_id)
    actor.require(permissions.CHANGE, seen)
    rows = Post.objects.unscoped("the actor may change what followed from it")
    recorded = rows.select_related("unit", "member").select_for_update(of=("self",))
    post = recorded.get(pk=seen.followed_id or seen.pk)
    require_version(post.version, version, f"post:{post.pk}")
    return post


def _fill(post: Post, given: PostGiven) -> None:
    title = spoken_title(" ".join(given.title.split()))
    if not title:
        raise BadPost(_("Hãy ghi tên chức vụ."), "title")
    known = find_known_post(title)
    post.title, post.key = title, post_key(title)
    post.kind = known.code if known else OTHER
    post.inside = known.inside if known else given.inside
    post.starts_on = given.starts_on
    post.ends_before = given.last_day + timedelta(days=1) if given.last_day else None
    post.areas = [" ".join(name.split()) for name in given.areas if name.strip()]
    post.how = HowGiven(given.how) if given.how else ""
    post.decision = given.decision.strip()
    _check(post)


def _check(post: Post) -> None:
    starts, ends = post.starts_on, post.ends_before
    if ends is not None and ends <= starts:
        raise BadPost(_("Đến ngày phải từ ngày bắt đầu trở đi. Hãy xem lại hai ngày."), "last_day")
    if not post.unit.exists_on(starts):
        raise BadPost(
            _("“%(unit)s” không tồn tại ngày %(day)s. Hãy xem lại ngày, hoặc chọn đơn vị khác.")
            % {"unit": post.unit.name, "day": show_date(starts)},
            "starts_on",
        )
    _check_member(post)


def _check_member(post: Post) -> None:
    member, starts = post.member, post.starts_on
    if starts <= member.born_on:
        raise BadPost(_("Ngày bắt đầu phải sau ngày sinh. Hãy xem lại ngày."), "starts_on")
    if post.inside and starts < member.joined_on:
        raise BadPost(
            _("%(name)s vào Đảng ngày %(day)s, chưa giữ chức vụ trong Đảng trước ngày đó được.")
            % {"name": member.full_name, "day": show_date(member.joined_on)},
            "starts_on",
        )
    left = member.state_on if member.state in ENDED_STATES else None
    if left is not None and left <= starts:
        raise BadPost(
            _("%(name)s thôi tính là đảng viên từ ngày %(day)s. Hãy xem lại người hoặc ngày.")
            % {"name": member.full_name, "day": show_date(left)},
            "starts_on",
        )


def _save(post: Post) -> None:
    """Write, with the database's word on the same post held twice."""
    try:
        with transaction.atomic():
            post.save()
            check_constraints_now()
    except IntegrityError as error:
        if "nobody_holds_a_post_twice" not in str(error):
            raise
        raise BadPost(
            _(
                "%(name)s đang giữ chính chức vụ này ở đơn vị này trong thời gian đó. "
                "Hãy ghi ngày kết thúc của lần trước rồi lưu lại."
            )
            % {"name": post.member.full_name},
            "starts_on",
        ) from error


def _changed(actor: Actor, action: str, post: Post, before: dict[str, Any], now: datetime) -> Post:
    changes = audit.differences(before, _told(post))
    if changes:
        post.version += 1
        _save(post)
        go_along([post.pk])
        _trail(actor, action, post, now, changes)
        announce(PostsChanged((post.pk,), actor, now))
    return post


_FIELDS = ("title", "inside", "starts_on", "ends_before", "areas", "how", "decision")


def _told(post: Post) -> dict[str, Any]:
    told = {name: getattr(post, name) for name in _FIELDS}
    return {"member_id": post.member_id, "unit_id": post.unit_id, **told, "how": str(post.how)}


def _trail(
    actor: Actor, action: str, post: Post, now: datetime, changes: dict[str, list[Any]]
) -> None:
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=post.unit_id,
        target=f"post:{post.pk}",
        changes=dict(changes),
    )
