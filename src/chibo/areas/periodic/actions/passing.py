"""Checking, sending up, returning, accepting and opening again."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from chibo.areas.documents.actions import take_number
from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.documents.texts import keep_text, text_of
from chibo.areas.notices.recipients import accounts_holding
from chibo.areas.notices.telling import Told, tell
from chibo.areas.periodic import permissions
from chibo.areas.periodic.actions.holding import for_deciding, for_writing, step
from chibo.areas.periodic.actions.sealing import seal
from chibo.areas.periodic.actions.writing import require_open
from chibo.areas.periodic.errors import NotReady
from chibo.areas.periodic.models import LineComment, PeriodicReport, PeriodicState
from chibo.areas.periodic.papers import report_paper_of, title_of
from chibo.areas.periodic.queries.showing import ReportSeen, see
from chibo.areas.periodic.rules import Value, as_data, value_data
from chibo.core.actor import Actor
from chibo.core.i18n import _, in_vietnamese

LONGEST = 1000


@transaction.atomic
def check(*, actor: Actor, report_id: int, version: int, now: datetime) -> PeriodicReport:
    """Everything typed, every failing check explained, every remark met. Raises NotReady."""
    report = for_writing(actor, report_id, version)
    require_open(report)
    _require_complete(see(actor, report, now.date()))
    if report.state == PeriodicState.CHECKED:
        return report
    return step(actor, report, PeriodicState.CHECKED, "", now)


@transaction.atomic
def submit(*, actor: Actor, report_id: int, version: int, now: datetime) -> PeriodicReport:
    """Send it up: the lines are kept as they are at this moment, and the paper takes its number.

    Raises NotReady before the period is over, before it was checked, or when records moved since so
    that a check fails which nobody explained.
    """
    report = for_writing(actor, report_id, version)
    if report.is_sent:
        return report
    if now.date() < report.period.last_day:
        raise NotReady(_("Kỳ %s chưa kết thúc nên chưa nộp được.") % report.period.label)
    if report.state != PeriodicState.CHECKED:
        raise NotReady(_("Hãy kiểm số liệu trước khi nộp."))
    seen = see(actor, report, now.date())
    _require_complete(seen)
    report.previous, report.figures = report.figures, _snapshot(seen)
    report.submitted_at = now
    report.first_submitted_at = report.first_submitted_at or now
    sent = step(actor, report, PeriodicState.SUBMITTED, "", now)
    _number(actor, sent, now)
    return sent


def _number(actor: Actor, report: PeriodicReport, now: datetime) -> None:
    with in_vietnamese():
        number = take_number(
            actor=actor,
            unit=report.unit,
            paper_kind="BC",
            file_kind="periodic_report",
            ref=report.ref,
            issued_on=now.date(),
            title=title_of(report),
            now=now,
        )
        keep_text(number, text_of(report_paper_of(actor, report, now.date())), whole=True)


def _require_complete(seen: ReportSeen) -> None:
    if seen.untyped:
        names = "; ".join(each.line.name for each in seen.untyped[:3])
        raise NotReady(
            _(
                "Còn %(count)d mục chưa ghi: %(names)s. Không có thì ghi 0, hoặc chọn không có số "
                "liệu, không áp dụng."
            )
            % {"count": len(seen.untyped), "names": names}
        )
    stopping = [each.outcome.rule.says for each in seen.checks if each.stops]
    if stopping:
        told = _("Số liệu chưa khớp: %s. Hãy sửa hồ sơ hoặc ghi một câu giải trình.")
        raise NotReady(told % "; ".join(stopping))
    silent = [each.line.name for each in seen.lines if each.waits]
    if silent:
        raise NotReady(_("Còn góp ý chưa sửa, chưa trả lời ở mục: %s.") % "; ".join(silent))


def _snapshot(seen: ReportSeen) -> dict[str, object]:
    return {
        "lines": as_data({each.line.code: each.figure for each in seen.lines}),
        "checks": [
            {
                "code": each.outcome.rule.code,
                "left": value_data(Value("value", each.outcome.left))[1],
                "right": value_data(Value("value", each.outcome.right))[1],
                "holds": each.outcome.holds,
                "explanation": each.explanation,
            }
            for each in seen.checks
        ],
        "below": {"asked": seen.below.asked, "missing": list(seen.missing)},
    }


@transaction.atomic
def accept(*, actor: Actor, report_id: int, version: int, now: datetime) -> PeriodicReport:
    """The direct superior accepts it: sealed, and counted in the superior's own report."""
    report = for_deciding(actor, report_id, version)
    if report.is_locked:
        return report
    _require_submitted(report)
    report.decided_at, report.moved, report.looked_on = now, {}, None
    accepted = step(actor, report, PeriodicState.ACCEPTED, "", now)
    seal(actor, accepted, now)
    return accepted


