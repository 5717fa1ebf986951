"""Beginning a report and typing what the system cannot know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.db import transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.organisation.models import Unit
from chibo.areas.periodic import permissions
from chibo.areas.periodic.actions.holding import for_writing, trail
from chibo.areas.periodic.errors import BadEntry, NotReady
from chibo.areas.periodic.forms import Line, forms
from chibo.areas.periodic.models import PeriodicReport, PeriodicState
from chibo.areas.periodic.periods import Period
from chibo.areas.periodic.queries.asked import askings_over, is_asked
from chibo.areas.periodic.queries.carrying import held
from chibo.areas.periodic.queries.drawing import draw
from chibo.areas.periodic.rules import Value, value_data
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import lock_row

LONGEST = 4000
LARGEST = Decimal(10) ** 9


@dataclass(frozen=True)
class Entry:
    """What somebody typed: lines by code, explanations by rule, answers by comment."""

    numbers: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The state ("value", "none", "na") and the number as typed."""
    texts: Mapping[str, str] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[int, str] = field(default_factory=dict)


@transaction.atomic
def begin(
    *, actor: Actor, unit_id: int, form: str, period: Period, now: datetime
) -> PeriodicReport:
    """The unit's report of the period, begun where it was not. NotThere, NotAllowed, NotReady."""
    unit = lock_row(Unit.objects, actor, pk=unit_id)
    actor.require(permissions.WRITE, unit)
    known = forms().get(form)
    if known is None or not is_asked(askings_over(unit), known, period, unit.kind):
        raise NotReady(
            _("Không có cấp ủy nào yêu cầu báo cáo này của đơn vị. Hãy xem lại mẫu và kỳ.")
        )
    if period.starts_on > now.date():
        raise NotReady(_("Kỳ %s chưa tới nên chưa lập báo cáo được.") % period.label)
    rows = PeriodicReport.objects.visible_to(actor).filter(unit=unit, form=form)
    found = rows.filter(starts_on=period.starts_on).first()
    if found is not None:
        return found
    report = PeriodicReport.objects.create(
        unit=unit,
        form=form,
        starts_on=period.starts_on,
        ends_before=period.ends_before,
        due_on=known.due_on(unit.kind, period),
    )
    trail(actor, "periodic.begun", report, now, {"period": str(period)})
    return report


@transaction.atomic
def write(
    *, actor: Actor, report_id: int, entry: Entry, version: int, now: datetime
) -> PeriodicReport:
    """Keep what was typed. Raises NotReady, BadEntry, MarkedSecret, ChangedMeanwhile.

    A report that was checked has to be checked again.
    """
    report = for_writing(actor, report_id, version)
    require_open(report)
    typed = _typed(report, entry)
    changes = {
        code: [report.typed.get(code), said]
        for code, said in typed.items()
        if report.typed.get(code) != said
    }
    explained = _explained(actor, report, entry, now)
    answered = _answered(actor, report, entry)
    if changes or answered or explained != report.explanations:
        report.typed, report.explanations = typed, explained
        if report.state == PeriodicState.CHECKED:
            report.state = PeriodicState.COLLECTING
        report.version += 1
        report.save()
        trail(actor, "periodic.written", report, now, {**changes, **answered})
    return report


def require_open(report: PeriodicReport) -> None:
    """Raise NotReady once the report lies with the superior."""
    if report.is_sent:
        raise NotReady(
            _("Báo cáo đã nộp nên không sửa được. Hãy đề nghị cấp trên trả lại hoặc mở lại.")
        )


def _typed(report: PeriodicReport, entry: Entry) -> dict[str, object]:
    """What was typed; a number for what sealed shorter reports leave open keeps for which months,
    and none is taken where they answer for the whole period."""
    said: dict[str, object] = {}
    known = held(report)
    for line in report.shape.lines:
        if not line.applies_to(report.unit.kind):
            continue
        if line.is_number:
            told, found = entry.numbers.get(line.code), known.get(line.code)
            kept = report.typed.get(line.code, value_data(Value()))
            if told is None or (found and found.is_whole):
                said[line.code] = kept
            else:
                gaps = [[each.key for each in found.gaps]] if found else []
                said[line.code] = [*value_data(_number(line, *told)), *gaps]
        elif line.is_text:
            text = entry.texts.get(line.code, str(report.typed.get(line.code, "")))
            said[line.code] = _words(text, f"t-{line.code}")
    return said


def _number(line: Line, state: str, typed: str) -> Value:
    text = typed.replace(".", "").replace(" ", "").replace("\u00a0", "")
    if state in ("none", "na"):
        if text:
            raise BadEntry(
                _("“%s” vừa có số vừa ghi không có số. Hãy bỏ một trong hai.") % line.name,
                f"n-{line.code}",
            )
        return Value("none") if state == "none" else Value("na")
    if not text:
        return Value()
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal(-1)
    if not text.isascii() or not text.isdecimal() or number > LARGEST:
        raise BadEntry(
            _("“%s” phải là số nguyên từ 0 trở lên, ví dụ 12.") % line.name, f"n-{line.code}"
        )
    return Value.of(number)


def _words(text: str, at: str) -> str:
    kept = text.replace("\r\n", "\n").strip()
    if len(kept) > LONGEST:
        raise BadEntry(_("Dài quá %d chữ. Hãy viết gọn lại.") % LONGEST, at)
    refuse_if_secret(text=kept)
    return kept


def _explained(
    actor: Actor, report: PeriodicReport, entry: Entry, now: datetime
) -> dict[str, dict[str, str]]:
    """Explanations, each kept with the numbers it was written about."""
    kept: dict[str, dict[str, str]] = dict(report.explanations)
    if not entry.explanations:
        return kept
    keys = {each.rule.code: each.key for each in draw(actor, report, now.date()).outcomes}
    for code, text in entry.explanations.items():
        words = _words(text, f"x-{code}")
        if words and code in keys:
            kept[code] = {"text": words, "key": keys[code]}
        elif not words:
            kept.pop(code, None)
    return kept


def _answered(actor: Actor, report: PeriodicReport, entry: Entry) -> dict[str, object]:
    changed: dict[str, object] = {}
    for row in report.comments.filter(is_latest=True, pk__in=entry.answers):
        answer = _words(entry.answers[row.pk], f"a-{row.pk}")
        if answer != row.answer:
            changed[f"answer:{row.line}"] = [row.answer, answer]
            row.answer, row.answered_by = answer, actor.name
            row.save(update_fields=["answer", "answered_by"])
    return changed
