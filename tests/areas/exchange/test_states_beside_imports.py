"""A member's recorded states and the workbook `Đảng viên` get on with each other."""

from datetime import date, datetime
from pathlib import Path

import pytest

from chibo.areas.access.queries import operator_actor
from chibo.areas.exchange import queries
from chibo.areas.exchange.actions import undo
from chibo.areas.exchange.errors import CannotUndo
from chibo.areas.exchange.models import ImportBatch
from chibo.areas.members.actions import record_move
from chibo.areas.members.models import Member, StateChange
from chibo.areas.members.rules import MoveWish
from chibo.areas.organisation.models import Unit
from chibo.core.clock import ZONE
from tests.factories import an_actor
from tests.factories.workbooks import counts, take, three_sheets

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 5, 9, 0, tzinfo=ZONE)


def member() -> Member:
    return Member.objects.unscoped("test").get(code="02")


def recognise() -> StateChange:
    clerk = an_actor("clerk", Unit.objects.unscoped("test").get(code="52"))
    wish = MoveWish(
        "recognised",
        decision_number="Số 15-QĐ/ĐU",
        considered_on=date(2026, 6, 2),
        decided_on=date(2026, 6, 20),
    )
    return record_move(actor=clerk, member_id=member().pk, wish=wish, version=1, now=NOW)


def test_what_a_move_recorded_goes_out_and_comes_back_without_a_change(tmp_path: Path) -> None:
    take(tmp_path, three_sheets())
    recognise()
    out = queries.export_workbook(actor=operator_actor("kiểm thử"), unit_code="52", on=None)
    result = take(tmp_path, out)
    assert result.taken
    assert counts(result)["Đảng viên"] == (3, 0, 0, 3)
    assert (member().state, member().full_on) == ("full", date(2026, 5, 19))


def test_an_older_file_without_the_date_leaves_the_recognition_alone(tmp_path: Path) -> None:
    take(tmp_path, three_sheets())
    recognise()
    again = take(tmp_path, three_sheets())
    assert counts(again)["Đảng viên"] == (3, 0, 0, 3)
    assert member().full_on == date(2026, 5, 19)


def test_an_import_whose_members_have_moved_on_is_not_undone(tmp_path: Path) -> None:
    take(tmp_path, three_sheets())
    recognise()
    batch = ImportBatch.objects.unscoped("test").get()
    with pytest.raises(CannotUndo):
        undo(actor=operator_actor("kiểm thử"), batch_id=batch.pk, now=NOW)
