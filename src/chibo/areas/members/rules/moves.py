"""From one state to another: what is allowed, from which day it holds, what should be told."""

from dataclasses import dataclass
from datetime import date

from chibo.areas.members.rules.facts import (
    MemberFacts,
    Objection,
    Verdict,
    kept,
    objection,
    standing_on,
)
from chibo.core.i18n import _
from chibo.core.periods import add_months
from chibo.core.vietnamese import show_date
from chibo.core.working_days import add_working_days, working_days_between
from chibo.regulations import MemberRules, Move, Reason


@dataclass(frozen=True)
class MoveWish:
    """What somebody wants to record."""

    code: str
    on: date | None = None
    decision_number: str = ""
    decided_on: date | None = None
    considered_on: date | None = None
    reason: str = ""
    until: date | None = None
    ground: str = ""


def probation_complete_on(joined_on: date, rules: MemberRules) -> date:
    """The day the probation is complete; recognition holds from it (294-QĐ/TW 4.2.2)."""
    return add_months(joined_on, rules.probation_months.value)


def consider_by(joined_on: date, rules: MemberRules) -> date:
    """The last day for the cell to consider a member whose probation is complete."""
    complete = probation_complete_on(joined_on, rules)
    return add_working_days(complete, rules.consider_within_working_days.value)


def allowed_moves(facts: MemberFacts, rules: MemberRules) -> list[Move]:
    """The moves open from where the member stands."""
    return [move for move in rules.moves if _starts_here(facts, move)]


def judge_move(facts: MemberFacts, wish: MoveWish, rules: MemberRules, today: date) -> Verdict:
    """Whether the wish may be recorded, from which day it holds, and what should be known."""
    move = rules.move(wish.code)
    if not _starts_here(facts, move):
        return Verdict(None, (_wrong_start(facts, move),))
    recognised = wish.code == "recognised"
    on = probation_complete_on(facts.joined_on, rules) if recognised else wish.on or wish.decided_on
    found = [
        *_missing(wish, move, on),
        *_days(facts, wish, on, today, is_reckoned=recognised),
        *(_recognition(facts, wish, rules) if recognised else ()),
        *(_exemption(wish, on, rules) if wish.code == "exempted" else ()),
        _ground(wish, move, rules),
    ]
    return Verdict(on, standing_on(move.source, kept(found)), _notes(facts, wish, on, rules))


def _starts_here(facts: MemberFacts, move: Move) -> bool:
    return facts.standing in move.starts_from and (facts.is_full or not move.full_only)


def _wrong_start(facts: MemberFacts, move: Move) -> Objection:
    if move.full_only and not facts.is_full and not facts.has_ended:
        sentence = _(
            "“%s” chỉ áp dụng với đảng viên chính thức; đồng chí này còn là đảng viên dự bị."
        ) % _(move.name)
    elif facts.has_ended:
        sentence = _(
            "Đồng chí này không còn tính là đảng viên ở đây từ ngày %(day)s, "
            "nên không ghi “%(move)s” được. Hãy xem lại quá trình của đảng viên."
        ) % {"day": show_date(facts.state_on), "move": _(move.name)}
    else:
        sentence = _(
            "Trạng thái hiện nay không cho ghi “%s”. Hãy xem lại quá trình của đảng viên."
        ) % _(move.name)
    return objection("", "wrong_start", sentence, move.source)


def _missing(wish: MoveWish, move: Move, on: date | None) -> list[Objection]:
    asked = {
        "decision": (
            ("decision_number", wish.decision_number.strip(), _("Thiếu số văn bản quyết định.")),
            ("decided_on", wish.decided_on, _("Thiếu ngày của văn bản quyết định.")),
        ),
        "considered_on": (("considered_on", wish.considered_on, _("Thiếu ngày chi bộ họp xét.")),),
        "reason": (("reason", wish.reason, _("Thiếu lý do miễn.")),),
        "ground": (("ground", wish.ground, _("Thiếu trường hợp xóa tên do cấp ủy đã kết luận.")),),
    }
    found = [
        objection(field, f"missing_{field}", sentence, move.source)
        for need in sorted(move.needs)
        for field, value, sentence in asked[need]
        if not value
    ]
    if on is None and "decision" not in move.needs:
        found.append(objection("on", "missing_on", _("Thiếu ngày.")))
    return found


def _days(
    facts: MemberFacts, wish: MoveWish, on: date | None, today: date, *, is_reckoned: bool
) -> list[Objection]:
    days = {"decided_on": wish.decided_on, "considered_on": wish.considered_on}
    days |= {} if is_reckoned else {"on": on if wish.on else None}
    found = [
        objection(field, "future", _("Ngày %s chưa tới. Hãy ghi ngày đã có.") % show_date(day))
        for field, day in days.items()
        if day and day > today
    ]
    if on is not None and on < facts.since:
        found.append(_before_what_is_recorded(facts, wish, on))
    return found


