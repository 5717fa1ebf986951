"""Taking an import out again, whole and exactly, as long as nothing builds on it."""

from datetime import date
from typing import Any

from django.db import connection, models

from chibo.areas.exchange import history, history_homes
from chibo.areas.exchange.errors import CannotUndo
from chibo.areas.exchange.models import ImportBatch, ImportChange
from chibo.areas.exchange.sealed import under_one_key
from chibo.areas.meetings import bulk as meetings
from chibo.areas.meetings.models import Meeting
from chibo.areas.members import bulk as members
from chibo.areas.members import transfers_bulk as transfers
from chibo.areas.members.models import ENDED_STATES, Member, Stay, Transfer
from chibo.areas.members.sealed import NUMBERS
from chibo.areas.organisation import bulk as units
from chibo.areas.organisation import changes_bulk
from chibo.areas.organisation.events import Act
from chibo.areas.organisation.models import Unit, UnitChange, UnitOrigin, UnitStanding
from chibo.areas.oversight import bulk as overseers
from chibo.areas.oversight.models import Overseeing
from chibo.areas.places import bulk as places
from chibo.areas.places.models import Place
from chibo.areas.posts import bulk as posts
from chibo.areas.posts.models import Post
from chibo.areas.scoring import bulk as scores
from chibo.areas.scoring.models import ScoreSheet
from chibo.areas.targets import bulk as targets
from chibo.areas.targets.models import Target
from chibo.areas.training import bulk as training
from chibo.areas.training.models import Enrolment, TrainingClass
from chibo.core.bulk import Tick, check_constraints_now
from chibo.core.i18n import _
from chibo.core.numbers import as_read
from chibo.core.scoped import ScopedQuerySet

WHY = "an import is undone as a whole, whoever may see its parts"
_REFERENCES = (
    ("meetings", "meeting:", "ref", "documents_papernumber"),
    ("meetings", "meeting:", "at_ref", "tasks_taskreview"),
    ("meetings", "meeting:", "origin", "tasks_task"),
)
# What follows from the records by itself; a past import only says where it was made.
_FOLLOWING = (ImportBatch, UnitOrigin, UnitStanding, Stay)


def _follows(table: str, other: type[models.Model]) -> bool:
    """What a change took along goes with it."""
    return other in _FOLLOWING or (table == "changes" and other is UnitChange)


def require_nothing_built(batch: ImportBatch) -> None:
    """Raise CannotUndo, naming the first thing found that builds on the import."""
    under_one_key(batch.pk)
    for table in history.TABLES:
        _refuse_later_import(batch, table)
    for table in history.TABLES:
        if changed := history.moved_on(batch.pk, table):
            raise _blocked(_("%s đã được sửa sau khi nhập") % _describe(table, changed[0]))
    if moved := history_homes.moved_on(batch.pk):
        raise _blocked(
            _("nơi sinh hoạt của %s đã được sửa sau khi nhập") % _describe("members", moved[0])
        )
    for table, model in history.TABLES.items():
        _refuse_pointers(batch, table, model)
    if received := history.received_later(batch.pk):
        raise _blocked(_("%s đã có biến động tổ chức") % _describe("units", received[0]))
    for table, prefix, column, other in _REFERENCES:
        if found := history.mentioned(batch.pk, table, prefix, column, other):
            raise _blocked(_("đã có văn bản hoặc nhiệm vụ từ %s") % _describe(table, found[0]))
    if batch.taken_at and (cells := history.reported_since(batch.pk, batch.taken_at)):
        raise _blocked(_("%s đã nộp báo cáo dựa trên số liệu này") % _describe("units", cells[0]))


def _refuse_later_import(batch: ImportBatch, table: str) -> None:
    if later := history.touched_later(batch.pk, table):
        raise _blocked(
            _("lần nhập số %d đã đổi tiếp các bản ghi này; hãy hoàn tác lần đó trước") % later[0]
        )


def _refuse_pointers(batch: ImportBatch, table: str, model: type[models.Model]) -> None:
    for relation in model._meta.related_objects:
        column = relation.field
        other = relation.related_model
        # Figures follow by themselves too, and without a constraint.
        if not getattr(column, "db_constraint", False) or _follows(table, other):
            continue
        assert column.column
        found = history.pointed_at(batch.pk, table, column.column, other._meta.db_table)
        if found:
            raise _blocked(
                _("%(record)s đã có %(what)s")
                % {"record": _describe(table, found[0]), "what": _what(other._meta.label_lower)}
            )


