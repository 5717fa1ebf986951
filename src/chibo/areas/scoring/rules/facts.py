"""What a meeting's record tells: as exact measures for a scale, as sentences for a person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.core.vietnamese import percent, show_date, show_percent
from chibo.regulations import MeetingKind, Reason


@dataclass(frozen=True, kw_only=True)
class MeetingFacts:
    """One meeting as recorded. None is "not recorded", which is never the same as 0 or no.

    Lead days count from the day something was sent to the day of the meeting. `excused_in_a_row`:
    the most meetings in a row, this one included, from which one and the same member was excused.
    `leaders`: who sits in the chi ủy, with secretary and deputy.
    """

    kind: MeetingKind
    for_month: Month
    held_on: date
    minutes: int | None = None
    minimum: int | None = None
    expected: int | None = None
    present: int | None = None
    excused: int | None = None
    unexcused: int | None = None
    excused_in_a_row: int | None = None
    papers_lead_days: int | None = None
    notice_lead_days: int | None = None
    committee_met: bool | None = None
    leaders: int | None = None
    speakers: int | None = None
    steps_total: int | None = None
    steps_done: int | None = None
    tasks_total: int | None = None
    tasks_closed: int | None = None
    tasks_carried: int | None = None
    votes: int | None = None
    has_minutes: bool | None = None
    has_conclusion: bool | None = None


def _share(part: int | None, whole: int | None) -> Fraction | None:
    return Fraction(100 * part, whole) if part is not None and whole else None


def _whole(number: int | None) -> Fraction | None:
    return None if number is None else Fraction(number)


def _held_in_month(facts: MeetingFacts) -> Fraction | None:
    if not facts.kind.is_regular:
        return None
    return Fraction(Month.of(facts.held_on) == facts.for_month)


def _shortfall(facts: MeetingFacts) -> Fraction | None:
    if facts.minutes is None or facts.minimum is None:
        return None
    return Fraction(max(0, facts.minimum - facts.minutes))


MEASURE_VALUES: Mapping[str, Callable[[MeetingFacts], Fraction | None]] = {
    "held_in_month": _held_in_month,
    "shortfall_minutes": _shortfall,
    "length_percent": lambda f: _share(f.minutes, f.minimum),
    "attendance_percent": lambda f: _share(f.present, f.expected),
    "excused_in_a_row": lambda f: _whole(f.excused_in_a_row),
    "unexcused": lambda f: _whole(f.unexcused),
    "unexcused_percent": lambda f: _share(f.unexcused, f.expected),
    "speaker_percent": lambda f: _share(f.speakers, f.present),
    "papers_lead_days": lambda f: _whole(f.papers_lead_days),
    "notice_lead_days": lambda f: _whole(f.notice_lead_days),
    "leaders": lambda f: _whole(f.leaders),
    "committee_met": lambda f: None if f.committee_met is None else Fraction(f.committee_met),
    "steps_percent": lambda f: _share(f.steps_done, f.steps_total),
    "tasks_closed_percent": lambda f: _share(f.tasks_closed, f.tasks_total),
}
"""Every measure a rubric may name; None where the record does not tell."""


def _held(facts: MeetingFacts) -> Reason:
    numbers = {"day": facts.held_on.isoformat(), "month": str(facts.for_month)}
    shown = {"day": show_date(facts.held_on), "month": facts.for_month.label}
    if not facts.kind.is_regular:
        told = _("Sinh hoạt chuyên đề ngày %(day)s, không thay buổi thường kỳ tháng %(month)s.")
    elif Month.of(facts.held_on) == facts.for_month:
        told = _("Buổi thường kỳ tháng %(month)s họp ngày %(day)s, trong tháng.")
    else:
        told = _("Buổi thường kỳ tháng %(month)s họp ngày %(day)s, ngoài tháng.")
    return Reason("held_in_month", told % shown, numbers)


def _length(facts: MeetingFacts) -> Reason:
    if facts.minutes is None:
        return Reason("length", _("Chưa ghi đủ giờ bắt đầu và kết thúc."))
    if facts.minimum is None:
        told = _("Sinh hoạt %(minutes)d phút; không có mức tối thiểu cho loại buổi này.")
        return Reason("length", told % {"minutes": facts.minutes}, {"minutes": facts.minutes})
    numbers = {"minutes": facts.minutes, "minimum": facts.minimum}
    told = _("Sinh hoạt %(minutes)d phút, tối thiểu %(minimum)d phút.")
    return Reason("length", told % numbers, numbers)


def _attendance(facts: MeetingFacts) -> Reason:
    if not facts.expected or facts.present is None:
        return Reason("attendance", _("Chưa điểm danh."))
    numbers = {"present": facts.present, "expected": facts.expected}
    share = show_percent(percent(facts.present, facts.expected))
    told = _("Có mặt %(present)d/%(expected)d (%(share)s)") % {**numbers, "share": share}
    if facts.excused is not None:
        numbers["excused"] = facts.excused
        told += _(", vắng có lý do %(excused)d") % numbers
    if facts.unexcused is not None:
        numbers["unexcused"] = facts.unexcused
        told += _(", vắng không lý do %(unexcused)d") % numbers
    return Reason("attendance", told + ".", numbers)


def _lead(code: str, days: int | None, told: str, late: str, missing: str) -> Reason:
    if days is None:
        return Reason(code, missing)
    sentence = told if days > 0 else late
    return Reason(code, sentence % {"days": days}, {"days": days})


def _papers(facts: MeetingFacts) -> Reason:
    return _lead(
        "papers",
        facts.papers_lead_days,
        _("Tài liệu gửi trước %(days)d ngày."),
        _("Tài liệu không gửi trước ngày họp."),
        _("Chưa ghi ngày gửi tài liệu."),
    )


def _notice(facts: MeetingFacts) -> Reason:
    return _lead(
        "notice",
        facts.notice_lead_days,
        _("Thông báo gửi trước %(days)d ngày."),
        _("Thông báo không gửi trước ngày họp."),
        _("Chưa ghi ngày gửi thông báo."),
    )


def _yes_no(code: str, fact: bool | None, yes: str, no: str, missing: str) -> Reason:
    if fact is None:
        return Reason(code, missing)
    return Reason(code, yes if fact else no, {"yes": int(fact)})


def _committee(facts: MeetingFacts) -> Reason:
    return _yes_no(
        "committee_meeting",
        facts.committee_met,
        _("Chi ủy đã họp chuẩn bị."),
        _("Chi ủy chưa họp chuẩn bị."),
        _("Chưa ghi việc họp chi ủy."),
    )


def _steps(facts: MeetingFacts) -> Reason:
    if not facts.steps_total or facts.steps_done is None:
        return Reason("agenda_steps", _("Chưa có chương trình để đối chiếu."))
    numbers = {"done": facts.steps_done, "total": facts.steps_total}
    told = _("Đã ghi nội dung %(done)d/%(total)d mục chương trình.")
    return Reason("agenda_steps", told % numbers, numbers)


def _speakers(facts: MeetingFacts) -> Reason:
    if facts.speakers is None:
        return Reason("speakers", _("Chưa ghi số người phát biểu."))
    if not facts.present:
        told = _("%(speakers)d người phát biểu.")
        return Reason("speakers", told % {"speakers": facts.speakers}, {"speakers": facts.speakers})
    numbers = {"speakers": facts.speakers, "present": facts.present}
    share = show_percent(percent(facts.speakers, facts.present))
    told = _("%(speakers)d/%(present)d người có mặt phát biểu (%(share)s).")
    return Reason("speakers", told % {**numbers, "share": share}, numbers)


def _tasks(facts: MeetingFacts) -> Reason:
    if facts.tasks_total is None:
        return Reason("previous_tasks", _("Chưa ghi nhiệm vụ của kỳ trước."))
    if facts.tasks_total == 0:
        return Reason("previous_tasks", _("Kỳ trước không giao nhiệm vụ nào."), {"total": 0})
    closed, carried = facts.tasks_closed or 0, facts.tasks_carried or 0
    numbers = {"total": facts.tasks_total, "closed": closed, "carried": carried}
    share = show_percent(percent(closed, facts.tasks_total))
    told = _("Nhiệm vụ kỳ trước: xong %(closed)d/%(total)d (%(share)s), chuyển tiếp %(carried)d.")
    return Reason("previous_tasks", told % {**numbers, "share": share}, numbers)


def _votes(facts: MeetingFacts) -> Reason:
    if facts.votes is None:
        return Reason("votes", _("Chưa ghi việc biểu quyết."))
    numbers = {"votes": facts.votes}
    return Reason("votes", _("Đã biểu quyết %(votes)d nội dung.") % numbers, numbers)


def _conclusion(facts: MeetingFacts) -> Reason:
    return _yes_no(
        "conclusion",
        facts.has_conclusion,
        _("Có kết luận của người chủ trì."),
        _("Chưa có kết luận của người chủ trì."),
        _("Chưa ghi kết luận của người chủ trì."),
    )


def _minutes(facts: MeetingFacts) -> Reason:
    return _yes_no(
        "minutes",
        facts.has_minutes,
        _("Có biên bản."),
        _("Chưa có biên bản."),
        _("Chưa ghi biên bản."),
    )


FACT_REASONS: Mapping[str, Callable[[MeetingFacts], Reason]] = {
    "held_in_month": _held,
    "length": _length,
    "attendance": _attendance,
    "papers": _papers,
    "notice": _notice,
    "committee_meeting": _committee,
    "agenda_steps": _steps,
    "speakers": _speakers,
    "previous_tasks": _tasks,
    "votes": _votes,
    "conclusion": _conclusion,
    "minutes": _minutes,
}
"""Every fact a rubric may name, told in a sentence."""
