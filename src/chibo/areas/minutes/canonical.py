"""The record minutes are signed and locked on: one canonical form, one SHA-256.

The form is JSON with sorted keys, no spaces between tokens, composed letters (NFC), UTF-8. It
carries its own number, so that a later form does not change what an earlier seal was taken of.
"""

import json
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db.models import Model

from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import agenda_of, roll_of
from chibo.areas.meetings.steps import takes_notes
from chibo.areas.minutes.models import Amendment
from chibo.areas.scoring.models import ScoreSheet
from chibo.areas.scoring.queries import find_sheet
from chibo.areas.sittings.queries import (
    PartRow,
    VoteTold,
    get_parts,
    opinions_by_point,
    part_rows,
    remarks_of,
    votes_told,
)

FORM = 1
Record = dict[str, Any]
FACTS = (
    *("kind", "month", "held_on", "starts_at", "ends_at", "place", "topic", "chair_name"),
    *("minutes_by", "visitors", "speakers", "expected", "present", "excused", "unexcused"),
    "conclusion",
)
VOTE_FACTS = (
    *("subject", "decision", "is_secret", "convened", "introduced_elsewhere", "exempt_absent"),
    *("suspended", "absent_throughout", "in_favour", "against", "abstained"),
)
BALLOT_FACTS = ("issued", "returned", "valid", "invalid", "tellers")
AMENDED = ("number", "place", "title", "before", "after", "because", "asked_by", "by_name", "at")


def record_of(meeting: Meeting, amendments: Iterable[Amendment] = ()) -> Record:
    """Everything the minutes of a closed meeting say, as plain data: a fixed number of queries."""
    sheet, roll = find_sheet(meeting), roll_of(meeting)
    said = opinions_by_point(meeting)
    return {
        "form": FORM,
        "unit": {"code": meeting.unit.code, "name": plain(meeting.unit.name)},
        "meeting": facts_of(meeting, FACTS),
        "agenda": [
            {
                "place": f"point:{point.pk}",
                "title": plain(point.title),
                "text": plain(point.notes),
                "opinions": [facts_of(each, ("speaker", "text")) for each in said[point.pk]],
            }
            for point in agenda_of(meeting)
            if takes_notes(point) or point.notes.strip() or said[point.pk]
        ],
        "roll": sorted(
            (
                {"name": plain(r.member.full_name), "state": str(r.state), "reason": r.reason}
                for r in roll
            ),
            key=lambda row: (row["name"], row["state"], row["reason"]),
        ),
        "not_throughout": [
            {"name": plain(row.member.full_name), **facts_of(row, ("arrived_at", "left_at"))}
            for row in part_rows(roll, meeting)
            if row.arrived_at or row.left_at
        ],
        "parts": _parts(meeting),
        "votes": [_vote(told) for told in votes_told(meeting)],
        "remarks": [facts_of(each, ("kind", "about", "text")) for each in remarks_of(meeting)],
        "score": _score(sheet) if sheet else None,
        "amendments": [facts_of(each, AMENDED) for each in amendments],
    }


def _score(sheet: ScoreSheet) -> list[Any]:
    """The cell's own points and grade; those of the thematic part after them, if scored apart."""
    told, second = [plain(sheet.self_total), sheet.self_grade], sheet.second
    return [*told, plain(second.self_total), second.self_grade] if second else told


def _vote(told: VoteTold) -> Record:
    ballots = getattr(told.vote, "ballot_count", None)
    return {
        **facts_of(told.vote, VOTE_FACTS),
        "ballots": facts_of(ballots, BALLOT_FACTS) if ballots else None,
        "reserved": [facts_of(each, ("name", "text")) for each in told.reserved],
    }


def _parts(meeting: Meeting) -> Record | None:
    parts = get_parts(meeting)
    return facts_of(parts, ("first", "changed_at")) if parts else None


def facts_of(row: Model | PartRow, names: tuple[str, ...]) -> Record:
    """The named fields of a row, as plain data."""
    return {name: plain(getattr(row, name)) for name in names}


def plain(value: Any) -> Any:
    """A value as JSON holds it: composed letters, moments in UTC, two decimals."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return f"{value:.2f}" if isinstance(value, Decimal) else value


def canonical(record: Record) -> str:
    """The text the seal is taken of."""
    return json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(record: Record) -> str:
    """SHA-256 of the canonical text, in hexadecimal: what `sha256sum` says of it."""
    return sha256(canonical(record).encode()).hexdigest()


def differences(kept: Record, now: Record) -> list[str]:
    """Which parts of a locked record the tables no longer say.

    Names of people and of the unit may change with them later; where they stood when the minutes
    were locked is kept in the record. While everybody on the roll has the name of then, each is
    held to what was said of them; else the roll is compared without names.
    """
    named = _names(kept) == _names(now)
    return [part for part in kept if _held(kept, part, named) != _held(now, part, named)]


def _names(record: Record) -> list[str]:
    return sorted(row["name"] for row in record["roll"])


def _held(record: Record, part: str, named: bool) -> Any:
    if part == "unit":
        return None
    if part in {"roll", "not_throughout"} and not named:
        return sorted([str(v) for k, v in row.items() if k != "name"] for row in record[part])
    return record.get(part)
