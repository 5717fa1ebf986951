"""Builds the sample in an empty database: what `chibo demo` shows, and journeys and tests use."""

import tempfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from django.db import connection, transaction

from chibo.areas.access.queries import operator_actor
from chibo.areas.exchange.actions import import_files
from chibo.areas.indicators import actions as indicators
from chibo.areas.meetings.actions import keep_habit
from chibo.areas.meetings.models import CellHabit
from chibo.core.actor import Actor
from chibo.core.errors import Refused
from chibo.core.i18n import in_vietnamese
from chibo.core.periods import months_between
from chibo.sample.absences import ask_absences
from chibo.sample.cells import Cell
from chibo.sample.chi_uy import hold_chi_uy
from chibo.sample.collecting import collect_dues, give_badges
from chibo.sample.committees import open_terms
from chibo.sample.directing import direct
from chibo.sample.drafting import write_drafts
from chibo.sample.hours import at
from chibo.sample.inputs import send_inputs
from chibo.sample.lives import Lives
from chibo.sample.minutes import sign_minutes
from chibo.sample.noticing import tell_notices
from chibo.sample.noting import Notes
from chibo.sample.own_rules import write_rules
from chibo.sample.periods_reported import report_periods
from chibo.sample.playing import Player
from chibo.sample.province import Province, invent
from chibo.sample.registering import keep_registers
from chibo.sample.reorganising import draft_plan
from chibo.sample.reports_played import Correspondence
from chibo.sample.staff import DemoAccount, Staff
from chibo.sample.stories import MonthStory
from chibo.sample.summing_up import sum_up
from chibo.sample.telling import Teller
from chibo.sample.topics import plan_topics
from chibo.sample.workbooks import Sheets, news_book, old_books, write_book
from chibo.sample.written import Desk, MonthWriter

__all__ = ["DemoAccount", "build_sample"]


class SampleRefused(Refused):
    """The sample's own workbook was refused: a fault of the program, told openly."""

    code = "sample_refused"


def build_sample(*, today: date, seed: int, now: datetime) -> list[DemoAccount]:
    """Build the province for the day; two machines get the same but for passwords.

    `now` is when the accounts of the demo are made. Raises NoRulesYet for a day before the rules.
    """
    province = invent(today=today, seed=seed)
    with in_vietnamese(), transaction.atomic():
        staff, demo = open_offices(province, now)
        _tell_months(province, staff)
        sign_minutes(province, staff)
        collect_dues(province, staff)
        give_badges(province, staff)
        plan_topics(province, staff)
        ask_absences(province, staff)
        send_inputs(province, staff)
        hold_chi_uy(province, staff)
        Lives(province, staff).tell()
        direct(province, staff)
        keep_registers(province, staff)
        draft_plan(province, staff)
        write_drafts(province, staff)
        tell_notices(today)
        write_rules(province, staff)
    indicators.fold(today=today)
    with in_vietnamese(), transaction.atomic():  # drawn from figures already kept
        report_periods(province, staff)
        sum_up(province, staff)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # the first pages come before the server looks by itself
    return demo


def open_offices(province: Province, now: datetime) -> tuple[Staff, list[DemoAccount]]:
    """The province up to its last months: old books taken, people at their posts."""
    operator = operator_actor("chibo demo")
    _take(operator, "so-sach-cu.xlsx", old_books(province), province.first_record.first)
    staff = Staff(province, now)
    demo = staff.hire()
    clerk = staff.actor("clerk", province.tree.bodies[0].code)
    _take(clerk, "bien-dong-dang-vien.xlsx", news_book(province), province.running.first)
    staff.know_members()
    _keep_habits(province, staff)
    open_terms(province, staff.units, clerk)
    return staff, demo


def _take(actor: Actor, name: str, sheets: Sheets, day: date) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        write_book(path, sheets)
        result = import_files(actor=actor, paths=[path], dry_run=False, now=at(day, 8))
    if not result.taken:
        raise SampleRefused("\n".join(result.lines()))


def _keep_habits(province: Province, staff: Staff) -> None:
    for cell in province.standing:
        usual = cell.usual
        habit = CellHabit(
            unit_id=staff.units[cell.code].pk,
            fixed_day=usual.rule,
            usual_time=usual.at,
            usual_place=usual.venue,
            minimum_minutes=usual.own_minimum,
            minimum_source=usual.minimum_source,
        )
        secretary = staff.actor("secretary", cell.code)
        keep_habit(actor=secretary, habit=habit, now=at(province.first_record.first, 9))


def _tell_months(province: Province, staff: Staff) -> None:
    """The cells people will look at first through the actions, the others many at once."""
    months = months_between(province.first_record, province.running)
    others = []
    for cell in province.standing:
        desk, teller = desk_of(cell, staff), Teller(province, cell)
        if cell in province.shown_cells:
            notes = Notes(desk.secretary, province.seed) if teller.is_demo else None
            play_cell(desk, [teller.tell(month) for month in months], staff, notes)
        else:
            others.append((desk, teller))
    writer = MonthWriter(staff.members, province.seed)
    for month in months:
        writer.write([(desk, teller.tell(month)) for desk, teller in others])
    writer.finish()


def desk_of(cell: Cell, staff: Staff) -> Desk:
    """Who writes for a cell, and who decides above it."""
    return Desk(
        cell=cell,
        unit=staff.units[cell.code],
        secretary=staff.actor("secretary", cell.code),
        superior=staff.superior_of(cell),
    )


def play_cell(
    desk: Desk, stories: Sequence[MonthStory], staff: Staff, notes: Notes | None = None
) -> None:
    """A cell's months through the areas' actions."""
    seed = staff.province.seed
    player = Player(desk.cell, desk.unit, desk.secretary, staff.members, seed, notes)
    letters = Correspondence(desk.unit, desk.secretary, desk.superior, seed)
    for story in stories:
        for meeting in story.meetings:
            player.play(meeting)
        if story.report:
            letters.play(story.report)
