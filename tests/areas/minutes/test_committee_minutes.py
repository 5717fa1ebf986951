"""Minutes of a chi ủy: signed, sent to the chi ủy only, amended, sealed like a cell's."""

import io
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from docx import Document

from chibo.areas.committee_meetings.actions import mark, reopen
from chibo.areas.committee_meetings.models import CommitteeMeeting, CommitteePoint
from chibo.areas.minutes import actions
from chibo.areas.minutes.actions import Correction, HandSignature
from chibo.areas.minutes.errors import CannotLockMinutes, CannotSign
from chibo.areas.minutes.models import Minutes
from chibo.areas.minutes.queries import (
    broken_editions,
    changed_minutes,
    minutes_of,
    not_opened,
    own_minutes,
)
from chibo.areas.minutes.subjects import OfCommittee
from chibo.areas.reports.papers import committee_minutes_paper
from chibo.core.errors import NotAllowed, NotThere
from chibo.core.models import AuditEvent
from tests.committees import DAY, Committee
from tests.factories import a_cell, an_actor
from tests.months import at

pytestmark = pytest.mark.django_db

NOW = at(date(2026, 11, 2))


@pytest.fixture
def committee() -> Committee:
    return Committee()


@pytest.fixture
def sitting(committee: Committee) -> CommitteeMeeting:
    return committee.held()


def act(name: str, committee: Committee, sitting: CommitteeMeeting, **more: Any) -> Any:
    told: dict[str, Any] = {
        "actor": committee.secretary,
        "meeting_id": sitting.pk,
        "digest": minutes_of(sitting).digest,
        "now": NOW,
        "of": OfCommittee,
    }
    return getattr(actions, name)(**told | more)


def sign_both(committee: Committee, sitting: CommitteeMeeting) -> None:
    act("sign", committee, sitting, part="chair")
    by_hand = HandSignature("secretary", NOW.date())
    act("note_hand_signature", committee, sitting, signed=by_hand)


def locked(committee: Committee, sitting: CommitteeMeeting) -> Minutes:
    sign_both(committee, sitting)
    act("circulate", committee, sitting)
    return act("lock", committee, sitting)  # type: ignore[no-any-return]


def test_from_signing_to_the_seal_and_onto_the_paper(
    committee: Committee, sitting: CommitteeMeeting
) -> None:
    with pytest.raises(CannotSign, match="Chỉ đồng chí Lê Văn Cường"):
        act("sign", committee, sitting, part="secretary")
    sign_both(committee, sitting)
    with pytest.raises(CannotLockMinutes, match="chưa gửi"):
        act("lock", committee, sitting)
    act("circulate", committee, sitting)
    point = CommitteePoint.objects.get(sitting=sitting, to_cell=True)
    correction = Correction(f"concluded:{point.pk}", "Bàn việc làm đường xóm Dưới", "Ghi nhầm xóm.")
    act("amend", committee, sitting, correction=correction)
    with pytest.raises(CannotLockMinutes, match="ký trước khi đính chính"):
        act("lock", committee, sitting)
    sign_both(committee, sitting)
    sealed = act("lock", committee, sitting)
    assert sealed.sha256 == sha256(minutes_of(sitting).text.encode()).hexdigest()
    assert list(changed_minutes()) == []
    made = committee_minutes_paper(actor=committee.secretary, sitting_id=sitting.pk, now=at(DAY))
    text = "\n".join(p.text for p in Document(io.BytesIO(made.content)).paragraphs)
    assert "Kết luận (đưa ra chi bộ): Bàn kỹ việc làm đường xóm Trên." in text
    assert "Số 1" in text
    assert "đọc lại là: Bàn việc làm đường xóm Dưới. Lý do: Ghi nhầm xóm." in text
    assert f"mã kiểm tra SHA-256: {sealed.sha256}" in text
    events = AuditEvent.objects.filter(action__startswith="minutes.").order_by("id")
    assert {event.target for event in events} == {f"committee_meeting:{sitting.pk}"}


def test_it_goes_to_the_chi_uy_and_nobody_else(committee: Committee) -> None:
    """Who was away reads it too; the cell, the committee above and other cells do not."""
    sitting, people = committee.prepare(), committee.ours.people
    committee.record(sitting)
    for member, state in zip(people, ("present", "present", "excused"), strict=False):
        mark(
            actor=committee.secretary,
            sitting_id=sitting.pk,
            member_id=member.pk,
            state=state,
            reason="",
            now=NOW,
        )
    sitting = committee.close(sitting)
    chi_uy = [an_actor("member", committee.cell, member=member) for member in people[:3]]
    others = [
        an_actor("member", committee.cell, member=people[3]),
        committee.ours.superior,
        an_actor("secretary", a_cell(committee.ours.commune)),
    ]
    sign_both(committee, sitting)
    for actor in (*chi_uy, *others):
        with pytest.raises(NotThere):
            actions.open_minutes(actor=actor, meeting_id=sitting.pk, of=OfCommittee)
    row = act("circulate", committee, sitting)
    for actor in chi_uy[1:]:
        actions.open_minutes(actor=actor, meeting_id=sitting.pk, of=OfCommittee)
        assert [m.sitting_id for m in own_minutes(actor, []).committee] == [sitting.pk]
    assert [member.full_name for member in not_opened(row)] == ["Nguyễn Văn An"]
    for actor in others:
        with pytest.raises(NotThere):
            actions.open_minutes(actor=actor, meeting_id=sitting.pk, of=OfCommittee)
        with pytest.raises((NotThere, NotAllowed)):
            act("lock", committee, sitting, actor=actor)
        assert own_minutes(actor, []).committee == []
        assert not Minutes.objects.visible_to(actor).exists()


def test_opening_the_meeting_again_breaks_the_seal(
    committee: Committee, sitting: CommitteeMeeting
) -> None:
    sealed = locked(committee, sitting).sha256
    reopen(actor=committee.secretary, sitting_id=sitting.pk, reason="Ghi sót", now=NOW)
    sitting.refresh_from_db()
    with pytest.raises(CannotLockMinutes, match="chưa đóng"):
        act("sign", committee, sitting, part="chair")
    (old,) = broken_editions(sitting)
    assert (old.sha256, old.broken_because) == (sealed, "Ghi sót")
    assert locked(committee, committee.close(sitting)).edition == 2
    assert list(changed_minutes()) == []


def test_verify_finds_what_changed_behind_the_seal(
    committee: Committee, sitting: CommitteeMeeting
) -> None:
    locked(committee, sitting)
    CommitteePoint.objects.filter(sitting=sitting, to_cell=True).update(conclusion="Khác.")
    (sentence,) = changed_minutes()
    assert sentence.startswith("Biên bản họp chi ủy đã khóa")
    assert "không còn khớp: nội dung." in sentence
    CommitteeMeeting.objects.unscoped("a test").update(conclusion="Khác.")
    (sentence,) = changed_minutes()
    assert "nội dung, giờ họp, thành phần, kết luận" in sentence
