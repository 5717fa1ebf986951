"""Making one record of two."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import IntegrityError, connection, transaction

from chibo.areas.members import bulk
from chibo.areas.members.actions import MemberCorrection, correct_member
from chibo.areas.members.duplicates import clashes, permissions
from chibo.areas.members.duplicates.errors import CannotMerge, NeedsChoice
from chibo.areas.members.duplicates.events import MembersMerged
from chibo.areas.members.duplicates.models import Merge, MergedRow
from chibo.areas.members.duplicates.queries import COMPARED, get_pair
from chibo.areas.members.duplicates.rows import (
    Pointer,
    Rows,
    current,
    keys_pointing,
    point_at,
    pointers,
    snapshot,
    take_away,
)
from chibo.areas.members.duplicates.words import what
from chibo.areas.members.models import Member
from chibo.areas.members.restricted import refuse_restricted
from chibo.areas.members.stays import correct_stays
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
YIELDING = frozenset(
    {"members.stay", "members.dossieritem", "meetings.attendance", "training.enrolment"}
)
"""Tables of what can be true of a person only once: the kept record's row stands, the other's is
set aside until the merge is undone. Anywhere else such a clash refuses the merge."""
STORIES = frozenset({"members.statechange", "dues.duesrate"})
"""Tables whose rows go on from each other: two of one person would contradict each other, so the
other's are set aside whole where the kept record has any."""


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
    choices: Mapping[str, str] | None = None,
) -> Merge:
    """Make one record of the two of a proposal.

    `keep_id` lives on with its code, cell and state; of the fields in `take` it gets the other's
    value, and of those it has empty. Everything that pointed at the other points at it. One
    transaction, and `undo_merge` restores every row. `versions`: what the person read of each;
    `choices`: by table, what to do where both have what one person has once.

    Raises NotThere, NotAllowed, ChangedMeanwhile, CannotMerge, NeedsChoice, BadMember.
    """
    kept, gone = _held(actor, proposal_id, keep_id, versions)
    ids, chosen = [kept.pk, gone.pk], dict(choices or {})
    before = _all_rows(ids)
    aside = _settled(actor, kept, gone, chosen, now)
    for label, count in _hand_over(gone, kept, before, chosen).items():
        aside[label] = aside.get(label, 0) + count
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
    _remember(done, before, _rows_after(ids, before))
    write_trail(actor, "member.merged", done, kept, now)
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
    refuse_restricted(*ids)
    for pk, member in held.items():
        actor.require(permissions.DECIDE, member)
        require_version(member.version, versions.get(pk, 0), f"member:{pk}")
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


def _all_rows(ids: list[int]) -> Rows:
    found = snapshot(ids)
    for settler in clashes.settlers():
        found |= settler.watched(ids)
    return found


def _rows_after(ids: list[int], before: Rows) -> Rows:
    """The same rows once all is done; what the settlers watch is found again by its keys."""
    found, watched = _all_rows(ids), before.keys()
    for label in {label for label, _key in watched} - {label for label, _key in found}:
        keys = [key for each, key in watched if each == label]
        found |= {(label, key): row for key, row in current(label, keys).items()}
    return found


def _settled(
    actor: Actor, kept: Member, gone: Member, chosen: Mapping[str, str], now: datetime
) -> dict[str, int]:
    """What other areas settle themselves before rows are handed over, counted."""
    aside = {}
    for settler in clashes.settlers():
        choice = chosen.get(settler.label, "")
        pair = clashes.Pair(actor, kept.pk, gone.pk, gone.code, choice, now)
        if count := settler.settle(pair):
            aside[settler.label] = count
    return aside


def _hand_over(
    gone: Member, kept: Member, before: Rows, chosen: Mapping[str, str]
) -> dict[str, int]:
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
                _require_choice(pointer.label, chosen)
            take_away(pointer.label, key)
            aside[pointer.label] = aside.get(pointer.label, 0) + 1
    return aside


def _require_choice(label: str, chosen: Mapping[str, str]) -> None:
    """Raise unless somebody chose that the other record's row is set aside."""
    if chosen.get(label) == clashes.KEPT and label in clashes.CHOSEN:
        return
    words = _("Cả hai bản ghi đều có %s ở cùng một chỗ, cùng một lúc.") % what(label)
    if label in clashes.CHOSEN:
        raise NeedsChoice(label, words + " " + _("Hãy chọn bên nào đúng, hoặc sửa trước rồi gộp."))
    raise CannotMerge(words + " " + _("Hãy sửa hoặc kết thúc một bên trước rồi gộp."))


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


def write_trail(actor: Actor, action: str, done: Merge, kept: Member, now: datetime) -> None:
    """One event of a merge, in the trail of the record kept."""
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
