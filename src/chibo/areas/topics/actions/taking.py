"""A topic of the library taken into one's own plan; what a cell says of it afterwards."""

from datetime import datetime

from django.db import transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.meetings.queries import thematic_months
from chibo.areas.organisation.models import Unit
from chibo.areas.topics import permissions
from chibo.areas.topics.actions.locking import lock_plan
from chibo.areas.topics.actions.planning import Wanted, plan_topic
from chibo.areas.topics.actions.sharing import trail
from chibo.areas.topics.errors import BadRemark, BadTopic
from chibo.areas.topics.models import PlannedTopic, Topic, TopicRemark
from chibo.areas.topics.rules import free_month
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.core.rows import get_row, require_version

WHY = "the plan of a cell the actor may write on"
REMARK_LENGTH = 500


@transaction.atomic
def take_over(*, actor: Actor, topic_id: int, unit_id: int, now: datetime) -> PlannedTopic:
    """Put a topic of the library into a cell's plan, in the coming quarter without one.

    Taken twice, or at the same moment by two, it stands in the plan once: who comes second gets
    the one that is there. Raises NotThere, NotAllowed, BadTopic.
    """
    topic = get_row(Topic.objects, actor, pk=topic_id)
    unit = lock_plan(actor, unit_id, permissions.PLAN)
    if topic.withdrawn_on is not None:
        raise BadTopic(_("Nơi làm đã rút chuyên đề này khỏi thư viện. Hãy chọn chuyên đề khác."))
    now_month = Month.of(now.date())
    coming = PlannedTopic.objects.unscoped(WHY).filter(unit=unit, month__gte=now_month.first)
    there = coming.filter(source=topic).order_by("month").first()
    if there is not None:
        return there
    planned = [row.round for row in coming]
    month = free_month([*planned, *_held(unit, now_month)], now.date())
    wanted = Wanted(month, topic.title)
    return plan_topic(actor=actor, unit_id=unit.pk, wanted=wanted, now=now, source=topic)


def _held(unit: Unit, now: Month) -> list[Month]:
    """The thematic meetings of the running quarter: it has its own already."""
    return thematic_months([unit], now.plus(-2), now).get(unit.pk, [])


@transaction.atomic
def write_remark(
    *, actor: Actor, topic_id: int, unit_id: int, text: str, version: int, now: datetime
) -> TopicRemark | None:
    """What the cell says of a topic it held; no text takes the remark away (None).

    `version` is 0 for a first remark. Raises ChangedMeanwhile, BadRemark, MarkedSecret.
    """
    topic = get_row(Topic.objects, actor, pk=topic_id)
    unit = lock_plan(actor, unit_id, permissions.PLAN)
    _check(topic, unit, text)
    row = TopicRemark.objects.filter(topic=topic, unit=unit).first()
    require_version(row.version if row else 0, version)
    trail(actor, "topic.remarked", topic, now, {"unit": unit.code})
    if not text.strip():
        if row is not None:
            row.delete()
        return None
    row = row or TopicRemark(topic=topic, unit=unit, version=0)
    row.text, row.written_on = text.strip(), now.date()
    row.version += 1
    row.save()
    return row


def _check(topic: Topic, unit: Unit, text: str) -> None:
    if len(text.strip()) > REMARK_LENGTH:
        raise BadRemark(_("Nhận xét dài quá %d chữ. Hãy ghi ngắn hơn.") % REMARK_LENGTH)
    refuse_if_secret(text=text)
    used = PlannedTopic.objects.unscoped(WHY).filter(unit=unit, source=topic)
    months = {row.round for row in used}
    held = thematic_months([unit], min(months), max(months)) if months else {}
    if not months & set(held.get(unit.pk, [])):
        raise BadRemark(
            _("Chi bộ chưa sinh hoạt chuyên đề này. Sinh hoạt xong thì ghi nhận xét ở đây.")
        )
