"""Minutes: signed by two, circulated, amended, locked; opening the meeting breaks them."""

from datetime import date
from hashlib import sha256

import pytest

from chibo.areas.documents.secrecy import MarkedSecret
from chibo.areas.meetings.errors import BadMeeting
from chibo.areas.meetings.models import AgendaPoint, Attendance, Meeting, Vote
from chibo.areas.minutes import actions
from chibo.areas.minutes.actions import Correction, HandSignature
from chibo.areas.minutes.errors import CannotAmend, CannotLockMinutes, CannotSign
from chibo.areas.minutes.models import Minutes, MinutesOpened, Signature
from chibo.areas.minutes.queries import (
    broken_editions,
    changed_minutes,
    minutes_of,
    not_opened,
    own_minutes,
)
from chibo.areas.reports.actions import reopen_meeting
from chibo.areas.sittings import actions as sittings
from chibo.areas.sittings.models import Remark
from chibo.core.actor import Actor
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from tests.factories import a_cell, a_held_meeting, an_actor
from tests.months import CellMonth, at

pytestmark = pytest.mark.django_db

NOW = at(date(2026, 11, 5))


@pytest.fixture
def ours() -> CellMonth:
    return CellMonth()


@pytest.fixture
def meeting(ours: CellMonth) -> Meeting:
    return ours.hold()


def sign(actor: Actor, meeting: Meeting, part: str) -> Signature:
    now_read = minutes_of(meeting).digest
    return actions.sign(actor=actor, meeting_id=meeting.pk, part=part, digest=now_read, now=NOW)


def by_hand(actor: Actor, meeting: Meeting, part: str, on: date = NOW.date()) -> Signature:  # noqa: B008
    return actions.note_hand_signature(
        actor=actor,
        meeting_id=meeting.pk,
        signed=HandSignature(part, on),
        digest=minutes_of(meeting).digest,
        now=NOW,
    )


def signed(ours: CellMonth, meeting: Meeting) -> None:
    sign(ours.secretary, meeting, "chair")
    by_hand(ours.secretary, meeting, "secretary")


def circulate(ours: CellMonth, meeting: Meeting) -> Minutes:
    return actions.circulate(
        actor=ours.secretary, meeting_id=meeting.pk, digest=minutes_of(meeting).digest, now=NOW
    )


def lock(ours: CellMonth, meeting: Meeting, digest: str = "") -> Minutes:
    return actions.lock(
        actor=ours.secretary,
        meeting_id=meeting.pk,
        digest=digest or minutes_of(meeting).digest,
        now=NOW,
    )


def amend(ours: CellMonth, meeting: Meeting, **said: str) -> None:
    actions.amend(
        actor=ours.secretary,
        meeting_id=meeting.pk,
        correction=Correction(
            **{"place": "conclusion", "after": "Đã sửa.", "because": "Nhầm.", **said}
        ),
        digest=minutes_of(meeting).digest,
        now=NOW,
    )


def locked(ours: CellMonth, meeting: Meeting) -> Minutes:
    signed(ours, meeting)
    circulate(ours, meeting)
    return lock(ours, meeting)


def test_from_signing_to_the_seal(ours: CellMonth, meeting: Meeting) -> None:
    with pytest.raises(CannotLockMinutes, match="Còn chữ ký chưa có"):
        lock(ours, meeting)
    first = sign(ours.secretary, meeting, "chair")
    assert sign(ours.secretary, meeting, "chair").pk == first.pk
    assert [(s.part.value, s.stands) for s in minutes_of(meeting).signed] == [
        ("chair", True),
        ("secretary", False),
    ]
    with pytest.raises(CannotLockMinutes, match="chưa đủ hai chữ ký"):
        circulate(ours, meeting)
    by_hand(ours.secretary, meeting, "secretary")
    with pytest.raises(CannotLockMinutes, match="chưa gửi người dự"):
        lock(ours, meeting)
    circulate(ours, meeting)
    amend(ours, meeting, asked_by="Lê Văn Cường")
    seen = minutes_of(meeting)
    assert not seen.is_signed
    assert [(a.number, a.before, a.after) for a in seen.amendments] == [
        (1, "Chi bộ thống nhất nội dung đã bàn.", "Đã sửa.")
    ]
    with pytest.raises(CannotLockMinutes, match="ký trước khi đính chính"):
        lock(ours, meeting)
    signed(ours, meeting)
    sealed = lock(ours, meeting)
    assert sealed.sha256 == sha256(minutes_of(meeting).text.encode()).hexdigest()
    assert lock(ours, meeting).locked_at == sealed.locked_at
    assert list(changed_minutes()) == []
    with pytest.raises(CannotLockMinutes, match="đã khóa"):
        amend(ours, meeting, after="Khác nữa.")
    events = AuditEvent.objects.filter(action__startswith="minutes.").order_by("id")
    assert [event.action.partition(".")[2] for event in events] == [
        *("signed", "signed", "circulated", "amended", "signed", "signed", "locked")
    ]


