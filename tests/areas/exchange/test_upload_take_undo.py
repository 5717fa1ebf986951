"""Upload, see what was found, take, undo: what the clerk does in the browser."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from chibo.areas.access.models import RoleGrant
from chibo.areas.access.queries import actor_of
from chibo.areas.documents.secrecy import MarkedSecret
from chibo.areas.exchange import actions, carrying_out, queries
from chibo.areas.exchange.errors import CannotRead, CannotTake, CannotUndo
from chibo.areas.exchange.models import ImportBatch, ImportFile, ImportState
from chibo.areas.meetings.models import CellHabit, Meeting
from chibo.areas.members.actions import MemberCorrection, correct_member
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.scoring.models import ScoreSheet
from chibo.core.actor import Actor
from chibo.core.errors import NotAllowed, NotThere
from chibo.core.models import AuditEvent
from tests.factories import a_cell, a_member, a_province, a_report, a_unit, an_account
from tests.factories.workbooks import (
    MEMBER_HEADINGS,
    MEMBERS,
    NOW,
    UNIT_HEADINGS,
    UNITS,
    Table,
    a_workbook,
    take,
    three_sheets,
    with_cell,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def province() -> Unit:
    return a_province("Đảng bộ tỉnh Ví Dụ", code="52", place="")


@pytest.fixture
def clerk(province: Unit) -> Actor:
    return actor_of(an_account("clerk", province), NOW.date())


def uploaded(actor: Actor, unit: Unit, sheets: dict[str, Table] | None = None) -> ImportBatch:
    content = a_workbook(sheets or three_sheets())
    files = [("so-lieu.xlsx", content)]
    return actions.upload(actor=actor, unit=unit, files=files, now=NOW)


def taken(actor: Actor, unit: Unit, sheets: dict[str, Table] | None = None) -> ImportBatch:
    batch = uploaded(actor, unit, sheets)
    assert batch.state == ImportState.CHECKED, list(batch.problems.values("message"))  # type: ignore[attr-defined]
    return actions.take(actor=actor, batch_id=batch.pk, now=NOW)


def register() -> dict[str, list[dict[str, Any]]]:
    """Every record, without versions."""
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name != "version"}
            for row in model.objects.unscoped("test").order_by("pk").values()  # type: ignore[attr-defined]
        ]
        for model in (Unit, Member, Meeting, ScoreSheet)
    }


def test_an_upload_is_checked_and_waits_to_be_taken(clerk: Actor, province: Unit) -> None:
    batch = uploaded(clerk, province)

    view = queries.get_batch(clerk, batch.pk)
    assert (batch.state, view.can_take, view.is_running) == (ImportState.CHECKED, True, False)
    assert [(each.title, each.new, each.same) for each in view.sheets] == [
        ("Tổ chức", 3, 1),
        ("Đảng viên", 3, 0),
        ("Sinh hoạt", 2, 0),
    ]
    assert view.file_names == ("so-lieu.xlsx",)
    assert not Member.objects.unscoped("test").exists()


def test_a_taken_import_is_on_record_once_however_often_it_is_asked_for(
    clerk: Actor, province: Unit
) -> None:
    batch = taken(clerk, province)
    again = actions.take(actor=clerk, batch_id=batch.pk, now=NOW)

    assert (batch.state, again.state) == (ImportState.TAKEN, ImportState.TAKEN)
    assert Member.objects.unscoped("test").count() == 3
    assert list(AuditEvent.objects.order_by("id").values_list("action", "unit_id")) == [
        ("import.uploaded", province.pk),
        ("import.taken", province.pk),
    ]


def test_faults_are_listed_and_nothing_can_be_taken(clerk: Actor, province: Unit) -> None:
    rows = with_cell(MEMBERS, 2, "Ngày sinh", "13/25/2024")
    batch = uploaded(clerk, province, {"Tổ chức": UNITS, "Đảng viên": rows})

    assert batch.state == ImportState.REFUSED
    (problem,) = queries.problems(clerk, batch.pk, severity="error")
    assert (problem.sheet, problem.row, problem.column) == ("Đảng viên", 2, "Ngày sinh")
    with pytest.raises(CannotTake):
        actions.take(actor=clerk, batch_id=batch.pk, now=NOW)


def test_garbage_is_refused_at_once_and_not_kept(clerk: Actor, province: Unit) -> None:
    with pytest.raises(CannotRead):
        actions.upload(actor=clerk, unit=province, files=[("a.xlsx", b"PK" * 999)], now=NOW)
    secret = a_workbook({"Tổ chức": with_cell(UNITS, 2, "Loại hình", "MẬT")})
    with pytest.raises(MarkedSecret):
        actions.upload(actor=clerk, unit=province, files=[("a.xlsx", secret)], now=NOW)
    assert not ImportFile.objects.exists()


def test_somebody_without_the_role_neither_uploads_nor_sees(clerk: Actor, province: Unit) -> None:
    stranger = actor_of(an_account("clerk", a_unit("Nơi khác")), NOW.date())
    with pytest.raises(NotAllowed):
        uploaded(stranger, province)
    batch = uploaded(clerk, province)
    with pytest.raises(NotThere):
        queries.get_batch(stranger, batch.pk)
    with pytest.raises(NotThere):
        actions.take(actor=stranger, batch_id=batch.pk, now=NOW)
    assert not queries.batches(stranger).exists()
    assert list(queries.batches(clerk)) == [batch]


def test_rows_outside_the_clerks_part_of_the_tree_are_refused(province: Unit) -> None:
    commune = a_unit("Xã Một", parent=province, code="52.1")
    here, elsewhere = a_cell(commune, code="52.1.1"), a_cell(province, code="52.9")
    a_member(elsewhere, code="9")
    clerk = actor_of(an_account("clerk", commune), NOW.date())
    person = ["Nguyễn Văn An", "Nam", "05/02/1970", ""]
    rows = [
        MEMBER_HEADINGS,
        ["1", *person, here.code, "03/02/1995"],
        ["2", *person, elsewhere.code, "03/02/1995"],
        ["9", *person, here.code, "03/02/1995"],
    ]
    units = [UNIT_HEADINGS, ["52.8", "Xã Tám", "Đảng bộ cơ sở", "52"]]
    batch = uploaded(clerk, commune, {"Tổ chức": units, "Đảng viên": rows})

    problems = queries.problems(clerk, batch.pk, severity="error")
    assert [(p.sheet, p.row, p.code) for p in problems] == [
        ("Tổ chức", 2, "outside_scope"),
        ("Đảng viên", 3, "outside_scope"),
        ("Đảng viên", 4, "outside_scope"),
    ]


def test_an_administrator_may_bring_units_but_no_members(province: Unit) -> None:
    admin = actor_of(an_account("administrator", province), NOW.date())
    assert taken(admin, province, {"Tổ chức": UNITS}).state == ImportState.TAKEN
    batch = uploaded(admin, province, {"Đảng viên": MEMBERS})
    assert batch.state == ImportState.REFUSED
    assert {p.code for p in queries.problems(admin, batch.pk)} == {"outside_scope"}


def test_rights_taken_away_before_the_writing_stop_it(clerk: Actor, province: Unit) -> None:
    batch = uploaded(clerk, province)
    RoleGrant.objects.unscoped("test").update(ends_before=NOW.date())
    batch = actions.take(actor=clerk, batch_id=batch.pk, now=NOW)
    assert batch.state == ImportState.REFUSED
    assert not Member.objects.unscoped("test").exists()


def test_what_changed_since_the_check_is_shown_again_before_writing(
    clerk: Actor, province: Unit
) -> None:
    batch = uploaded(clerk, province)
    Unit.objects.unscoped("test").filter(pk=province.pk).update(name="Tên Khác", version=2)
    batch = actions.take(actor=clerk, batch_id=batch.pk, now=NOW)

    view = queries.get_batch(clerk, batch.pk)
    assert (batch.state, view.can_take) == (ImportState.CHECKED, True)
    assert "thay đổi từ lúc kiểm tra" in view.note
    assert not Member.objects.unscoped("test").exists()
    assert actions.take(actor=clerk, batch_id=batch.pk, now=NOW).state == ImportState.TAKEN


def test_a_job_run_again_does_nothing_twice(clerk: Actor, province: Unit) -> None:
    batch = taken(clerk, province)
    carrying_out.check(batch.pk, NOW)
    carrying_out.write(batch.pk, NOW)
    carrying_out.unwrite(batch.pk, NOW)
    batch.refresh_from_db()
    assert batch.state == ImportState.TAKEN
    assert Member.objects.unscoped("test").count() == 3


def test_undoing_leaves_the_register_just_as_it_was(clerk: Actor, province: Unit) -> None:
    taken(clerk, province)
    before = register()
    moved = with_cell(UNITS, 4, "Mã cấp trên", "52.02")
    new = ["52.02", "Đảng bộ xã Mới", "Đảng bộ cấp trên trực tiếp", "52"]
    people = with_cell(MEMBERS, 2, "Họ và tên", "Nguyễn Văn Khác")
    people = with_cell(people, 3, "Mã chi bộ", "52.01.2")
    people.append(["04", "Y Thử", "Nữ", "01/01/1990", "", "52.02.1", "01/01/2020"])
    cell = ["52.02.1", "Chi bộ Mới", "Chi bộ trực thuộc", "52.02"]
    meetings = [*three_sheets()["Sinh hoạt"]]
    meetings = with_cell(meetings, 3, "Điểm chính thức", 70)
    sheets = {"Tổ chức": [*moved, new, cell], "Đảng viên": people, "Sinh hoạt": meetings}
    second = taken(clerk, province, sheets)
    assert register() != before

    undone = actions.undo(actor=clerk, batch_id=second.pk, now=NOW)

    assert undone.state == ImportState.UNDONE
    assert register() == before
    assert actions.undo(actor=clerk, batch_id=second.pk, now=NOW).state == ImportState.UNDONE
    assert AuditEvent.objects.filter(action="import.undone").count() == 1


def test_an_import_from_the_command_line_can_be_undone_to_an_empty_register(
    tmp_path: Path,
) -> None:
    assert take(tmp_path, three_sheets()).taken
    (batch,) = ImportBatch.objects.unscoped("test")
    assert batch.unit is not None
    assert batch.unit.code == "52"
    clerk = actor_of(an_account("clerk", batch.unit), NOW.date())
    RoleGrant.objects.unscoped("test").delete()  # a role given there would keep the import
    actions.undo(actor=clerk, batch_id=batch.pk, now=NOW)
    assert register() == {"Unit": [], "Member": [], "Meeting": [], "ScoreSheet": []}


def refusal(clerk: Actor, batch: ImportBatch) -> str:
    before = register()
    with pytest.raises(CannotUndo) as refused:
        actions.undo(actor=clerk, batch_id=batch.pk, now=NOW + timedelta(days=2))
    assert register() == before
    batch.refresh_from_db()
    assert batch.state == ImportState.TAKEN
    return refused.value.message


def test_a_member_corrected_since_keeps_the_import(clerk: Actor, province: Unit) -> None:
    batch = taken(clerk, province)
    an = Member.objects.unscoped("test").get(code="01")
    names = MemberCorrection.__dataclass_fields__
    values = {name: getattr(an, name) for name in names} | {"phone": "0900000009"}
    correct_member(
        actor=clerk,
        member_id=an.pk,
        correction=MemberCorrection(**values),
        version=an.version,
        now=NOW,
    )
    assert "đảng viên mã 01 đã được sửa sau khi nhập" in refusal(clerk, batch)


def test_a_later_import_of_the_same_rows_has_to_go_first(clerk: Actor, province: Unit) -> None:
    first = taken(clerk, province)
    rows = with_cell(MEMBERS, 2, "Họ và tên", "Nguyễn Văn Khác")
    second = taken(clerk, province, {"Đảng viên": rows})
    assert f"lần nhập số {second.pk}" in refusal(clerk, first)
    actions.undo(actor=clerk, batch_id=second.pk, now=NOW)
    # The row's version has grown meanwhile: what it says is what counts, and that is unchanged.
    assert actions.undo(actor=clerk, batch_id=first.pk, now=NOW).state == ImportState.UNDONE


def test_records_that_point_at_what_was_brought_keep_the_import(
    clerk: Actor, province: Unit
) -> None:
    batch = taken(clerk, province)
    cell = Unit.objects.unscoped("test").get(code="52.01.1")

    habit = CellHabit.objects.create(unit=cell)
    assert "“Chi bộ thôn Một” đã có lịch sinh hoạt cố định" in refusal(clerk, batch)
    habit.delete()

    meeting = Meeting.objects.unscoped("test").get(held_on=date(2026, 2, 3))
    row = meeting.attendance.create(
        member=Member.objects.unscoped("test").get(code="01"), state="present"
    )
    assert "đã có điểm danh" in refusal(clerk, batch)
    row.delete()

    later = a_member(cell, code="99")
    assert "“Chi bộ thôn Một” đã có đảng viên" in refusal(clerk, batch)
    later.delete()
    assert actions.undo(actor=clerk, batch_id=batch.pk, now=NOW).state == ImportState.UNDONE


def test_a_report_submitted_since_keeps_the_import(clerk: Actor, province: Unit) -> None:
    cell = a_cell(province, name="Chi bộ Cũ", code="52.7")
    sheets = {"Đảng viên": [MEMBER_HEADINGS, [*MEMBERS[1][:5], "52.7", *MEMBERS[1][6:]]]}
    batch = taken(clerk, province, sheets)
    batch.refresh_from_db()
    assert batch.taken_at is not None
    later = max(NOW, batch.taken_at) + timedelta(days=1)  # written by the job, at its own time
    report = a_report(cell, date(2026, 10, 1), submitted_at=later)
    assert "“Chi bộ Cũ” đã nộp báo cáo" in refusal(clerk, batch)
    report.delete()
    assert actions.undo(actor=clerk, batch_id=batch.pk, now=NOW).state == ImportState.UNDONE


def test_an_administrator_does_not_undo_what_a_clerk_brought(clerk: Actor, province: Unit) -> None:
    batch = taken(clerk, province)
    admin = actor_of(an_account("administrator", province), NOW.date())
    with pytest.raises(NotAllowed):
        actions.undo(actor=admin, batch_id=batch.pk, now=NOW)


def test_what_was_never_taken_cannot_be_undone(clerk: Actor, province: Unit) -> None:
    batch = uploaded(clerk, province)
    with pytest.raises(CannotUndo):
        actions.undo(actor=clerk, batch_id=batch.pk, now=NOW)
