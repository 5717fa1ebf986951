"""Taking a merge back to the last row."""

from datetime import datetime

from django.db import IntegrityError, transaction

from chibo.areas.members import bulk
from chibo.areas.members.duplicates import clashes, permissions
from chibo.areas.members.duplicates.actions.merging import MEMBER, WHY, write_trail
from chibo.areas.members.duplicates.errors import CannotUndoMerge
from chibo.areas.members.duplicates.models import Merge, MergedRow
from chibo.areas.members.duplicates.queries import require_both
from chibo.areas.members.duplicates.rows import bring_back, current, put_back, take_away
from chibo.areas.members.duplicates.sealed import under_one_key
from chibo.areas.members.duplicates.words import what
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.core import jobs
from chibo.core.actor import Actor
from chibo.core.bulk import check_constraints_now
from chibo.core.i18n import _
from chibo.core.rows import lock_row

_FOLLOWS = ("unit_path", "version")


@transaction.atomic
def undo_merge(*, actor: Actor, merge_id: int, now: datetime) -> Merge:
    """Give both people their own record back, every row as it was; asked again it does nothing.

    What was written of the kept record since then stays with it. Raises NotThere, NotAllowed, and
    CannotUndoMerge naming what was changed since.
    """
    done = lock_row(Merge.objects, actor, pk=merge_id)
    if done.undone_at is not None:
        return done
    kept = lock_row(Member.objects, actor, pk=done.kept_id)
    under_one_key(done.pk, done.kept_id)
    rows = list(MergedRow.objects.filter(merge=done).order_by("pk"))
    _require_places(actor, done, kept, rows)
    _require_untouched(rows)
    before = {(row.table, row.row): row.before for row in rows if row.before is not None}
    for settler in clashes.settlers():
        settler.refuse_undo(before)
    try:
        with transaction.atomic():
            _restore(rows, kept)
            bulk.follow_cells()
            for settler in clashes.settlers():
                settler.restored([done.kept_id, done.gone_id])
            check_constraints_now()
    except IntegrityError as broken:
        raise CannotUndoMerge(
            _(
                "Không hoàn tác được: mã, số định danh hoặc chi bộ của bản ghi cũ nay đã khác. "
                "Hãy sửa chỗ đó trước."
            )
        ) from broken
    done.undone_at, done.undone_by = now, actor.name
    done.save(update_fields=["undone_at", "undone_by"])
    MergedRow.objects.filter(merge=done).delete()
    write_trail(actor, "member.merge_undone", done, kept, now)
    jobs.enqueue_after_commit("fold_figures")
    return done


def _require_places(actor: Actor, done: Merge, kept: Member, rows: list[MergedRow]) -> None:
    """The actor keeps the records of both cells, the one of the record that is gone included."""
    require_both(actor, [kept])
    actor.require(permissions.DECIDE, kept)
    gone = next(r.before for r in rows if r.table == MEMBER and r.row == str(done.gone_id))
    cell = Unit.objects.unscoped(WHY).filter(pk=(gone or {})["cell_id"]).first()
    if cell is None:
        raise CannotUndoMerge(
            _("Không hoàn tác được: chi bộ của bản ghi cũ không còn. Hãy thêm người đó như mới.")
        )
    actor.require(permissions.DECIDE, cell)


def _require_untouched(rows: list[MergedRow]) -> None:
    """Raise CannotUndoMerge unless every row still looks as the merge left it."""
    tables: dict[str, list[MergedRow]] = {}
    for row in rows:
        tables.setdefault(row.table, []).append(row)
    for label, changed in tables.items():
        now = current(label, [row.row for row in changed])
        for row in changed:
            if _said(now.get(row.row)) != _said(row.after):
                raise CannotUndoMerge(_changed_since(label))


def _said(row: dict[str, object] | None) -> dict[str, object] | None:
    """What a row says; its path follows the tree, its version counts savings."""
    return row and {name: value for name, value in row.items() if name not in _FOLLOWS}


def _changed_since(label: str) -> str:
    if label == MEMBER:
        return _(
            "Không hoàn tác được: bản ghi được giữ đã được sửa hoặc gộp tiếp sau lần gộp này. "
            "Hãy hoàn tác việc sau trước, hoặc sửa từng bản ghi bằng biểu mẫu."
        )
    return _(
        "Không hoàn tác được: %s đã được sửa sau khi gộp. "
        "Hãy trả lại như lúc gộp, hoặc sửa từng bản ghi bằng biểu mẫu."
    ) % what(label)


def _restore(rows: list[MergedRow], kept: Member) -> None:
    """Members first, for the others point at them; a version goes on growing.

    The member who comes back finds the number free, the one kept gets their own back after that.
    Of other tables what is there goes to its place before what was taken away comes back to its.
    """
    for row in rows:
        if row.before is None:
            take_away(row.table, row.row)
    for row in sorted(rows, key=_turn):
        if row.before is None:
            continue
        content = dict(row.before)
        if row.table == MEMBER and row.after is not None:
            content["version"] = kept.version + 1
        elif row.table == MEMBER:
            content["version"] += 1
        if row.after is None:
            if row.table == MEMBER:
                _free_numbers(rows)
            bring_back(row.table, content)
        else:
            put_back(row.table, row.row, content)


def _turn(row: MergedRow) -> tuple[bool, bool]:
    is_member, comes_back = row.table == MEMBER, row.after is None
    return (not is_member, comes_back != is_member)


def _free_numbers(rows: list[MergedRow]) -> None:
    """Let go of the citizen number that the kept record took, before its owner comes back."""
    ids = [row.row for row in rows if row.table == MEMBER and row.after is not None]
    members = Member.objects.unscoped(WHY).filter(pk__in=ids)
    members.update(citizen_number=None, citizen_mark=None)
