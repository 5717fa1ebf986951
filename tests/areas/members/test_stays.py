"""Where members were at home, day by day."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from chibo.areas.indicators.recount.lines import broken_stays
from chibo.areas.members import homes
from chibo.areas.members.actions import MemberCorrection, correct_member
from chibo.areas.members.models import Member, Stay
from chibo.areas.members.stays import begin_stays
from chibo.areas.organisation.models import Unit
from chibo.core.clock import ZONE
from chibo.core.periods import FOREVER
from tests.factories import a_cell, a_commune, a_member, an_actor

NOW = datetime(2026, 11, 5, 9, 0, tzinfo=ZONE)
JOINED, JULY = date(2010, 5, 19), date(2025, 7, 1)


@pytest.fixture
def commune(db: None) -> Unit:
    return a_commune()


@pytest.fixture
def cell(commune: Unit) -> Unit:
    return a_cell(commune)


@pytest.fixture
def other(commune: Unit) -> Unit:
    return a_cell(commune)


def stays(member: Member) -> list[tuple[Unit, date, date, str]]:
    rows = Stay.objects.unscoped("a test").filter(member=member).order_by("starts_on")
    return [(row.cell, row.starts_on, row.ends_before, row.how) for row in rows]


def correct(member: Member, **more: Any) -> None:
    fields = MemberCorrection.__dataclass_fields__
    wanted = {name: getattr(member, name) for name in fields} | more
    correct_member(
        actor=an_actor("clerk", member.cell.parent),
        member_id=member.pk,
        correction=MemberCorrection(**wanted),
        version=member.version,
        now=NOW,
    )
    member.refresh_from_db()


def test_a_member_is_at_home_since_joining(cell: Unit) -> None:
    assert stays(a_member(cell)) == [(cell, JOINED, FOREVER, "joined")]


def test_nobody_is_at_home_in_two_cells_on_one_day(cell: Unit, other: Unit) -> None:
    member = a_member(cell)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stay.objects.create(member=member, cell=other, starts_on=JULY)


def test_a_correction_of_cell_or_day_corrects_the_stay(cell: Unit, other: Unit) -> None:
    member = a_member(cell)
    correct(member, cell_id=other.pk, joined_on=date(2010, 6, 1))
    assert stays(member) == [(other, date(2010, 6, 1), FOREVER, "joined")]
    assert broken_stays() == []


def test_a_move_leaves_the_days_before_it_alone(cell: Unit, other: Unit) -> None:
    member = a_member(cell)
    homes.move_home(member, other, JULY)
    member.save()
    assert stays(member) == [
        (cell, JOINED, JULY, "joined"),
        (other, JULY, FOREVER, "transferred"),
    ]
    assert broken_stays() == []
    correct(member, cell_id=cell.pk)
    assert stays(member)[1][0] == cell


def test_an_end_taken_back_opens_the_last_stay_again(cell: Unit) -> None:
    member = a_member(cell)
    homes.end_home(member, JULY)
    assert stays(member) == [(cell, JOINED, JULY, "joined")]
    homes.reopen_home(member, JULY)
    assert stays(member) == [(cell, JOINED, FOREVER, "joined")]


def test_who_comes_back_has_a_gap_between_two_stays(cell: Unit, other: Unit) -> None:
    member = a_member(cell)
    homes.end_home(member, JULY)
    homes.begin_home(member, other, date(2026, 1, 1))
    member.save()
    assert [row[1:3] for row in stays(member)] == [(JOINED, JULY), (date(2026, 1, 1), FOREVER)]
    assert broken_stays() == [
        f"Đảng viên {member.code}: quá trình sinh hoạt bị ngắt quãng mà không có quyết định."
    ]


def test_a_later_day_of_joining_forgets_the_stays_before_it(cell: Unit, other: Unit) -> None:
    member = a_member(cell, full_on=None)
    homes.move_home(member, other, date(2010, 9, 1))
    member.save()
    correct(member, joined_on=date(2010, 10, 1))
    assert [row[:3] for row in stays(member)] == [(other, date(2010, 10, 1), FOREVER)]


def test_a_first_import_reads_each_stay_once_however_many_begin(cell: Unit) -> None:
    """How their marks are found was settled in this session while nobody had a stay."""
    people = [a_member(cell).pk for _each in range(60)]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE members_stay")
        cursor.execute("ANALYZE members_stay")
        begin_stays([])
        before = _stays_read(cursor)
        begin_stays(people)
        assert _stays_read(cursor) - before <= 2 * len(people)
    assert Stay.objects.unscoped("a test").filter(member__in=people).count() == len(people)


def _stays_read(cursor: Any) -> int:
    cursor.execute(
        "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables"
        " WHERE relname = 'members_stay'"
    )
    return int(cursor.fetchone()[0])
