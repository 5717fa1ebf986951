"""Two records of one man in one cell, and the clerk of the commune who keeps both."""

from datetime import date
from typing import Any

import pytest

from chibo.areas.meetings.models import Attendance
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.tasks.models import Task
from chibo.core.actor import Actor
from tests.areas.members.duplicates.pairs import BORN, NUMBER
from tests.factories import (
    a_cell,
    a_commune,
    a_held_meeting,
    a_member,
    a_post,
    a_province,
    an_account,
    an_actor,
)


@pytest.fixture
def province() -> Unit:
    return a_province()


@pytest.fixture
def commune(province: Unit) -> Unit:
    return a_commune(province)


@pytest.fixture
def clerk(commune: Unit) -> Actor:
    return an_actor("clerk", commune)


@pytest.fixture
def cell(commune: Unit) -> Unit:
    return a_cell(commune)


@pytest.fixture
def kept(cell: Unit) -> Member:
    return a_member(cell, "Nguyễn Văn Thành", born_on=BORN, code="DV1")


@pytest.fixture
def gone(cell: Unit) -> Member:
    return a_member(
        cell,
        "Nguyen Van Thanh",
        born_on=BORN,
        code="DV2",
        phone="0900000001",
        citizen_number=NUMBER,
        ethnicity="Kinh",
    )


@pytest.fixture
def entangled(cell: Unit, kept: Member, gone: Member, commune: Unit) -> dict[str, Any]:
    """Both on the roll of one meeting, the other alone on another; a task, an account, a post."""
    both, alone = a_held_meeting(cell), a_held_meeting(cell, date(2026, 4, 5))
    Attendance.objects.create(meeting=both, member=kept, state="present")
    Attendance.objects.create(meeting=both, member=gone, state="unexcused")
    Attendance.objects.create(meeting=alone, member=gone, state="present")
    Task.objects.create(unit=cell, title="Vận động", owner=gone, given_on=date(2026, 3, 5))
    an_account("member", cell, member=gone)
    a_post(gone, "Bí thư", cell)
    return {"both": both, "alone": alone}
