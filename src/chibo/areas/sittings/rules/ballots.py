"""A secret vote as the tellers counted it, and the sentence of any vote for the minutes."""

from dataclasses import dataclass

from chibo.areas.meetings.rules import VoteVerdict
from chibo.core.i18n import _
from chibo.core.vietnamese import show_percent
from chibo.regulations import Reason


@dataclass(frozen=True)
class Tally:
    """What the tellers wrote down."""

    tellers: str
    issued: int
    returned: int
    valid: int
    invalid: int


def faults_of(tally: Tally, *, said: int, may_vote: int) -> tuple[Reason, ...]:
    """Where the figures contradict each other; `said` is the sum of all answers on valid ballots.

    Ballots given out go to those who may vote; what comes back is valid or not; every valid one
    says one thing.
    """
    numbers = {**vars(tally), "said": said, "may_vote": may_vote}
    checks = (
        (
            "negative",
            min(tally.issued, tally.returned, tally.valid, tally.invalid) < 0,
            _("Số phiếu không thể âm. Hãy nhập từ 0 trở lên."),
        ),
        (
            "issued_over_voters",
            tally.issued > may_vote,
            _("Phát ra %(issued)d phiếu nhưng chỉ %(may_vote)d người được biểu quyết."),
        ),
        (
            "returned_over_issued",
            tally.returned > tally.issued,
            _("Thu về %(returned)d phiếu, nhiều hơn phát ra %(issued)d."),
        ),
        (
            "valid_and_invalid_differ",
            tally.valid + tally.invalid != tally.returned,
            _("Hợp lệ %(valid)d cộng không hợp lệ %(invalid)d khác số thu về %(returned)d."),
        ),
        (
            "answers_differ",
            said != tally.valid,
            _("Đồng ý, không đồng ý và ý kiến khác cộng lại là %(said)d, khác %(valid)d hợp lệ."),
        ),
    )
    return tuple(Reason(code, told % numbers, numbers) for code, wrong, told in checks if wrong)


def result_sentence(subject: str, verdict: VoteVerdict, *, secret: bool) -> str:
    """How the minutes tell a result: counts, share and denominator, never names."""
    told = (
        _("Chi bộ %(way)s: %(in_favour)d/%(base)d đồng ý (%(share)s), thông qua “%(subject)s”.")
        if verdict.passed
        else _(
            "Chi bộ %(way)s: %(in_favour)d/%(base)d đồng ý (%(share)s), không thông qua "
            "“%(subject)s” (cần từ %(needed)d)."
        )
    )
    return told % {
        "way": _("bỏ phiếu kín") if secret else _("biểu quyết công khai"),
        "in_favour": verdict.in_favour,
        "base": verdict.base,
        "share": show_percent(verdict.percent) or "–",
        "subject": subject.rstrip("."),
        "needed": verdict.needed,
    }
