"""A cell plans its thematic meetings; the chi ủy agrees; the month is prepared with them."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from chibo.areas.documents.secrecy import MarkedSecret
from chibo.areas.meetings.actions import Plan, set_plan
from chibo.areas.meetings.queries import agenda_of
from chibo.areas.topics.actions import (
    Wanted,
    approve,
    change_topic,
    drop_topic,
    plan_topic,
    prepare_month,
)
from chibo.areas.topics.errors import BadDrafter, BadMonth, BadTopic
from chibo.areas.topics.models import PlannedTopic
from chibo.areas.topics.queries import board, get_planned, month_quarter, year_plan
from chibo.areas.topics.rules import Quarter
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from chibo.core.periods import Month
from tests.factories import a_cell, a_commune, a_held_meeting, a_member, a_unit, an_actor
from tests.months import CellMonth, at

NOW = at(date(2026, 11, 3))
TODAY = NOW.date()
NOVEMBER, DECEMBER = Month(2026, 11), Month(2026, 12)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours() -> CellMonth:
    return CellMonth()


def plan(ours: CellMonth, title: str = "Phân loại rác tại nhà", **more: Any) -> PlannedTopic:
    wanted = Wanted(**{"month": NOVEMBER, "title": title, "kind": "combined", **more})
    return plan_topic(actor=ours.secretary, unit_id=ours.cell.pk, wanted=wanted, now=NOW)


def agree(ours: CellMonth, *rows: PlannedTopic, on: date = TODAY) -> list[PlannedTopic]:
    seen = {row.pk: row.version for row in rows}
    return approve(actor=ours.secretary, unit_id=ours.cell.pk, seen=seen, on=on, now=NOW)


class TestPlanning:
    def test_a_topic_is_planned_with_its_drafter_and_waits_for_the_chi_uy(
        self, ours: CellMonth
    ) -> None:
        row = plan(ours, drafter_id=ours.people[1].pk)
        assert (row.state, row.approved_on, row.version) == ("draft", None, 1)
        event = AuditEvent.objects.latest("id")
        assert (event.action, event.unit_id) == ("topic.planned", ours.cell.pk)

    def test_a_month_has_one_topic_and_the_second_is_told_which(self, ours: CellMonth) -> None:
        plan(ours)
        with pytest.raises(BadMonth, match="đã có chuyên đề “Phân loại rác tại nhà”"):
            plan(ours, "Nước sạch")
        with pytest.raises(IntegrityError), transaction.atomic():
            PlannedTopic.objects.create(
                unit=ours.cell, month=NOVEMBER.first, title="Nước sạch", kind="combined"
            )

    @pytest.mark.parametrize(
        ("more", "refusal"),
        [
            ({"title": "  "}, BadTopic),
            ({"title": "x" * 301}, BadTopic),
            ({"title": "Tài liệu Mật về biên giới"}, MarkedSecret),
            ({"kind": "regular"}, BadTopic),
            ({"month": Month(2030, 1)}, BadMonth),
            ({"month": Month(2020, 1)}, BadMonth),
        ],
    )
    def test_what_makes_no_sense_is_refused(
        self, ours: CellMonth, more: dict[str, Any], refusal: type[Exception]
    ) -> None:
        with pytest.raises(refusal):
            plan(ours, **more)
        assert not PlannedTopic.objects.unscoped("a test").exists()

    def test_the_drafter_belongs_to_the_cell(self, ours: CellMonth) -> None:
        stranger = a_member(a_cell(ours.commune))
        with pytest.raises(BadDrafter):
            plan(ours, drafter_id=stranger.pk)

    def test_a_cell_that_was_merged_yesterday_plans_no_longer(self, ours: CellMonth) -> None:
        ours.cell.ended_before = date(2026, 11, 2)
        ours.cell.save()
        with pytest.raises(BadMonth, match="kết thúc hoạt động"):
            plan(ours)

    def test_a_committee_looks_but_does_not_plan_and_another_cell_sees_nothing(
        self, ours: CellMonth
    ) -> None:
        row = plan(ours)
        wanted = Wanted(DECEMBER, "Nước sạch")
        with pytest.raises(NotAllowed):
            plan_topic(actor=ours.superior, unit_id=ours.cell.pk, wanted=wanted, now=NOW)
        assert get_planned(ours.superior, row.pk) == row
        other = an_actor("secretary", a_cell(ours.commune))
        with pytest.raises(NotThere):
            get_planned(other, row.pk)
        with pytest.raises(NotThere):
            plan_topic(actor=other, unit_id=ours.cell.pk, wanted=wanted, now=NOW)

    def test_only_cells_have_a_plan(self, ours: CellMonth) -> None:
        everywhere = an_actor("secretary", ours.commune)
        with pytest.raises(BadTopic, match="Chỉ chi bộ"):
            plan_topic(
                actor=everywhere, unit_id=ours.commune.pk, wanted=Wanted(NOVEMBER, "x"), now=NOW
            )

    def test_who_saved_second_is_told_and_nothing_is_overwritten(self, ours: CellMonth) -> None:
        row = plan(ours)

        def retitle(title: str) -> PlannedTopic:
            return change_topic(
                actor=ours.secretary,
                planned_id=row.pk,
                wanted=Wanted(NOVEMBER, title),
                version=1,
                now=NOW,
            )

        retitle("Nước sạch")
        with pytest.raises(ChangedMeanwhile):
            retitle("Cây xanh")
        row.refresh_from_db()
        assert row.title == "Nước sạch"

    def test_a_topic_moves_to_a_free_month_only(self, ours: CellMonth) -> None:
        row, _other = plan(ours), plan(ours, "Nước sạch", month=DECEMBER)
        with pytest.raises(BadMonth):
            change_topic(
                actor=ours.secretary,
                planned_id=row.pk,
                wanted=Wanted(DECEMBER, row.title),
                version=1,
                now=NOW,
            )

    def test_what_was_carried_out_stays_as_it_was_planned(self, ours: CellMonth) -> None:
        row = plan(ours)
        a_held_meeting(ours.cell, date(2026, 11, 2), kind="combined")
        with pytest.raises(BadTopic, match="đã sinh hoạt chuyên đề"):
            drop_topic(actor=ours.secretary, planned_id=row.pk, version=1, now=NOW)

    def test_a_topic_is_taken_out_of_the_plan(self, ours: CellMonth) -> None:
        row = plan(ours)
        with pytest.raises(ChangedMeanwhile):
            drop_topic(actor=ours.secretary, planned_id=row.pk, version=7, now=NOW)
        drop_topic(actor=ours.secretary, planned_id=row.pk, version=1, now=NOW)
        assert not PlannedTopic.objects.unscoped("a test").exists()


class TestApproving:
    def test_the_chi_uy_agrees_and_it_is_known_when_and_who_wrote_it_down(
        self, ours: CellMonth
    ) -> None:
        row = plan(ours)
        agree(ours, row)
        row.refresh_from_db()
        assert (row.state, row.approved_on, row.approved_by) == ("approved", TODAY, "Nguyễn Văn An")
        assert AuditEvent.objects.latest("id").action == "topic.approved"

    def test_agreeing_twice_changes_nothing(self, ours: CellMonth) -> None:
        row = plan(ours)
        agree(ours, row)
        assert agree(ours, row) == []

    def test_a_draft_changed_meanwhile_is_not_agreed_to_unread(self, ours: CellMonth) -> None:
        first, second = plan(ours), plan(ours, "Nước sạch", month=DECEMBER)
        change_topic(
            actor=ours.secretary,
            planned_id=second.pk,
            wanted=Wanted(DECEMBER, "Cây xanh"),
            version=1,
            now=NOW,
        )
        with pytest.raises(ChangedMeanwhile):
            agree(ours, first, second)
        first.refresh_from_db()
        assert not first.is_approved

    def test_a_day_to_come_and_an_empty_plan_are_refused(self, ours: CellMonth) -> None:
        with pytest.raises(BadTopic, match="chưa tới"):
            agree(ours, plan(ours), on=date(2026, 11, 4))
        with pytest.raises(BadTopic, match="không có chuyên đề nào"):
            agree(ours)

    def test_another_title_needs_another_agreement_another_drafter_does_not(
        self, ours: CellMonth
    ) -> None:
        row = plan(ours)
        agree(ours, row)

        def change(version: int, **more: Any) -> PlannedTopic:
            wanted = Wanted(**{"month": NOVEMBER, "title": row.title, **more})
            return change_topic(
                actor=ours.secretary, planned_id=row.pk, wanted=wanted, version=version, now=NOW
            )

        assert change(2, drafter_id=ours.people[0].pk).is_approved
        changed = change(3, title="Nước sạch", drafter_id=ours.people[0].pk)
        assert (changed.state, changed.approved_on) == ("draft", None)

    def test_a_superior_does_not_agree_in_place_of_the_chi_uy(self, ours: CellMonth) -> None:
        row = plan(ours)
        with pytest.raises(NotAllowed):
            approve(actor=ours.superior, unit_id=ours.cell.pk, seen={row.pk: 1}, on=TODAY, now=NOW)


class TestPreparing:
    def prepare(self, ours: CellMonth, kind: str) -> Any:
        return prepare_month(
            actor=ours.secretary, unit_id=ours.cell.pk, month=NOVEMBER, kind=kind, now=NOW
        )

    def test_the_agreed_topic_and_its_drafter_stand_in_the_meeting_and_on_its_agenda(
        self, ours: CellMonth
    ) -> None:
        agree(ours, plan(ours, drafter_id=ours.people[2].pk))
        meeting = self.prepare(ours, "combined")
        assert (meeting.topic, meeting.drafter_name) == ("Phân loại rác tại nhà", "Lê Văn Cường")
        titles = [point.title for point in agenda_of(meeting)]
        assert any(title.endswith("thảo luận: Phân loại rác tại nhà") for title in titles)

    def test_a_draft_and_a_regular_meeting_are_prepared_without_it(self, ours: CellMonth) -> None:
        row = plan(ours)
        assert self.prepare(ours, "thematic").topic == ""
        agree(ours, row)
        assert self.prepare(ours, "regular").topic == ""

    def test_the_agenda_follows_a_topic_renamed_in_the_preparation(self, ours: CellMonth) -> None:
        agree(ours, plan(ours, kind="thematic"))
        meeting = self.prepare(ours, "thematic")
        renamed = Plan(date(2026, 11, 5), None, "", "Nước sạch", "", "", "", None, "")
        set_plan(actor=ours.secretary, meeting_id=meeting.pk, plan=renamed, version=1, now=NOW)
        (point,) = [p for p in agenda_of(meeting) if p.code == "thematic_topic"]
        assert point.title == "Trình bày chuyên đề: Nước sạch"


class TestReading:
    def test_the_year_says_of_every_quarter_how_it_stands(self, ours: CellMonth) -> None:
        a_held_meeting(ours.cell, date(2026, 1, 5))
        a_held_meeting(ours.cell, date(2026, 5, 5), kind="combined")
        plan(ours)
        year = year_plan(ours.secretary, ours.cell, 2026, TODAY)
        assert [str(judged.state) for judged in year.quarters] == [
            "missing",
            "held",
            "missing",
            "draft",
        ]
        assert year.proposed == Month(2027, 2)
        assert month_quarter(ours.secretary, ours.cell, DECEMBER, TODAY) == year.quarters[3]

    def test_the_committee_sees_its_cells_and_only_those_that_lack_one(
        self, ours: CellMonth
    ) -> None:
        idle = a_cell(ours.commune, name="Chi bộ thôn Tây")
        a_cell(a_commune(ours.commune.parent), name="Chi bộ xã khác")
        agree(ours, plan(ours))
        every = board(ours.superior, ours.commune, 2026, TODAY, lacking=None)
        assert [row.cell.name for row in every.rows] == ["Chi bộ thôn Đông", "Chi bộ thôn Tây"]
        assert (every.cells, every.planning) == (2, 1)
        lacking = board(ours.superior, ours.commune, 2026, TODAY, lacking=Quarter(2026, 4))
        assert [row.cell for row in lacking.rows] == [idle]
        assert "còn thiếu 1 buổi" in lacking.rows[0].reasons[-1].sentence

    def test_a_body_elsewhere_is_not_shown(self, ours: CellMonth) -> None:
        with pytest.raises(NotAllowed):
            board(ours.superior, a_commune(), 2026, TODAY, lacking=None)

    def test_many_cells_cost_as_many_questions_as_few(self) -> None:
        commune = a_unit(kind="dang_bo_co_so")
        superior = an_actor("superior", commune)

        def asked(cells: int) -> int:
            for _n in range(cells):
                cell = a_cell(commune)
                a_held_meeting(cell, date(2026, 5, 5), kind="combined")
                PlannedTopic.objects.create(
                    unit=cell, month=date(2026, 12, 1), title="Nước sạch", kind="combined"
                )
            with CaptureQueriesContext(connection) as seen:
                board(superior, commune, 2026, TODAY, lacking=Quarter(2026, 4))
            return len(seen)

        assert asked(1) == asked(30) <= 8
