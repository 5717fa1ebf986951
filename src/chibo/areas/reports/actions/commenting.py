"""The superior's comments on single points of a report, and what the cell says to them."""

from collections.abc import Mapping
from datetime import datetime

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.reports.errors import CannotDecideReport, CannotSubmit
from chibo.areas.reports.models import MonthlyReport, ReportComment
from chibo.areas.reports.points import places, points_of
from chibo.areas.reports.queries import figures_of
from chibo.core.actor import Actor
from chibo.core.i18n import _

LONGEST = 1000


def keep_comments(
    actor: Actor, report: MonthlyReport, points: Mapping[str, str], now: datetime
) -> int:
    """Write down what is remarked on single points of a report being returned; how many."""
    said = {place: text.strip() for place, text in points.items() if text.strip()}
    known = places(figures_of(report))
    if not said.keys() <= known.keys():
        raise CannotDecideReport(_("Báo cáo không có mục này. Hãy mở lại trang rồi góp ý."))
    long = [known[place] for place, text in said.items() if len(text) > LONGEST]
    if long:
        told = _("Góp ý mục “%(title)s” dài quá %(most)d chữ. Hãy viết gọn lại.")
        raise CannotDecideReport(told % {"title": long[0], "most": LONGEST})
    refuse_if_secret(text="\n".join(said.values()))
    latest = report.comments.order_by("-round").values_list("round", flat=True).first() or 0
    report.comments.filter(is_latest=True).update(is_latest=False)
    ReportComment.objects.bulk_create(
        ReportComment(
            report=report, place=place, round=latest + 1, text=text, by_name=actor.name, at=now
        )
        for place, text in said.items()
    )
    return len(said)


def answer_comments(
    actor: Actor, report: MonthlyReport, answers: Mapping[int, str]
) -> dict[str, list[str]]:
    """Keep answers to the comments of the last return; what changed, for the trail."""
    changed = {}
    for row in report.comments.filter(is_latest=True, pk__in=answers):
        answer = answers[row.pk].replace("\r\n", "\n").strip()[:LONGEST]
        if answer != row.answer:
            refuse_if_secret(text=answer)
            changed[f"answer:{row.place}"] = [row.answer, answer]
            row.answer, row.answered_by = answer, actor.name
            row.save(update_fields=["answer", "answered_by"])
    return changed


def require_answers(report: MonthlyReport) -> None:
    """Raise CannotSubmit while a point remarked on was neither changed nor answered."""
    silent = points_of(report).unanswered()
    if silent:
        told = _("Còn góp ý chưa sửa, chưa trả lời ở mục: %s.")
        raise CannotSubmit(told % "; ".join(point.label for point in silent))
