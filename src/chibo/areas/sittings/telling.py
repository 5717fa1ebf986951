"""What the minutes say of a meeting under way, beyond notes, roll and votes."""

from collections.abc import Iterable
from typing import Any

from chibo.areas.meetings.models import AgendaPoint, Meeting
from chibo.areas.meetings.queries import RollRow
from chibo.areas.sittings.models import (
    Opinion,
    Remark,
)
from chibo.areas.sittings.queries import PartRow, lengths_of_parts, part_rows, votes_told
from chibo.core.i18n import _
from chibo.core.vietnamese import show_time


def said_under(point: AgendaPoint, opinions: Iterable[Opinion]) -> str:
    """The notes of a point with what was said under it, a line each; named only where noted so."""
    lines = [point.notes.strip()] if point.notes.strip() else []
    for opinion in opinions:
        named = _("Đồng chí %s: ") % opinion.speaker if opinion.speaker else _("Ý kiến: ")
        lines.append(named + opinion.text)
    return "\n".join(lines)


def told_sections(meeting: Meeting, roll: list[RollRow]) -> list[tuple[str, str]]:
    """Titles and texts the minutes add to their agenda; only what was written down."""
    votes = votes_told(meeting)
    counted = [each for each in votes if each.vote.is_secret or each.reserved]
    told = (
        (_("Đến muộn, về sớm"), [_came(row) for row in part_rows(roll, meeting) if _partly(row)]),
        (_("Thời gian hai phần"), _parts(meeting)),
        (_("Biểu dương, nhắc nhở"), [_remark(each) for each in _remarks(meeting)]),
        (_("Kiểm phiếu, ý kiến bảo lưu"), [line for each in counted for line in _vote(each)]),
    )
    return [(title, "\n".join(lines)) for title, lines in told if lines]


def _partly(row: PartRow) -> bool:
    return row.arrived_at is not None or row.left_at is not None


def _came(row: PartRow) -> str:
    told = []
    if row.arrived_at is not None:
        told.append(_("đến lúc %s") % show_time(row.arrived_at))
    if row.left_at is not None:
        told.append(_("về lúc %s") % show_time(row.left_at))
    return _("Đồng chí %(name)s %(times)s.") % {
        "name": row.member.full_name,
        "times": ", ".join(told),
    }


def _parts(meeting: Meeting) -> list[str]:
    parts = lengths_of_parts(meeting)
    if parts is None:
        return []
    told = _("Phần thường kỳ %(regular)d phút, phần chuyên đề %(thematic)d phút.")
    return [told % {"regular": parts.regular, "thematic": parts.thematic}]


def _remarks(meeting: Meeting) -> list[Remark]:
    return list(Remark.objects.filter(meeting=meeting))


def _remark(remark: Remark) -> str:
    return f"{remark.get_kind_display()}: {remark.about}, {remark.text}"


def _vote(told: Any) -> list[str]:
    vote, lines = told.vote, []
    count = getattr(vote, "ballot_count", None)
    if count is not None:
        lines.append(
            _(
                "“%(subject)s”: phát ra %(issued)d phiếu, thu về %(returned)d, hợp lệ %(valid)d, "
                "không hợp lệ %(invalid)d. Tổ kiểm phiếu: %(tellers)s."
            )
            % {**{k: getattr(count, k) for k in TALLY}, "subject": vote.subject}
        )
    lines.append(told.sentence)
    lines += [
        _("Đồng chí %(name)s bảo lưu ý kiến: %(text)s") % {"name": each.name, "text": each.text}
        for each in told.reserved
    ]
    return [line for line in lines if line]


TALLY = ("tellers", "issued", "returned", "valid", "invalid")
