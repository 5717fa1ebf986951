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
        "parts": [_part(row, amended.get(row["place"], [])) for row in record["agenda"]],
        "conclusion_amended": amended.get("conclusion", []),
        "absent": [
            {**row, "state": _(AttendanceState(row["state"]).label)}
            for row in record["roll"]
            if row["state"] in ABSENT
        ],
        "ballots": record.get("votes", []),
    }


def _part(row: Record, amended: list[Record]) -> dict[str, Any]:
    """What a chi ủy concluded stands right below what it discussed, under one heading."""
    is_conclusion = row["place"].startswith("concluded:")
    return {**row, "amended": amended, "is_conclusion": is_conclusion}


def _kind(code: str) -> str:
    return _("Họp chi ủy") if code == "committee" else _(MeetingKind(code).label)


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None
