"""Sealed versions held against their SHA-256 and against what the report says."""

from collections.abc import Iterator

from chibo.areas.periodic.chains import broken_chain
from chibo.areas.periodic.models import PeriodicReport, PeriodicState, Seal
from chibo.core.i18n import _

WHY = "a command on the server recomputes every seal"


def changed_reports() -> Iterator[str]:
    """Sealed reports whose seal, chain or kept figures no longer hold, one sentence each."""
    rows = PeriodicReport.objects.unscoped(WHY).filter(seals__isnull=False).distinct()
    both = rows.union(PeriodicReport.objects.unscoped(WHY).filter(state=PeriodicState.ACCEPTED))
    ids = [row.pk for row in both]
    reports = PeriodicReport.objects.unscoped(WHY).filter(pk__in=ids).select_related("unit")
    for report in reports.prefetch_related("seals").order_by("pk").iterator(chunk_size=500):
        if found := _broken(report, list(report.seals.all())):
            yield _("Báo cáo %(period)s của %(unit)s: %(found)s.") % {
                "period": report.period.label,
                "unit": report.unit.name,
                "found": found,
            }


def _broken(report: PeriodicReport, seals: list[Seal]) -> str:
    if found := broken_chain(seals):
        return found
    if report.is_locked and not seals:
        return _("đã nhận nhưng không có bản khóa")
    if report.is_locked and seals[-1].record["lines"] != report.figures.get("lines"):
        return _("số liệu đang giữ khác bản đã khóa")
    return ""
