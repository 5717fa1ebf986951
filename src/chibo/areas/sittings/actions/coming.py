"""Who came, when, from where; and the parts of a combined meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db import transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.meetings.actions import mark_attendance
from chibo.areas.meetings.actions.locking import lock_open_meeting, save_changes, trail
from chibo.areas.meetings.models import AttendanceState, Meeting, MeetingKind
from chibo.areas.meetings.queries import roll_of
from chibo.areas.meetings.rules import length_minutes
from chibo.areas.sittings.errors import BadSitting
from chibo.areas.sittings.models import PartAttendance, PartTimes, Visitor
from chibo.areas.sittings.queries import known_visitors, parts_as_kept
from chibo.areas.sittings.rules import part_lengths
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import only_changed
from chibo.core.vietnamese import show_time

VISITORS_LENGTH = 300
BETWEEN = "; "


@dataclass(frozen=True)
class Guest:
    """A visitor as the form gives them: chosen (`member_id`) or typed."""

    name: str = ""
    role: str = ""
    unit_name: str = ""
    member_id: int | None = None


@transaction.atomic
def add_visitor(*, actor: Actor, meeting_id: int, guest: Guest, now: datetime) -> Visitor:
    """Somebody from above attends. The line `Cấp trên dự` of the papers names them at once.

    The same person twice changes nothing. Raises BadSitting without a name, or where the line
    would grow too long.
    """
    meeting = lock_open_meeting(actor, meeting_id)
    visitor = _visitor(actor, meeting, guest)
    refuse_if_secret(title=str(visitor))
    known = Visitor.objects.filter(meeting=meeting, name=visitor.name).first()
    if known is not None:
        return known
    line = meeting.visitors
    if visitor.name not in line:
        line = BETWEEN.join(part for part in (line, str(visitor)) if part)
    if len(line) > VISITORS_LENGTH:
        raise BadSitting(_("Dòng “Cấp trên dự” quá dài. Hãy ghi gọn chức vụ, đơn vị."))
    visitor.save()
    save_changes(actor, meeting, {"visitors": line}, "visitor.added", now)
    return visitor


def _visitor(actor: Actor, meeting: Meeting, guest: Guest) -> Visitor:
    if guest.member_id is not None:
        chosen = {each.member.pk: each for each in known_visitors(actor, meeting)}
        found = chosen.get(guest.member_id)
        if found is None:
            raise BadSitting(_("Người này không có trong danh sách cấp trên theo dõi chi bộ."))
        role, unit = guest.role.strip() or found.role, guest.unit_name.strip() or found.unit_name
        name, member = found.member.full_name, found.member
        return Visitor(meeting=meeting, member=member, name=name, role=role, unit_name=unit)
    if not guest.name.strip():
        raise BadSitting(_("Chưa ghi tên người dự. Hãy chọn trong danh sách hoặc gõ họ tên."))
    return Visitor(
        meeting=meeting,
        name=guest.name.strip()[:120],
        role=guest.role.strip()[:120],
        unit_name=guest.unit_name.strip()[:160],
    )


@transaction.atomic
def remove_visitor(*, actor: Actor, meeting_id: int, visitor_id: int, now: datetime) -> None:
    """They did not come after all; the line of the papers loses them too."""
    meeting = lock_open_meeting(actor, meeting_id)
    visitor = Visitor.objects.filter(meeting=meeting, pk=visitor_id).first()
    if visitor is None:
        return
    parts = [part for part in meeting.visitors.split(BETWEEN) if part != str(visitor)]
    visitor.delete()
    save_changes(actor, meeting, {"visitors": BETWEEN.join(parts)}, "visitor.removed", now)


@transaction.atomic
def set_part_attendance(
    *,
    actor: Actor,
    meeting_id: int,
    member_id: int,
    arrived_at: time | None,
    left_at: time | None,
    now: datetime,
    was: Mapping[str, time | None] | None = None,
) -> PartAttendance | None:
    """A member came late or left early; both empty: was there throughout.

    Only of somebody who is present, which they stay (the rule on attendance knows no halves).
    `was`: the two times as the person had read them; a time they left alone stays as it is saved.
    Raises ChangedMeanwhile where somebody else wrote another one for the same.
    """
    meeting = lock_open_meeting(actor, meeting_id)
    here = {r.member.pk for r in roll_of(meeting) if r.state == AttendanceState.PRESENT}
    if member_id not in here:
        raise BadSitting(_("Chỉ ghi đến muộn, về sớm cho người đã được ghi là có mặt."))
    rows = PartAttendance.objects.filter(meeting=meeting, member_id=member_id)
    before = rows.first()
    saved = {name: getattr(before, name, None) for name in ("arrived_at", "left_at")}
    typed = {"arrived_at": arrived_at, "left_at": left_at}
    times = {**saved, **only_changed(saved, was, typed)}
    _check_times(meeting, **times)
    row = None
    if any(times.values()):
        row, _made = PartAttendance.objects.update_or_create(
            meeting=meeting, member_id=member_id, defaults=times
        )
    else:
        rows.delete()
    told = [
        [str(each["arrived_at"]), str(each["left_at"])] if kept else None
        for each, kept in ((saved, before), (times, row))
    ]
    if told[0] != told[1]:
        trail(actor, "attendance.part", meeting, now, {f"member:{member_id}": told})
    return row


def _check_times(meeting: Meeting, arrived_at: time | None, left_at: time | None) -> None:
    starts, ends = meeting.starts_at, meeting.ends_at
    if arrived_at and left_at and arrived_at == left_at:
        raise BadSitting(_("Giờ đến và giờ về trùng nhau. Hãy xem lại."))
    if starts is None or ends is None:
        return
    whole = length_minutes(starts, ends)
    for moment in (arrived_at, left_at):
        if moment is not None and length_minutes(starts, moment) > whole:
            raise BadSitting(
                _("%(moment)s nằm ngoài giờ họp %(start)s – %(end)s.")
                % {
                    "moment": show_time(moment),
                    "start": show_time(starts),
                    "end": show_time(ends),
                }
            )
    if (
        arrived_at
        and left_at
        and length_minutes(starts, left_at) < length_minutes(starts, arrived_at)
    ):
        raise BadSitting(_("Giờ về đứng trước giờ đến. Hãy xem lại."))


@transaction.atomic
def enter_list(
    *,
    actor: Actor,
    meeting_id: int,
    marks: Mapping[int, str],
    seen: Mapping[int, str],
    now: datetime,
) -> int:
    """A printed list typed back: all marks or none; says how many were new.

    `seen`: what each row showed before. Raises ChangedMeanwhile when somebody wrote otherwise.
    """
    lock_open_meeting(actor, meeting_id)
    fresh = {member: state for member, state in marks.items() if seen.get(member, "") != state}
    for member_id, state in fresh.items():
        mark_attendance(
            actor=actor,
            meeting_id=meeting_id,
            member_id=member_id,
            state=state,
            was=seen.get(member_id, ""),
            now=now,
        )
    return len(fresh)


@transaction.atomic
def split_parts(
    *,
    actor: Actor,
    meeting_id: int,
    first: str,
    changed_at: time,
    now: datetime,
    was: Mapping[str, Any] | None = None,
) -> PartTimes:
    """When the second part of a combined meeting began, and which part came first.

    `was`: both as the person had read them. Raises ChangedMeanwhile where somebody else wrote
    otherwise what this person changed too.
    """
    meeting = lock_open_meeting(actor, meeting_id)
    saved = parts_as_kept(meeting)
    kept = {**saved, **only_changed(saved, was, {"first": first, "changed_at": changed_at})}
    first, changed_at = kept["first"], kept["changed_at"]
    if meeting.kind != MeetingKind.COMBINED:
        raise BadSitting(_("Chỉ buổi kết hợp mới chia hai phần."))
    if first not in (MeetingKind.REGULAR, MeetingKind.THEMATIC):
        raise BadSitting(_("Chưa chọn phần nào họp trước."))
    if meeting.starts_at is None or meeting.ends_at is None:
        raise BadSitting(_("Hãy ghi giờ bắt đầu và kết thúc trước khi chia hai phần."))
    if part_lengths(first, meeting.starts_at, changed_at, meeting.ends_at) is None:
        raise BadSitting(
            _("Giờ chuyển phần %(moment)s phải nằm giữa %(start)s và %(end)s.")
            % {
                "moment": show_time(changed_at),
                "start": show_time(meeting.starts_at),
                "end": show_time(meeting.ends_at),
            }
        )
    row, _made = PartTimes.objects.update_or_create(
        meeting=meeting, defaults={"first": first, "changed_at": changed_at}
    )
    trail(actor, "parts.split", meeting, now, {"first": first, "changed_at": str(changed_at)})
    return row