def _what(label: str) -> str:
    """What a table holds, in the words of the pages."""
    known = {
        "access.account": _("tài khoản"),
        "access.rolegrant": _("vai trò được giao"),
        "documents.papercounter": _("văn bản đã lấy số"),
        "documents.papernumber": _("văn bản đã lấy số"),
        "meetings.attendance": _("điểm danh"),
        "meetings.cellhabit": _("lịch sinh hoạt cố định"),
        "meetings.meeting": _("buổi sinh hoạt"),
        "members.member": _("đảng viên"),
        "members.statechange": _("thay đổi trạng thái"),
        "members.transfer": _("giấy chuyển sinh hoạt"),
        "organisation.unit": _("tổ chức trực thuộc"),
        "organisation.unitchange": _("biến động tổ chức"),
        "oversight.overseeing": _("người phụ trách"),
        "places.place": _("thôn, ấp, khóm trong sổ"),
        "posts.post": _("chức vụ"),
        "reports.monthlyreport": _("báo cáo tháng"),
        "resolutions.resolution": _("nghị quyết"),
        "scoring.scoresheet": _("phiếu chấm điểm"),
        "targets.target": _("chỉ tiêu"),
        "tasks.task": _("nhiệm vụ"),
        "training.enrolment": _("học viên"),
        "training.trainingclass": _("lớp học"),
    }
    return known.get(label, _("bản ghi khác"))


def _describe(table: str, row_id: int) -> str:
    """A record by name, for the sentence of a refusal."""
    if table == "units":
        unit = Unit.objects.unscoped(WHY).filter(pk=row_id).first()
        return _("“%s”") % unit.name if unit else _("một tổ chức")
    if table == "members":
        member = Member.objects.unscoped(WHY).filter(pk=row_id).first()
        return _("đảng viên mã %s") % member.code if member else _("một đảng viên")
    if table == "scores":
        sheet = ScoreSheet.objects.unscoped(WHY).filter(pk=row_id).first()
        row_id = sheet.meeting_id if sheet else 0
    if table in _SPOKEN:
        return _SPOKEN[table](row_id)
    rows = Meeting.objects.unscoped(WHY).filter(pk=row_id).select_related("unit")
    meeting = rows.first()
    if meeting is None:
        return _("một buổi sinh hoạt")
    return _("buổi sinh hoạt %(meeting)s của “%(cell)s”") % {
        "meeting": f"{meeting.held_on:%d/%m/%Y}",
        "cell": meeting.unit.name,
    }


def _describe_post(post_id: int) -> str:
    rows = Post.objects.unscoped(WHY).filter(pk=post_id).select_related("member")
    post = rows.first()
    if post is None:
        return _("một chức vụ")
    told = {"post": post.title, "code": post.member.code}
    return _("chức vụ “%(post)s” của đảng viên mã %(code)s") % told


def _describe_transfer(transfer_id: int) -> str:
    rows = Transfer.objects.unscoped(WHY).filter(pk=transfer_id)
    transfer = rows.first()
    if transfer is None:
        return _("một lần chuyển sinh hoạt")
    return _("lần chuyển sinh hoạt của %s") % transfer.full_name


def _describe_place(place_id: int) -> str:
    rows = Place.objects.unscoped(WHY).filter(pk=place_id).select_related("commune")
    place = rows.first()
    if place is None:
        return _("một nơi trong sổ thôn, ấp, khóm")
    return _("“%(place)s” của “%(commune)s”") % {"place": place, "commune": place.commune}


def _describe_overseer(overseeing_id: int) -> str:
    rows = Overseeing.objects.unscoped(WHY).filter(pk=overseeing_id)
    row = rows.select_related("member", "unit").first()
    if row is None:
        return _("một việc phụ trách")
    told = {"code": row.member.code, "unit": row.unit}
    return _("việc đảng viên mã %(code)s phụ trách “%(unit)s”") % told


def _describe_change(change_id: int) -> str:
    change = UnitChange.objects.unscoped(WHY).filter(pk=change_id).select_related("unit").first()
    return _("biến động của “%s”") % change.unit.name if change else _("một biến động")


def _describe_target(target_id: int) -> str:
    target = Target.objects.unscoped(WHY).filter(pk=target_id).select_related("unit").first()
    if target is None:
        return _("một chỉ tiêu")
    return _("chỉ tiêu năm %(year)d của “%(unit)s”") % {"year": target.year, "unit": target.unit}


def _describe_class(class_id: int) -> str:
    found = TrainingClass.objects.unscoped(WHY).filter(pk=class_id).first()
    return _("lớp mã %s") % found.code if found else _("một lớp học")


def _describe_enrolment(enrolment_id: int) -> str:
    rows = Enrolment.objects.unscoped(WHY).filter(pk=enrolment_id)
    found = rows.select_related("training_class").first()
    return _("học viên của lớp mã %s") % found.training_class.code if found else _("một học viên")


