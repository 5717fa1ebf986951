"""What people ask about their data, and what the committee answers in time."""

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from chibo.areas.access.actions import reset_password
from chibo.areas.access.models import Account
from chibo.areas.access.queries import actor_of, operator_actor
from chibo.areas.calendars.models import CalendarFeed
from chibo.areas.deadlines.queries import deadlines
from chibo.areas.drafts.models import Draft
from chibo.areas.exchange.models import ImportBatch, ImportFile
from chibo.areas.members.models import Member
from chibo.areas.notices.models import Notice, NoticeChoice
from chibo.areas.privacy import actions, queries
from chibo.areas.privacy.actions import Found, Outcome, forgetting
from chibo.areas.privacy.errors import BadBreach, BadRequest
from chibo.areas.privacy.models import DataRequest
from chibo.areas.privacy.queries.retention import kept_too_long
from chibo.areas.privacy.retention import past_rows, retention
from chibo.areas.sittings.models import Suggestion
from chibo.areas.tokens.models import Token
from chibo.areas.trail.queries import own_readings
from chibo.core.actor import Actor
from chibo.core.errors import NotAllowed, NotThere
from chibo.core.models import AuditEvent, Submission
from tests.factories import a_cell, a_commune, a_member, an_account, an_actor
from tests.months import CellMonth, at
from tests.programs import a_program

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
NOW = at(DAY, 9)
PROGRAM = operator_actor("chibo")
SECRET = "Gợi ý kín của chi ủy"


class Office:
    """A commune with a clerk and a superior, and a member of its cell with an account."""

    def __init__(self) -> None:
        self.commune = a_commune()
        self.cell = a_cell(self.commune)
        self.member = a_member(self.cell, "Lê Văn Cường", phone="0912345678", religion="Phật giáo")
        self.account = an_account(member=self.member, full_name="Lê Văn Cường")
        self.clerk = self.working("clerk", "Cán Bộ")
        self.superior = self.working("superior", "Phó Bí Thư")
        self.self = an_actor("member", self.cell, member=self.member, account_id=self.account.pk)

    def working(self, role: str, name: str) -> Actor:
        account = an_account(role, self.commune, full_name=name)
        return an_actor(role, self.commune, name=name, account_id=account.pk)

    def asked(self, right: str, wish: str = "Không dùng số cũ") -> DataRequest:
        return actions.ask(actor=self.self, right=right, wish=wish, now=NOW)

    def answered(self, row: DataRequest, state: str, **more: Any) -> DataRequest:
        outcome = Outcome(state, more.get("words", "Đã làm như yêu cầu"), more.get("mark", ""))
        row.refresh_from_db()
        return actions.answer(
            actor=more.get("by", self.clerk),
            request_id=row.pk,
            outcome=outcome,
            version=row.version,
            now=NOW,
        )


@pytest.fixture
def office(db: None) -> Office:
    return Office()


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


def a_form_sent(at: datetime) -> Submission:
    return Submission.objects.create(key=uuid4(), account_id=1, path="/", leads_to="/", at=at)