def _before_what_is_recorded(facts: MemberFacts, wish: MoveWish, on: date) -> Objection:
    return objection(
        "on" if wish.on else "decided_on",
        "out_of_order",
        _(
            "Ngày %(day)s trước thay đổi đã ghi ngày %(last)s. Hãy xem lại ngày, "
            "hoặc hoàn tác thay đổi đó trước."
        )
        % {"day": show_date(on), "last": show_date(facts.since)},
    )


def _recognition(facts: MemberFacts, wish: MoveWish, rules: MemberRules) -> list[Objection]:
    complete = probation_complete_on(facts.joined_on, rules)
    words = {
        "months": rules.probation_months.value,
        "joined": show_date(facts.joined_on),
        "complete": show_date(complete),
    }
    early = _(
        "Vào Đảng ngày %(joined)s thì đến ngày %(complete)s mới đủ %(months)d tháng dự bị. "
        "Trước ngày đó chi bộ chưa xét, cấp ủy chưa quyết định công nhận chính thức."
    )
    source = rules.probation_months.source
    found = [
        objection(field, "probation_not_complete", early % words, source)
        for field in ("considered_on", "decided_on")
        if (day := getattr(wish, field)) and day < complete
    ]
    if wish.considered_on and wish.decided_on and wish.decided_on < wish.considered_on:
        found.append(
            objection(
                "decided_on",
                "decided_before_considered",
                _("Quyết định có ngày trước khi chi bộ họp xét. Hãy xem lại hai ngày."),
            )
        )
    return found[:1] if found and found[0].reason.code == "probation_not_complete" else found


def _exemption(wish: MoveWish, on: date | None, rules: MemberRules) -> list[Objection]:
    reason = {each.code: each for each in rules.exemption_reasons}.get(wish.reason)
    if wish.reason and reason is None:
        return [objection("reason", "unknown_reason", _("Không có lý do miễn này."))]
    if reason and reason.is_for_a_time and wish.until is None:
        return [
            objection(
                "until",
                "missing_until",
                _("Miễn vì lý do này phải có thời hạn. Hãy ghi ngày hết hạn."),
                reason.source,
            )
        ]
    if wish.until and on and wish.until <= on:
        return [
            objection("until", "until_before_on", _("Ngày hết hạn phải sau ngày bắt đầu miễn."))
        ]
    return []


def _ground(wish: MoveWish, move: Move, rules: MemberRules) -> Objection | None:
    known = {ground.code for ground in rules.grounds}
    if "ground" in move.needs and wish.ground and wish.ground not in known:
        return objection("ground", "unknown_ground", _("Không có trường hợp xóa tên này."))
    return None


def _notes(
    facts: MemberFacts, wish: MoveWish, on: date | None, rules: MemberRules
) -> tuple[Reason, ...]:
    if wish.code == "recognised":
        return _late_consideration(facts, wish, rules)
    if wish.code == "exempted":
        return _long_exemption(wish, on, rules)
    if wish.code in {"removed", "expelled"} and wish.decided_on:
        limit = rules.complaint_within_working_days
        told = _("Đảng viên được khiếu nại đến hết ngày %(day)s (%(days)d ngày làm việc).") % {
            "day": show_date(add_working_days(wish.decided_on, limit.value)),
            "days": limit.value,
        }
        return (Reason("may_complain", told, {"days": limit.value}, limit.source),)
    return ()


def _late_consideration(
    facts: MemberFacts, wish: MoveWish, rules: MemberRules
) -> tuple[Reason, ...]:
    complete, due = (f(facts.joined_on, rules) for f in (probation_complete_on, consider_by))
    told = _("Tính là đảng viên chính thức từ ngày %s, ngày đủ thời gian dự bị.") % show_date(
        complete
    )
    notes = [Reason("holds_from", told, source=rules.recognition_effect)]
    if wish.considered_on and wish.considered_on > due:
        late = working_days_between(due, wish.considered_on)
        limit = rules.consider_within_working_days
        sentence = _(
            "Chi bộ họp xét ngày %(day)s, chậm %(late)d ngày làm việc so với hạn %(due)s."
        ) % {"day": show_date(wish.considered_on), "late": late, "due": show_date(due)}
        notes.append(Reason("considered_late", sentence, {"late": late}, limit.source))
    return tuple(notes)


def _long_exemption(wish: MoveWish, on: date | None, rules: MemberRules) -> tuple[Reason, ...]:
    limit = rules.exemption_months
    if on is None or wish.until is None or wish.until < add_months(on, limit.value):
        return ()
    sentence = _("Thời hạn miễn từ %d tháng trở lên.") % limit.value
    return (Reason("long_exemption", sentence, {"months": limit.value}, limit.source),)
