"""Corrections of signed minutes: numbered, with who, why, before and after."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.minutes.actions.locking import lock_minutes, require_keeper, require_open, trail
from chibo.areas.minutes.errors import CannotAmend
from chibo.areas.minutes.models import Amendment, MinutesOpened
from chibo.areas.minutes.queries import MinutesSeen
from chibo.areas.minutes.subjects import OfCell, Subject
from chibo.core.actor import Actor
from chibo.core.i18n import _


@dataclass(frozen=True)
class Correction:
    """What shall hold instead at a place: "conclusion", or a point of the agenda."""

    place: str
    after: str
    because: str
    asked_by: str = ""


@transaction.atomic
def amend(
    *,
    actor: Actor,
    meeting_id: int,
    correction: Correction,
    digest: str,
    now: datetime,
    of: type[Subject] = OfCell,
) -> Amendment:
    """Add a numbered amendment. What was signed stays as it is; both sign again for the new record.

    Day, attendance and votes are corrected by opening the meeting again, since figures hang on
    them. Raises CannotAmend, MarkedSecret.
    """
    seen, minutes = lock_minutes(actor, meeting_id, digest, of)
    require_keeper(actor, seen)
    require_open(minutes)
    title, before, after = _checked(seen, correction)
    row = Amendment.objects.create(
        minutes=minutes,
        number=len(seen.amendments) + 1,
        place=correction.place,
        title=title,
        before=before,
        after=after,
        because=correction.because.strip(),
        asked_by=correction.asked_by.strip(),
        by_name=actor.name,
        at=now.replace(microsecond=0),
    )
    MinutesOpened.objects.filter(minutes=minutes).delete()
    told = {title: [before, after], "because": row.because, "number": row.number}
    trail(actor, "minutes.amended", seen.subject, now, told)
    return row


def _checked(seen: MinutesSeen, correction: Correction) -> tuple[str, str, str]:
    """The title of the place, what holds there by now, and what shall hold instead."""
    known = seen.places
    if correction.place not in known:
        raise CannotAmend(_("Hãy chọn mục cần đính chính."))
    title, before = known[correction.place]
    after = correction.after.replace("\r\n", "\n").strip()
    if after == before:
        raise CannotAmend(_("Nội dung đính chính giống nội dung đang ghi nên không có gì để sửa."))
    if not correction.because.strip():
        raise CannotAmend(_("Đính chính cần một câu lý do."))
    refuse_if_secret(text=f"{after}\n{correction.because}")
    return title, before, after