class TestTime:
    """What is past its time, with a clock."""

    def test_what_is_over_goes_in_one_act_and_the_rest_stays(self, office: Office) -> None:
        for days in (400, 10):
            ImportBatch.objects.create(
                unit=office.commune, by_name="Cán Bộ", state="refused",
                created_at=NOW - timedelta(days=days),
            )  # fmt: skip
        taken = ImportBatch.objects.create(
            unit=office.commune, by_name="Cán Bộ", state="taken",
            created_at=NOW - timedelta(days=400), taken_at=NOW - timedelta(days=400),
        )  # fmt: skip
        old, _new = ImportBatch.objects.unscoped("test").exclude(pk=taken.pk).order_by("created_at")
        ImportFile.objects.create(batch=old, name="nhap.xlsx", content=b"ten nguoi")
        a_form_sent(NOW - timedelta(days=7, seconds=1))
        later = a_form_sent(NOW - timedelta(days=6))

        assert actions.forget(actor=PROGRAM, now=NOW) == {"forms": 1, "imports": 1}
        assert not ImportFile.objects.exists(), "the upload goes with its import"
        assert ImportBatch.objects.unscoped("test").count() == 2
        assert list(Submission.objects.all()) == [later]
        event = AuditEvent.objects.get(action="privacy.forgotten")
        assert event.changes == {"forms": 1, "imports": 1}

        assert actions.forget(actor=PROGRAM, now=NOW) == {}
        assert AuditEvent.objects.filter(action="privacy.forgotten").count() == 1
        assert actions.forget(actor=PROGRAM, now=NOW + timedelta(days=21)) == {
            "forms": 1,
            "imports": 1,
        }

    def test_keys_slips_and_drafts_of_what_is_over_go(self, office: Office, today_is: Any) -> None:
        today_is("2025-11-20")
        clerk = Account.objects.get(pk=office.clerk.account_id)
        ended = [a_program(clerk, name=name).token for name in ("A", "B")][1]
        Token.objects.filter(pk=ended.pk).update(ended_at=NOW - timedelta(days=366))
        Token.objects.exclude(pk=ended.pk).update(ends_before=DAY - timedelta(days=364))
        CalendarFeed.objects.create(
            account=office.account, kind="own", secret_hash="x", made_at=NOW,
            revoked_at=NOW - timedelta(days=91),
        )  # fmt: skip
        meeting = CellMonth().hold()
        for kind, days in (("report", 366), ("resolution", 364)):
            Draft.objects.create(meeting=meeting, kind=kind, gathered_at=NOW - timedelta(days=days))
        slip, again, used = (an_account("clerk", office.commune) for _n in range(3))
        Account.objects.filter(pk__in=[slip.pk, again.pk]).update(must_change_password=True)
        Account.objects.update(created_at=NOW - timedelta(days=31))
        admin = actor_of(an_account("administrator"), DAY)
        again_slip = reset_password(actor=admin, account_id=again.pk, now=NOW - timedelta(days=29))

        gone = actions.forget(actor=PROGRAM, now=NOW)
        assert gone == {"slips": 1, "tokens_ended": 1, "feeds": 1, "drafts": 1}
        assert actions.forget(actor=PROGRAM, now=NOW) == {}
        for account, works in ((slip, False), (again, True), (used, True)):
            assert Account.objects.get(pk=account.pk).has_usable_password() == works
        assert Account.objects.get(pk=again.pk).check_password(again_slip.password)
        assert Draft.objects.unscoped("test").get().kind == "resolution"
        assert actions.forget(actor=PROGRAM, now=NOW + timedelta(days=2))["tokens"] == 1

    def test_more_than_a_night_holds_waits_for_the_next(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(forgetting, "BATCH", 2)
        monkeypatch.setattr(forgetting, "MOST", 2)
        last, *_older = [a_form_sent(NOW - timedelta(days=30 + number)) for number in range(5)]
        assert actions.forget(actor=PROGRAM, now=NOW) == {"forms": 4}
        assert list(Submission.objects.all()) == [last], "the oldest first"
        assert actions.forget(actor=PROGRAM, now=NOW) == {"forms": 1}

    def test_what_a_person_decides_only_waits(self, office: Office) -> None:
        a_member(
            office.cell, "Trần Văn Xa", phone="0900000001", state="transferred",
            state_on=DAY - timedelta(days=366),
        )  # fmt: skip
        a_member(
            office.cell, "Trần Văn Gần", phone="0900000002", state="transferred",
            state_on=DAY - timedelta(days=364),
        )  # fmt: skip
        a_member(office.cell, "Không Số", state="left", state_on=DAY - timedelta(days=900))
        assert actions.forget(actor=PROGRAM, now=NOW) == {}
        found = kept_too_long(actor=office.clerk, unit=office.commune, now=NOW)
        waits = next(each for each in found.rules if each.rule.code == "phones")
        assert (waits.number, [m.full_name for m in waits.members]) == (1, ["Trần Văn Xa"])
        assert Member.objects.unscoped("test").get(full_name="Trần Văn Xa").phone == "0900000001"
        with pytest.raises(NotAllowed):
            kept_too_long(actor=office.self, unit=office.commune, now=NOW)

    def test_each_rule_says_how_long_why_and_of_which_table(self) -> None:
        for rule in retention():
            assert rule.model._meta.db_table == rule.table
            assert rule.days >= 0
            assert rule.source_vi
            str(past_rows(rule, NOW).query)