def test_who_may_not_sign(ours: CellMonth, meeting: Meeting) -> None:
    with pytest.raises(CannotSign, match="Chỉ đồng chí Trần Thị Bình"):
        sign(ours.secretary, meeting, "secretary")
    with pytest.raises(CannotSign, match="chọn người ký"):
        sign(ours.secretary, meeting, "guest")
    for day in (date(2026, 11, 2), date(2026, 11, 6)):
        with pytest.raises(CannotSign, match="Ngày ký"):
            by_hand(ours.secretary, meeting, "chair", day)
    with pytest.raises(NotAllowed):
        by_hand(ours.superior, meeting, "chair")
    stranger = an_actor("secretary", a_cell(ours.commune), name="Nguyễn Văn An")
    with pytest.raises(NotThere):
        sign(stranger, meeting, "chair")
    namesake = an_actor("secretary", ours.cell, member=ours.people[3], name="Nguyễn Văn An")
    with pytest.raises(CannotSign):
        sign(namesake, meeting, "chair")
    with pytest.raises(ChangedMeanwhile):
        actions.sign(
            actor=ours.secretary, meeting_id=meeting.pk, part="chair", digest="0" * 64, now=NOW
        )


def test_amendments_say_why_and_what(ours: CellMonth, meeting: Meeting) -> None:
    with pytest.raises(CannotAmend, match="chọn mục"):
        amend(ours, meeting, place="point:0")
    with pytest.raises(CannotAmend, match="lý do"):
        amend(ours, meeting, because=" ")
    with pytest.raises(CannotAmend, match="giống"):
        amend(ours, meeting, after="Chi bộ thống nhất nội dung đã bàn.")
    with pytest.raises(MarkedSecret):
        amend(ours, meeting, after="TUYỆT MẬT\nNội dung.")
    with pytest.raises(NotAllowed):
        actions.amend(
            actor=ours.superior,
            meeting_id=meeting.pk,
            correction=Correction("conclusion", "x", "y"),
            digest="",
            now=NOW,
        )
    amend(ours, meeting)
    amend(ours, meeting, after="Sửa lần hai.")
    assert [a.before for a in minutes_of(meeting).amendments][1] == "Đã sửa."


def test_who_was_present_reads_it_and_is_only_reminded(ours: CellMonth) -> None:
    meeting = ours.sit(ours.prepare())
    ours.mark(meeting, ours.people[4], "excused")
    ours.rest_present(meeting)
    ours.note(meeting, "next_month", "Ra quân.")
    from chibo.areas.scoring.actions import GivenPoints

    ours.score(meeting, c2=GivenPoints(4, "Một đồng chí đi viện."))
    meeting = ours.close(meeting)
    there = an_actor("member", ours.cell, member=ours.people[2])
    away = an_actor("member", ours.cell, member=ours.people[4])
    with pytest.raises(NotThere):
        actions.open_minutes(actor=there, meeting_id=meeting.pk)
    signed(ours, meeting)
    row = circulate(ours, meeting)
    with pytest.raises(NotThere):
        actions.open_minutes(actor=away, meeting_id=meeting.pk)
    for _twice in range(2):
        actions.open_minutes(actor=there, meeting_id=meeting.pk)
    assert own_minutes(there, [meeting.pk]).meetings == {meeting.pk}
    assert own_minutes(away, [meeting.pk]).meetings == set()
    assert [m.full_name for m in not_opened(row)] == [
        *("Nguyễn Văn An", "Trần Thị Bình", "Phạm Thị Dung")
    ]
    lock(ours, meeting)
    assert not MinutesOpened.objects.exists()


