"""Score sheets of held meetings: the cell's own total, the superior's, lines where recent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from bench.made.copying import columns_of, copy_rows
from bench.made.meetings import MadeMeeting, evening, recent
from chibo.areas.scoring.bulk import grade_on
from chibo.areas.scoring.models import ScoreLine, ScoreSheet
from chibo.core import bulk
from chibo.core.periods import Month
from chibo.regulations import Item, MeetingKind, meeting_rules

UNSCORED, UNDECIDED = 0.03, 0.25


@dataclass(slots=True)
class _Sheet:
    pk: int
    meeting: MadeMeeting
    lost: dict[str, Decimal]
    total: Decimal
    rubric: str
    items: tuple[Item, ...]


def write_scores(meetings: Sequence[MadeMeeting], seed: int, today: date) -> None:
    """A sheet for nearly every meeting held; official points except for the newest ones."""
    rng = Random(f"{seed}:scores")
    held = [made for made in meetings if made.held_on and rng.random() > UNSCORED]
    ids = bulk.reserve_ids(ScoreSheet, len(held))
    sheets = [_sheet(pk, made, rng) for pk, made in zip(ids, held, strict=True)]
    copy_rows(ScoreSheet, _rows(sheets, rng, today))
    in_full = {id(made) for made in recent(held, today)}
    copy_rows(ScoreLine, _lines([sheet for sheet in sheets if id(sheet.meeting) in in_full]))


def _sheet(pk: int, made: MadeMeeting, rng: Random) -> _Sheet:
    rules = meeting_rules(made.planned_on)
    assert rules is not None, "the dataset needs two years with rules in force"
    rubric = rules.rubric_for(MeetingKind(made.kind))
    steps = (1, 2, 3, 4, 6) if made.cell.weak else (1, 1, 2)
    lost = {
        item.code: min(rubric.step * rng.choice(steps), item.max_points)
        for item in rubric.items
        if rng.random() < (0.6 if made.cell.weak else 0.2)
    }
    total = rubric.total - sum(lost.values(), Decimal(0))
    return _Sheet(pk, made, lost, total, f"{rules.pack_id}/{rubric.code}", rubric.items)


def _rows(sheets: Sequence[_Sheet], rng: Random, today: date) -> Iterator[dict[str, Any]]:
    silent = columns_of(ScoreSheet)
    for sheet in sheets:
        made = sheet.meeting
        assert made.held_on is not None
        yield {
            **silent,
            "id": sheet.pk,
            "meeting_id": made.pk,
            "rubric": sheet.rubric,
            "confirmed_at": evening(made.held_on),
            "confirmed_by": made.cell.people[0].name,
            "self_total": sheet.total,
            "self_grade": grade_on(sheet.total, made.held_on),
            **(_official(sheet, rng) if _is_decided(made, rng, today) else {}),
        }


def _is_decided(made: MadeMeeting, rng: Random, today: date) -> bool:
    last = Month.of(today).previous()
    return made.month < last or (made.month == last and rng.random() > UNDECIDED)


def _official(sheet: _Sheet, rng: Random) -> dict[str, Any]:
    held_on = sheet.meeting.held_on
    assert held_on is not None
    total = sheet.total - rng.choice((0, 0, 0, 0, 1, 2))
    return {
        "official_total": total,
        "official_grade": grade_on(total, held_on),
        "official_at": evening(held_on),
        "official_by": f"Đảng ủy xã {sheet.meeting.cell.commune.place}",
        "official_note": "" if total == sheet.total else "Gửi tài liệu trước buổi họp còn chậm.",
    }


def _lines(sheets: Sequence[_Sheet]) -> Iterator[dict[str, Any]]:
    silent = columns_of(ScoreLine, "id")
    for sheet in sheets:
        for position, item in enumerate(sheet.items, start=1):
            points = item.max_points - sheet.lost.get(item.code, Decimal(0))
            yield {
                **silent,
                "sheet_id": sheet.pk,
                "position": position,
                "criterion": item.code,
                "title": item.name[:300],
                "maximum": item.max_points,
                "proposed": item.max_points,
                "reason": "Đạt theo hồ sơ buổi họp.",
                "points": points,
                "override_reason": "" if points == item.max_points else "Cần làm tốt hơn.",
            }
