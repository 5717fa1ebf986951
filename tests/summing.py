"""A province that sums up years, played through the actions."""

from datetime import date
from typing import Any

from chibo.areas.directives import actions as directing
from chibo.areas.directives.actions import Asked, Paper
from chibo.areas.directives.models import Directive
from chibo.areas.summations import actions, queries
from chibo.areas.summations.actions import Frame
from chibo.areas.summations.models import Summation
from chibo.core.actor import Actor
from tests.factories import a_cell, a_commune, a_province, an_actor
from tests.months import at

NOW = at(date(2026, 6, 15), 9)
TITLE = "Tổng kết 5 năm thực hiện Nghị quyết số 22-NQ/TW"
PAPER = "Nghị quyết số 22-NQ/TW ngày 02/02/2008 của Ban Chấp hành Trung ương"
TEXTS = {
    "situation": "Đảng bộ có {Chi bộ} chi bộ.",
    "leadership": "Đã quán triệt.",
    "results": "Kết nạp {Đảng viên kết nạp trong kỳ} đảng viên.",
    "limits": "Không có.",
    "lessons": "Sát cơ sở.",
    "direction": "Làm tiếp.",
}


class Summing:
    """A province with two communes, one cell each; its clerk writes and issues."""

    def __init__(self) -> None:
        self.root = a_province(place="Bình An")
        self.communes = [
            a_commune(self.root, name) for name in ("Đảng ủy xã Một", "Đảng ủy xã Hai")
        ]
        self.cells = [a_cell(commune) for commune in self.communes]
        self.clerk = an_actor("clerk", self.root, name="Trần Văn Tỉnh")
        self.superior = an_actor("superior", self.root, name="Đỗ Thị Hạnh")

    def frame(self, **more: Any) -> Frame:
        said = {"title": TITLE, "first_year": 2024, "last_year": 2026, "paper": PAPER, **more}
        return Frame(**said)

    def begin(self, unit: Any = None, **more: Any) -> Summation:
        return actions.begin(
            actor=self.clerk, unit_id=(unit or self.root).pk, frame=self.frame(**more), now=NOW
        )

    def write(self, row: Summation, actor: Actor | None = None, **texts: str) -> Summation:
        return self._act("write", row, actor, texts={**TEXTS, **texts})

    def issue(self, row: Summation, actor: Actor | None = None) -> Summation:
        return self._act("issue", row, actor)

    def restate(self, row: Summation, reason: str = "Bổ sung hồ sơ") -> Summation:
        return self._act("restate", row, reason=reason)

    def reopen(self, row: Summation, reason: str = "Viết lại") -> Summation:
        return self._act("reopen", row, reason=reason)

    def see(self, row: Summation, actor: Actor | None = None) -> queries.Seen:
        found = queries.get_summation(actor or self.clerk, row.pk)
        return queries.see(actor or self.clerk, found, NOW.date())

    def said(self, row: Summation, code: str = "results") -> str:
        return next(each.said for each in self.see(row).texts if each.section.code == code)

    def a_directive(self) -> Directive:
        """Of the province, asked of both cells."""
        paper = Paper(
            kind="CT",
            number="05-CT/TW",
            issuer="Bộ Chính trị",
            issued_on=date(2016, 5, 15),
            title="Học tập và làm theo Bác",
        )
        found = directing.enter(actor=self.clerk, unit_id=self.root.pk, paper=paper, now=NOW)
        asked = Asked(title="Đăng ký việc làm theo", due_on=date(2026, 12, 1))
        directing.ask(actor=self.superior, directive_id=found.pk, asked=asked, now=NOW)
        return found

    def _act(self, name: str, row: Summation, actor: Actor | None = None, **more: Any) -> Summation:
        row.refresh_from_db()
        said = {"now": NOW, "version": row.version, "summation_id": row.pk, **more}
        found: Summation = getattr(actions, name)(actor=actor or self.clerk, **said)
        return found
