"""What came of the meetings: resolutions, tasks, and the monthly reports to the superior."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from bench.made.copying import columns_of, copy_rows
from bench.made.meetings import MadeMeeting, evening, recent
from chibo.areas.reports.models import MonthlyReport, ReportEvent
from chibo.areas.resolutions.models import Resolution
from chibo.areas.tasks.models import Task, TaskReview
from chibo.core import bulk
from chibo.core.periods import Month
from chibo.regulations import meeting_rules

DIRECTION = "Tập trung lãnh đạo nhiệm vụ tháng tới; vận động nhân dân chỉnh trang đường làng."
TITLES = (
    "Vận động các hộ chỉnh trang hàng rào, vệ sinh đường làng",
    "Rà soát hộ khó khăn cần giúp đỡ dịp cuối năm",
    "Chuẩn bị nội dung sinh hoạt chuyên đề quý tới",
)
NEVER_SENT, LATE = 0.04, 0.06
LAST_STATES = ("accepted", "accepted", "accepted", "submitted", "submitted", "returned", "draft")


def write_work(meetings: Sequence[MadeMeeting], seed: int, today: date) -> None:
    """Resolutions and tasks of the last two months, a report for every month met in."""
    rng = Random(f"{seed}:work")
    main = [made for made in meetings if made.held_on and made.kind != "thematic"]
    _write_resolutions(recent(main, today), rng, today)
    _write_reports([made for made in main if made.month < Month.of(today)], rng, today)


def _write_resolutions(held: Sequence[MadeMeeting], rng: Random, today: date) -> None:
    ids = bulk.reserve_ids(Resolution, len(held))
    copy_rows(Resolution, _resolutions(held, ids))
    task_ids = bulk.reserve_ids(Task, len(held) * len(TITLES))
    tasks = list(_tasks(held, ids, task_ids, rng, today))
    copy_rows(Task, tasks)
    running = {made.cell.unit.pk: made for made in held if made.month == Month.of(today)}
    copy_rows(TaskReview, _reviews(tasks, running))


def _resolutions(held: Sequence[MadeMeeting], ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    silent = columns_of(Resolution)
    for pk, made in zip(ids, held, strict=True):
        yield {
            **silent,
            "id": pk,
            "meeting_id": made.pk,
            "ideology": "Tư tưởng cán bộ, đảng viên và nhân dân ổn định.",
            "results": "Hoàn thành các nhiệm vụ đã giao trong tháng.",
            "direction": DIRECTION,
            "number": made.month.month,
            "adopted_on": made.held_on,
        }


def _tasks(
    held: Sequence[MadeMeeting],
    ids: Sequence[int],
    task_ids: Sequence[int],
    rng: Random,
    today: date,
) -> Iterator[dict[str, Any]]:
    silent = columns_of(Task)
    numbers = iter(task_ids)
    for pk, made in zip(ids, held, strict=True):
        assert made.held_on is not None
        for title in TITLES:
            done = made.month < Month.of(today) and rng.random() < 0.6
            yield {
                **silent,
                "id": next(numbers),
                "unit_id": made.cell.unit.pk,
                "title": title,
                "owner_id": rng.choice(made.cell.people).pk,
                "due_on": made.held_on + timedelta(days=25),
                "given_on": made.held_on,
                "origin": f"resolution:{pk}",
                "state": "done" if done else "open",
                "result": "Đã làm xong." if done else "",
                "ended_on": min(made.held_on + timedelta(days=20), today) if done else None,
            }


def _reviews(
    tasks: Sequence[dict[str, Any]], running: dict[int, MadeMeeting]
) -> Iterator[dict[str, Any]]:
    silent = columns_of(TaskReview, "id")
    for task in tasks:
        meeting = running.get(task["unit_id"])
        if meeting is None or task["given_on"] >= meeting.held_on:
            continue
        yield {
            **silent,
            "task_id": task["id"],
            "at_ref": f"meeting:{meeting.pk}",
            "on": meeting.held_on,
            "outcome": "done" if task["state"] == "done" else "carried",
            "due_before": task["due_on"],
        }


def _write_reports(held: Sequence[MadeMeeting], rng: Random, today: date) -> None:
    last = Month.of(today).previous()
    told = [made for made in held if rng.random() > NEVER_SENT]
    ids = bulk.reserve_ids(MonthlyReport, len(told))
    rows = [
        _report(pk, made, rng.choice(LAST_STATES) if made.month == last else "accepted", rng)
        for pk, made in zip(ids, told, strict=True)
    ]
    copy_rows(MonthlyReport, rows)
    copy_rows(ReportEvent, _events(rows, told))


def _report(pk: int, made: MadeMeeting, state: str, rng: Random) -> dict[str, Any]:
    rules = meeting_rules(made.month.last)
    assert rules is not None
    assert made.held_on is not None
    due = rules.report_due_on(made.month)
    days = rng.randint(1, 4) if rng.random() < LATE else -rng.randint(0, 4)
    sent = None if state == "draft" else evening(max(due + timedelta(days=days), made.held_on))
    return {
        **columns_of(MonthlyReport),
        "id": pk,
        "unit_id": made.cell.unit.pk,
        "month": made.month.first,
        "state": state,
        "texts": {"ideology": "Tư tưởng ổn định.", "next_month": DIRECTION},
        "figures": {"rows": _figures(made)} if sent else {},
        "due_on": due,
        "first_submitted_at": sent,
        "submitted_at": sent,
        "decided_at": sent if state in {"accepted", "returned"} else None,
    }


def _figures(made: MadeMeeting) -> list[dict[str, str]]:
    def row(code: str, label: str, value: int, unit: str) -> dict[str, str]:
        return {"code": code, "label": label, "value": str(value), "unit": unit}

    return [
        row("members", "Tổng số đảng viên cuối tháng", len(made.cell.people), "đảng viên"),
        row("meetings", "Số buổi sinh hoạt", 1, "buổi"),
        row("expected", "Đảng viên phải dự", made.present + len(made.away), "lượt"),
        row("present", "Có mặt", made.present, "lượt"),
    ]


def _events(
    reports: Sequence[dict[str, Any]], held: Sequence[MadeMeeting]
) -> Iterator[dict[str, Any]]:
    for report, made in zip(reports, held, strict=True):
        if report["submitted_at"]:
            yield {
                "report_id": report["id"],
                "step": "submitted",
                "at": report["submitted_at"],
                "by_name": made.cell.people[0].name,
                "comment": "",
            }
        if report["decided_at"]:
            returned = report["state"] == "returned"
            yield {
                "report_id": report["id"],
                "step": report["state"],
                "at": report["decided_at"],
                "by_name": f"Đảng ủy xã {made.cell.commune.place}",
                "comment": "Đề nghị bổ sung kết quả thu đảng phí." if returned else "",
            }
