"""Badges: who is due for which round, recording, what makes somebody wait."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.areas.badges import actions, queries
from chibo.areas.badges.actions import Award
from chibo.areas.badges.errors import BadBadge
from chibo.areas.badges.models import Badge
from chibo.areas.badges.rules import BadgeFacts, plus_months, plus_years
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from tests.factories import a_cell, a_commune, a_member, an_actor

ROUND = date(2026, 11, 7)
NOW = datetime(2026, 11, 1, 9, 0, tzinfo=ZONE)


@pytest.fixture
def cell(db: None) -> Unit:
    return a_cell(a_commune())


@pytest.fixture
def clerk(cell: Unit) -> Actor:
    assert cell.parent is not None
    return an_actor("clerk", cell.parent)


def veteran(cell: Unit, name: str, joined_on: date, **more: Any) -> Any:
    return a_member(
        cell,
        name,
        born_on=date(1940, 1, 1),
        joined_on=joined_on,
        full_on=plus_years(joined_on, 1),
        **more,
    )


def due(actor: Actor, unit: Unit, round_on: date = ROUND) -> list[tuple[str, int]]:
    page = queries.due_in_round(actor, unit, round_on)
    return [(row.member.full_name, row.years) for row in page.rows]


def give(actor: Actor, member: Any, years: int, on: date = ROUND, **more: Any) -> Badge:
    award = Award(years, on, **more)
    return actions.record_award(actor=actor, member_id=member.pk, award=award, now=NOW)


class TestWhoIsDue:
    def test_the_round_takes_those_who_completed_the_years_since_the_last_one(
        self, cell: Unit, clerk: Actor
    ) -> None:
        veteran(cell, "Lê Đúng Ngày", date(1996, 11, 7))
        veteran(cell, "Lê Sau Đợt Trước", date(1986, 9, 3))
        veteran(cell, "Lê Kịp Đợt Trước", date(1986, 9, 2))
        veteran(cell, "Lê Thiếu Một Ngày", date(1996, 11, 8))
        veteran(cell, "Lê Không Mốc", date(1990, 10, 1))
        assert sorted(due(clerk, cell)) == [("Lê Sau Đợt Trước", 40), ("Lê Đúng Ngày", 30)]
        assert due(clerk, cell, date(2026, 9, 2)) == [("Lê Kịp Đợt Trước", 40)]
        assert due(clerk, cell, date(2027, 2, 3)) == [("Lê Thiếu Một Ngày", 30)]

    def test_a_badge_once_recorded_is_due_no_more(self, cell: Unit, clerk: Actor) -> None:
        member = veteran(cell, "Lê An", date(1996, 10, 1))
        give(clerk, member, 30, decision_number="01-QĐ/TU")
        assert due(clerk, cell) == []

    def test_years_not_counted_put_the_day_off(self, cell: Unit, clerk: Actor) -> None:
        member = veteran(cell, "Lê An", date(1996, 10, 1))
        actions.record_gap(
            actor=clerk,
            member_id=member.pk,
            starts_on=date(2000, 1, 1),
            ends_before=date(2000, 3, 1),
            now=NOW,
        )
        assert due(clerk, cell) == []
        assert due(clerk, cell, date(2027, 2, 3)) == [("Lê An", 30)]
        assert queries.age_of(clerk, member, date(2026, 11, 1)).next_on == date(2026, 11, 30)

    def test_after_a_measure_one_waits(self, cell: Unit, clerk: Actor) -> None:
        member = veteran(cell, "Lê An", date(1996, 10, 1))
        said = {"actor": clerk, "member_id": member.pk, "now": NOW}
        actions.record_wait(
            form="warning", decided_on=date(2026, 3, 1), decision_number="5-QĐ/ĐU", **said
        )
        assert due(clerk, cell) == []
        with pytest.raises(BadBadge, match="chờ sau kỷ luật, đến ngày 01/12/2026"):
            give(clerk, member, 30)
        coming = queries.age_of(clerk, member, date(2026, 11, 1))
        assert coming.waits_until == date(2026, 12, 1)

    def test_who_left_or_died_is_not_due_in_a_round(self, cell: Unit, clerk: Actor) -> None:
        veteran(cell, "Lê An", date(1996, 10, 1), state="deceased", state_on=date(2026, 10, 5))
        veteran(cell, "Lê Bình", date(1996, 10, 1), state="exempt", state_on=date(2020, 1, 1))
        assert due(clerk, cell) == [("Lê Bình", 30)]

    def test_older_milestones_without_a_record_are_a_list_of_their_own(
        self, cell: Unit, clerk: Actor
    ) -> None:
        veteran(cell, "Lê An", date(1980, 5, 1))
        assert due(clerk, cell) == []
        found = queries.unrecorded(clerk, cell, ROUND).rows
        assert [(row.member.full_name, row.years) for row in found] == [("Lê An", 45)]

    def test_before_the_first_rules_nobody_is_due(self, cell: Unit, clerk: Actor) -> None:
        veteran(cell, "Lê An", date(1995, 1, 1))
        assert due(clerk, cell, date(2025, 2, 3)) == []

    def test_pages_go_by_name_with_one_query_each(
        self, cell: Unit, clerk: Actor, django_assert_num_queries: Any
    ) -> None:
        for number in range(7):
            veteran(cell, f"Lê An {number}", date(1996, 10, 1))
        found, after = [], ""
        while True:
            with django_assert_num_queries(2):
                page = queries.due_in_round(clerk, cell, ROUND, after=after, size=3)
            found += [row.member.full_name for row in page.rows]
            after = page.after
            if not after:
                break
        assert found == [f"Lê An {number}" for number in range(7)]

    def test_another_part_of_the_tree_is_not_seen(self, cell: Unit, clerk: Actor) -> None:
        veteran(cell, "Lê An", date(1996, 10, 1))
        stranger = an_actor("clerk", a_commune(name="Đảng ủy xã Khác"))
        assert due(stranger, cell) == []

    @given(st.dates(date(1930, 1, 1), date(2000, 12, 31)), st.integers(0, 800))
    def test_the_day_a_milestone_is_reached_agrees_with_the_age(
        self, joined_on: date, gap: int
    ) -> None:
        facts = BadgeFacts(joined_on, gap)
        for years in (30, 55, 90):
            reached = facts.reached_on(years)
            assert facts.years_on(reached) == years
            assert facts.years_on(date.fromordinal(reached.toordinal() - 1)) == years - 1

    @given(st.dates(date(1930, 1, 1), date(2000, 12, 31)), st.integers(-400, 400))
    def test_months_later_is_never_another_month(self, day: date, months: int) -> None:
        moved = plus_months(day, months)
        assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
        assert moved.day <= day.day


def test_the_list_in_the_database_agrees_with_the_pure_rule_on_every_leap_day(
    cell: Unit, clerk: Actor
) -> None:
    for number, joined in enumerate(
        [date(1996, 2, 28), date(1996, 2, 29), date(1996, 3, 1), date(1985, 2, 28)]
    ):
        veteran(cell, f"Lê An {number}", joined)
    rules = queries.badge_rules(ROUND)
    assert rules is not None
    for until in (date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 1), date(2036, 2, 28)):
        everybody = queries.Member.objects.unscoped("test").all()
        found = queries.with_milestone(everybody, until, rules, {})
        years = {row.pk: row.years for row in found}
        for row in everybody:
            reached = [
                each.years
                for each in rules.milestones
                if BadgeFacts(row.joined_on).reached_on(each.years) <= until
            ]
            assert years.get(row.pk, 0) == max(reached, default=0), (row.joined_on, until)


class TestRecording:
    def test_a_whole_round_is_recorded_and_a_second_time_changes_nothing(
        self, cell: Unit, clerk: Actor
    ) -> None:
        people = [veteran(cell, f"Lê An {n}", date(1996, 10, 1)) for n in range(3)]
        said = {
            "actor": clerk,
            "awards": [(person.pk, 30) for person in people],
            "round_on": ROUND,
            "decision_number": "120-QĐ/TU",
            "now": NOW,
        }
        assert actions.record_round(**said) == 3
        assert actions.record_round(**said) == 0
        badge = Badge.objects.unscoped("test").first()
        assert badge is not None
        assert (badge.decision_number, badge.pack_id) == ("120-QĐ/TU", "badges-hd38-2025")
        assert AuditEvent.objects.filter(action="badge.recorded").count() == 3

    def test_one_who_is_not_due_stops_the_whole_list(self, cell: Unit, clerk: Actor) -> None:
        right = veteran(cell, "Lê An", date(1996, 10, 1))
        early = veteran(cell, "Lê Bình", date(1996, 12, 1))
        with pytest.raises(BadBadge, match="Lê Bình: Đến ngày 01/12/2026 mới đủ 30 năm"):
            actions.record_round(
                actor=clerk,
                awards=[(right.pk, 30), (early.pk, 30)],
                round_on=ROUND,
                decision_number="1",
                now=NOW,
            )
        assert not Badge.objects.unscoped("test").exists()

    def test_early_and_posthumous_have_their_limits(self, cell: Unit, clerk: Actor) -> None:
        ill = veteran(cell, "Lê An", date(1997, 6, 1))
        assert give(clerk, ill, 30, date(2026, 10, 15), how="early").how == "early"
        dead = veteran(
            cell, "Lê Bình", date(1987, 2, 1), state="deceased", state_on=date(2026, 10, 1)
        )
        assert give(clerk, dead, 40, date(2026, 10, 20), how="posthumous").years == 40
        with pytest.raises(BadBadge, match="đã từ trần"):
            give(clerk, ill, 40, date(2026, 10, 20), how="posthumous")

    def test_badges_of_long_ago_are_taken_as_they_were(self, cell: Unit, clerk: Actor) -> None:
        member = veteran(cell, "Lê An", date(1980, 5, 1))
        badge = give(clerk, member, 40, date(2020, 5, 19))
        assert badge.pack_id == ""
        with pytest.raises(BadBadge, match="đã được ghi Huy hiệu 40 năm"):
            give(clerk, member, 40, date(2020, 9, 2))
        with pytest.raises(BadBadge, match="trước cả ngày vào Đảng"):
            give(clerk, member, 30, date(1979, 5, 19))

    def test_a_mistake_is_taken_back_with_a_reason(self, cell: Unit, clerk: Actor) -> None:
        badge = give(clerk, veteran(cell, "Lê An", date(1996, 10, 1)), 30)
        said = {"actor": clerk, "badge_id": badge.pk, "now": NOW}
        with pytest.raises(BadBadge, match="lý do"):
            actions.take_back_badge(reason="", version=1, **said)
        with pytest.raises(ChangedMeanwhile):
            actions.take_back_badge(reason="Nhầm.", version=2, **said)
        actions.take_back_badge(reason="Nhầm người.", version=1, **said)
        assert AuditEvent.objects.get(action="badge.taken_back").changes["reason"] == "Nhầm người."
        with pytest.raises(NotThere):
            actions.take_back_badge(reason="Nhầm người.", version=1, **said)

    def test_gaps_do_not_overlap_and_lie_in_the_past(self, cell: Unit, clerk: Actor) -> None:
        member = veteran(cell, "Lê An", date(1996, 10, 1))
        said = {"actor": clerk, "member_id": member.pk, "now": NOW}
        first = {"starts_on": date(2000, 1, 1), "ends_before": date(2001, 1, 1)}
        gap = actions.record_gap(**first, **said)
        assert actions.record_gap(**first, **said) == gap, "sent twice"
        with pytest.raises(BadBadge, match="trùng"):
            actions.record_gap(starts_on=date(2000, 12, 31), ends_before=date(2002, 1, 1), **said)
        with pytest.raises(BadBadge, match="giữa ngày vào Đảng và hôm nay"):
            actions.record_gap(starts_on=date(2026, 10, 1), ends_before=date(2027, 1, 1), **said)
        assert actions.remove_fact(actor=clerk, kind="gap", fact_id=gap.pk, now=NOW) == member.pk

    def test_only_the_clerk_records_and_sees_what_makes_wait(
        self, cell: Unit, clerk: Actor
    ) -> None:
        member = veteran(cell, "Lê An", date(1996, 10, 1))
        actions.record_wait(
            actor=clerk,
            member_id=member.pk,
            form="reprimand",
            decided_on=date(2026, 9, 1),
            decision_number="",
            now=NOW,
        )
        secretary = an_actor("secretary", cell)
        with pytest.raises(NotAllowed):
            give(secretary, member, 30)
        assert queries.facts_shown(secretary, member) == ([], [])
        assert len(queries.facts_shown(clerk, member)[1]) == 1
        assert len(queries.facts_shown(Actor(3, "An", member.pk, ()), member)[1]) == 1
