"""Who counts in a vote of the cell, and whether enough were in favour (QĐ 294-QĐ/TW, 9.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chibo.core.errors import Refused
from chibo.core.i18n import _
from chibo.core.vietnamese import percent, show_date, show_percent
from chibo.regulations import OrganisationRules, Source, organisation_rules


class NoRuleInForce(Refused):
    """No regulation on votes is known for that day."""

    code = "no_rule_in_force"


class ImpossibleVote(Refused):
    """More in favour than could vote, or fewer than none."""

    code = "impossible_vote"


@dataclass(frozen=True)
class Voter:
    """A member of the cell at a vote, as far as it matters for the count."""

    full: bool
    present: bool
    exempt: bool = False
    away: bool = False
    """Introduced to temporary activity elsewhere."""
    suspended: bool = False
    """Suspended from Party activity, prosecuted or detained."""
    excused: bool = False
    """Absent throughout, with a reason that was accepted."""

    @property
    def left_out(self) -> str | None:
        """Code of the exclusion that would leave this full member out; the weightiest first."""
        if self.suspended:
            return "suspended"
        if self.away:
            return "away"
        if self.present:
            return None
        if self.exempt:
            return "exempt_absent"
        return "absent_excused" if self.excused else None


@dataclass(frozen=True)
class Excluded:
    """How many full members one exclusion leaves out."""

    code: str
    name: str
    count: int
    source: Source


@dataclass(frozen=True)
class VoteBase:
    """`convened` full members, `base` of whom count; `may_vote` of these are in the room."""

    convened: int
    base: int
    may_vote: int
    excluded: tuple[Excluded, ...] = ()

    @property
    def sentence(self) -> str:
        """The sum in words."""
        told = _("Tính trên %(base)d đảng viên chính thức") % {"base": self.base}
        if not self.excluded:
            return told + "."
        left_out = "; ".join(f"{each.count} {_(each.name)}" for each in self.excluded)
        return _("%(told)s (%(convened)d trừ %(left_out)s).") % {
            "told": told,
            "convened": self.convened,
            "left_out": left_out,
        }


@dataclass(frozen=True)
class VoteVerdict:
    """Whether `in_favour` of `base` was enough: `needed` or more."""

    kind: str
    name: str
    base: int
    in_favour: int
    needed: int
    passed: bool
    percent: Decimal | None
    source: Source

    @property
    def sentence(self) -> str:
        """The verdict in words."""
        told = (
            _("%(name)s: %(in_favour)d/%(base)d đồng ý (%(share)s), cần từ %(needed)d, thông qua.")
            if self.passed
            else _(
                "%(name)s: %(in_favour)d/%(base)d đồng ý (%(share)s), cần từ %(needed)d, "
                "không thông qua."
            )
        )
        return told % {
            "name": _(self.name),
            "in_favour": self.in_favour,
            "base": self.base,
            "share": show_percent(self.percent) or "–",
            "needed": self.needed,
        }


def vote_base(voters: Iterable[Voter], on: date) -> VoteBase:
    """The number that shares are taken of. Probationary members have no vote and are not counted.

    Raises NoRuleInForce for a day before the oldest regulation known.
    """
    rules = _rules(on)
    full = [voter for voter in voters if voter.full]
    excluded = tuple(
        Excluded(exclusion.code, exclusion.name, count, exclusion.source)
        for exclusion in rules.voting.exclusions
        if (count := sum(voter.left_out == exclusion.code for voter in full))
    )
    codes = {each.code for each in rules.voting.exclusions}
    counted = [voter for voter in full if voter.left_out not in codes]
    return VoteBase(
        convened=len(full),
        base=len(counted),
        may_vote=sum(voter.present for voter in counted),
        excluded=excluded,
    )


def judge_vote(kind: str, base: VoteBase, in_favour: int, on: date) -> VoteVerdict:
    """Whether a vote passed: ordinary above one half, admission and the like at least two thirds.

    Raises ImpossibleVote for a count that cannot be, NoRuleInForce before the oldest regulation,
    KeyError for an unknown kind of vote.
    """
    rule = _rules(on).voting.kind(kind)
    if not 0 <= in_favour <= base.may_vote:
        raise ImpossibleVote(
            _(
                "Số đồng ý %(in_favour)d không hợp lý: chỉ có %(may_vote)d đảng viên có mặt được "
                "biểu quyết. Hãy đếm lại."
            )
            % {"in_favour": in_favour, "may_vote": base.may_vote}
        )
    needed = rule.needed(base.base)
    return VoteVerdict(
        kind=kind,
        name=rule.name,
        base=base.base,
        in_favour=in_favour,
        needed=needed,
        passed=base.base > 0 and in_favour >= needed,
        percent=percent(in_favour, base.base),
        source=rule.source,
    )


def _rules(on: date) -> OrganisationRules:
    rules = organisation_rules(on)
    if rules is None:
        raise NoRuleInForce(
            _(
                "Chưa có quy định về biểu quyết cho ngày %(day)s trong phần mềm nên không tính "
                "được. Hãy ghi kết quả theo biên bản giấy."
            )
            % {"day": show_date(on)}
        )
    return rules
