"""Who is told of what, once; sent outside the transaction, again after a failure, never twice."""

import json
import threading
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.areas.access.models import Account
from chibo.areas.access.queries import operator_actor
from chibo.areas.attending.actions import answer_absence, ask_absence, open_paper
from chibo.areas.directives.models import Call, Directive
from chibo.areas.meetings.actions import mark_sent
from chibo.areas.meetings.models import PaperToSend
from chibo.areas.notices.actions import (
    Ways,
    choose,
    read,
    read_all,
    remind,
    send_waiting,
)
from chibo.areas.notices.channels.sms import HttpSmsSender, WrittenSmsSender
from chibo.areas.notices.errors import BadChannel
from chibo.areas.notices.models import Delivery, Notice
from chibo.areas.notices.queries import count_unread, own_choice, own_notices
from chibo.areas.privacy.actions import forget
from chibo.areas.reports.actions import give_back
from chibo.areas.tasks.models import Task
from chibo.core.actor import Actor
from chibo.core.errors import ChangedMeanwhile, NotThere
from tests.factories import an_account, an_actor
from tests.months import CellMonth, at

pytestmark = pytest.mark.django_db

NOW = at(date(2026, 11, 1), 9)
PROGRAM = operator_actor("chibo")


class People:
    """A cell in which the secretary and one member have accounts, and its superior."""

    def __init__(self) -> None:
        self.ours = CellMonth()
        people, cell = self.ours.people, self.ours.cell
        self.secretary = an_account("secretary", cell, member=people[0])
        self.member = an_account("member", cell, member=people[2])
        self.above = an_account("superior", self.ours.commune)
        self.meeting = self.ours.prepare()

    def actor(self, account: Account, role: str = "member") -> Actor:
        return an_actor(role, self.ours.cell, member=account.member, account_id=account.pk)

    def call(self, on: datetime = NOW) -> None:
        mark_sent(
            actor=self.ours.secretary,
            meeting_id=self.meeting.pk,
            what="notice",
            on=on.date(),
            now=on,
        )

    def choose(self, account: Account, **ways: Any) -> None:
        choose(actor=self.actor(account), ways=Ways(**ways), version=0, now=NOW)

    def task(self, due: date, **more: Any) -> Task:
        given = {"title": "Việc kín", "given_on": date(2026, 10, 1), "due_on": due}
        return Task.objects.unscoped("a test").create(unit=self.ours.cell, **given | more)


@pytest.fixture
def people() -> People:
    return People()


def told(account: Account) -> list[str]:
    rows = Notice.objects.unscoped("a test").filter(account=account).order_by("pk")
    return [row.kind for row in rows]


def states() -> list[tuple[str, str]]:
    rows = Delivery.objects.unscoped("a test").order_by("pk")
    return [(row.channel, row.state) for row in rows]


def run(days: int = 0, hours: int = 0) -> int:
    return remind(actor=PROGRAM, now=NOW + timedelta(days=days, hours=hours))