def test_opening_the_meeting_again_breaks_the_seal_where_everybody_sees_it(
    ours: CellMonth, meeting: Meeting
) -> None:
    sealed = locked(ours, meeting).sha256
    reopen_meeting(actor=ours.secretary, meeting_id=meeting.pk, reason="Ghi sót ý kiến", now=NOW)
    meeting.refresh_from_db()
    with pytest.raises(CannotLockMinutes, match="chưa đóng"):
        sign(ours.secretary, meeting, "chair")
    (old,) = broken_editions(meeting)
    assert (old.sha256, old.broken_because) == (sealed, "Ghi sót ý kiến")
    assert [s.name for s in old.signatures.all()] == ["Nguyễn Văn An", "Trần Thị Bình"]
    meeting = ours.close(meeting)
    assert not any(each.signature for each in minutes_of(meeting).signed)
    assert locked(ours, meeting).edition == 2
    with pytest.raises(BadMeeting):
        reopen_meeting(actor=ours.secretary, meeting_id=meeting.pk, reason=" ", now=NOW)
    assert list(changed_minutes()) == []


def test_verify_finds_any_change_behind_the_back_of_the_actions(
    ours: CellMonth, meeting: Meeting
) -> None:
    sealed = locked(ours, meeting)
    ours.people[0].full_name = "Nguyễn Văn Án"
    ours.people[0].save()
    assert list(changed_minutes()) == []  # the name is kept as it was when the seal was set

    def told() -> str:
        (sentence,) = changed_minutes()
        return sentence.partition("khớp: ")[2]

    point = AgendaPoint.objects.filter(meeting=meeting).exclude(notes="").first()
    assert point is not None
    for rows, field, value, where in (
        (
            Meeting.objects.unscoped("a test").filter(pk=meeting.pk),
            "conclusion",
            "Khác.",
            "giờ họp",
        ),
        (AgendaPoint.objects.filter(pk=point.pk), "notes", "Khác.", "nội dung"),
        (Attendance.objects.filter(meeting=meeting)[:1], "reason", "ốm", "điểm danh"),
    ):
        pk, before = rows.values_list("pk", field).get()
        row = rows.model._base_manager.filter(pk=pk)
        row.update(**{field: value})
        assert told().startswith(where)
        row.update(**{field: before})
    Minutes.objects.unscoped("a test").filter(pk=sealed.pk).update(
        record={**sealed.record, "score": ["100.00", "excellent"]}
    )
    assert told() == "mã SHA-256 không khớp nội dung đã khóa."
    assert not Vote.objects.exists()


def test_the_seal_covers_who_was_there_what_was_said_and_praised(ours: CellMonth) -> None:
    meeting = ours.sit(ours.prepare("regular"))
    an, binh = ours.people[:2]
    ours.rest_present(meeting)
    ours.mark(meeting, an, "unexcused", was="present")
    ours.note(meeting, "next_month", "Ra quân.")
    point = AgendaPoint.objects.get(meeting=meeting, code="next_month")
    ours.score(meeting)
    common = {"actor": ours.secretary, "meeting_id": meeting.pk, "now": NOW}
    said = sittings.add_opinion(**common, point_id=point.pk, speaker="", text="Nên làm sớm.")
    sittings.add_remark(**common, kind="praise", about="Tổ 3", text="Dọn vệ sinh tốt.")
    locked(ours, ours.close(meeting))
    assert list(changed_minutes()) == []
    roll = Attendance.objects.filter(meeting=meeting)
    roll.filter(member=an).update(state="present")  # no number changes, only who it was
    roll.filter(member=binh).update(state="unexcused")
    said.text = "Không làm."
    said.save()
    Remark.objects.filter(meeting=meeting).delete()
    (sentence,) = changed_minutes()
    for where in ("điểm danh", "nội dung", "biểu dương"):
        assert where in sentence


def test_a_meeting_from_a_workbook_has_no_minutes_here(ours: CellMonth) -> None:
    row = a_held_meeting(ours.cell, held_on=ours.held_on)
    with pytest.raises(CannotLockMinutes, match="bảng tính"):
        sign(ours.secretary, row, "chair")
