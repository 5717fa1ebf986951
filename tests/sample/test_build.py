"""What the sample puts into the database: counts, a half-done month, figures that agree."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.db import connection
from django.db.models import F
from django.test import TestCase
from pytest_django import DjangoDbBlocker

from chibo.areas.access.models import Account, RoleGrant
from chibo.areas.access.queries import actor_of, operator_actor
from chibo.areas.access.roles import roles
from chibo.areas.badges.models import Badge
from chibo.areas.deadlines.queries import deadlines as list_deadlines
from chibo.areas.dues.models import DuesSheet
from chibo.areas.indicators import actions as indicators
from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import counts_of, roll_of
from chibo.areas.members.models import Member, Transfer
from chibo.areas.members.queries import count_proposals, overdue_transfers
from chibo.areas.organisation.models import Unit, UnitQuerySet
from chibo.areas.oversight.queries import board
from chibo.areas.places.models import Place
from chibo.areas.places.queries import coverage
from chibo.areas.posts.queries import concurrent_shares, oddities, terms_ending, without_term
from chibo.areas.reports.models import MonthlyReport
from chibo.areas.scoring.models import ScoreSheet
from chibo.areas.tasks.models import ReviewOutcome, Task
from chibo.areas.tasks.queries import own_tasks, with_carries
from chibo.cli.demonstration import find_sample
from chibo.core.embedded import connection_parameters, database_in_use
from chibo.core.models import AuditEvent
from chibo.sample.build import DemoAccount
from chibo.web.trail.words import act_words
from tests.built_homes import OLDER, copy_built_demo
from tests.factories import an_actor
from tests.homes import open_folder
from tests.sample.fingerprint import fingerprint

WHY = "tests look at everything"
TODAY = date(2026, 11, 21)  # the day of the demo that the journeys use
FINGERPRINT = Path(__file__).with_name("fingerprint.json")
RUNNING = date(2026, 11, 1)
BEFORE = date(2026, 10, 1)


def _units() -> UnitQuerySet:
    return Unit.objects.unscoped(WHY)


def _demo_cell() -> Unit:
    return RoleGrant.objects.unscoped(WHY).get(account__username="bithu").unit


@pytest.fixture(scope="module", autouse=True)
def _in_the_demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database is the one that `chibo demo` made, in a copy of its home."""
    usual = dict(connection.settings_dict)
    with open_folder() as ground, pytest.MonkeyPatch.context() as patched:
        home = copy_built_demo(ground / "home")
        patched.delenv("CHIBO_DATABASE_URL", raising=False)
        patched.setenv("CHIBO_HOME", str(home))
        with database_in_use(), django_db_blocker.unblock():
            connection.close()
            connection.settings_dict.update(connection_parameters())
            yield
            connection.close()
            connection.settings_dict.update(usual)