class TestOccasions:
    def test_a_meeting_called_is_told_to_its_roll_once_and_again_for_another_day(
        self, people: People
    ) -> None:
        people.call()
        people.call()
        assert told(people.secretary) == told(people.member) == ["meeting.called"]
        assert told(people.above) == []
        people.meeting.refresh_from_db()
        people.meeting.planned_on = date(2026, 11, 5)
        people.meeting.save()
        people.call()
        assert len(told(people.member)) == 2
        people.call(at(date(2026, 11, 9)))  # written down after the day: nobody is called
        assert len(told(people.member)) == 2

    def test_an_absence_answered_is_told_to_who_asked(self, people: People) -> None:
        who = {"meeting_id": people.meeting.pk, "now": NOW}
        row = ask_absence(
            actor=people.actor(people.member), reason="family", remark="Việc riêng", **who
        )
        answer_absence(
            actor=people.ours.secretary, absence_id=row.pk, granted=True, version=1, now=NOW
        )
        assert (told(people.member), told(people.secretary)) == (["absence.answered"], [])
        notice = Notice.objects.unscoped("a test").get()
        assert notice.facts == {"day": "03/11/2026"}  # no reason, no remark, no name

    def test_a_report_returned_is_told_to_the_secretary(self, people: People) -> None:
        ours = people.ours
        people.meeting.delete()
        ours.hold(task="")
        report = ours.submit(ours.begin_report())
        give_back(actor=ours.superior, report_id=report.pk, comment="Thiếu số.", now=NOW)
        assert told(people.secretary) == ["report.returned"]
        assert told(people.member) == []

    def test_a_report_taken_back_is_told_to_who_would_read_it(self, people: People) -> None:
        ours = people.ours
        people.meeting.delete()
        meeting = ours.hold(task="")
        province = an_account("superior", ours.commune.parent)
        ours.submit(ours.begin_report())
        ours.reopen(meeting)
        assert told(people.above) == ["report.taken_back"]
        assert (told(province), told(people.secretary)) == ([], [])
        notice = Notice.objects.unscoped("a test").get()
        assert notice.facts == {"month": "11/2026"}  # no reason, no name of the cell

    def test_tasks_go_to_the_owner_then_the_secretary_then_the_body_that_gave_them(
        self, people: People
    ) -> None:
        owner = people.ours.people[2]
        directive = Directive.objects.unscoped("a test").create(
            unit=people.ours.commune,
            kind="other",
            number="07-CT/TW",
            issuer="Bộ Chính trị",
            issued_on=date(2026, 7, 13),
            title="Học tập",
        )
        call = Call.objects.unscoped("a test").create(
            directive=directive, title="Học", given_on=date(2026, 10, 1)
        )
        people.task(date(2026, 11, 4), owner=owner, origin=call.ref, source="07-CT/TW")
        people.task(date(2026, 11, 20))
        people.task(date(2026, 9, 1), owner=owner)  # long ago: told in its time
        assert run() == 1
        assert run(hours=3) == 0
        assert told(people.member) == ["task.soon"]
        assert told(people.secretary) == []
        run(days=4)
        assert told(people.member) == ["task.soon", "task.overdue"]
        assert told(people.secretary) == ["task.overdue"]
        clerk = an_account("clerk", people.ours.commune)
        run(days=17)
        assert "call.overdue" not in told(people.above)
        assert run(days=18) >= 2
        assert told(people.above) == told(clerk) == ["call.overdue"]
        assert run(days=19) == 0
        texts = json.dumps([n.facts for n in Notice.objects.unscoped("a test")], ensure_ascii=False)
        assert "Việc kín" not in texts
        assert owner.full_name not in texts

    def test_papers_not_opened_are_told_to_oneself_the_day_before(
        self, people: People, settings: Any, tmp_path: Any
    ) -> None:
        settings.MEDIA_ROOT = tmp_path
        paper = PaperToSend.objects.create(
            meeting=people.meeting, title="Dự thảo", file=ContentFile(b"%PDF", "du-thao.pdf")
        )
        people.meeting.papers_sent_on = date(2026, 11, 1)
        people.meeting.save()
        assert run() == 0
        open_paper(
            actor=people.actor(people.member),
            meeting_id=people.meeting.pk,
            paper_id=paper.pk,
            now=NOW,
        )
        run(days=1)
        assert (told(people.secretary), told(people.member)) == (["papers.unopened"], [])
        assert run(days=1, hours=2) == 0

    def test_as_many_reads_for_thirty_tasks_as_for_one(self, people: People) -> None:
        def reads(day: date, count: int) -> int:
            for _number in range(count):
                people.task(day, owner=people.ours.people[2])
            with CaptureQueriesContext(connection) as seen:
                run(days=(day - NOW.date()).days)
            return len(seen)

        assert reads(date(2026, 11, 3), 1) == reads(date(2026, 12, 3), 30)


