"""Keeping the list of a dossier: *có/chưa, nơi lưu, ngày*."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.members import permissions
from chibo.areas.members.errors import BadMember
from chibo.areas.members.models import DossierItem, Member
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import lock_row, require_version
from chibo.core.vietnamese import show_date
from chibo.regulations import member_rules_in_force

_WHY = "the list of a dossier the actor may keep"


@dataclass(frozen=True)
class DossierEntry:
    """What is written of one paper; `is_there` None: nobody has looked."""

    code: str
    is_there: bool | None
    kept_at: str = ""
    dated_on: date | None = None


@transaction.atomic
def keep_dossier(
    *,
    actor: Actor,
    member_id: int,
    entries: Sequence[DossierEntry],
    version: int,
    now: datetime,
) -> int:
    """Write down what the dossier holds; how many lines changed. The papers stay on paper.

    Raises NotAllowed, ChangedMeanwhile, BadMember, MarkedSecret.
    """
    member = lock_row(Member.objects, actor, pk=member_id)
    actor.require(permissions.CHANGE, member)
    require_version(member.version, version, f"member:{member.pk}")
    rows = DossierItem.objects.unscoped(_WHY).filter(member=member)
    known = {item.code: item for item in rows}
    changes: dict[str, list[str]] = {}
    for entry in entries:
        _check(entry, now.date())
        before, after = _words(known.get(entry.code)), _entry_words(entry)
        if before != after:
            _write(member, entry)
            changes[entry.code] = [before, after]
    if changes:
        member.version += 1
        member.save(update_fields=["version"])
        audit.record(
            actor=actor,
            action="member.dossier_kept",
            at=now,
            unit_id=member.cell_id,
            target=f"member:{member.pk}",
            changes=changes,
        )
    return len(changes)


def _check(entry: DossierEntry, today: date) -> None:
    codes = {kind.code for kind in member_rules_in_force(today).dossier}
    if entry.code not in codes:
        raise BadMember(_("Không có tài liệu “%s” trong danh mục hồ sơ.") % entry.code)
    if entry.dated_on and entry.dated_on > today:
        raise BadMember(_("Ngày %s chưa tới. Hãy ghi ngày đã có.") % show_date(entry.dated_on))
    if entry.is_there is not True and (entry.kept_at.strip() or entry.dated_on):
        raise BadMember(_("“%s”: đã ghi nơi lưu hoặc ngày thì phải chọn “Có”.") % entry.code)
    refuse_if_secret(text=entry.kept_at)


def _write(member: Member, entry: DossierEntry) -> None:
    rows = DossierItem.objects.unscoped(_WHY)
    if entry.is_there is None:
        rows.filter(member=member, code=entry.code).delete()
        return
    told = {
        "is_there": entry.is_there,
        "kept_at": entry.kept_at.strip(),
        "dated_on": entry.dated_on,
    }
    rows.update_or_create(member=member, code=entry.code, defaults=told)


def _words(item: DossierItem | None) -> str:
    if item is None:
        return ""
    return _line(item.is_there, item.kept_at, item.dated_on)


def _entry_words(entry: DossierEntry) -> str:
    if entry.is_there is None:
        return ""
    return _line(entry.is_there, entry.kept_at.strip(), entry.dated_on)


def _line(is_there: bool, kept_at: str, dated_on: date | None) -> str:
    return "; ".join(["có" if is_there else "chưa", kept_at, show_date(dated_on)]).strip("; ")
