"""Transfers of Party activity: which kind fits, how long, what must be settled before."""

from collections.abc import Iterable
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
from chibo.core.periods import Month, add_months
from chibo.core.vietnamese import show_date
from chibo.core.working_days import (
    add_working_days,
    subtract_working_days,
    working_days_between,
)
from chibo.regulations import MemberRules, MonthSpan, Reason, TransferKind, current


@dataclass(frozen=True)
class TransferWish:
    """What somebody wants to issue a paper for."""

    kind: str
    reason: str
    issued_on: date
    fee_paid_to: Month | None
    moved_on: date | None = None
    until: date | None = None
    is_clear: bool = False
    goes_outside: bool = False
    """To a place outside this tree."""
    shared_superior: str | None = None
    """The kind of the lowest body above both cells; None when there is none."""


def present_by(issued_on: date, rules: MemberRules) -> date:
    """The last day to present the paper where one goes (38-HD/BTCTW)."""
    return add_working_days(issued_on, rules.present_within_working_days.value)


def judge_transfer(
    facts: MemberFacts, wish: TransferWish, rules: MemberRules, today: date
) -> Verdict:
    """Whether the paper may be issued, and what should be known."""
    kind = rules.transfer_kind(wish.kind)
    found = (
        _membership(facts, wish),
        _place(wish, kind),
        _fee(wish, kind, rules),
        _clear(wish, kind, rules),
        _until(wish, kind),
        *_days(facts, wish, today),
    )
    objections = standing_on(kind.source, kept(found))
    return Verdict(wish.issued_on, objections, _notes(wish, kind, rules))


def judge_arrival(issued_on: date, on: date, rules: MemberRules, today: date) -> Verdict:
    """Whether the receiving side may take somebody in on this day."""
    found = []
    if on > today:
        found.append(
            objection("on", "future", _("Ngày %s chưa tới. Hãy ghi ngày đã có.") % show_date(on))
        )
    if on < issued_on:
        found.append(
            objection(
                "on",
                "before_issue",
                _("Ngày tiếp nhận không thể trước ngày giấy giới thiệu %s.") % show_date(issued_on),
            )
        )
    due = present_by(issued_on, rules)
    objections = standing_on(rules.present_within_working_days.source, found)
    return Verdict(on, objections, _late_by(on, due, rules) if on > due else ())


def _late_by(on: date, due: date, rules: MemberRules) -> tuple[Reason, ...]:
    limit = rules.present_within_working_days
    sentence = _("Giấy xuất trình chậm %(late)d ngày làm việc so với hạn %(due)s.") % {
        "late": working_days_between(due, on),
        "due": show_date(due),
    }
    return (Reason("presented_late", sentence, source=limit.source),)


def _membership(facts: MemberFacts, wish: TransferWish) -> Objection | None:
    if not facts.has_ended and facts.joined_on <= wish.issued_on:
        return None
    return objection(
        "", "not_counted", _("Ngày này đồng chí không được tính là đảng viên của chi bộ.")
    )


def _place(wish: TransferWish, kind: TransferKind) -> Objection | None:
    name = _(kind.name)
    if kind.reaches == "outside" and not wish.goes_outside:
        return objection(
            "to_place",
            "not_abroad",
            _("“%s” là ra nước ngoài: hãy ghi nơi đến, không chọn chi bộ trong hệ thống.") % name,
            kind.source,
        )
    if kind.reaches != "inside":
        return None
    too_far = wish.shared_superior is None or wish.shared_superior in kind.not_across
    if wish.goes_outside or too_far:
        return objection(
            "kind",
            "no_shared_superior",
            _(
                "“%s” chỉ dùng khi nơi đi và nơi đến cùng một cấp trên trực tiếp. "
                "Hãy chọn chuyển sinh hoạt chính thức."
            )
            % name,
            kind.source,
        )
    return None


def _fee(wish: TransferWish, kind: TransferKind, rules: MemberRules) -> Objection | None:
    month = Month.of(wish.issued_on)
    if wish.fee_paid_to is None:
        sentence = _("Chưa ghi đảng phí đã đóng đến tháng nào.")
        return objection("fee_paid_to", "missing_fee", sentence, rules.fee_paid)
    if kind.needs_fee_paid and wish.fee_paid_to < month:
        sentence = _(
            "Đảng phí mới đóng đến tháng %(paid)s; phải đóng đến hết tháng %(month)s "
            "rồi mới chuyển chính thức."
        ) % {"paid": wish.fee_paid_to.label, "month": month.label}
        return objection("fee_paid_to", "fee_not_paid", sentence, rules.fee_paid)
    return None


