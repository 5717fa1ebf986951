"""Whatever is decided in whatever order: the tree of every day holds together."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from chibo.areas.access.queries import operator_actor
from chibo.areas.indicators.recount.lines import broken_lines, broken_stays
from chibo.areas.members.models import Member, Stay
from chibo.areas.organisation.actions import Decision, NewUnit, decide, take_back
from chibo.areas.organisation.models import Unit, UnitChange, UnitStanding
from chibo.areas.organisation.rules import (
    Change,
    ChangeKind,
    Origin,
    Replay,
    Ring,
    State,
    contradictions,
)
from chibo.core.errors import Refused
from tests.areas.organisation.test_changing import NOW, WHY
from tests.factories import a_cell, a_commune, a_member, a_province
from tests.seeds import seeds

BEGIN = date(2020, 1, 1)
DAYS = st.integers(0, 40).map(lambda month: BEGIN + timedelta(days=31 * month))


class AnyHistory(RuleBasedStateMachine):
    """Decisions that contradict nothing are kept; after each of them every day is looked at."""

    @initialize()
    def begin(self) -> None:
        def origin(pk: int, parent: int | None, kind: str) -> Origin:
            return Origin(pk, State(parent, kind, kind == "cell", f"Đơn vị {pk}"))

        self.origins = {1: origin(1, None, "body")}
        self.origins |= {pk: origin(pk, 1, "body") for pk in (2, 3, 4)}
        self.origins |= {pk: origin(pk, 2 + pk % 3, "cell") for pk in range(5, 11)}
        self.changes: dict[int, Change] = {}
        self.number = 0

    def replay(self, changes: dict[int, Change]) -> Replay:
        return Replay(
            self.origins,
            changes.values(),
            segment=lambda pk: f"{pk:03d}",
            cell_kinds=frozenset({"cell"}),
        )

    @rule(
        kind=st.sampled_from(list(ChangeKind)),
        unit_id=st.integers(1, 10),
        receivers=st.lists(st.integers(1, 10), min_size=1, max_size=2, unique=True),
        on=DAYS,
    )
    def decide(self, kind: ChangeKind, unit_id: int, receivers: list[int], on: date) -> None:
        self.number += 1
        new_kind = "body" if kind == ChangeKind.UPGRADED else ""
        taken = () if kind in (ChangeKind.RENAMED, ChangeKind.UPGRADED) else tuple(receivers)
        change = Change(self.number, unit_id, kind, on, taken, new_kind, f"Tên {self.number}")
        wanted = {**self.changes, self.number: change}
        replay = self.replay(wanted)
        try:
            wrong = contradictions(replay, wanted.values())
            for pk in self.origins:
                replay.places(pk)
        except Ring:
            return
        if not wrong:
            self.changes = wanted

    @rule(at=st.integers(0, 100))
    def undo(self, at: int) -> None:
        if not self.changes:
            return
        gone = sorted(self.changes)[at % len(self.changes)]
        wanted = {number: each for number, each in self.changes.items() if number != gone}
        replay = self.replay(wanted)
        if not contradictions(replay, wanted.values()):
            self.changes = wanted

    @invariant()
    def every_day_s_tree_holds_together(self) -> None:
        replay = self.replay(self.changes)
        places = {pk: replay.places(pk) for pk in self.origins}
        for line in places.values():
            for before, after in pairwise(line):
                assert before.ends_before == after.starts_on
        days = {place.starts_on for line in places.values() for place in line}
        for day in sorted(days | {BEGIN, date(2026, 1, 1)}):
            self._check_day(replay, places, day)

    def _check_day(self, replay: Replay, places: dict[int, list], day: date) -> None:  # type: ignore[type-arg]
        standing = {
            pk: place
            for pk, line in places.items()
            for place in line
            if place.starts_on <= day < place.ends_before
        }
        for pk, place in standing.items():
            chain = [int(place.path[at : at + 3]) for at in range(0, len(place.path), 3)]
            assert len(set(chain)) == len(chain)
            assert chain[-1] == pk
            parent = place.state.parent_id
            if parent in standing:
                assert place.path == standing[parent].path + f"{pk:03d}"
            assert parent is None or replay.line(parent).life[1] > day
        self._check_sums([place.path for place in standing.values()])

    def _check_sums(self, paths: list[str]) -> None:
        """What stands below a unit is what stands below its children, and itself: all in one place.

        A superior founded after what stands below it has its place on those days too.
        """
        below = Counter(path[:at] for path in paths for at in range(3, len(path) + 1, 3))
        assert len({prefix[-3:] for prefix in below}) == len(below)
        for prefix, count in below.items():
            children = [p for p in below if p[:-3] == prefix]
            assert count == (prefix in paths) + sum(below[child] for child in children)

    @invariant()
    def whatever_order_they_were_recorded_in(self) -> None:
        shuffled = list(self.changes.items())
        Random(7).shuffle(shuffled)
        other, same = self.replay(dict(shuffled)), self.replay(self.changes)
        for pk in self.origins:
            assert other.places(pk) == same.places(pk)


TestAnyHistory = AnyHistory.TestCase
TestAnyHistory.settings = settings(
    max_examples=60, stateful_step_count=25, deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("seed", seeds(0, 1, 2, 3))
def test_on_record_too_nobody_is_without_a_home_and_undoing_all_leads_back(seed: int) -> None:
    pick = Random(seed)
    province = a_province()
    communes = [a_commune(province) for _ in range(3)]
    cells = [a_cell(pick.choice(communes)) for _ in range(5)]
    members = [a_member(pick.choice(cells)) for _ in range(8)]
    clerk = operator_actor("kiểm thử")
    before = _records()
    done: list[UnitChange] = []
    for number in range(14):
        change = _decide(pick, clerk, number)
        done += [change] if change else []
        _everything_holds(members)
    assert len(done) >= 4
    while done:
        left = []
        for change in reversed(done):
            try:
                take_back(actor=clerk, change_id=change.pk, version=1, now=NOW)
            except Refused:
                left.insert(0, change)
            _everything_holds(members)
        assert len(left) < len(done)
        done = left
    assert _records() == before


def _decide(pick: Random, clerk, number: int) -> UnitChange | None:  # type: ignore[no-untyped-def]
    units = list(Unit.objects.unscoped(WHY).filter(parent__isnull=False).order_by("id"))
    unit = pick.choice(units)
    alike = [each for each in units if each.is_cell == unit.is_cell and each != unit]
    bodies = [each for each in units if not each.is_cell]
    kind = pick.choice(["renamed", "moved", "merged", "amalgamated", "split", "dissolved"])
    receivers = {"moved": bodies, "merged": alike, "dissolved": alike if unit.is_cell else []}
    found = receivers.get(kind, [])
    new = NewUnit(f"MOI{number}", f"Đơn vị mới {number}", unit.kind)
    decision = Decision(
        kind=kind,
        on=date(2026, 1, 1) + timedelta(days=pick.randrange(300)),
        receivers=(pick.choice(found).pk,) if found else (),
        new_units=(new,) if kind in {"split", "amalgamated"} else (),
        new_name=f"Tên {number}" if kind == "renamed" else "",
    )
    try:
        return decide(
            actor=clerk, unit_id=unit.pk, decision=decision, version=unit.version, now=NOW
        )
    except Refused:
        return None


def _everything_holds(members: list[Member]) -> None:
    assert [*broken_lines(), *broken_stays()] == []
    for member in members:
        member.refresh_from_db()
        assert member.cell.exists_on(NOW.date())
        homes = Stay.objects.unscoped(WHY).filter(member=member).on(NOW.date())
        assert [stay.cell for stay in homes] == [member.cell]


def _records() -> list[object]:
    units = Unit.objects.unscoped(WHY).order_by("id").values("code", "name", "path", "heir")
    standings = UnitStanding.objects.unscoped(WHY).order_by("unit_id", "starts_on")
    stays = Stay.objects.unscoped(WHY).order_by("member_id", "starts_on")
    return [
        list(units),
        list(standings.values("unit", "starts_on", "ends_before", "path", "name")),
        list(stays.values("member", "cell", "starts_on", "ends_before", "how")),
    ]
