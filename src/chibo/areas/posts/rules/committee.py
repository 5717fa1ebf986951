"""How many sit in a committee, as the regulation of the day wants it; warnings only."""

from dataclasses import dataclass

from chibo.core.i18n import _
from chibo.regulations import OrganisationRules, Reason, Sourced


@dataclass(frozen=True)
class CommitteeFacts:
    """What is known of a unit's committee on a day."""

    is_cell: bool
    is_grassroots: bool
    is_section: bool
    """A đảng bộ bộ phận."""
    full_members: int | None
    """Full members of a cell; None for a body."""
    seats: int | None
    """How many the congress decided to elect; None where nobody wrote it down."""
    members: int
    standing: int
    appointed: int


def committee_warnings(facts: CommitteeFacts, rules: OrganisationRules) -> list[Reason]:
    """What does not fit the regulation; empty where all does."""
    found = [*_cell(facts, rules), *_section(facts, rules), *_standing(facts, rules)]
    return [*found, *_extra(facts, rules)]


def _cell(facts: CommitteeFacts, rules: OrganisationRules) -> list[Reason]:
    full = facts.full_members
    if not facts.is_cell or full is None:
        return []
    limit = rules.cell_committee_from
    if full < limit.value and facts.members:
        told = _("Chi bộ có %(full)d đảng viên chính thức, chưa đủ %(limit)d để bầu chi ủy.")
        return [_reason("committee_too_early", told, limit, full=full)]
    if full >= limit.value and not facts.members:
        told = _("Chi bộ có %(full)d đảng viên chính thức, từ %(limit)d trở lên phải có chi ủy.")
        return [_reason("committee_missing", told, limit, full=full)]
    return _too_many("committee_too_large", facts, rules.cell_committee_max)


def _section(facts: CommitteeFacts, rules: OrganisationRules) -> list[Reason]:
    if not facts.is_section:
        return []
    return _too_many("committee_too_large", facts, rules.section_committee_max)


def _too_many(code: str, facts: CommitteeFacts, limit: Sourced[int]) -> list[Reason]:
    sitting = max(facts.members, facts.seats or 0)
    if sitting <= limit.value:
        return []
    told = _("Cấp ủy có %(sitting)d người, nhiều hơn %(limit)d.")
    return [_reason(code, told, limit, sitting=sitting)]


def _standing(facts: CommitteeFacts, rules: OrganisationRules) -> list[Reason]:
    part = rules.terms.standing_divisor
    of = facts.seats or facts.members
    if not facts.standing or facts.standing * part.value <= of:
        return []
    told = _("Ban thường vụ có %(standing)d người, quá 1/%(limit)d của %(of)d cấp ủy viên.")
    return [_reason("standing_too_large", told, part, standing=facts.standing, of=of)]


def _extra(facts: CommitteeFacts, rules: OrganisationRules) -> list[Reason]:
    limit = rules.terms.extra_percent(is_grassroots=facts.is_grassroots or facts.is_cell)
    if not facts.seats or facts.appointed * 100 <= facts.seats * limit.value:
        return []
    told = _("Chỉ định thêm %(appointed)d người, quá %(limit)d%% của %(seats)d cấp ủy viên.")
    extra = {"appointed": facts.appointed, "seats": facts.seats}
    return [_reason("too_many_appointed", told, limit, **extra)]


def _reason(code: str, sentence: str, limit: Sourced[int], **numbers: int) -> Reason:
    told = {"limit": limit.value, **numbers}
    return Reason(code, sentence % told, told, limit.source)
