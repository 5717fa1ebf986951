"""A topic put into the library, changed, taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import ancestors
from chibo.areas.topics import permissions
from chibo.areas.topics.errors import BadTopic
from chibo.areas.topics.models import Topic, TopicForm
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import lock_row, require_version, save_next
from chibo.core.vietnamese import fold

SUMMARY_LENGTH = 4000
TITLE_LENGTH = 300


@dataclass(frozen=True)
class Offered:
    """What the form of a shared topic holds. `shared_in_id` is the maker or a body above it."""

    title: str
    summary: str
    form: str
    shared_in_id: int


@transaction.atomic
def share_topic(*, actor: Actor, unit_id: int, offered: Offered, now: datetime) -> Topic:
    """Put a topic into the library, for everybody in one of the bodies at or above its maker.

    Raises NotThere, NotAllowed, BadTopic, MarkedSecret.
    """
    unit = lock_row(Unit.objects, actor, pk=unit_id)
    actor.require(permissions.SHARE, unit)
    _check(unit, offered, now.date())
    topic = Topic.objects.create(maker=unit, shared_on=now.date(), **_columns(offered))
    trail(actor, "topic.shared", topic, now, {"title": topic.title})
    return topic


@transaction.atomic
def change_shared(
    *, actor: Actor, topic_id: int, offered: Offered, version: int, now: datetime
) -> Topic:
    """Write a shared topic better. Raises ChangedMeanwhile when somebody saved it since."""
    topic = lock_topic(actor, topic_id)
    require_version(topic.version, version)
    _check(topic.maker, offered, now.date(), standing=topic.shared_in_id)
    after = _columns(offered)
    before = {name: getattr(topic, name) for name in after}
    changes = audit.differences(before, {k: v for k, v in after.items() if k != "search_key"})
    if changes:
        save_next(topic, after)
        trail(actor, "topic.reworded", topic, now, changes)
    return topic


@transaction.atomic
def withdraw_topic(*, actor: Actor, topic_id: int, version: int, now: datetime) -> Topic:
    """Take a topic out of the library; cells that took it over keep their plans."""
    topic = lock_topic(actor, topic_id)
    if topic.withdrawn_on is None:
        require_version(topic.version, version)
        save_next(topic, {"withdrawn_on": now.date()})
        trail(actor, "topic.withdrawn", topic, now, {"title": topic.title})
    return topic


@transaction.atomic
def return_topic(*, actor: Actor, topic_id: int, now: datetime) -> Topic:
    """Put a withdrawn topic back into the library."""
    topic = lock_topic(actor, topic_id)
    if topic.withdrawn_on is not None:
        save_next(topic, {"withdrawn_on": None})
        trail(actor, "topic.returned", topic, now, {"title": topic.title})
    return topic


def lock_topic(actor: Actor, topic_id: int) -> Topic:
    """The topic, held, for who works for its maker or for the maker's heir."""
    rows = Topic.objects.select_related("maker__heir", "shared_in")
    topic = lock_row(rows, actor, pk=topic_id)
    if topic.maker.heir is None or not actor.may(permissions.SHARE, topic.maker.heir.path):
        actor.require(permissions.SHARE, topic.maker)
    return topic


def _columns(offered: Offered) -> dict[str, object]:
    title, summary = offered.title.strip(), offered.summary.strip()
    return {
        "title": title,
        "summary": summary,
        "form": offered.form,
        "shared_in_id": offered.shared_in_id,
        "search_key": fold(f"{title} {summary}"),
    }


def _check(maker: Unit, offered: Offered, today: date, standing: int | None = None) -> None:
    title, summary = offered.title.strip(), offered.summary.strip()
    if not title or not summary:
        raise BadTopic(
            _("Chuyên đề chia sẻ cần có tên và mấy câu nói về nội dung. Hãy ghi cả hai.")
        )
    if len(title) > TITLE_LENGTH or len(summary) > SUMMARY_LENGTH:
        raise BadTopic(
            _("Nội dung dài quá %d chữ. Hãy ghi ngắn, phần dài để trong tệp.") % SUMMARY_LENGTH
        )
    refuse_if_secret(title=title, text=summary)
    if offered.form not in TopicForm.values:
        raise BadTopic(_("Chưa chọn hình thức trình bày. Hãy chọn một hình thức."))
    if not maker.exists_on(today) and standing is None:
        raise BadTopic(_("“%s” đã kết thúc hoạt động nên không chia sẻ được.") % maker)
    bodies = {maker.pk, standing, *(body.pk for body in ancestors(maker))}
    if offered.shared_in_id not in bodies:
        raise BadTopic(_("Chỉ chia sẻ trong tổ chức đảng của mình hoặc cấp trên của mình."))


def trail(
    actor: Actor, action: str, topic: Topic, now: datetime, changes: Mapping[str, object]
) -> None:
    """One event of one shared topic."""
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=topic.maker_id,
        target=f"topic:{topic.pk}",
        changes=dict(changes),
    )
