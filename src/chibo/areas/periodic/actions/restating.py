"""Records were corrected after the lock: a person restates the report, with a reason."""

from datetime import datetime

from django.db import transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.periodic.actions.holding import for_writing, took, trail
from chibo.areas.periodic.actions.sealing import seal
from chibo.areas.periodic.errors import NotReady
from chibo.areas.periodic.models import PeriodicReport
from chibo.areas.periodic.queries.drawing import draw
from chibo.areas.periodic.rules import as_data, changes, from_data
from chibo.core.actor import Actor
from chibo.core.i18n import _


@transaction.atomic
def restate(
    *, actor: Actor, report_id: int, reason: str, version: int, now: datetime
) -> PeriodicReport:
    """Take the figures of now into a new sealed version; the one before stays as it was.

    Only lines that differ change; what was typed cannot change this way (the superior opens the
    report for that). Raises NotReady where it is not locked, nothing differs or no reason is given.
    """
    report = for_writing(actor, report_id, version)
    if not report.is_locked:
        raise NotReady(
            _("Chỉ điều chỉnh báo cáo đã nhận và khóa; báo cáo chưa khóa thì sửa thẳng.")
        )
    if not reason.strip():
        raise NotReady(_("Điều chỉnh số đã khóa thì cần ghi lý do."))
    refuse_if_secret(text=reason)
    sealed, now_is = from_data(report.figures["lines"]), draw(actor, report, now.date()).lines
    found = changes(sealed, now_is)
    if not found:
        raise NotReady(_("Hồ sơ vẫn đúng như số đã khóa, không có gì để điều chỉnh."))
    after = {**sealed, **{each.code: now_is[each.code] for each in found}}
    report.figures = {**report.figures, "lines": as_data(after)}
    report.moved, report.looked_on = {}, None
    report.version += 1
    report.save()
    took(actor, report, "restated", reason.strip(), now)
    seal(actor, report, now, reason=reason.strip(), changes=found)
    told = {each.code: [str(each.before.number), str(each.after.number)] for each in found}
    trail(actor, "periodic.restated", report, now, {**told, "reason": reason.strip()})
    return report
