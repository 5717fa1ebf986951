"""Issued versions held against their SHA-256 and against what the summation says."""

from collections.abc import Iterator

from chibo.areas.periodic.chains import broken_chain
from chibo.areas.summations.models import Summation, SummationVersion
from chibo.core.i18n import _

WHY = "a command on the server recomputes every seal"


def changed_summations() -> Iterator[str]:
    """Issued summations whose versions no longer hold, one sentence each."""
    rows = Summation.objects.unscoped(WHY).exclude(issued_at=None).select_related("unit")
    for each in rows.prefetch_related("versions").order_by("pk").iterator(chunk_size=100):
        if found := _broken(each, list(each.versions.all())):
            yield _("Báo cáo tổng kết “%(title)s” của %(unit)s: %(found)s.") % {
                "title": each.title,
                "unit": each.unit.name,
                "found": found,
            }


def _broken(summation: Summation, versions: list[SummationVersion]) -> str:
    if found := broken_chain(versions):
        return found
    if summation.is_issued and not versions:
        return _("đã ban hành nhưng không có bản khóa")
    if summation.is_issued and versions[-1].record["lines"] != summation.figures:
        return _("số liệu đang giữ khác bản đã khóa")
    return ""