class TestSending:
    def test_nothing_sensitive_goes_out_and_each_goes_once(
        self, people: People, settings: Any, tmp_path: Any
    ) -> None:
        settings.CHIBO_EMAIL_FROM, settings.CHIBO_ADDRESS = "chibo@xa.vn", "https://chibo.xa.vn/"
        settings.CHIBO_SMS = f"file:{tmp_path / 'sms.txt'}"
        people.choose(
            people.member, by_email=True, email="em@xa.vn", by_sms=True, phone="0912345678"
        )
        people.call()
        assert states() == [("email", "waiting"), ("sms", "waiting")]
        assert mail.outbox == []  # not inside the transaction
        assert send_waiting(actor=PROGRAM, now=NOW) == 2
        assert send_waiting(actor=PROGRAM, now=NOW) == 0
        (sent,) = mail.outbox
        assert sent.to == ["em@xa.vn"]
        words = "Chibo: Có lịch họp mới. Đăng nhập để xem. https://chibo.xa.vn/thong-bao/"
        assert sent.body == words
        assert (tmp_path / "sms.txt").read_text() == f"SMS 0912345678: {words}\n"
        for private in (people.ours.cell.name, people.member.full_name, "03/11"):
            assert private not in sent.subject + sent.body

    def test_a_failure_is_tried_again_later_then_given_up(
        self, people: People, settings: Any
    ) -> None:
        settings.CHIBO_SMS, settings.CHIBO_SMS_URL = "http", "http://127.0.0.1:9/sms"
        people.choose(people.member, by_sms=True, phone="0912345678")
        people.call()
        moment = NOW
        for minutes in (5, 10, 20, 40):
            assert send_waiting(actor=PROGRAM, now=moment) == 0
            assert states() == [("sms", "waiting")]
            assert send_waiting(actor=PROGRAM, now=moment + timedelta(minutes=minutes - 1)) == 0
            moment += timedelta(minutes=minutes)
        assert Delivery.objects.unscoped("a test").get().attempts == 4
        send_waiting(actor=PROGRAM, now=moment)
        assert states() == [("sms", "given_up")]
        assert told(people.member) == ["meeting.called"]  # the list has it anyway

    def test_one_cut_off_in_the_middle_is_not_sent_again(
        self, people: People, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.CHIBO_SMS = "console"
        people.choose(people.member, by_sms=True, phone="0912345678")
        people.call()

        def killed(self: Any, to: str, text: str) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(WrittenSmsSender, "send", killed)
        with pytest.raises(KeyboardInterrupt):
            send_waiting(actor=PROGRAM, now=NOW)
        monkeypatch.undo()
        assert send_waiting(actor=PROGRAM, now=NOW + timedelta(days=1)) == 0
        assert states() == [("sms", "sending")]

    def test_chosen_otherwise_meanwhile_nothing_goes_out(
        self, people: People, settings: Any
    ) -> None:
        settings.CHIBO_EMAIL_FROM = "chibo@xa.vn"
        people.choose(people.member, by_email=True, email="em@xa.vn")
        people.call()
        choose(actor=people.actor(people.member), ways=Ways(), version=1, now=NOW)
        assert send_waiting(actor=PROGRAM, now=NOW) == 0
        assert (mail.outbox, states()) == ([], [("email", "given_up")])

    def test_switched_off_only_the_list_is_kept(self, people: People) -> None:
        people.call()
        assert states() == []
        with pytest.raises(BadChannel, match="chưa bật"):
            people.choose(people.member, by_sms=True, phone="0912345678")

    def test_a_gateway_gets_one_post_of_json_with_its_token(self) -> None:
        got: list[tuple[str, str]] = []

        class Gateway(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                got.append((self.headers["Authorization"], body))
                self.send_response(500 if "lỗi" in body else 302 if "nơi khác" in body else 202)
                self.send_header("Location", "/noi-khac")
                self.end_headers()

            def log_message(self, *_args: Any) -> None: ...

        server = HTTPServer(("127.0.0.1", 0), Gateway)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sender = HttpSmsSender(f"http://127.0.0.1:{server.server_port}/sms", "khoa")
        sender.send("0912345678", "Chibo: có việc")
        with pytest.raises(OSError, match="500"):
            sender.send("0912345678", "lỗi")
        with pytest.raises(OSError, match="302"):
            sender.send("0912345678", "gửi nơi khác")
        server.shutdown()
        assert got[0] == ("Bearer khoa", '{"to": "0912345678", "text": "Chibo: có việc"}')
        with pytest.raises(ValueError, match="http"):
            HttpSmsSender("file:///etc/passwd").send("1", "x")


class TestOwn:
    def test_only_one_s_own_are_seen_and_read(self, people: People) -> None:
        people.call()
        mine, other = people.actor(people.member), people.actor(people.secretary)
        (row,) = own_notices(mine)
        assert (count_unread(mine), count_unread(other)) == (1, 1)
        with pytest.raises(NotThere):
            read(actor=other, notice_id=row.pk, now=NOW)
        for _click in range(2):
            assert read(actor=mine, notice_id=row.pk, now=NOW).read_at == NOW
        assert (count_unread(mine), read_all(actor=mine, now=NOW)) == (0, 0)
        assert read_all(actor=other, now=NOW) == 1
        assert own_notices(an_actor("superior", people.ours.commune)) == []

    @pytest.mark.parametrize(
        "ways",
        [
            {"by_email": True},
            {"by_email": True, "email": "không phải"},
            {"by_sms": True, "phone": "12"},
            {"phone": "0912-345-678"},
        ],
    )
    def test_an_address_that_is_none_is_refused(
        self, people: People, settings: Any, ways: dict[str, Any]
    ) -> None:
        settings.CHIBO_EMAIL_FROM, settings.CHIBO_SMS = "chibo@xa.vn", "console"
        with pytest.raises(BadChannel):
            people.choose(people.member, **ways)

    def test_two_windows_do_not_overwrite_each_other(self, people: People) -> None:
        people.choose(people.member, phone="0912345678")
        people.choose(people.member, phone="0912345678")  # a double click
        with pytest.raises(ChangedMeanwhile):
            people.choose(people.member, phone="0900000000")
        assert own_choice(people.actor(people.member)).phone == "0912345678"

    def test_old_ones_are_forgotten(self, people: People) -> None:
        people.call()
        assert "notices" not in forget(actor=PROGRAM, now=NOW + timedelta(days=179))
        assert forget(actor=PROGRAM, now=NOW + timedelta(days=181))["notices"] == 2
