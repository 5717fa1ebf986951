"""Somebody who writes at random; what was written must always add up."""

import random
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import connection
from django.db.models import Q

from chibo.areas.meetings.models import CellHabit, Meeting
from chibo.areas.members.homes import move_home
from chibo.areas.members.models import Member, Stay
from chibo.areas.organisation.models import Unit, UnitChange
from chibo.areas.organisation.standings import redraw
from chibo.areas.reports.models import MonthlyReport
from chibo.areas.scoring.models import ScoreSheet
from chibo.core.clock import ZONE
from tests.factories import (
    a_cell,
    a_change,
    a_commune,
    a_held_meeting,
    a_member,
    a_province,
    a_report,
    a_score,
    a_unit,
)

TODAY = date(2026, 3, 20)
WHY = "a test looks at everything"
KINDS = ("regular", "regular", "thematic", "combined")
GRADES = ("good", "fair", "average", "poor")


class Office:
    """Somebody who writes at random, by every way there is."""

    def __init__(self, seed: int) -> None:
        self.pick = random.Random(seed)
        self.province = a_province()
        self.communes = [a_commune(self.province) for _ in range(3)]
        self.cells = [a_cell(self.pick.choice(self.communes)) for _ in range(8)]
        self.cells.append(a_cell(self.province, kind="chi_bo_co_so"))

    def alive(self) -> Unit:
        """A cell that no change has ended: who joins one that did would have followed it."""
        rows = Unit.objects.unscoped(WHY).filter(pk__in=[cell.pk for cell in self.cells])
        return self.pick.choice(rows.filter(heir=None, is_cell=True).order_by("id"))

    def day(self, first: date = date(2023, 11, 1)) -> date:
        return date.fromordinal(self.pick.randint(first.toordinal(), TODAY.toordinal()))

    def meet(self) -> None:
        starts = time(self.pick.randint(0, 23), self.pick.choice((0, 30)))
        ends = self.pick.choice((None, time(self.pick.randint(0, 23), self.pick.randint(0, 59))))
        expected = self.pick.randint(1, 40)
        held_on, kind = self.day(), self.pick.choice(KINDS)
        cell = self.pick.choice(self.cells)
        if Meeting.objects.unscoped(WHY).filter(
            unit=cell, held_on=held_on, kind=kind, starts_at=starts
        ):
            return
        meeting = a_held_meeting(
            cell,
            held_on,
            kind=kind,
            starts_at=starts,
            ends_at=ends,
            expected=expected,
            present=self.pick.randint(0, expected),
            origin=self.pick.choice(("", "import:1")),
        )
        if self.pick.random() < 0.5:
            a_score(
                meeting,
                official_total=self.pick.choice((None, Decimal(self.pick.randint(0, 200)) / 2)),
                official_grade=self.pick.choice(GRADES),
            )

    def correct_a_meeting(self) -> None:
        meetings = list(Meeting.objects.unscoped(WHY).order_by("id"))
        if not meetings:
            return
        meeting = self.pick.choice(meetings)
        rows = Meeting.objects.unscoped(WHY).filter(pk=meeting.pk)
        rows.update(
            present=0,
            held_on=self.day(),
            starts_at=None,
            kind=self.pick.choice(KINDS),
        )

    def drop_a_meeting(self) -> None:
        meetings = list(Meeting.objects.unscoped(WHY).order_by("id"))
        for meeting in self.pick.sample(meetings, min(1, len(meetings))):
            ScoreSheet.objects.unscoped(WHY).filter(meeting=meeting).delete()
            meeting.delete()

    def regrade(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE scoring_scoresheet SET official_total = 55, official_grade = %s"
                " WHERE id % 3 = %s".replace("% 3", "%% 3"),
                [self.pick.choice(GRADES), self.pick.randint(0, 2)],
            )

    def admit(self) -> None:
        joined_on = self.day()
        a_member(
            self.alive(),
            joined_on=joined_on,
            full_on=self.pick.choice((None, self.day(joined_on))),
        )

    def change_members(self) -> None:
        known = list(Member.objects.unscoped(WHY).order_by("id").values_list("pk", flat=True))
        ids = self.pick.sample(known, min(2, len(known)))
        cell = self.alive()
        state = self.pick.choice(("left", "exempt", "full"))
        rows = Member.objects.unscoped(WHY).filter(pk__in=ids)
        for member in rows.filter(state_on=None):
            if Stay.objects.unscoped(WHY).filter(member=member).count() == 1:
                move_home(member, cell, max(self.day(), member.joined_on + timedelta(days=1)))
                member.save()
        rows.update(state=state, state_on=self.day())

    def report(self) -> None:
        cell, month = self.pick.choice(self.cells), self.day().replace(day=1)
        if not MonthlyReport.objects.unscoped(WHY).filter(unit=cell, month=month).exists():
            submitted = datetime.combine(self.day(month), time(9), tzinfo=ZONE)
            a_report(
                cell,
                month,
                state=self.pick.choice(("draft", "submitted", "returned", "accepted")),
                submitted_at=submitted,
            )

    def shorten_the_minimum(self) -> None:
        CellHabit.objects.update_or_create(
            unit=self.pick.choice(self.cells),
            defaults={"minimum_minutes": self.pick.choice((None, 45, 60))},
        )

    def found_or_end_a_cell(self) -> None:
        cell = self.pick.choice(self.cells)
        if UnitChange.objects.unscoped(WHY).filter(Q(unit=cell) | Q(receivers__contains=[cell.pk])):
            return
        founded = self.pick.choice((None, self.day()))
        cell.founded_on = founded
        cell.ended_before = self.pick.choice((None, None, self.day(founded or date(2024, 1, 1))))
        if founded != cell.ended_before or founded is None:
            cell.save()
            redraw([cell.pk])

    def add_a_cell(self) -> None:
        self.cells.append(a_cell(self.pick.choice([*self.communes, *self.cells[:2]])))

    def standing(self, on: date, *kinds: str) -> list[Unit]:
        """Units without a date of their own that no later change names: free to be changed."""
        busy = set()
        for change in UnitChange.objects.unscoped(WHY).filter(on__gte=on):
            busy |= {change.unit_id, *change.receivers}
        rows = Unit.objects.unscoped(WHY).filter(kind__in=kinds, ended_before=None, founded_on=None)
        return sorted(rows.exclude(pk__in=busy), key=lambda unit: unit.pk)

    def move_a_unit(self) -> None:
        on = self.day()
        units = self.standing(on, "chi_bo_truc_thuoc", "dang_bo_bo_phan")
        if not units:
            return
        unit = self.pick.choice(units)
        communes = [
            each
            for each in self.standing(on, "dang_bo_co_so", "dang_bo_bo_phan")
            if not each.path.startswith(unit.path)
        ]
        if communes:
            a_change("moved", unit, on, self.pick.choice(communes))

    def end_a_unit(self) -> None:
        on = self.day()
        kind = self.pick.choice(("dang_bo_bo_phan", "chi_bo_truc_thuoc", "chi_bo_truc_thuoc"))
        units = self.standing(on, kind)
        if len(units) > 3:
            gone, stays = self.pick.sample(units, 2)
            if not (stays.path.startswith(gone.path) or gone.path.startswith(stays.path)):
                a_change(self.pick.choice(("merged", "split", "amalgamated")), gone, on, stays)

    def upgrade_a_cell(self) -> None:
        on = self.day()
        if units := self.standing(on, "chi_bo_co_so"):
            a_change("upgraded", units[0], on, new_kind="dang_bo_co_so")

    def reshape(self) -> None:
        parent = self.pick.choice(self.communes)
        part = a_unit("Đảng bộ bộ phận", parent=parent, kind="dang_bo_bo_phan")
        self.cells.append(a_cell(part))

    def act(self) -> None:
        often = (self.meet, self.meet, self.meet, self.admit, self.report)
        seldom = (
            self.correct_a_meeting,
            self.drop_a_meeting,
            self.regrade,
            self.change_members,
            self.shorten_the_minimum,
            self.found_or_end_a_cell,
            self.add_a_cell,
            self.move_a_unit,
            self.move_a_unit,
            self.end_a_unit,
            self.upgrade_a_cell,
            self.reshape,
        )
        self.pick.choice((*often, *seldom))()
