"""Drafting a committee's rules, adopting them, ending them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.organisation.models import CellType, Unit
from chibo.areas.rulebook import permissions
from chibo.areas.rulebook.errors import BadPack, CannotAdopt
from chibo.areas.rulebook.events import LocalRulesChanged
from chibo.areas.rulebook.layering import layer_of
from chibo.areas.rulebook.models import LocalPack, PackState
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.events import announce
from chibo.core.i18n import _
from chibo.core.rows import get_row, lock_row, require_version
from chibo.core.vietnamese import show_date, show_points
from chibo.regulations import PackError, meeting_rules
from chibo.regulations.layers import MeetingLayer


@dataclass(frozen=True)
class PackDraft:
    """What the form of a committee's rules holds; `content` is TOML."""

    number: str
    title: str
    clause: str
    issued_on: date
    effective_from: date
    content: str


@transaction.atomic
def draft(*, actor: Actor, unit_id: int, written: PackDraft, now: datetime) -> LocalPack:
    """Begin rules of a committee; they judge nothing yet. Raises BadPack."""
    unit = get_row(Unit.objects, actor, pk=unit_id)
    actor.require(permissions.DRAFT, unit)
    if unit.is_cell:
        raise BadPack(_("Chi bộ không ban hành quy định riêng; hãy chọn cấp ủy cấp trên."))
    pack = LocalPack(unit=unit, drafted_by=actor.name, drafted_at=now, **vars(written))
    _check(pack)
    pack.save()
    _trail(actor, "rules.drafted", pack, now, {"number": pack.number})
    return pack


@transaction.atomic
def revise(
    *, actor: Actor, number: int, written: PackDraft, version: int, now: datetime
) -> LocalPack:
    """Change a draft. Raises BadPack, and CannotAdopt for one that was adopted meanwhile."""
    pack = _lock(actor, number, permissions.DRAFT, version)
    _require_draft(pack)
    before = {field: getattr(pack, field) for field in vars(written)}
    changes = audit.differences(before, vars(written))
    if not changes:
        return pack
    for field, value in vars(written).items():
        setattr(pack, field, value)
    _check(pack)
    pack.version += 1
    pack.save()
    _trail(actor, "rules.revised", pack, now, changes)
    return pack


@transaction.atomic
def drop(*, actor: Actor, number: int, version: int, now: datetime) -> None:
    """Take away a draft; what was adopted stays for good, for records were judged by it."""
    pack = _lock(actor, number, permissions.DRAFT, version)
    _require_draft(pack)
    _trail(actor, "rules.dropped", pack, now, {"number": pack.number, "content": pack.content})
    pack.delete()


@transaction.atomic
def adopt(*, actor: Actor, number: int, version: int, now: datetime) -> LocalPack:
    """Let the draft judge from its day on; the committee's rules of before end there.

    Meetings from that day on are judged anew by whoever keeps them; score sheets already given
    keep their rubric. Adopting twice changes nothing.
    """
    pack = _lock(actor, number, permissions.ADOPT, None)
    if not pack.is_draft:
        return pack
    require_version(pack.version, version)
    _check(pack)
    _require_hundred(pack)
    Unit.objects.unscoped("one adoption of a committee at a time").select_for_update().get(
        pk=pack.unit_id
    )
    running = _running(pack)
    if running is not None:
        running.ends_before = pack.effective_from
        running.version += 1
        running.save()
    pack.state, pack.replaces = PackState.ADOPTED, running
    pack.adopted_by, pack.adopted_at = actor.name, now
    pack.version += 1
    pack.save()
    _trail(actor, "rules.adopted", pack, now, {"replaces": running.number if running else None})
    announce(LocalRulesChanged(pack.unit.path, pack.effective_from))
    return pack


@transaction.atomic
def end(*, actor: Actor, number: int, ends_before: date, version: int, now: datetime) -> LocalPack:
    """Let adopted rules hold no longer from a day on; from their first day: as if never adopted,
    and what they had replaced holds again."""
    pack = _lock(actor, number, permissions.ADOPT, version)
    if pack.is_draft:
        raise CannotAdopt(_("Dự thảo chưa ban hành nên không có gì để thôi áp dụng."))
    if ends_before < pack.effective_from:
        raise CannotAdopt(
            _("Quy định áp dụng từ ngày %s; ngày thôi áp dụng không được sớm hơn.")
            % show_date(pack.effective_from)
        )
    if pack.ends_before is not None and ends_before >= pack.ends_before:
        raise CannotAdopt(_("Quy định đã thôi áp dụng từ ngày %s.") % show_date(pack.ends_before))
    before, pack.ends_before = pack.ends_before, ends_before
    pack.version += 1
    pack.save()
    if ends_before == pack.effective_from and before is None:
        _let_hold_again(pack)
    _trail(actor, "rules.ended", pack, now, {"ends_before": [str(before or ""), str(ends_before)]})
    announce(LocalRulesChanged(pack.unit.path, ends_before))
    return pack


