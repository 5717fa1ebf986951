"""A province with two communes and a month's report, played through the actions."""

from datetime import date, datetime
from typing import Any

from chibo.areas.periodic import actions
from chibo.areas.periodic.actions import Entry
from chibo.areas.periodic.models import PeriodicReport
from chibo.areas.periodic.periods import Period
from chibo.core.actor import Actor
from tests.factories import a_cell, a_commune, a_member, a_province, an_actor
from tests.months import at

OCTOBER = Period.parse("2026-10")
NOW = at(date(2026, 11, 3), 9)
TEXTS = {
    "highlights": "Các chi bộ họp đều.",
    "next_tasks": "Chuẩn bị tổng kết năm.",
    "proposals": "",
}
NUMBERS = {
    "dialogues": ("value", "1"),
    "petitions": ("value", "5"),
    "petitions_answered": ("value", "4"),
}


class Province:
    """Two communes with a cell each: 3 and 2 members."""

    def __init__(self) -> None:
        self.root = a_province(place="Bình An")
        self.communes = [a_commune(self.root, "Đảng ủy xã Một", place="Một")]
        self.communes.append(a_commune(self.root, "Đảng ủy xã Hai", place="Hai"))
        self.cells = [a_cell(commune) for commune in self.communes]
        for cell, count in zip(self.cells, (3, 2), strict=True):
            for number in range(count):
                a_member(cell, f"Nguyễn Văn {number}")
        self.clerks = [an_actor("clerk", c, name="Lê Thị Sổ") for c in self.communes]
        self.clerk = an_actor("clerk", self.root, name="Trần Văn Tỉnh")
        self.superior = an_actor("superior", self.root, name="Đỗ Thị Hạnh")

    def ask(self, form: str = "month", since: Period = OCTOBER, **more: Any) -> Any:
        said = {"actor": self.superior, "unit_id": self.root.pk, "now": NOW, **more}
        return actions.ask(form=form, since=since, **said)

    def begin(self, at: int = 0, period: Period = OCTOBER, now: datetime = NOW) -> PeriodicReport:
        return actions.begin(
            actor=self.clerks[at],
            unit_id=self.communes[at].pk,
            form=period.kind,
            period=period,
            now=now,
        )

    def write(self, report: PeriodicReport, at: int = 0, **entry: Any) -> PeriodicReport:
        said = {"numbers": NUMBERS, "texts": TEXTS, **entry}
        return self._act("write", report, self.clerks[at], entry=Entry(**said))

    def check(self, report: PeriodicReport, at: int = 0) -> PeriodicReport:
        return self._act("check", report, self.clerks[at])

    def submit(self, report: PeriodicReport, at: int = 0, now: datetime = NOW) -> PeriodicReport:
        return self._act("submit", report, self.clerks[at], now=now)

    def sent(self, at: int = 0, period: Period = OCTOBER, **entry: Any) -> PeriodicReport:
        report = self.check(self.write(self.begin(at, period), at, **entry), at)
        return self.submit(report, at)

    def accept(self, report: PeriodicReport) -> PeriodicReport:
        return self._act("accept", report, self.superior)

    def give_back(self, report: PeriodicReport, comment: str = "", **lines: str) -> PeriodicReport:
        return self._act("give_back", report, self.superior, comment=comment, lines=lines)

    def reopen(self, report: PeriodicReport, reason: str) -> PeriodicReport:
        return self._act("reopen", report, self.superior, reason=reason)

    def restate(self, report: PeriodicReport, reason: str, at: int = 0) -> PeriodicReport:
        return self._act("restate", report, self.clerks[at], reason=reason)

    def _act(self, name: str, report: PeriodicReport, actor: Actor, **more: Any) -> PeriodicReport:
        report.refresh_from_db()
        said = {"now": NOW, "version": report.version, **more}
        return getattr(actions, name)(actor=actor, report_id=report.pk, **said)
