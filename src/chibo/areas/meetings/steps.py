"""Which points of an agenda are written up by hand, and which another part of the record answers.

The codes are those of the packs' agendas (regulations/packs/*/agendas.toml).
"""

from typing import Protocol

from chibo.core.i18n import _


class Point(Protocol):
    """A point of an agenda: from a template (code), from a task (origin), or added by hand."""

    code: str
    origin: str
    notes: str


def answered_by(point: Point) -> str:
    """Where the record already holds what belongs under the point; "" where notes are taken.

    Nothing is typed twice: attendance, votes, tasks, the score have forms of their own.
    """
    if point.origin.startswith("task:"):
        return _("Kết quả ghi ở bước “Nghị quyết và nhiệm vụ”.")
    return {
        "opening": _("Ghi ở giờ họp, chủ trì, thư ký."),
        "roll_call": _("Ghi ở điểm danh."),
        "agenda_approval": _("Theo chương trình này."),
        "conclusion": _("Ghi ở kết luận của chủ trì."),
        "assignments": _("Giao việc ở bước “Nghị quyết và nhiệm vụ”."),
        "resolution_vote": _("Ghi ở biểu quyết."),
        "self_score": _("Chấm ở bước “Chấm điểm”."),
        "minutes_reading": _("Biên bản tự lập từ hồ sơ này."),
    }.get(point.code, "")


THEMATIC_PART = "combined_topic"
"""The code of the point under which the thematic part of a combined meeting is written up."""


def takes_notes(point: Point) -> bool:
    """Whether something is written under the point by hand."""
    return not answered_by(point)
