"""Step 1: the points of the agenda and the papers to send."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files import File
from django.db import transaction
from django.db.models import F, Max
from django.db.models.fields.files import FieldFile

from chibo.areas.documents.harm import refuse_harmful_file
from chibo.areas.documents.secrecy import refuse_if_secret, refuse_secret_file
from chibo.areas.meetings.actions.locking import lock_open_meeting, trail
from chibo.areas.meetings.errors import BadMeeting
from chibo.areas.meetings.models import AgendaPoint, PaperToSend
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _
from chibo.core.rows import require_version

FILE_LIMIT = 10 * 1024 * 1024
TITLE_LENGTH = 500


@transaction.atomic
def add_point(*, actor: Actor, meeting_id: int, title: str, now: datetime) -> AgendaPoint:
    """Add a point before the closing steps of the agenda."""
    meeting = lock_open_meeting(actor, meeting_id)
    title = _point_title(title)
    points = AgendaPoint.objects.filter(meeting=meeting)
    end = points.filter(code="conclusion").values_list("position", flat=True).first()
    position = end or (points.aggregate(last=Max("position"))["last"] or 0) + 1
    points.filter(position__gte=position).update(position=F("position") + 1)
    point = AgendaPoint.objects.create(meeting=meeting, position=position, title=title)
    trail(actor, "agenda.added", meeting, now, {"title": [None, title]})
    return point


@transaction.atomic
def change_point(
    *, actor: Actor, meeting_id: int, point_id: int, title: str, version: int, now: datetime
) -> AgendaPoint:
    """Reword a point."""
    meeting = lock_open_meeting(actor, meeting_id)
    point = AgendaPoint.objects.filter(meeting=meeting, pk=point_id).first()
    if point is None:
        raise NotThere(_("Nội dung này không còn trong chương trình."))
    require_version(point.version, version)
    before, point.title = point.title, _point_title(title)
    point.version += 1
    point.save()
    trail(actor, "agenda.changed", meeting, now, {"title": [before, point.title]})
    return point


@transaction.atomic
def remove_point(*, actor: Actor, meeting_id: int, point_id: int, now: datetime) -> None:
    """Take a point off the agenda, unless something was already noted under it."""
    meeting = lock_open_meeting(actor, meeting_id)
    point = AgendaPoint.objects.filter(meeting=meeting, pk=point_id).first()
    if point is None:
        return
    if point.notes.strip():
        raise BadMeeting(_("Nội dung này đã có ghi chép. Hãy xóa ghi chép trước khi bỏ nội dung."))
    trail(actor, "agenda.removed", meeting, now, {"title": [point.title, None]})
    point.delete()


def _point_title(title: str) -> str:
    if not title.strip():
        raise BadMeeting(_("Nội dung chương trình chưa có tên. Hãy ghi tên nội dung."))
    refuse_if_secret(title=title)
    if len(title.strip()) > TITLE_LENGTH:
        raise BadMeeting(_("Tên nội dung dài quá %d chữ. Hãy ghi ngắn hơn.") % TITLE_LENGTH)
    return title.strip()


@transaction.atomic
def add_paper(
    *, actor: Actor, meeting_id: int, title: str, file: "File[bytes] | None", now: datetime
) -> PaperToSend:
    """A paper members should have beforehand. Titles and files marked Mật are refused."""
    meeting = lock_open_meeting(actor, meeting_id)
    refuse_if_secret(title=title)
    if not title.strip():
        raise BadMeeting(_("Tài liệu chưa có tên. Hãy ghi tên tài liệu."))
    if file is not None:
        if (file.size or 0) > FILE_LIMIT:
            raise BadMeeting(_("Tệp lớn hơn 10 MB. Hãy gửi tệp nhỏ hơn hoặc chỉ ghi tên tài liệu."))
        content = file.read()
        file.seek(0)
        refuse_harmful_file(file.name or "", content)
        refuse_secret_file(file.name or "", content)
    paper = PaperToSend.objects.create(meeting=meeting, title=title.strip(), file=file or "")
    trail(actor, "paper.added", meeting, now, {"title": [None, paper.title]})
    return paper


@transaction.atomic
def remove_paper(*, actor: Actor, meeting_id: int, paper_id: int, now: datetime) -> None:
    """Take a paper off the list; its file goes once the transaction is through."""
    meeting = lock_open_meeting(actor, meeting_id)
    paper = PaperToSend.objects.filter(meeting=meeting, pk=paper_id).first()
    if paper is None:
        return
    trail(actor, "paper.removed", meeting, now, {"title": [paper.title, None]})
    files = [paper.file] if paper.file else []
    paper.delete()
    transaction.on_commit(lambda: remove_files(files))


def remove_files(files: Sequence[FieldFile]) -> None:
    """Take stored files away, once nothing on record names them any more."""
    for file in files:
        file.storage.delete(str(file.name))
