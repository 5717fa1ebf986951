"""A report point by point: what it says, what was remarked on it, what changed since it was sent.

A point is a section or a figure, known by its code (`queries.SECTIONS`, `figures`).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from chibo.areas.reports.figures import Figure
from chibo.areas.reports.models import MonthlyReport, ReportComment
from chibo.areas.reports.queries import LOCKED, SECTIONS, figures_of, texts_of
from chibo.core.i18n import _


@dataclass(frozen=True)
class ReportPoint:
    """One section or figure; `before`: what it said when it was sent last, None where the same."""

    code: str
    label: str
    value: str
    unit: str = ""
    before: str | None = None
    comments: list[ReportComment] = field(default_factory=list)

    @property
    def has_changed(self) -> bool:
        """Whether it says something else than when it was sent the time before."""
        return self.before is not None


@dataclass(frozen=True)
class ReportPoints:
    """The report as its pages show it."""

    sections: list[ReportPoint]
    figures: list[ReportPoint]

    def unanswered(self) -> list[ReportPoint]:
        """Points the superior remarked on that were neither changed nor answered."""
        return [
            point
            for point in (*self.figures, *self.sections)
            if not point.has_changed and any(row.waits for row in point.comments)
        ]


def points_of(report: MonthlyReport) -> ReportPoints:
    """Every section and figure of a report the actor may see."""
    comments = defaultdict(list)
    for row in report.comments.all():
        comments[row.place].append(row)
    before = _sent_before(report)
    said = before.get("texts", {})
    counted = {row["code"]: row["value"] for row in before.get("rows", ())}
    texts = texts_of(report)
    return ReportPoints(
        sections=[
            ReportPoint(
                code,
                _(label),
                texts[code],
                before=_other(said, code, texts[code]),
                comments=comments[code],
            )
            for code, label in SECTIONS.items()
        ],
        figures=[
            ReportPoint(
                each.code,
                each.label,
                each.value,
                each.unit,
                before=_other(counted, each.code, each.value),
                comments=comments[each.code],
            )
            for each in figures_of(report)
        ],
    )


def places(figures: list[Figure]) -> dict[str, str]:
    """Every point a comment may be about, by code, as people call it."""
    return {**{f.code: f.label for f in figures}, **{c: _(n) for c, n in SECTIONS.items()}}


def _sent_before(report: MonthlyReport) -> Mapping[str, Any]:
    """What the superior read last before this: of one sent again the sending before it, of one
    that came back, or that the cell took back, the sending that lay with them."""
    sent: dict[str, Any] = report.previous if report.state in LOCKED else report.figures
    return sent or {}


def _other(before: Mapping[str, str], code: str, now: str) -> str | None:
    said = before.get(code)
    return said if said is not None and said != now else None
