"""Making one record of two, and taking that back to the last row."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, connection, transaction

from chibo.areas.members import bulk
from chibo.areas.members.actions import MemberCorrection, correct_member
from chibo.areas.members.duplicates import permissions
from chibo.areas.members.duplicates.errors import CannotMerge, CannotUndoMerge
from chibo.areas.members.duplicates.events import MembersMerged
from chibo.areas.members.duplicates.models import Merge, MergedRow
from chibo.areas.members.duplicates.queries import COMPARED, get_pair, require_both
from chibo.areas.members.duplicates.rows import (
    Pointer,
    Rows,
    bring_back,
    current,
    keys_pointing,
    point_at,
    pointers,
    put_back,
    snapshot,
    take_away,
)
from chibo.areas.members.duplicates.words import what
from chibo.areas.members.models import Member
from chibo.areas.members.stays import correct_stays
from chibo.areas.organisation.models import Unit
from chibo.core import audit, jobs
from chibo.core.actor import Actor
from chibo.core.bulk import check_constraints_now
from chibo.core.errors import NotThere
from chibo.core.events import announce
from chibo.core.i18n import _
from chibo.core.rows import lock_row, require_version

WHY = "two records become one, both of which the actor keeps"
MEMBER = Member._meta.label_lower
CHOOSABLE = tuple(name for name, _sensitive in COMPARED)
YIELDING = frozenset({"members.stay", "members.dossieritem", "meetings.attendance"})
"""Tables of what can be true of a person only once: the kept record's row stands, the other's is
set aside until the merge is undone. Anywhere else such a clash refuses the merge."""
STORIES = frozenset({"members.statechange", "dues.duesrate"})
"""Tables whose rows go on from each other: two of one person would contradict each other, so the
other's are set aside whole where the kept record has any."""
_FOLLOWS = ("unit_path", "version")


@transaction.atomic
def merge(
    *,
    actor: Actor,
    proposal_id: int,
    keep_id: int,
    take: Iterable[str],
    versions: dict[int, int],
    why: str,
    now: datetime,
) -> Merge:
    """Make one record of the two of a proposal.

    `keep_id` lives on with its code, cell and state; of the fields in `take` it gets the other's
    value, and of those it has empty. Everything that pointed at the other points at it. One
    transaction, and `undo_merge` restores every row. `versions`: what the person read of each.

    Raises NotThere, NotAllowed, ChangedMeanwhile, CannotMerge, BadMember.
    """
    kept, gone = _held(actor, proposal_id, keep_id, versions)
    ids = (kept.pk, gone.pk)
    before = snapshot(ids)
    aside = _hand_over(gone, kept, before)
    announce(MembersMerged(kept.pk, gone.pk))
    correction, taken = _joined(kept, gone, set(take))
    bulk.remove_members([gone.pk])
    if taken:
        correct_member(
            actor=actor, member_id=kept.pk, correction=correction, version=kept.version, now=now
        )
    correct_stays([kept.pk])
    _check(_("Hai bản ghi còn mâu thuẫn với nhau nên chưa gộp được; hãy báo người quản trị."))
    done = _recorded(actor, kept, gone, taken, aside, why, now)
    _remember(done, before, snapshot(ids))
    _trail(actor, "member.merged", done, kept, now)
    jobs.enqueue_after_commit("fold_figures")
    return done


def _held(
    actor: Actor, proposal_id: int, keep_id: int, versions: dict[int, int]
) -> tuple[Member, Member]:
    """The record to be kept and the other, both held against others."""
    proposal = get_pair(actor, proposal_id)
    ids = (proposal.first_id, proposal.second_id)
    if keep_id not in ids:
        raise NotThere(_("Bản ghi được chọn giữ lại không thuộc cặp này. Hãy chọn lại."))
    held = {pk: lock_row(Member.objects, actor, pk=pk) for pk in sorted(ids)}
    for pk, member in held.items():
        actor.require(permissions.DECIDE, member)
        require_version(member.version, versions.get(pk, 0))
    return held.pop(keep_id), next(iter(held.values()))


def _joined(kept: Member, gone: Member, take: set[str]) -> tuple[MemberCorrection, list[str]]:
    """The kept record's fields as they will be, with the names of those the other gave."""
    fields = MemberCorrection.__dataclass_fields__
    values = {name: getattr(kept, name) for name in fields}
    taken = []
    for name in CHOOSABLE:
        theirs = getattr(gone, name)
        if theirs and theirs != values[name] and (name in take or not values[name]):
            values[name] = theirs
            taken.append(name)
    return MemberCorrection(**values), taken


