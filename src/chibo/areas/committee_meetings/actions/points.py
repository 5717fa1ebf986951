"""The points of a chi ủy meeting: what was said under each, and what goes on to the cell."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from chibo.areas.committee_meetings.actions.locking import lock_open_sitting, trail
from chibo.areas.committee_meetings.errors import BadCommitteeMeeting
from chibo.areas.committee_meetings.models import CommitteeMeeting, CommitteePoint
from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _
from chibo.core.rows import require_version, save_next

TITLE, CONCLUSION = 300, 400


@dataclass(frozen=True)
class PointText:
    """What the form of one point holds."""

    title: str
    notes: str = ""
    conclusion: str = ""
    to_cell: bool = False


@transaction.atomic
def add_point(*, actor: Actor, sitting_id: int, title: str, now: datetime) -> CommitteePoint:
    """One more point, at the end."""
    sitting = lock_open_sitting(actor, sitting_id)
    text = _checked(PointText(title))
    points = CommitteePoint.objects.filter(sitting=sitting)
    last = points.aggregate(last=Max("position"))["last"] or 0
    point = CommitteePoint.objects.create(sitting=sitting, position=last + 1, title=text.title)
    trail(actor, "committee_point.added", sitting, now, {"title": [None, point.title]})
    return point


@transaction.atomic
def write(
    *,
    actor: Actor,
    sitting_id: int,
    point_id: int,
    text: PointText,
    version: int,
    now: datetime,
) -> CommitteePoint:
    """Keep what was discussed and concluded. Raises ChangedMeanwhile, NotThere, MarkedSecret."""
    sitting = lock_open_sitting(actor, sitting_id)
    point = _point(sitting, point_id)
    after = vars(_checked(text))
    changes = audit.differences({field: getattr(point, field) for field in after}, after)
    if not changes:
        return point
    require_version(point.version, version)
    save_next(point, after)
    trail(actor, "committee_point.written", sitting, now, changes)
    return point


@transaction.atomic
def remove_point(*, actor: Actor, sitting_id: int, point_id: int, now: datetime) -> None:
    """Take an empty point away; removed twice changes nothing."""
    sitting = lock_open_sitting(actor, sitting_id)
    point = CommitteePoint.objects.filter(sitting=sitting, pk=point_id).first()
    if point is None:
        return
    if point.notes or point.conclusion:
        raise BadCommitteeMeeting(
            _("Nội dung này đã có ghi chép. Hãy xóa ghi chép trước khi bỏ nội dung.")
        )
    trail(actor, "committee_point.removed", sitting, now, {"title": [point.title, None]})
    point.delete()


def _point(sitting: CommitteeMeeting, point_id: int) -> CommitteePoint:
    point = CommitteePoint.objects.filter(sitting=sitting, pk=point_id).first()
    if point is None:
        raise NotThere(_("Nội dung này không còn trong chương trình."))
    return point


def _checked(text: PointText) -> PointText:
    plain = PointText(text.title.strip(), _plain(text.notes), _plain(text.conclusion), text.to_cell)
    if not plain.title:
        raise BadCommitteeMeeting(_("Nội dung chương trình chưa có tên. Hãy ghi tên nội dung."))
    if len(plain.title) > TITLE or len(plain.conclusion) > CONCLUSION:
        raise BadCommitteeMeeting(
            _("Tên nội dung không quá %(title)d chữ, kết luận không quá %(conclusion)d chữ.")
            % {"title": TITLE, "conclusion": CONCLUSION}
        )
    if plain.to_cell and not plain.conclusion:
        raise BadCommitteeMeeting(_("Muốn đưa ra chi bộ thì ghi kết luận của chi ủy."))
    refuse_if_secret(title=plain.title)
    refuse_if_secret(text=f"{plain.notes}\n{plain.conclusion}")
    return plain


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\0", "").strip()