@transaction.atomic
def give_back(
    *,
    actor: Actor,
    report_id: int,
    comment: str,
    lines: Mapping[str, str],
    version: int,
    now: datetime,
) -> PeriodicReport:
    """The direct superior returns it, saying what to mend: in one comment, on single lines, or
    both. Raises NotReady, MarkedSecret."""
    report = for_deciding(actor, report_id, version)
    _require_submitted(report)
    noted = _keep_comments(actor, report, lines, now)
    if not comment.strip() and not noted:
        raise NotReady(_("Trả lại thì cần ghi rõ chỗ phải sửa để đơn vị biết."))
    refuse_if_secret(text=comment)
    report.decided_at = now
    returned = step(actor, report, PeriodicState.RETURNED, comment.strip(), now)
    _tell_returned(returned, now)
    return returned


@transaction.atomic
def reopen(
    *, actor: Actor, report_id: int, reason: str, version: int, now: datetime
) -> PeriodicReport:
    """The direct superior opens an accepted report again; its seals stay readable. NotReady."""
    report = for_deciding(actor, report_id, version)
    if not report.is_locked:
        raise NotReady(_("Chỉ mở lại báo cáo đã nhận và khóa."))
    if not reason.strip():
        raise NotReady(_("Mở lại báo cáo đã khóa thì cần ghi lý do."))
    refuse_if_secret(text=reason)
    report.comments.filter(is_latest=True).update(is_latest=False)
    report.decided_at = now
    opened = step(actor, report, PeriodicState.RETURNED, reason.strip(), now)
    _tell_returned(opened, now)
    return opened


def _tell_returned(report: PeriodicReport, now: datetime) -> None:
    found = accounts_holding(permissions.WRITE, [report.unit_id], now.date())
    occasion = f"periodic.returned:{report.pk}:{report.version}"
    with in_vietnamese():
        facts = {"period": report.period.label}
    told = Told("periodic.returned", occasion, report.ref, found.get(report.unit_id, []), facts)
    tell([told], now)


def _require_submitted(report: PeriodicReport) -> None:
    if report.state != PeriodicState.SUBMITTED:
        raise NotReady(_("Báo cáo này không ở trạng thái chờ cấp trên xem."))


def _keep_comments(
    actor: Actor, report: PeriodicReport, lines: Mapping[str, str], now: datetime
) -> int:
    said = {code: text.strip() for code, text in lines.items() if text.strip()}
    if not said.keys() <= report.shape.by_code.keys():
        raise NotReady(_("Báo cáo không có dòng này. Hãy mở lại trang rồi góp ý."))
    if any(len(text) > LONGEST for text in said.values()):
        raise NotReady(_("Góp ý dài quá %d chữ. Hãy viết gọn lại.") % LONGEST)
    refuse_if_secret(text="\n".join(said.values()))
    latest = report.comments.order_by("-round").values_list("round", flat=True).first() or 0
    report.comments.filter(is_latest=True).update(is_latest=False)
    LineComment.objects.bulk_create(
        LineComment(
            report=report, line=code, round=latest + 1, text=text, by_name=actor.name, at=now
        )
        for code, text in said.items()
    )
    return len(said)
