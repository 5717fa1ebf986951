"""The register of papers from above: entered, corrected, closed, opened again, removed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from chibo.areas.directives import permissions
from chibo.areas.directives.errors import BadDirective
from chibo.areas.directives.models import Call, Directive, DirectiveKind
from chibo.areas.directives.rules import words_of_source
from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.organisation.models import Unit
from chibo.areas.tasks import bulk as tasks
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import get_row, lock_row, require_version, save_next
from chibo.core.vietnamese import fold, show_date

WHY = "the papers of one body are checked together; the actor was asked at the body"


@dataclass(frozen=True)
class Paper:
    """What is written down of a paper. `review_on`: when its carrying out is looked back on."""

    kind: str
    number: str
    issuer: str
    issued_on: date
    title: str
    based_on_id: int | None = None
    review_on: date | None = None


@transaction.atomic
def enter(*, actor: Actor, unit_id: int, paper: Paper, now: datetime) -> Directive:
    """A body enters a paper it received or issued itself.

    Raises NotThere, NotAllowed, BadDirective, MarkedSecret.
    """
    unit = lock_row(Unit.objects, actor, pk=unit_id)
    actor.require(permissions.KEEP, unit)
    if unit.is_cell:
        raise BadDirective(
            _("Sổ văn bản do cấp ủy trên chi bộ lập. Chi bộ thấy việc được giao ở trang tháng.")
        )
    _check(actor, unit, paper, now.date())
    row = Directive(unit=unit, search_key=_search_key(paper), **vars(paper))
    row.save()
    trail(actor, "directive.entered", row, now, {"number": row.number, "title": row.title})
    return row


@transaction.atomic
def correct(
    *, actor: Actor, directive_id: int, paper: Paper, version: int, now: datetime
) -> Directive:
    """Write the paper down better; tasks made because of it name it as it is now."""
    row = lock_directive(actor, directive_id)
    require_version(row.version, version)
    _check(actor, row.unit, paper, now.date(), but=row)
    before = {name: getattr(row, name) for name in vars(paper)}
    changes = audit.differences(before, vars(paper))
    if not changes:
        return row
    save_next(row, {**vars(paper), "search_key": _search_key(paper)})
    calls = Call.objects.unscoped(WHY).filter(directive=row)
    tasks.rename_source(origins=[call.ref for call in calls], source=source_of(row))
    trail(actor, "directive.corrected", row, now, changes)
    return row


@transaction.atomic
def close(
    *,
    actor: Actor,
    directive_id: int,
    closed_on: date,
    conclusion: str,
    version: int,
    now: datetime,
) -> Directive:
    """Its carrying out was looked back on (sơ kết, tổng kết) and is over; nothing more is asked."""
    row = lock_directive(actor, directive_id)
    require_version(row.version, version)
    if not conclusion.strip():
        raise BadDirective(_("Hãy ghi kết luận bằng một vài câu trước khi kết thúc."), "conclusion")
    if not row.issued_on <= closed_on <= now.date():
        raise BadDirective(
            _("Ngày kết thúc phải từ ngày ban hành %(first)s đến hôm nay %(last)s.")
            % {"first": show_date(row.issued_on), "last": show_date(now.date())},
            "closed_on",
        )
    refuse_if_secret(text=conclusion)
    return _set_end(actor, row, "directive.closed", closed_on, conclusion.strip(), now)


@transaction.atomic
def reopen(*, actor: Actor, directive_id: int, version: int, now: datetime) -> Directive:
    """Closed too early: it runs again, what was concluded stays to be read in the trail."""
    row = lock_directive(actor, directive_id)
    require_version(row.version, version)
    return _set_end(actor, row, "directive.reopened", None, "", now)


@transaction.atomic
def remove(*, actor: Actor, directive_id: int, now: datetime) -> None:
    """Take out a paper entered by mistake, as long as it asks nothing and nothing refers to it."""
    row = lock_directive(actor, directive_id)
    if _is_used(row):
        raise BadDirective(
            _(
                "Đã có việc giao theo văn bản này, hoặc có văn bản dẫn theo. "
                "Hãy rút việc giao trước."
            )
        )
    trail(actor, "directive.removed", row, now, {"number": [row.number, None]})
    row.delete()


def _is_used(row: Directive) -> bool:
    calls = Call.objects.unscoped(WHY).filter(directive=row)
    return calls.exists() or Directive.objects.unscoped(WHY).filter(based_on=row).exists()


def lock_directive(actor: Actor, directive_id: int) -> Directive:
    """The paper, held, for who keeps the register of its body; NotThere, NotAllowed."""
    row = lock_row(Directive.objects.select_related("unit"), actor, pk=directive_id)
    actor.require(permissions.KEEP, row.unit)
    return row


def source_of(row: Directive) -> str:
    """How the tasks made because of the paper name it."""
    return words_of_source(row.number, show_date(row.issued_on), row.issuer)


def _search_key(paper: Paper) -> str:
    """What `Directive.matching` looks into."""
    return fold(f"{paper.number} {paper.issuer} {paper.title}")


def _set_end(
    actor: Actor, row: Directive, action: str, on: date | None, words: str, now: datetime
) -> Directive:
    after = {"closed_on": on, "conclusion": words}
    changes = audit.differences({"closed_on": row.closed_on, "conclusion": row.conclusion}, after)
    if not changes:
        return row
    save_next(row, after)
    trail(actor, action, row, now, changes)
    return row


def _check(
    actor: Actor, unit: Unit, paper: Paper, today: date, but: Directive | None = None
) -> None:
    refuse_if_secret(title=f"{paper.number} {paper.title}")
    DirectiveKind(paper.kind)
    for name, words in (
        ("number", _("Văn bản chưa có số, ký hiệu. Ví dụ 05-CT/TW.")),
        ("issuer", _("Chưa ghi cơ quan ban hành. Ví dụ Bộ Chính trị.")),
        ("title", _("Chưa ghi trích yếu. Hãy ghi văn bản nói về việc gì.")),
    ):
        if not getattr(paper, name).strip():
            raise BadDirective(words, name)
    if paper.issued_on > today:
        raise BadDirective(_("Ngày ban hành còn ở phía trước. Hãy xem lại ngày."), "issued_on")
    if paper.review_on and paper.review_on < paper.issued_on:
        raise BadDirective(_("Ngày sơ kết, tổng kết phải sau ngày ban hành."), "review_on")
    _refuse_twice(unit, paper, but)
    if paper.based_on_id is not None:
        _check_base(actor, paper.based_on_id, but)


def _refuse_twice(unit: Unit, paper: Paper, but: Directive | None) -> None:
    rows = Directive.objects.unscoped(WHY).filter(
        unit=unit, number=paper.number, issued_on=paper.issued_on
    )
    if but:
        rows = rows.exclude(pk=but.pk)
    if rows.exists():
        raise BadDirective(
            _("Văn bản số %(number)s ngày %(day)s đã có trong sổ. Hãy mở văn bản đó ra.")
            % {"number": paper.number, "day": show_date(paper.issued_on)},
            "number",
        )


def _check_base(actor: Actor, based_on_id: int, but: Directive | None) -> None:
    base: Directive | None = get_row(Directive.objects, actor, pk=based_on_id)
    rows = Directive.objects.unscoped(WHY)
    while but and base:
        if base.pk == but.pk:
            raise BadDirective(_("Một văn bản không thể dẫn theo chính nó."), "based_on")
        base = rows.filter(pk=base.based_on_id).first() if base.based_on_id else None


def trail(
    actor: Actor, action: str, row: Directive, now: datetime, changes: dict[str, Any]
) -> None:
    """One event of one paper."""
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=row.unit_id,
        target=f"directive:{row.pk}",
        changes=changes,
    )
