"""What people ask about their data, and what the committee answers in time."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from chibo.areas.access.models import Account
from chibo.areas.deadlines.queries import deadlines
from chibo.areas.exchange.actions import check, hand_out_register, upload
from chibo.areas.exchange.queries import OWN_LAYOUT
from chibo.areas.members import actions as members
from chibo.areas.members.errors import BadMember
from chibo.areas.members.models import Member
from chibo.areas.members.queries import get_member
from chibo.areas.notices.models import Notice, NoticeChoice
from chibo.areas.privacy import actions, queries
from chibo.areas.privacy.actions import Found
from chibo.areas.privacy.errors import BadBreach, BadRequest
from chibo.areas.privacy.models import DataRequest
from chibo.areas.sittings.models import Suggestion
from chibo.areas.trail.queries import own_readings
from chibo.core.actor import Actor
from chibo.core.errors import NotAllowed, NotThere
from chibo.core.models import AuditEvent
from tests.areas.privacy.office import NOW, PROGRAM, SECRET, Office
from tests.factories import a_commune, a_member, an_actor
from tests.factories.workbooks import MEMBER_HEADINGS, a_csv
from tests.months import CellMonth, at

pytestmark = pytest.mark.django_db


def told(account: Account | Actor) -> list[str]:
    pk = account.pk if isinstance(account, Account) else account.account_id
    rows = Notice.objects.unscoped("test").filter(account=pk)
    return list(rows.order_by("pk").values_list("kind", flat=True))


def test_a_request_runs_by_the_days_of_the_law(office: Office) -> None:
    row = office.asked("restrict")
    assert (row.acknowledge_by, row.due_on) == (date(2026, 11, 25), date(2026, 12, 5))
    assert told(office.clerk) == ["privacy.asked"]
    with pytest.raises(BadRequest, match="cùng loại"):
        office.asked("restrict")
    late = deadlines(office.clerk, office.commune, date(2026, 11, 26))
    assert [(d.kind.code, d.is_over) for d in late.rows] == [
        ("data_unacknowledged", True),
        ("data_due", False),
    ]
    row = actions.acknowledge(actor=office.clerk, request_id=row.pk, version=1, now=NOW)
    late = deadlines(office.clerk, office.commune, date(2026, 12, 6))
    assert [d.kind.code for d in late.rows] == ["data_overdue"]
    longest = date(2026, 12, 20)

    def put_off(until: date, now: Any = NOW) -> DataRequest:
        row.refresh_from_db()
        return actions.extend(
            actor=office.clerk,
            request_id=row.pk,
            until=until,
            because="Chờ ý kiến cấp trên",
            version=row.version,
            now=now,
        )

    with pytest.raises(BadRequest, match="20/12/2026"):
        put_off(longest + timedelta(days=1))
    with pytest.raises(BadRequest, match="quá hạn"):
        put_off(longest, at(date(2026, 12, 6)))
    assert put_off(longest).due_on == longest
    with pytest.raises(BadRequest, match="một lần"):
        put_off(longest)
    assert actions.remind(actor=office.clerk, now=at(date(2026, 12, 19), 9)) == 2
    assert actions.remind(actor=office.clerk, now=at(date(2026, 12, 19), 10)) == 0

    with pytest.raises(BadRequest, match="mục nào bị hạn chế"):
        office.answered(row, "granted")
    done = office.answered(row, "granted", mark="Không dùng số điện thoại")
    assert [m.why for m in queries.marks_on(office.clerk, office.member)] == [
        "Không dùng số điện thoại"
    ]
    assert told(office.account) == ["privacy.acknowledged", "privacy.extended", "privacy.answered"]
    with pytest.raises(BadRequest, match="đã được trả lời"):
        office.answered(done, "refused")
    (mark,) = queries.marks_on(office.clerk, office.member)
    actions.lift(actor=office.clerk, mark_id=mark.pk, because="Hết lý do", version=1, now=NOW)
    assert queries.marks_on(office.clerk, office.member) == []
    acts = AuditEvent.objects.filter(target=row.ref).values_list("changes", flat=True)
    assert not any("số cũ" in str(each) for each in acts)


def test_a_restricted_record_is_read_but_not_changed_nor_taken_along(office: Office) -> None:
    def stands(**changed: Any) -> Member:
        kept = Member.objects.unscoped("test").get(pk=office.member.pk)
        fields = {
            name: getattr(kept, name) for name in members.MemberCorrection.__dataclass_fields__
        }
        return members.correct_member(
            actor=office.clerk, member_id=kept.pk, version=kept.version, now=NOW,
            correction=members.MemberCorrection(**{**fields, **changed}),
        )  # fmt: skip

    def exported(layout: str = OWN_LAYOUT) -> str:
        made = hand_out_register(
            actor=office.clerk, unit_code=office.commune.code, on=None, layout=layout, now=NOW
        )
        sheets = load_workbook(BytesIO(made)).worksheets
        return str([row for sheet in sheets for row in sheet.iter_rows(values_only=True)])

    stands(religion="Không")
    assert "0912345678" in exported()
    row = actions.acknowledge(
        actor=office.clerk, request_id=office.asked("restrict").pk, version=1, now=NOW
    )
    office.answered(row, "granted", mark="Đang tranh chấp điện thoại")

    with pytest.raises(BadMember, match="từ ngày 20/11/2026: Đang tranh chấp điện thoại"):
        stands(phone="0999999999")
    plain = [office.member.code, "Lê Văn Cường", "Nam", "01/01/1980", "", office.cell.code]
    line = [*plain, "19/05/2010", "19/05/2011", "", "", "0999999999"]
    rows = [[*MEMBER_HEADINGS, "Điện thoại"], line]
    batch = upload(
        actor=office.clerk, unit=office.commune, files=[("sua.csv", a_csv(rows))], now=NOW
    )
    check(batch.pk, NOW)
    assert [(p.code, p.column) for p in batch.problems.all()] == [("restricted", "Điện thoại")]
    for layout in (OWN_LAYOUT, "national"):
        text = exported(layout)
        assert "Lê Văn Cường" in text
        assert "0912345678" not in text
    taken = AuditEvent.objects.filter(action="workbook.exported").order_by("pk")
    assert [each.changes["restricted"] for each in taken] == [0, 1, 1]
    assert get_member(office.clerk, office.member.pk).phone == "0912345678", "it is still read"

    wish = members.propose_correction(
        actor=office.self, wanted={"phone": "0988"}, reason="Số mới", now=NOW
    )
    members.decide_proposal(
        actor=office.clerk, proposal_id=wish.pk, accept=True, answer="Đúng.", version=1,
        member_version=get_member(office.clerk, office.member.pk).version, now=NOW,
    )  # fmt: skip
    (mark,) = queries.marks_on(office.clerk, office.member)
    actions.lift(actor=office.clerk, mark_id=mark.pk, because="Đã rõ", version=1, now=NOW)
    assert stands(phone="0977").phone == "0977"
    assert "0977" in exported()


def test_only_those_who_answer_see_and_nobody_answers_themselves(office: Office) -> None:
    row = office.asked("erase")
    other = an_actor("clerk", a_commune(name="Đảng ủy xã khác"), account_id=office.account.pk)
    secretary = an_actor("secretary", office.cell)
    for stranger in (other, secretary):
        with pytest.raises(NotThere):
            queries.get_request(stranger, row.pk)
    own_clerk = an_actor("clerk", office.commune, member=office.member)
    with pytest.raises(NotAllowed, match="Không tự trả lời"):
        actions.acknowledge(actor=own_clerk, request_id=row.pk, version=1, now=NOW)
    written = actions.enter_for(
        actor=office.clerk,
        member_id=a_member(office.cell, "Bà Không Tài Khoản").pk,
        right="copy",
        wish="",
        asked_on=date(2026, 11, 10),
        now=NOW,
    )
    assert written.due_on == date(2026, 11, 20)
    assert list(queries.requests_of(office.clerk, office.commune)) == [written, row]
    assert actions.take_back(actor=office.self, request_id=row.pk, now=NOW).state == "taken_back"
    assert list(queries.requests_of(office.clerk, office.commune, ended=True)) == [row]


def test_erasing_needs_two_people_and_lets_go_only_of_what_no_duty_keeps(office: Office) -> None:
    NoticeChoice.objects.create(account=office.account, by_email=True, email="cuong@example.vn")
    row = office.asked("erase")
    with pytest.raises(BadRequest, match="nhận và xóa"):
        office.answered(row, "granted")
    row = actions.acknowledge(actor=office.clerk, request_id=row.pk, version=1, now=NOW)
    with pytest.raises(NotAllowed, match="hai người"):
        office.answered(row, "partly")
    second = office.working("clerk", "Cán Bộ Hai")
    office.answered(row, "partly", by=second, words="Đã xóa số điện thoại; hồ sơ phải lưu trữ")
    kept = Member.objects.unscoped("test").get(pk=office.member.pk)
    assert (kept.phone, kept.religion, kept.full_name) == ("", "Phật giáo", "Lê Văn Cường")
    assert not NoticeChoice.objects.unscoped("test").exists()
    assert told(office.account) == ["privacy.answered"]
    (event,) = AuditEvent.objects.filter(action="data_request.answered")
    assert event.changes["gone"] == [
        "notices.Notice",
        "notices.NoticeChoice",
        "members.Member.phone",
    ]


def test_a_copy_holds_all_that_is_ones_own_and_the_clerks_keeps_the_narrow_circles(
    office: Office,
) -> None:
    meeting = CellMonth(office.commune).prepare()
    Suggestion.objects.create(
        meeting=meeting, concerns=office.member.pk, concerns_name="Lê Văn Cường", text=SECRET
    )
    own = load_workbook(
        BytesIO(actions.make_copy(actor=office.self, member_id=office.member.pk, now=NOW))
    )
    (given,) = own["Hồ sơ đảng viên"].iter_rows(min_row=2, values_only=True)
    assert {"Lê Văn Cường", "Phật giáo", "0912345678"} <= set(given)
    assert SECRET in [cell.value for row in own["Gợi ý kiểm điểm"] for cell in row]
    assert "argon2" not in str([list(s.values) for s in own])
    assert "chỉ cấp ủy" in str(
        [row[4] for row in own["Tóm tắt"].values if row[0] == "Lần gộp hồ sơ"]
    )
    theirs = load_workbook(
        BytesIO(actions.make_copy(actor=office.clerk, member_id=office.member.pk, now=NOW))
    )
    assert "Gợi ý kiểm điểm" not in theirs.sheetnames
    left = {row[0]: row[4] for row in theirs["Tóm tắt"].values}
    assert "không được xem" in str(left["Gợi ý kiểm điểm"])
    secretary = an_actor("secretary", office.cell)
    with pytest.raises(NotAllowed):
        actions.make_copy(actor=secretary, member_id=office.member.pk, now=NOW)
    assert len(own_readings(office.self).rows) == 2


def test_the_clock_of_a_breach_is_told_before_it_runs_out_and_leaves_its_trail(
    office: Office,
) -> None:
    admin = office.working("administrator", "Quản Trị")
    found = Found(NOW - timedelta(hours=1), "Mất máy tính", "Danh sách đảng viên")
    row = actions.enter(actor=admin, unit_id=office.commune.pk, found=found, now=NOW)
    assert actions.remind(actor=PROGRAM, now=NOW + timedelta(hours=40)) == 0
    assert actions.remind(actor=PROGRAM, now=NOW + timedelta(hours=48)) == 3
    assert actions.remind(actor=PROGRAM, now=NOW + timedelta(hours=49)) == 0
    assert told(admin) == ["breach.soon"]

    moved = replace(found, found_at=NOW + timedelta(hours=47))
    actions.write(
        actor=admin, breach_id=row.pk, found=moved, version=1, now=NOW + timedelta(hours=50)
    )
    event = AuditEvent.objects.filter(action="breach.written").get()
    assert set(event.changes) == {"found_at", "notice_by"}
    assert all(old < new for old, new in event.changes.values())
    assert actions.remind(actor=PROGRAM, now=NOW + timedelta(hours=121)) == 3
    assert told(admin) == ["breach.soon", "breach.overdue"]


def test_a_breach_has_its_clock_and_is_closed_only_when_told(office: Office) -> None:
    found = Found(NOW, "Mất máy tính có danh sách đảng viên", "họ tên, ngày sinh", 48)
    row = actions.enter(actor=office.clerk, unit_id=office.commune.pk, found=found, now=NOW)
    assert row.notice_by == NOW + timedelta(hours=72)
    admin = an_actor("administrator", office.commune)
    assert queries.breaches_of(admin, office.commune) == [row]
    with pytest.raises(NotThere):
        queries.get_breach(an_actor("secretary", office.cell), row.pk)
    with pytest.raises(BadBreach, match="sau bây giờ"):
        actions.enter(
            actor=office.clerk,
            unit_id=office.commune.pk,
            found=Found(NOW + timedelta(hours=1), "a", "b"),
            now=NOW,
        )
    with pytest.raises(BadBreach, match="Chưa đóng được"):
        actions.close(actor=office.clerk, breach_id=row.pk, version=1, now=NOW)
    done = Found(NOW, found.what, found.which_data, 48, "Khóa tài khoản, đổi mật khẩu")
    actions.write(actor=admin, breach_id=row.pk, found=done, version=1, now=NOW)
    later = NOW + timedelta(hours=5)
    actions.note_told(
        actor=office.clerk,
        breach_id=row.pk,
        told_to="Công an tỉnh",
        told_at=later,
        version=2,
        now=later,
    )
    closed = actions.close(actor=office.clerk, breach_id=row.pk, version=3, now=later)
    with pytest.raises(BadBreach, match="đã đóng"):
        actions.close(actor=office.clerk, breach_id=closed.pk, version=4, now=later)
