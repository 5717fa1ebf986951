"""Who read what: the auditor's trail, unusual days, watched records, one's own record."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.areas.exchange.actions import hand_out_register
from chibo.areas.members.actions import note_opened
from chibo.areas.members.models import Member
from chibo.areas.trail import actions, queries
from chibo.areas.trail.errors import BadCanary
from chibo.areas.trail.queries import Asked
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.models import AuditEvent
from tests.factories import a_cell, a_member, a_unit, an_account, an_actor

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
TODAY = date(2026, 11, 21)

pytestmark = pytest.mark.django_db


def opened(actor: Actor, member: Member, times: int = 1, at: datetime = NOW) -> None:
    for _number in range(times):
        note_opened(actor=actor, member=member, page="record", now=at, fields=["phone"])


class TestAuditor:
    def test_sees_who_read_what_in_their_part_and_no_member(self) -> None:
        province = a_unit("Đảng bộ tỉnh")
        commune, other = a_unit(parent=province), a_unit("Đảng ủy xã khác", parent=province)
        cell, far = a_cell(commune), a_cell(other)
        member, stranger = a_member(cell), a_member(far)
        auditor = an_actor("auditor", commune)
        secretary = an_actor("secretary", cell, name="Bí thư A", account_id=4)
        opened(secretary, member)
        opened(an_actor("secretary", far, name="Bí thư B"), stranger)
        audit.record(actor=secretary, action="task.done", at=NOW, unit_id=cell.pk)
        audit.record(actor=secretary, action="sign_in", at=NOW)
        week = Asked(TODAY - timedelta(days=7), TODAY)
        shown = queries.events(auditor, week).rows
        assert [row.event.action for row in shown] == ["task.done", "member.opened"]
        assert shown[1].fields == ["phone"]
        assert shown[1].unit_name == cell.name
        reads = Asked(week.since, TODAY, who="bí thư", kind="read")
        assert len(queries.events(auditor, reads).rows) == 1
        before = Asked(week.since, TODAY - timedelta(days=1))
        assert queries.events(auditor, before).rows == []
        assert queries.events(secretary, week).rows == []
        assert len(queries.events(an_actor("auditor", province), week).rows) == 4
        assert not Member.objects.visible_to(auditor).exists()

    def test_goes_on_from_the_last_one_seen_with_the_same_number_of_reads(self) -> None:
        cell = a_cell(a_unit())
        auditor, member = an_actor("auditor", cell), a_member(cell)
        opened(an_actor("secretary", cell), member, 5)
        week = Asked(TODAY, TODAY)
        page = queries.events(auditor, week, size=2)
        seen = [row.event.pk for row in page.rows]
        while page.after:
            with CaptureQueriesContext(connection) as asked:
                page = queries.events(auditor, week, after=page.after, size=2)
            assert len(asked) == 2
            seen += [row.event.pk for row in page.rows]
        assert seen == sorted(AuditEvent.objects.values_list("pk", flat=True), reverse=True)

    def test_is_shown_the_days_above_the_budget_of_a_role(self) -> None:
        cell = a_cell(a_unit())
        member, auditor = a_member(cell), an_actor("auditor", cell)

        def worker(name: str, role: str) -> Actor:
            return Actor(None, name, None, (), role=role)

        opened(worker("Chi ủy", "cell_committee"), member, 41)
        opened(worker("Cán bộ", "clerk"), member, 41)
        opened(worker("Quản trị", "administrator"), member, 1, NOW - timedelta(days=1))
        told = [
            (row.day, row.name, row.readings, row.records, row.budget)
            for row in queries.busy_days(auditor, TODAY - timedelta(days=7), TODAY)
        ]
        assert told == [
            (TODAY, "Chi ủy", 41, 1, 40),
            (TODAY - timedelta(days=1), "Quản trị", 1, 1, 0),
        ]

    def test_watches_a_record_by_its_code_and_sees_each_opening(self) -> None:
        cell, far = a_cell(a_unit()), a_cell(a_unit())
        member, stranger = a_member(cell), a_member(far)
        auditor = an_actor("auditor", cell)
        with pytest.raises(BadCanary):
            actions.watch(actor=auditor, code=stranger.code, why="không có thật", now=NOW)
        row = actions.watch(actor=auditor, code=f" {member.code} ", why="không có thật", now=NOW)
        with pytest.raises(BadCanary):
            actions.watch(actor=auditor, code=member.code, why="lần nữa", now=NOW)
        assert not AuditEvent.objects.filter(target=row.target).exists(), (
            "it would betray the watch"
        )
        opened(an_actor("secretary", cell, name="Bí thư A"), member)
        (found,) = queries.canary_openings(auditor, TODAY, TODAY)
        assert found.event.actor_name == "Bí thư A"
        assert queries.canary_openings(an_actor("auditor", far), TODAY, TODAY) == []
        with pytest.raises(NotThere):
            actions.stop_watching(actor=an_actor("secretary", cell), canary_id=row.pk, now=NOW)
        actions.stop_watching(actor=auditor, canary_id=row.pk, now=NOW)
        assert queries.canaries(auditor) == []


class TestOwnRecord:
    def test_the_member_sees_who_opened_it_and_who_took_a_list_along(self) -> None:
        commune = a_unit()
        cell, beside = a_cell(commune), a_cell(commune)
        member = a_member(cell)
        me = an_actor("member", cell, member=member)
        secretary = an_actor("secretary", cell, name="Bí thư A")
        opened(secretary, member)
        opened(me, member)
        opened(secretary, a_member(cell))
        clerk = an_actor("clerk", commune, name="Cán bộ B")
        for unit, why in ((commune, "rà soát cuối năm"), (beside, "việc khác")):
            hand_out_register(actor=clerk, unit_code=unit.code, on=None, purpose=why, now=NOW)
        audit.seen(
            actor=secretary,
            action="paper.made",
            at=NOW,
            unit_id=cell.pk,
            facts={"paper": "attendance"},
        )
        audit.seen(
            actor=secretary, action="paper.made", at=NOW, unit_id=cell.pk, facts={"paper": "notice"}
        )
        for people in ([member.pk], [member.pk + 1]):
            letter = {"paper": "transfer", "members": people}
            audit.seen(actor=clerk, action="paper.made", at=NOW, unit_id=commune.pk, facts=letter)
        told = [
            (row.event.actor_name, row.event.action, row.event.purpose)
            for row in queries.own_readings(me).rows
        ]
        assert told == [
            ("Cán bộ B", "paper.made", ""),
            ("Bí thư A", "paper.made", ""),
            ("Cán bộ B", "workbook.exported", "rà soát cuối năm"),
            ("Bí thư A", "member.opened", ""),
        ]
        with pytest.raises(NotThere):
            queries.own_readings(secretary)

    def test_who_may_see_it_today_is_listed_by_role(self) -> None:
        commune = a_unit()
        cell = a_cell(commune)
        member = a_member(cell)
        an_account("member", cell, full_name="Chính mình", member=member)
        an_account("secretary", cell, full_name="Bí thư A")
        an_account("clerk", commune, full_name="Cán bộ B")
        an_account("administrator", commune, full_name="Quản trị")
        an_account("secretary", a_cell(commune), full_name="Bí thư khác")
        an_account("superior", commune, full_name="Đã thôi", is_active=False)
        me = an_actor("member", cell, member=member)
        told = [(row.name, row.sensitive) for row in queries.seers(me, TODAY)]
        assert told == [("Bí thư A", False), ("Cán bộ B", True)]
