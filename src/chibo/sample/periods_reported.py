"""Reports of the last month that the province asked of its communes: accepted, returned, sent."""

from collections.abc import Callable
from typing import Any

from chibo.areas.indicators.periods import Kind
from chibo.areas.periodic import actions
from chibo.areas.periodic.actions import Entry
from chibo.areas.periodic.forms import forms
from chibo.areas.periodic.models import PeriodicReport
from chibo.areas.periodic.periods import Period
from chibo.core.actor import Actor
from chibo.sample.cells import Body
from chibo.sample.hours import at
from chibo.sample.province import Province
from chibo.sample.staff import Staff
from chibo.sample.words import chance

FORM: Kind = "month"
TEXTS = {
    "highlights": "Các chi bộ sinh hoạt đúng lịch; nội dung bám nhiệm vụ của tháng.",
    "next_tasks": "Chuẩn bị kiểm điểm, đánh giá, xếp loại cuối năm; rà soát đảng viên dự bị.",
    "proposals": "",
}
REMARK = "Số kiến nghị tháng này ít hơn hẳn các tháng trước. Đề nghị xem lại."


def report_periods(province: Province, staff: Staff) -> None:
    """One is accepted, one came back with a remark on a line, one waits; the others are late."""
    root = province.tree.bodies[0]
    period = Period.on(FORM, province.today).plus(-1)
    if not forms()[FORM].covers(period):
        return
    superior = staff.actor("superior", root.code)
    actions.ask(
        actor=superior,
        unit_id=staff.units[root.code].pk,
        form=FORM,
        since=period,
        now=at(period.starts_on, 8),
    )
    communes = [body for body in province.tree.bodies if body.parent_code == root.code]
    for body, decide in zip(communes, (_accept, _give_back, _wait), strict=False):
        report = _sent(province, staff, body, period)
        decide(superior, report, province)


def _sent(province: Province, staff: Staff, body: Body, period: Period) -> PeriodicReport:
    clerk = staff.actor("clerk", body.code)
    now = at(period.ends_before.replace(day=4), 15)
    rng = chance(province.seed, "periodic", body.code)
    asked = rng.randint(3, 9)
    numbers = {
        "dialogues": ("value", "1"),
        "petitions": ("value", str(asked)),
        "petitions_answered": ("value", str(asked - rng.randint(0, 2))),
    }
    report = actions.begin(
        actor=clerk, unit_id=staff.units[body.code].pk, form=FORM, period=period, now=now
    )
    entry = Entry(numbers=numbers, texts=TEXTS)
    report = _step(actions.write, clerk, report, now, entry=entry)
    report = _step(actions.check, clerk, report, now)
    return _step(actions.submit, clerk, report, now)


def _step(
    act: Callable[..., PeriodicReport], actor: Actor, report: PeriodicReport, now: Any, **more: Any
) -> PeriodicReport:
    return act(actor=actor, report_id=report.pk, version=report.version, now=now, **more)


def _accept(superior: Actor, report: PeriodicReport, province: Province) -> None:
    day = min(report.due_on, province.today)
    _step(actions.accept, superior, report, at(day, 9))


def _give_back(superior: Actor, report: PeriodicReport, province: Province) -> None:
    day = min(report.due_on, province.today)
    lines = {"petitions": REMARK}
    _step(actions.give_back, superior, report, at(day, 10), comment="", lines=lines)


def _wait(superior: Actor, report: PeriodicReport, province: Province) -> None:
    """It lies with the superior."""
