"""Concurrent posts against their targets, clashes and gaps."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from chibo.areas.organisation.models import Unit
from chibo.areas.posts import queries
from chibo.areas.posts.actions import set_target
from chibo.areas.posts.errors import BadTarget
from chibo.areas.posts.rollup.folding import fold_facts
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from tests.factories import a_cell, a_commune, a_member, a_post, a_province, an_actor

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 5)
NOW = datetime(2026, 11, 5, 9, 0, tzinfo=ZONE)
SHARE = "secretary_is_village_head_rate"


@pytest.fixture
def commune() -> Unit:
    return a_commune(a_province())


@pytest.fixture
def clerk(commune: Unit) -> Actor:
    return an_actor("clerk", commune)


def both(cell: Unit, *titles: str, name: str = "Nguyễn Văn An", **more: Any) -> None:
    person = a_member(cell, name)
    for title in titles:
        a_post(person, title, **more)


class TestShares:
    def test_a_share_is_measured_against_its_target(self, clerk: Actor, commune: Unit) -> None:
        one, two = (a_cell(commune, areas=[f"Thôn {n}"]) for n in (1, 2))
        both(one, "Bí thư", "Trưởng thôn")
        both(two, "Bí thư")
        target = {"share": SHARE, "percent": 50, "by_on": date(2026, 12, 31)}
        set_target(
            actor=clerk, unit_id=commune.pk, decision="03-NQ/TU", version=0, now=NOW, **target
        )
        fold_facts()
        share = queries.concurrent_shares(clerk, commune, DAY)[0]
        assert (share.value, share.numerator, share.denominator) == (Decimal("50.0"), 1, 2)
        assert share.is_reached
        target["percent"] = 100
        set_target(actor=clerk, unit_id=commune.pk, decision="", version=1, now=NOW, **target)
        share = queries.concurrent_shares(clerk, commune, DAY)[0]
        assert not share.is_reached
        assert not share.is_missed(date(2026, 12, 31))
        assert share.is_missed(date(2027, 1, 1))
        with pytest.raises(ChangedMeanwhile):
            set_target(actor=clerk, unit_id=commune.pk, decision="", version=1, now=NOW, **target)

    def test_a_target_is_a_share(self, clerk: Actor, commune: Unit) -> None:
        for share, percent in ((SHARE, 101), ("khac", 50)):
            with pytest.raises(BadTarget):
                set_target(
                    actor=clerk,
                    unit_id=commune.pk,
                    share=share,
                    percent=percent,
                    by_on=DAY,
                    decision="",
                    version=0,
                    now=NOW,
                )

    def test_the_cells_behind_a_share_and_the_others(
        self, clerk: Actor, commune: Unit, django_assert_num_queries: Any
    ) -> None:
        one, two = (a_cell(commune, f"Chi bộ {n}", areas=[f"Thôn {n}"]) for n in (1, 2))
        both(one, "Bí thư", "Trưởng thôn")
        both(two, "Bí thư", name="Trần Văn Ba")
        both(two, "Trưởng thôn", name="Lê Thị Tư")
        both(two, "Phó bí thư", "Trưởng ban công tác Mặt trận", name="Y Năm")

        fold_facts()

        def cells(which: Any, share: str = SHARE) -> list[str]:
            found = queries.village_cells(clerk, commune, DAY, share=share, which=which)
            assert found.count == len(found.rows)
            return [row.cell.name for row in found.rows]

        assert cells("yes") == ["Chi bộ 1"]
        assert cells("no") == ["Chi bộ 2"]
        assert cells("yes", "deputy_is_front_head_rate") == ["Chi bộ 2"]
        for count in (0, 60):
            for number in range(count):
                both(a_cell(commune, areas=[f"Ấp {number}"]), "Bí thư")
            fold_facts()
            with django_assert_num_queries(12):
                page = queries.village_cells(clerk, commune, DAY)
        row = page.rows[1]
        assert (row.secretaries, row.heads, row.deputies, row.fronts) == (
            ("Trần Văn Ba",),
            ("Lê Thị Tư",),
            ("Y Năm",),
            ("Y Năm",),
        )
        rest = queries.village_cells(clerk, commune, DAY, after=page.after)
        assert (page.count, len(page.rows), len(rest.rows), rest.after) == (62, 50, 12, "")

    def test_only_who_may_see_posts_there_asks(self, commune: Unit) -> None:
        cell = a_cell(commune)
        for ask in (queries.concurrent_shares, queries.village_cells):
            with pytest.raises(NotAllowed):
                ask(an_actor("secretary", cell), commune, DAY)


class TestClashesAndGaps:
    def counted(self, actor: Actor, unit: Unit, on: date = DAY) -> dict[str, int]:
        fold_facts()
        found = queries.oddities(actor, unit, on)
        for each in found:
            rows = queries.oddity_rows(actor, unit, on, each.code)
            assert len(rows.rows) == each.count
        return {each.code: each.count for each in found if each.count}

    def test_a_commune_in_order_has_none(self, clerk: Actor, commune: Unit) -> None:
        cell = a_cell(commune)
        both(cell, "Bí thư", "Chi ủy viên")
        both(cell, "Phó bí thư", "Chi ủy viên")
        a_post(a_member(cell), "Bí thư", commune)
        assert self.counted(clerk, commune) == {}

    def test_each_kind_is_found(self, clerk: Actor, commune: Unit) -> None:
        both(commune_cell := a_cell(commune, "Chi bộ hai bí thư"), "Bí thư", "Chi ủy viên")
        both(commune_cell, "Bí thư", name="Trần Văn Ba")
        a_cell(commune, "Chi bộ chưa có bí thư")
        elsewhere = a_member(a_cell(commune, "Chi bộ nguội"))
        a_post(elsewhere, "Bí thư", target := a_cell(commune, "Chi bộ nhờ bí thư"))
        gone = a_member(target, state="left", state_on=date(2026, 1, 1))
        a_post(gone, "Trưởng thôn")
        ended = a_cell(commune, "Chi bộ cũ", ended_before=date(2026, 1, 1))
        a_post(a_member(ended), "Chi ủy viên")
        assert self.counted(clerk, commune) == {
            "two_secretaries": 1,
            "no_secretary": 3,
            "leader_outside_committee": 1,
            "leader_elsewhere": 1,
            "no_longer_member": 1,
            "unit_ended": 1,
        }
        with pytest.raises(NotThere):
            queries.oddity_rows(clerk, commune, DAY, "khac")

    def test_a_clash_counts_on_its_days_only(self, clerk: Actor, commune: Unit) -> None:
        cell = a_cell(commune)
        both(cell, "Bí thư", ends_before=date(2025, 6, 15))
        both(cell, "Bí thư", starts_on=date(2025, 6, 15))
        a_post(a_member(cell), "Bí thư", commune)
        assert self.counted(clerk, commune) == {}

    def test_who_holds_several_posts_and_since_when(
        self, clerk: Actor, commune: Unit, django_assert_num_queries: Any
    ) -> None:
        cell = a_cell(commune)
        an = a_member(cell)
        a_post(an, "Trưởng thôn", starts_on=date(2023, 1, 1))
        a_post(an, "Bí thư", starts_on=date(2022, 6, 15))
        a_post(a_member(cell, "Trần Thị Bình"), "Phó bí thư")
        fold_facts()
        with django_assert_num_queries(4):
            page = queries.people_with_several(clerk, commune, DAY)
            people = [row.member for row in page.rows]
            held = queries.posts_of_people(clerk, people, DAY)
        assert people == [an]
        assert [post.title for post in held[an.pk]] == ["Bí thư", "Trưởng thôn"]