def _clear(wish: TransferWish, kind: TransferKind, rules: MemberRules) -> Objection | None:
    if not kind.needs_clear_record or wish.is_clear:
        return None
    return objection(
        "is_clear",
        "not_clear",
        _(
            "Chưa xác nhận đồng chí không đang bị kiểm tra, xem xét kỷ luật hoặc giải quyết "
            "tố cáo. Đang có việc đó thì chờ kết luận."
        ),
        rules.clear_record,
    )


def _until(wish: TransferWish, kind: TransferKind) -> Objection | None:
    if not kind.is_temporary:
        return None
    if wish.until is None:
        sentence = _("Chuyển tạm thời phải có thời hạn. Hãy ghi ngày hết hạn.")
        return objection("until", "missing_until", sentence, kind.source)
    return _length(wish.issued_on, wish.until, kind.length_for(wish.reason))


def judge_extension(
    issued_on: date, until: date, wanted: date, kind: TransferKind, reason: str
) -> Verdict:
    """Whether a stay until `until` may last until `wanted`; its whole length is what the rule sets.

    Sources: as for the length itself (HD 06-HD/TW, 38-HD/BTCTW).
    """
    if wanted <= until:
        sentence = _("Kéo dài thì ngày mới phải sau ngày %s. Trở về sớm thì ghi ngày trở về.")
        early = objection("until", "not_later", sentence % show_date(until))
        return Verdict(None, standing_on(kind.source, (early,)))
    return Verdict(wanted, kept((_length(issued_on, wanted, kind.length_for(reason)),)))


def _length(issued_on: date, until: date, span: MonthSpan | None) -> Objection | None:
    told = judge_length(issued_on, until, span) if span else "ok"
    if span is None or told == "ok":
        return None
    words = {"length": _span_words(span), "day": show_date(until)}
    sentences = {
        "too_short": _("Đến ngày %(day)s là quá ngắn: sinh hoạt tạm thời %(length)s."),
        "too_long": _("Đến ngày %(day)s là quá dài: sinh hoạt tạm thời %(length)s."),
    }
    return objection("until", told, sentences[told] % words, span.source)


def judge_length(start: date, until: date, span: MonthSpan) -> str:
    """`ok`, `too_short` or `too_long` for a stay from `start` to `until`."""
    if until < add_months(start, span.at_least):
        return "too_short"
    if span.below is not None:
        return "too_long" if until >= add_months(start, span.below) else "ok"
    return "too_long" if until > add_months(start, span.at_most or 0) else "ok"


def _span_words(span: MonthSpan) -> str:
    if span.below is not None:
        words = _("từ %(least)d đến dưới %(most)d tháng")
        return words % {"least": span.at_least, "most": span.below}
    return _("từ %(least)d đến %(most)d tháng") % {"least": span.at_least, "most": span.at_most}


def _days(facts: MemberFacts, wish: TransferWish, today: date) -> list[Objection]:
    found = [
        objection(field, "future", _("Ngày %s chưa tới. Hãy ghi ngày đã có.") % show_date(day))
        for field, day in (("issued_on", wish.issued_on), ("moved_on", wish.moved_on))
        if day and day > today
    ]
    if wish.issued_on < facts.since and not facts.has_ended:
        found.append(
            objection(
                "issued_on",
                "out_of_order",
                _("Ngày %(day)s trước thay đổi đã ghi ngày %(last)s. Hãy xem lại ngày.")
                % {"day": show_date(wish.issued_on), "last": show_date(facts.since)},
            )
        )
    return found


def _notes(wish: TransferWish, kind: TransferKind, rules: MemberRules) -> tuple[Reason, ...]:
    due = present_by(wish.issued_on, rules)
    limit = rules.present_within_working_days
    told = _("Giấy phải xuất trình ở nơi đến chậm nhất ngày %(day)s (%(days)d ngày làm việc).") % {
        "day": show_date(due),
        "days": limit.value,
    }
    notes = [Reason("present_by", told, {"days": limit.value}, limit.source)]
    if wish.moved_on:
        start = rules.transfer_within_working_days
        end = add_working_days(wish.moved_on, start.value)
        if wish.issued_on > end:
            late = working_days_between(end, wish.issued_on)
            sentence = _("Thủ tục làm chậm %(late)d ngày làm việc so với hạn %(due)s.") % {
                "late": late,
                "due": show_date(end),
            }
            notes.append(Reason("issued_late", sentence, {"late": late}, start.source))
    return tuple(notes)


def overdue_before(today: date, rules: MemberRules) -> date:
    """Papers issued before this day should have been presented before `today`."""
    return subtract_working_days(today, rules.present_within_working_days.value)


def temporary_kinds() -> list[str]:
    """The kinds of transfer, of whatever time, by which one stays counted at home."""
    packs: Iterable[object] = (pack.rules for pack in current().chain("members"))
    kinds = (
        kind for rules in packs if isinstance(rules, MemberRules) for kind in rules.transfer_kinds
    )
    return sorted({kind.code for kind in kinds if kind.is_temporary})
