"""Carrying out a plan. The caller holds the transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from chibo.areas.exchange import history, history_homes
from chibo.areas.exchange.plan import Plan, Planned
from chibo.areas.exchange.world import Record
from chibo.areas.exchange.writing_places import write_places
from chibo.areas.exchange.writing_posts import Left, left_by, write_overseers, write_posts
from chibo.areas.exchange.writing_training import write_targets, write_training
from chibo.areas.exchange.writing_transfers import write_transfers
from chibo.areas.meetings import bulk as meetings
from chibo.areas.meetings.models import Meeting
from chibo.areas.members import bulk as members
from chibo.areas.members.models import Member
from chibo.areas.organisation import bulk as units
from chibo.areas.organisation import changes_bulk as changes
from chibo.areas.organisation.events import Act
from chibo.areas.organisation.models import Unit, UnitChange
from chibo.areas.organisation.paths import segment
from chibo.areas.scoring import bulk as scores
from chibo.areas.scoring.bulk import grade_on
from chibo.areas.scoring.models import ScoreSheet
from chibo.core.actor import Actor
from chibo.core.bulk import Tick, reserve_ids
from chibo.core.errors import ChangedMeanwhile


class Writer:
    """One import being written."""

    def __init__(self, plan: Plan, batch_id: int, actor: Actor, now: datetime, tick: Tick) -> None:
        self._plan, self._batch_id, self._tick = plan, batch_id, tick
        self._actor, self._by_name, self._now = actor, actor.name, now
        self._unit_ids = {code: row["id"] for code, row in plan.world.units.items()}
        self._paths: dict[str, str] = {}
        self._member_ids = {code: row["id"] for code, row in plan.world.members.items()}

    def write(self) -> Left:
        """Units first, then those who point at them; whose membership ended. ChangedMeanwhile."""
        self._write_units()
        self._write_changes()
        write_places(self._plan, self._batch_id, self._unit_ids, self._tick)
        self._write_members()
        ids = self._unit_ids, self._member_ids
        write_transfers(
            self._plan, self._batch_id, *ids, self._tick, by_name=self._by_name, now=self._now
        )
        left = left_by(self._plan, self._member_ids)
        write_posts(self._plan, self._batch_id, *ids, left, self._tick)
        write_overseers(self._plan, self._batch_id, *ids, self._tick)
        self._write_meetings()
        write_targets(self._plan, self._batch_id, self._unit_ids, self._tick)
        write_training(self._plan, self._batch_id, *ids, self._tick)
        for table in history.TABLES:
            history.remember_after(self._batch_id, table)
        history_homes.remember_after(self._batch_id)
        return left

    def _write_units(self) -> None:
        new, changed = self._plan.new("units"), self._plan.changed("units")
        ids = reserve_ids(Unit, len(new))
        codes = [each.after["code"] for each in new]
        self._unit_ids |= dict(zip(codes, ids, strict=True))
        rows = [self._unit(each) for each in new]
        units.insert_units(sorted(rows, key=lambda row: len(row["path"])), self._tick)
        history.remember_new(self._batch_id, "units", ids)
        history.remember_before(self._batch_id, "units", _ids(changed))
        units.change_units([self._unit(each) for each in changed], self._tick)
        if any("parent_code" in each.changed for each in changed):
            members.follow_cells()

    def _write_changes(self) -> None:
        new, changed = self._plan.new("changes"), self._plan.changed("changes")
        ids = reserve_ids(UnitChange, len(new))
        rows = [self._change(each, row_id) for each, row_id in zip(new, ids, strict=True)]
        history.remember_before(self._batch_id, "changes", _ids(changed))
        touched = changes.change_changes(
            [self._change(each, row_id) for each, row_id in _with_ids(changed)], self._tick
        )
        touched |= changes.insert_changes(
            rows, by_name=self._by_name, now=self._now, tick=self._tick
        )
        history.remember_new(self._batch_id, "changes", ids)
        if contradicted := changes.redraw_changed(touched, Act(self._actor, self._now)):
            raise ChangedMeanwhile(contradicted)

    def _change(self, each: Planned, row_id: int) -> Record:
        return {
            **{name: "" if value is None else value for name, value in each.after.items()},
            "id": row_id,
            "version": each.before["version"] if each.before else 1,
            "unit_id": self._unit_ids[each.after["unit_code"]],
            "receivers": [self._unit_ids[code] for code in each.after["receiver_codes"]],
        }

    def _unit(self, each: Planned) -> Record:
        code = each.after["code"]
        parent_code = each.after["parent_code"]
        return {
            **each.after,
            "id": self._unit_ids[code],
            "version": each.before["version"] if each.before else 1,
            "is_cell": self._plan.tree.find(code).record["is_cell"],  # type: ignore[union-attr]
            "parent_id": self._unit_ids[parent_code] if parent_code else None,
            "path": self._path(code),
        }

    def _path(self, code: str) -> str:
        """Where a unit stands once all moves are done."""
        line = []
        current: str | None = code
        while current is not None and current not in self._paths:
            line.append(current)
            node = self._plan.tree.find(current)
            current = node.parent_code if node else None
        path = self._paths[current] if current is not None else ""
        for each in reversed(line):
            path += segment(self._unit_ids[each])
            self._paths[each] = path
        return path

    def _write_members(self) -> None:
        new, changed = self._plan.new("members"), self._plan.changed("members")
        ids = reserve_ids(Member, len(new))
        codes = [each.after["code"] for each in new]
        self._member_ids |= dict(zip(codes, ids, strict=True))
        rows = [self._member(each, row_id) for each, row_id in zip(new, ids, strict=True)]
        history.remember_before(self._batch_id, "members", _ids(changed))
        members.change_members([self._member(e, i) for e, i in _with_ids(changed)], self._tick)
        members.insert_members(rows, self._tick)
        history.remember_new(self._batch_id, "members", ids)
        if new or any("cell_code" in each.changed for each in changed):
            members.follow_cells()
        members.send(
            {
                self._member_ids[code]: self._unit_ids[cell_code]
                for code, cell_code in self._plan.world.sent.items()
            }
        )

    def _member(self, each: Planned, row_id: int) -> Record:
        return {
            **each.after,
            "id": row_id,
            "version": each.before["version"] if each.before else 1,
            "cell_id": self._unit_ids[each.after["cell_code"]],
            "unit_path": self._path(each.after["cell_code"]),
            "citizen_number": each.after["citizen_number"] or None,
            "citizen_number_changes": "citizen_number" in each.changed,
        }

    def _write_meetings(self) -> None:
        new, changed = self._plan.new("meetings"), self._plan.changed("meetings")
        ids = reserve_ids(Meeting, len(new))
        rows = [
            {
                **each.after,
                "id": row_id,
                "unit_id": self._unit_ids[each.after["cell_code"]],
                "closed_at": self._now,
            }
            for each, row_id in zip(new, ids, strict=True)
        ]
        meetings.insert_meetings(rows, origin=f"import:{self._batch_id}", tick=self._tick)
        history.remember_new(self._batch_id, "meetings", ids)
        history.remember_before(self._batch_id, "meetings", _ids(changed))
        meetings.change_meetings(
            [
                {**each.after, "id": row_id, "version": (each.before or {})["version"]}
                for each, row_id in _with_ids(changed)
            ],
            self._tick,
        )
        self._write_scores([*zip(new, ids, strict=True), *_with_ids(changed)])

    def _write_scores(self, written: Sequence[tuple[Planned, int]]) -> None:
        scored = [
            (each, meeting_id)
            for each, meeting_id in written
            if any(n in each.changed and each.after[n] is not None for n in _TOTALS)
        ]
        new = [(each, meeting_id) for each, meeting_id in scored if _sheet(each)["id"] is None]
        changed = [(each, meeting_id) for each, meeting_id in scored if _sheet(each)["id"]]
        ids = reserve_ids(ScoreSheet, len(new))
        scores.insert_sheets(
            [
                {**self._score(each), "id": sheet_id, "meeting_id": meeting_id}
                for (each, meeting_id), sheet_id in zip(new, ids, strict=True)
            ]
        )
        history.remember_new(self._batch_id, "scores", ids)
        sheet_ids = [_sheet(each)["id"] for each, _meeting_id in changed]
        history.remember_before(self._batch_id, "scores", sheet_ids)
        scores.change_sheets(
            [
                {**self._score(each), "id": _sheet(each)["id"], "version": _sheet(each)["version"]}
                for each, _meeting_id in changed
            ]
        )

    def _score(self, each: Planned) -> Record:
        """The score sheet as it will be; what did not change keeps its grade, day and hand."""
        sheet = {name: value for name, value in _sheet(each).items() if name in scores.COLUMNS}
        day = each.after["held_on"]
        own, official = each.after["self_total"], each.after["official_total"]
        if "self_total" in each.changed and own is not None:
            sheet |= {"self_total": own, "self_grade": grade_on(own, day)}
            sheet |= {"confirmed_at": self._now, "confirmed_by": self._by_name}
        if "official_total" in each.changed and official is not None:
            sheet |= {"official_total": official, "official_grade": grade_on(official, day)}
            sheet |= {"official_at": self._now, "official_by": self._by_name}
        return sheet


_TOTALS = ("self_total", "official_total")
_NO_SHEET: dict[str, Any] = {
    "id": None,
    "version": None,
    **dict.fromkeys(scores.COLUMNS),
    "self_grade": "",
    "official_grade": "",
    "official_by": "",
    "confirmed_by": "",
}


def _sheet(each: Planned) -> Record:
    found: Record = (each.before or {}).get("sheet") or _NO_SHEET
    return found if found["id"] else _NO_SHEET


def _ids(rows: Sequence[Planned]) -> list[int]:
    return [each.before["id"] for each in rows if each.before]


def _with_ids(rows: Sequence[Planned]) -> list[tuple[Planned, int]]:
    return [(each, each.before["id"]) for each in rows if each.before]