def _let_hold_again(pack: LocalPack) -> None:
    rows = LocalPack.objects.unscoped("what the ended rules had replaced").select_for_update()
    ended = rows.filter(replaced_by=pack, ends_before=pack.effective_from)
    earlier = ended.first()
    if earlier is not None:
        earlier.ends_before = None
        earlier.version += 1
        earlier.save()


def _lock(actor: Actor, number: int, permission: str, version: int | None) -> LocalPack:
    pack = lock_row(LocalPack.objects.select_related("unit"), actor, pk=number)
    actor.require(permission, pack.unit)
    if version is not None:
        require_version(pack.version, version)
    return pack


def _require_draft(pack: LocalPack) -> None:
    if not pack.is_draft:
        raise CannotAdopt(
            _("Quy định đã ban hành nên không sửa được. Hãy soạn quy định mới thay cho bản này.")
        )


def _running(pack: LocalPack) -> LocalPack | None:
    """The committee's rules the adoption ends; CannotAdopt when later ones stand in the way."""
    rows = LocalPack.objects.unscoped("rules of the same committee").adopted()
    others = rows.filter(unit=pack.unit_id, subject=pack.subject).exclude(
        ends_before__lte=pack.effective_from
    )
    found = list(others.order_by("effective_from").select_for_update())
    found = [each for each in found if each.ends_before != each.effective_from]
    later = [each for each in found if each.effective_from >= pack.effective_from]
    closed = [each for each in found if each.ends_before is not None]
    if later or closed:
        raise CannotAdopt(
            _(
                "%(number)s của cấp ủy đã áp dụng trong thời gian này. "
                "Hãy chọn ngày áp dụng muộn hơn, hoặc cho bản đó thôi áp dụng trước."
            )
            % {"number": (later or closed)[0].number}
        )
    return found[0] if found else None


def _check(pack: LocalPack) -> None:
    refuse_if_secret(title=f"{pack.number} {pack.title}", text=pack.content)
    if not pack.number.strip() or not pack.title.strip():
        raise BadPack(_("Quy định phải có số, ký hiệu và tên. Hãy ghi như trong văn bản."))
    if pack.effective_from < pack.issued_on:
        raise BadPack(_("Ngày áp dụng không được trước ngày ban hành văn bản."))
    if meeting_rules(pack.effective_from) is None:
        raise BadPack(_("Ngày áp dụng ở trước khi có hướng dẫn của Trung ương trong phần mềm."))
    try:
        layer = layer_of(pack)
    except PackError as problem:
        raise BadPack(
            _("Phần quy tắc chưa đọc được: %s. Hãy sửa đúng dòng đó rồi lưu lại.") % problem
        ) from problem
    _check_cell_types(layer)
    if layer.is_empty:
        raise BadPack(
            _("Quy định chưa khác gì quy định chung. Hãy ghi thời lượng hoặc chọn khung chấm.")
        )


def _require_hundred(pack: LocalPack) -> None:
    """Grades are told in points out of 100 (HD 42-HD/BTCTW), so every sheet must sum to it."""
    for rubric in layer_of(pack).rubrics:
        if rubric.total != 100:
            raise CannotAdopt(
                _("Khung “%(name)s” cộng lại được %(total)s điểm. Hãy sửa cho đúng 100 điểm.")
                % {"name": rubric.name, "total": show_points(rubric.total)}
            )


def _check_cell_types(layer: MeetingLayer) -> None:
    named = {kind for rubric in layer.rubrics for kind in rubric.cell_types}
    if not named <= set(CellType.values):
        unknown = sorted(named - set(CellType.values))[0]
        raise BadPack(_("Không có loại hình chi bộ “%s”. Hãy chọn trong danh sách.") % unknown)


def _trail(
    actor: Actor, action: str, pack: LocalPack, now: datetime, changes: dict[str, Any]
) -> None:
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=pack.unit_id,
        target=f"rules:{pack.pk}",
        changes=changes,
    )