def _hand_over(gone: Member, kept: Member, before: Rows) -> dict[str, int]:
    """Point at the kept record what pointed at the other; returns what was set aside, counted."""
    aside: dict[str, int] = {}
    for pointer in pointers():
        told_already = pointer.label in STORIES and keys_pointing(pointer, kept.pk)
        if not told_already and _moves(pointer, gone, kept, None):
            continue
        for key in keys_pointing(pointer, gone.pk):
            if not told_already and _moves(pointer, gone, kept, key):
                continue
            yields = told_already or pointer.label in YIELDING
            if not yields and not _says_the_same(pointer, key, kept, before):
                raise CannotMerge(
                    _(
                        "Cả hai bản ghi đều có %s ở cùng một chỗ, cùng một lúc. "
                        "Hãy sửa hoặc kết thúc một bên trước rồi gộp."
                    )
                    % what(pointer.label)
                )
            take_away(pointer.label, key)
            aside[pointer.label] = aside.get(pointer.label, 0) + 1
    return aside


def _says_the_same(pointer: Pointer, key: str, kept: Member, before: Rows) -> bool:
    """Whether the kept record has a row that says just what this one does."""
    own = {pointer.model._meta.pk.column, pointer.column, "version"}

    def content(row: dict[str, object]) -> dict[str, object]:
        return {name: value for name, value in row.items() if name not in own}

    said = content(before[pointer.label, key])
    return any(
        label == pointer.label and row[pointer.column] == kept.pk and content(row) == said
        for (label, _key), row in before.items()
    )


def _moves(pointer: Pointer, gone: Member, kept: Member, key: str | None) -> bool:
    """Whether the rows, or the one row, may point at the kept record; they do so afterwards."""
    try:
        with transaction.atomic():
            point_at(pointer, gone.pk, kept.pk, key)
            _constraints("IMMEDIATE")
    except IntegrityError:
        return False
    finally:
        _constraints("DEFERRED")
    return True


def _constraints(when: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS ALL {when}")


def _check(sentence: str) -> None:
    try:
        with transaction.atomic():
            check_constraints_now()
    except IntegrityError as broken:
        raise CannotMerge(sentence) from broken


def _recorded(
    actor: Actor,
    kept: Member,
    gone: Member,
    taken: list[str],
    aside: dict[str, int],
    why: str,
    now: datetime,
) -> Merge:
    return Merge.objects.create(
        kept=kept,
        gone_id=gone.pk,
        gone_code=gone.code,
        gone_name=gone.full_name,
        gone_path=gone.unit_path,
        taken=taken,
        aside=aside,
        why=why.strip(),
        merged_at=now,
        merged_by=actor.name,
    )


def _remember(done: Merge, before: Rows, after: Rows) -> None:
    """Keep every row that the merge changed, as it was and as it is."""
    rows = []
    for label, key in sorted(before.keys() | after.keys()):
        old, new = before.get((label, key)), after.get((label, key))
        if old != new:
            rows.append(MergedRow(merge=done, table=label, row=key, before=old, after=new))
            if old and new and label != MEMBER:
                done.moved[label] = done.moved.get(label, 0) + 1
    MergedRow.objects.bulk_create(rows, batch_size=1000)
    done.save(update_fields=["moved"])


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
    rows = list(MergedRow.objects.filter(merge=done).order_by("pk"))
    _require_places(actor, done, kept, rows)
    _require_untouched(rows)
    try:
        with transaction.atomic():
            _restore(rows, kept)
            bulk.follow_cells()
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
    _trail(actor, "member.merge_undone", done, kept, now)
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
    """Members first, for the others point at them; a version goes on growing."""
    for row in rows:
        if row.before is None:
            take_away(row.table, row.row)
    for row in sorted(rows, key=lambda each: each.table != MEMBER):
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


def _free_numbers(rows: list[MergedRow]) -> None:
    """Let go of the citizen number that the kept record took, before its owner comes back."""
    ids = [row.row for row in rows if row.table == MEMBER and row.after is not None]
    members = Member.objects.unscoped(WHY).filter(pk__in=ids)
    members.update(citizen_number=None)


def _trail(actor: Actor, action: str, done: Merge, kept: Member, now: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=kept.cell_id,
        target=f"member:{kept.pk}",
        changes={
            "merge": done.pk,
            "other": f"member:{done.gone_id}",
            "code": done.gone_code,
            "name": done.gone_name,
            "taken": done.taken,
            "moved": done.moved,
            "aside": done.aside,
            "why": done.why,
        },
    )
