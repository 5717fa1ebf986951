"""A record as the page shows it: what is read is what was signed."""

from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _

from chibo.areas.meetings.models import AttendanceState, MeetingKind
from chibo.areas.minutes.canonical import Record

ABSENT = {AttendanceState.EXCUSED.value, AttendanceState.UNEXCUSED.value}


def shown_record(record: Record) -> dict[str, Any]:
    """Days and times as values, states in words, each amendment at its place."""
    facts = record["meeting"]
    amended: dict[str, list[Record]] = {}
    for each in record["amendments"]:
        amended.setdefault(each["place"], []).append(each)
    return {
        "facts": {
            **facts,
            "kind": _kind(facts["kind"]),
            "held_on": date.fromisoformat(facts["held_on"]),
            "starts_at": _time(facts["starts_at"]),
            "ends_at": _time(facts["ends_at"]),
        },
        "parts": _parts(record, amended),
        "conclusion_amended": amended.get("conclusion", []),
        "absent": [
            {**row, "state": _(AttendanceState(row["state"]).label)}
            for row in record["roll"]
            if row["state"] in ABSENT
        ],
        "ballots": record.get("votes", []),
    }


def _parts(record: Record, amended: dict[str, list[Record]]) -> list[dict[str, Any]]:
    """What a chi ủy concluded stands right below what it discussed, under one heading; points it
    neither discussed nor concluded on are left out."""
    is_cell = record["meeting"]["kind"] != "committee"
    concluded = {_number(row) for row in record["agenda"] if _concludes(row)}
    return [
        {**row, "amended": amended.get(row["place"], []), "is_conclusion": _concludes(row)}
        for row in record["agenda"]
        if is_cell or row["text"] or row["place"] in amended or _number(row) in concluded
    ]


def _concludes(row: Record) -> bool:
    return bool(row["place"].startswith("concluded:"))


def _number(row: Record) -> str:
    return str(row["place"].partition(":")[2])


def _kind(code: str) -> str:
    return _("Họp chi ủy") if code == "committee" else _(MeetingKind(code).label)


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None
