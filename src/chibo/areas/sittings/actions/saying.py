"""What was said: opinions under their point, praise and reminders. The trail keeps no words."""

from datetime import datetime

from django.db import transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.meetings.actions.locking import lock_open_meeting, trail
from chibo.areas.meetings.models import AgendaPoint
from chibo.areas.sittings.errors import BadSitting
from chibo.areas.sittings.models import Opinion, Remark, RemarkKind
from chibo.core.actor import Actor
from chibo.core.i18n import _

TEXT_LENGTH = 2000
SHORT = 500


@transaction.atomic
def add_opinion(
    *, actor: Actor, meeting_id: int, point_id: int, speaker: str, text: str, now: datetime
) -> Opinion:
    """An opinion under its point; `speaker` empty unless the minutes name them."""
    meeting = lock_open_meeting(actor, meeting_id)
    point = AgendaPoint.objects.filter(meeting=meeting, pk=point_id).first()
    if point is None:
        raise BadSitting(_("Chưa chọn ý kiến thuộc nội dung nào. Hãy chọn một nội dung."))
    opinion = Opinion.objects.create(
        meeting=meeting, point=point, speaker=speaker.strip()[:120], text=_text(text, TEXT_LENGTH)
    )
    trail(actor, "opinion.added", meeting, now, {"point": point.pk})
    return opinion


def _text(text: str, limit: int) -> str:
    said = text.replace("\0", "").strip()
    if not said:
        raise BadSitting(_("Chưa ghi nội dung. Hãy ghi một câu."))
    if len(said) > limit:
        raise BadSitting(_("Nội dung dài quá %d chữ. Hãy ghi gọn hơn.") % limit)
    refuse_if_secret(text=said)
    return said


@transaction.atomic
def remove_opinion(*, actor: Actor, meeting_id: int, opinion_id: int, now: datetime) -> None:
    """Take an opinion off the record."""
    meeting = lock_open_meeting(actor, meeting_id)
    opinion = Opinion.objects.filter(meeting=meeting, pk=opinion_id).first()
    if opinion is not None:
        trail(actor, "opinion.removed", meeting, now, {"point": opinion.point_id})
        opinion.delete()


@transaction.atomic
def add_remark(
    *, actor: Actor, meeting_id: int, kind: str, about: str, text: str, now: datetime
) -> Remark:
    """Praise or a reminder: whom or what it is about, and for what."""
    meeting = lock_open_meeting(actor, meeting_id)
    if kind not in RemarkKind.values:
        raise BadSitting(_("Chưa chọn biểu dương hay nhắc nhở."))
    if not about.strip():
        raise BadSitting(_("Chưa ghi tập thể hoặc cá nhân nào. Hãy ghi tên."))
    refuse_if_secret(title=about)
    remark = Remark.objects.create(
        meeting=meeting, kind=kind, about=about.strip()[:200], text=_text(text, SHORT)
    )
    trail(actor, "remark.added", meeting, now, {"kind": kind})
    return remark


@transaction.atomic
def remove_remark(*, actor: Actor, meeting_id: int, remark_id: int, now: datetime) -> None:
    """Take it off the record."""
    meeting = lock_open_meeting(actor, meeting_id)
    remark = Remark.objects.filter(meeting=meeting, pk=remark_id).first()
    if remark is not None:
        trail(actor, "remark.removed", meeting, now, {"kind": remark.kind})
        remark.delete()