_SPOKEN = {
    "targets": _describe_target,
    "classes": _describe_class,
    "enrolments": _describe_enrolment,
    "changes": _describe_change,
    "posts": _describe_post,
    "transfers": _describe_transfer,
    "places": _describe_place,
    "overseers": _describe_overseer,
}


def _blocked(reason: str) -> CannotUndo:
    return CannotUndo(
        _("Không hoàn tác được vì %s. Hãy sửa từng bản ghi cần thiết bằng biểu mẫu.") % reason
    )


def remove(batch: ImportBatch, act: Act, tick: Tick) -> None:
    """Put changed rows back, delete made ones, forget what was kept for it."""
    changes = ImportChange.objects.filter(batch=batch)
    made = {table: _made(changes, table) for table in history.TABLES}
    _take_changes_back(_restored(changes, "changes"), made["changes"], act)
    restored = {table: _restored(changes, table) for table in history.TABLES}
    units.change_units(restored["units"], tick)
    members.change_members(restored["members"], tick)
    homes = history_homes.remembered(batch.pk)
    members.set_homes(homes)
    transfers.change_transfers(restored["transfers"], tick)
    posts.forget_ends([row["id"] for row in restored["posts"]])
    posts.change_posts(restored["posts"], tick)
    places.change_places(restored["places"], tick)
    overseers.change_overseers(restored["overseers"], tick)
    targets.change_targets(restored["targets"], tick)
    training.change_classes(restored["classes"], tick)
    training.change_enrolments(restored["enrolments"], tick)
    targets.remove_targets(made["targets"], tick)
    training.remove_enrolments(made["enrolments"], tick)
    training.remove_classes(made["classes"], tick)
    meetings.change_meetings(restored["meetings"], tick)
    scores.change_sheets(restored["scores"], tick)
    scores.remove_sheets(made["scores"], tick)
    meetings.remove_meetings(made["meetings"], tick)
    posts.remove_posts(made["posts"], tick)
    overseers.remove_overseers(made["overseers"], tick)
    places.remove_places(made["places"], tick)
    transfers.remove_transfers(made["transfers"], tick)
    members.remove_members(made["members"], tick)
    if restored["units"] or restored["members"] or homes:
        members.follow_cells()
    ImportBatch.objects.unscoped(WHY).filter(unit_id__in=made["units"]).update(unit=None)
    units.remove_units(made["units"], tick)
    check_constraints_now()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM exchange_importchange WHERE batch_id = %s", [batch.pk])


def memberships_ended(batch: ImportBatch) -> dict[int, date]:
    """The members whose membership the import ended, and the day; asked before it is removed."""
    rows = ImportChange.objects.filter(batch=batch, table="members", before__isnull=False)
    return {
        row_id: date.fromisoformat(after["state_on"])
        for row_id, before, after in rows.values_list("row_id", "before", "after")
        if after["state"] in ENDED_STATES and before and _state(before) != _state(after)
    }


def _state(row: dict[str, Any]) -> tuple[str, str | None]:
    return row["state"], row["state_on"]


def _take_changes_back(restored: list[dict[str, Any]], made: list[int], act: Act) -> None:
    """First of all: units and members are then as they were before, but for their own rows."""
    touched = changes_bulk.change_changes(restored) | changes_bulk.remove_changes(made)
    wrong = changes_bulk.redraw_changed(touched, act)
    if wrong:
        raise _blocked(_("biến động ghi sau đó của %s dựa vào lần nhập này") % wrong)


def _made(changes: models.QuerySet[ImportChange], table: str) -> list[int]:
    rows = changes.filter(table=table, before__isnull=True)
    return list(rows.values_list("row_id", flat=True))


def _restored(changes: models.QuerySet[ImportChange], table: str) -> list[dict[str, Any]]:
    """Rows as they were, to be set where nobody changes them at this moment.

    The version goes on growing: a form opened in between must not look fresh again.
    """
    rows = changes.filter(table=table, before__isnull=False)
    kept = rows.values_list("row_id", "before", "after")
    versions = _versions(history.TABLES[table], [row_id for row_id, _before, _after in kept])
    return [
        {
            **{name: as_read(row) if name in NUMBERS else row for name, row in before.items()},
            "version": versions[row_id],
            "citizen_number_changes": before.get("citizen_number") != after.get("citizen_number"),
        }
        for row_id, before, after in kept
        if before is not None
    ]


def _versions(model: type[models.Model], ids: list[int]) -> dict[int, int]:
    rows = model._default_manager.all()
    assert isinstance(rows, ScopedQuerySet)
    return dict(rows.unscoped(WHY).filter(pk__in=ids).values_list("pk", "version"))