class TestSample(TestCase):
    """What the command built, looked at; and it is what another machine builds."""

    accounts: list[DemoAccount]

    @classmethod
    def setUpTestData(cls) -> None:
        found = find_sample()
        assert found is not None
        cls.accounts = [DemoAccount(**account) for account in found.accounts]

    def test_every_machine_builds_the_same(self) -> None:
        """Where the sample was changed on purpose: `python -m tests.sample.print_fingerprint`."""
        seen = fingerprint()
        assert seen == json.loads(FINGERPRINT.read_text())
        assert len(set(seen.values())) == len(seen)

    def test_dues_of_some_months_and_what_is_due(self) -> None:
        cell, operator = _demo_cell(), operator_actor("test")
        months = DuesSheet.objects.unscoped(WHY).filter(unit=cell).order_by("month")
        assert [sheet.state for sheet in months] == ["closed", "closed", "open", "open"]
        assert all(sheet.settled > sheet.people // 2 for sheet in months[:3])
        root = _units().get(parent__isnull=True)
        due = list_deadlines(operator, root, TODAY)
        assert {"probation_soon", "badge_due", "arrears", "badge_missed"} <= due.counts.keys()
        assert Badge.objects.unscoped(WHY).count() > 100

    def test_120_cells_of_seven_types_and_3000_members_stand_today(self) -> None:
        cells = _units().cells().existing_on(TODAY)
        assert cells.count() == 120
        assert set(cells.values_list("cell_type", flat=True)) == {
            "village",
            "agency",
            "public_service",
            "state_enterprise",
            "private_enterprise",
            "school",
            "armed_forces",
        }
        assert Member.objects.unscoped(WHY).counted_on(TODAY).count() == 3000
        states = Counter(Member.objects.unscoped(WHY).values_list("state", flat=True))
        assert set(states) == {"full", "probationary", "exempt", "transferred", "deceased", "left"}

    def test_a_cell_was_founded_and_one_ended(self) -> None:
        assert _units().cells().filter(founded_on__gt=date(2025, 1, 1)).count() == 1
        assert _units().cells().filter(ended_before__lte=TODAY).count() == 1

    def test_the_past_came_by_workbook_and_the_last_months_are_whole_records(self) -> None:
        held = Meeting.objects.unscoped(WHY).held()
        assert held.filter(month__lt=date(2026, 8, 1)).exclude(origin="").count() > 2400
        whole = held.filter(month__gte=date(2026, 8, 1))
        assert whole.exclude(origin="").count() == 0
        assert whole.count() > 350
        assert whole.filter(attendance__isnull=True).count() == 0
        assert whole.filter(votes__isnull=True).count() == 0
        assert whole.filter(score_sheet__self_total__isnull=True).count() == 0
        assert whole.filter(resolution__number__isnull=True).count() == 0

    def test_facts_of_meetings_are_those_of_their_roll(self) -> None:
        rows = Meeting.objects.unscoped(WHY).filter(origin="").held().select_related("unit")
        for meeting in rows.order_by("id")[::9]:
            counts = counts_of(roll_of(meeting))
            assert counts.unmarked == 0
            assert (meeting.expected, meeting.present) == (counts.expected, counts.present)
            assert (meeting.excused, meeting.unexcused) == (counts.excused, counts.unexcused)

    def test_posts_make_shares_below_their_targets_and_a_few_oddities(self) -> None:
        clerk = operator_actor("kiểm thử")
        province = _units().get(parent=None)
        secretary, deputy, _head = concurrent_shares(clerk, province, TODAY)
        assert secretary.target is not None
        assert 50 < (secretary.value or 0) < 100
        assert 30 < (deputy.value or 0) < 80
        found = {each.code: each.count for each in oddities(clerk, province, TODAY)}
        assert found["two_secretaries"] == 1
        assert found["no_secretary"] == 1
        assert terms_ending(clerk, TODAY).count() == 1
        assert without_term(clerk, TODAY).count() >= 1

    def test_letters_are_under_way_one_is_overdue_one_refused_and_somebody_is_away(self) -> None:
        states = Counter(Transfer.objects.unscoped(WHY).values_list("kind", "state"))
        assert states == {
            ("internal", "issued"): 2,
            ("internal", "refused"): 1,
            ("temporary", "accepted"): 2,
        }
        guests = Transfer.objects.unscoped(WHY).filter(member=None)
        sheets = DuesSheet.objects.unscoped(WHY).filter(entries__guest__in=guests)
        assert {sheet.unit for sheet in sheets} == {guests.get().to_cell}
        root = _units().get(parent__isnull=True)
        clerk = actor_of(Account.objects.get(username="tonghop"), TODAY)
        assert [late.code for late in overdue_transfers(clerk, TODAY, root)] == ["not_presented"]
        assert count_proposals(clerk, root) == 1

    def test_figures_agree_with_a_recount(self) -> None:
        assert indicators.verify(today=TODAY) == []

    def test_reports_wait_are_returned_accepted_and_late(self) -> None:
        rows = MonthlyReport.objects.unscoped(WHY)
        states = Counter(rows.values_list("state", flat=True))
        assert states["accepted"] > 300
        assert states["submitted"] >= 5
        assert states["returned"] >= 1
        late = [r for r in rows if r.first_submitted_at and r.first_submitted_at.date() > r.due_on]
        assert len(late) > 15
        assert rows.filter(month=BEFORE).count() < 120

    def test_villages_have_a_cell_but_for_a_few_and_one_was_renamed(self) -> None:
        province = _units().get(parent__isnull=True)
        seen = coverage(an_actor("superior", province), province, TODAY)
        assert seen.total == 57
        assert 2 <= len(seen.uncovered) <= 5
        assert {row.total > 15 for row in seen.communes} == {True}
        assert seen.unplaced == ()
        assert Place.objects.unscoped(WHY).filter(became__isnull=False).count() == 1

    def test_units_have_somebody_who_follows_them_but_for_a_few(self) -> None:
        for body in _units().filter(is_cell=False):
            seen = board(an_actor("superior", body), body, TODAY)
            assert len(seen.gaps) <= 2
            assert all(row.why for row in seen.gaps)
        province = _units().get(parent__isnull=True)
        open_ones = board(an_actor("superior", province), province, TODAY)
        assert 3 <= open_ones.below + len(open_ones.gaps) <= 10

    def test_the_running_month_is_half_done(self) -> None:
        rows = Meeting.objects.unscoped(WHY).filter(month=RUNNING)
        closed, planned = rows.filter(state="closed"), rows.filter(state="planned")
        assert closed.values("unit").distinct().count() > 40
        assert planned.filter(planned_on__gte=TODAY, attendance=None).count() > 10
        assert planned.filter(attendance__isnull=False).exists()
        overdue = planned.filter(planned_on__lt=TODAY, attendance=None)
        met = closed.exclude(kind="thematic").values("unit")
        assert overdue.exists()
        assert _units().cells().existing_on(TODAY).exclude(pk__in=met).count() > 30

    def test_every_act_of_the_trail_is_told_in_words(self) -> None:
        acts = AuditEvent.objects.values_list("action", "kind").distinct()
        assert acts
        assert [action for action, kind in acts if action in act_words(action, kind)] == []

    def test_nothing_lies_in_the_future(self) -> None:
        assert not Meeting.objects.unscoped(WHY).filter(held_on__gte=TODAY).exists()
        assert (
            not MonthlyReport.objects.unscoped(WHY).filter(submitted_at__date__gte=TODAY).exists()
        )

    def test_official_scores_stay_below_or_at_the_cells_own(self) -> None:
        sheets = ScoreSheet.objects.unscoped(WHY).filter(official_total__isnull=False)
        assert not sheets.filter(official_total__gt=F("self_total")).exists()
        lower = sheets.filter(official_total__lt=F("self_total")).count()
        assert 0.3 < lower / sheets.count() < 0.7
        assert sheets.exclude(official_grade=F("self_grade")).exists()

    def test_the_secretary_of_the_demo_is_in_the_middle_of_a_month(self) -> None:
        cell = _demo_cell()
        last = MonthlyReport.objects.unscoped(WHY).get(unit=cell, month=BEFORE)
        assert last.state == "accepted"
        running = Meeting.objects.unscoped(WHY).get(unit=cell, month=RUNNING)
        assert (running.state, running.planned_on) == ("planned", TODAY)
        assert running.notice_sent_on is not None
        assert not running.attendance.exists()
        rows = Task.objects.unscoped(WHY).filter(unit=cell).still_open()
        carries = sorted(int(task.carries) for task in with_carries(rows))
        assert carries[-1] == 2
        assert len(carries) >= 2

    def test_tasks_were_done_carried_over_and_dropped(self) -> None:
        outcomes = Counter(Task.objects.unscoped(WHY).values_list("reviews__outcome", flat=True))
        assert {ReviewOutcome.DONE, ReviewOutcome.CARRIED, ReviewOutcome.DROPPED} <= set(outcomes)

    def test_built_anew_it_has_nothing_of_an_older_demo(self) -> None:
        assert not Account.objects.filter(username=OLDER).exists()

    def test_there_is_an_account_for_each_role_that_can_sign_in(self) -> None:
        names = {account.role_name.split(" (")[0] for account in self.accounts}
        assert names == {role.name for role in roles().values()}
        for shown in self.accounts:
            account = authenticate(username=shown.username, password=shown.password)
            assert isinstance(account, Account)
            assert not account.must_change_password
            assert account.member is not None
            assert account.member.full_name == account.full_name == shown.full_name
            assert actor_of(account, TODAY).grants

    def test_the_member_of_the_demo_is_about_seventy_and_has_a_task(self) -> None:
        account = Account.objects.get(username="dangvien")
        assert account.member is not None
        assert TODAY.year - account.member.born_on.year == 70
        actor = actor_of(account, TODAY)
        assert [each.task.title for each in own_tasks(actor, TODAY)]

    def test_every_cell_has_a_secretary_whose_password_nobody_knows(self) -> None:
        grants = RoleGrant.objects.unscoped(WHY).filter(role="secretary")
        assert grants.values("unit").distinct().count() == 120
        shown = {account.username for account in self.accounts}
        for grant in grants.select_related("account"):
            known = grant.account.username in shown
            assert grant.account.has_usable_password() == known
